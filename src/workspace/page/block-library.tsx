/**
 * What `slack-blocks-to-jsx` draws, with what the page knows put in by its hooks: who is mentioned,
 * and which addresses may be opened. It comes without its style sheet, which hangs on an id that
 * it repeats for every message; ours goes by its class names.
 */
import { memo, type ReactNode, useLayoutEffect, useMemo, useRef } from 'react';
import { Message, type MessageProps } from 'slack-blocks-to-jsx';
import type { Json } from '../page-protocol.ts';
import './block-library.css';
import { readHref } from './block-json.ts';
import { SafeLink } from './block-link.tsx';
import { nameChannel, useDirectory } from './directory.ts';
import { toLibraryBlock } from './library-block.ts';

/** One block. Drawn again only when it changed: much of the page is drawn by it. */
export const LibraryBlock = memo(({ block }: { block: Json }) => {
  const directory = useDirectory();
  const blocks = useMemo(() => [toLibraryBlock(block, directory)], [block, directory]);
  const placeRef = useRef<HTMLDivElement>(null);
  useLayoutEffect(() => {
    if (placeRef.current !== null) mendMarkup(placeRef.current);
  });
  return (
    <div className="block-library" ref={placeRef}>
      <Message
        blocks={blocks}
        hooks={HOOKS}
        name=""
        logo=""
        // Either will do: the colours are the page's.
        theme="light"
        unstyled
        withoutWrapper
      />
    </div>
  );
});

/** The library keeps the first it is given, so what changes is read where it is drawn. */
const HOOKS: NonNullable<MessageProps['hooks']> = {
  user: ({ id }) => <UserMention id={id} />,
  channel: ({ id }) => <ChannelMention id={id} />,
  atHere: () => <Mention isViewer>@here</Mention>,
  atChannel: () => <Mention isViewer>@channel</Mention>,
  atEveryone: () => <Mention isViewer>@everyone</Mention>,
  link: (link) => <SafeLink {...link} />,
  emoji: (emoji, parse) => <Emoji name={emoji.name} shown={parse(emoji)} />,
};

function UserMention({ id }: { id: string }) {
  const { users, viewer } = useDirectory();
  return <Mention isViewer={id === viewer.id}>@{users.get(id)?.realName ?? id}</Mention>;
}

function ChannelMention({ id }: { id: string }) {
  const directory = useDirectory();
  const channel = directory.channels.find((each) => each.id === id);
  return <Mention>{channel === undefined ? `#${id}` : nameChannel(channel, directory)}</Mention>;
}

function Mention({ isViewer = false, children }: { isViewer?: boolean; children: ReactNode }) {
  const className = isViewer ? 'block-mention block-mention-me' : 'block-mention';
  return <span className={className}>{children}</span>;
}

/** One that nobody knows comes as its name, and is shown as people type it. */
function Emoji({ name, shown }: { name: string; shown: string }) {
  if (/^[\w+-]+$/.test(shown)) return `:${name}:`;
  return (
    <span role="img" aria-label={name.replaceAll('_', ' ')}>
      {shown}
    </span>
  );
}

/** What hooks cannot reach. */
function mendMarkup(place: HTMLElement): void {
  // The same in every message.
  place.querySelector('#slack_blocks_to_jsx')?.removeAttribute('id');
  for (const box of place.querySelectorAll<HTMLInputElement>('input[type=checkbox]')) {
    box.setAttribute('aria-label', box.checked ? 'Done' : 'To do');
  }
  // Those of standard markdown, at a level that fits into a message.
  for (const heading of place.querySelectorAll('h1, h2')) {
    heading.setAttribute('aria-level', '3');
    heading.setAttribute('role', 'heading');
  }
  // Our own links were looked at when they were made.
  for (const link of place.querySelectorAll('a:not(.block-link)')) {
    if (readHref(link.getAttribute('href')) === undefined) link.removeAttribute('href');
  }
}
