/** Text as Slack keeps it (`<@U0ADA>`, `&amp;`, `*bold*`): of people, and of apps without blocks. */
import { useMemo } from 'react';
import { LibraryBlock } from './block-library.tsx';
import { parseMrkdwn } from './parse-mrkdwn.ts';

export function Mrkdwn({ text }: { text: string }) {
  const block = useMemo(() => ({ type: 'rich_text', elements: parseMrkdwn(text) }), [text]);
  return <LibraryBlock block={block} />;
}
