/** A text object: `plain_text` exactly as it is, `mrkdwn` with its markup. */
import type { Json } from '../page-protocol.ts';
import { isJson, requireString } from './block-json.ts';
import { Mrkdwn } from './mrkdwn.tsx';

/** Throws for anything else, and for an empty text. */
export function TextObject({ text }: { text: unknown }) {
  if (!isJson(text)) throw new Error('this is no text object');
  if (text['type'] === 'mrkdwn') return <Mrkdwn text={requireString(text, 'text')} />;
  return <PlainText text={text} />;
}

/** For places that take no markup: labels, headers, buttons. Throws for an empty text. */
export function PlainText({ text }: { text: Json }) {
  return <span className="block-plain">{requireString(text, 'text')}</span>;
}
