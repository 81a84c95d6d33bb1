/**
 * Who looks at what, kept in the address so that links, tabs and the back button work:
 *
 *     #U0BEN/C0READING                     Ben in #reading
 *     #U0BEN/C0READING/1795243148.000004   … with a thread beside it
 *     #U0BEN/C0READING/p1795243148.000004  … on the way to a message; also after a thread's ts
 *     #U0BEN/D0BEN/home                    the app's Home tab
 *
 * Pure; `use-route.ts` is where the browser's own address comes in.
 */

export type Route = {
  readonly userId: string;
  readonly channelId: string;
  /** The parent's ts of the thread that is open beside the channel. */
  readonly threadTs?: string;
  /** The message a link led to, in the thread where one is open; until it is shown. */
  readonly messageTs?: string;
  /** The Home tab; in the conversation with the app only. */
  readonly isHome?: boolean;
};

/** The person who runs the workspace, where the digest goes. */
const START: Route = { userId: 'U0ADA', channelId: 'C0READING' };

/** Total: what is missing or makes no sense is where a first visit starts. */
export function parseRoute(hash: string): Route {
  const [userId, channelId, ...rest] = hash.replace(/^#/, '').split('/');
  const route = { userId: userId || START.userId, channelId: channelId || START.channelId };
  if (rest[0] === 'home') return { ...route, isHome: true };
  const threadTs = rest.find((part) => TS.test(part));
  const messageTs = rest.find((part) => MESSAGE.test(part))?.slice(1);
  return {
    ...route,
    ...(threadTs !== undefined && { threadTs }),
    ...(messageTs !== undefined && { messageTs }),
  };
}

const TS = /^\d+\.\d+$/;
const MESSAGE = /^p\d+\.\d+$/;

/** With its `#`, to be a link's `href`. */
export function renderRoute({ userId, channelId, threadTs, messageTs, isHome }: Route): string {
  const rest = isHome === true ? 'home' : threadTs;
  const message = messageTs === undefined ? undefined : `p${messageTs}`;
  return `#${[userId, channelId, rest, message].filter((part) => part !== undefined).join('/')}`;
}

const PERMALINK = /^\/archives\/(?<channelId>[A-Z0-9]+)\/p(?<seconds>\d+)(?<rest>\d{6})$/;

/**
 * Where a permalink leads this person, a reply's into its thread; undefined = it is no message of
 * a workspace on this machine. https://docs.slack.dev/reference/methods/chat.getPermalink
 */
export function parsePermalink(href: string, userId: string): Route | undefined {
  const url = URL.canParse(href) ? new URL(href) : undefined;
  const isHere = url?.hostname === '127.0.0.1' || url?.hostname === 'localhost';
  const { channelId, seconds, rest } = PERMALINK.exec(url?.pathname ?? '')?.groups ?? {};
  if (!isHere || channelId === undefined) return undefined;
  const threadTs = url.searchParams.get('thread_ts') ?? '';
  const messageTs = `${seconds}.${rest}`;
  return { userId, channelId, messageTs, ...(TS.test(threadTs) && { threadTs }) };
}
