/**
 * Where a paper can be read. A paper known by its arXiv id has a page; of another only the title
 * is known, so there are title searches, which the texts around them mark as such.
 */
import type { Paper } from '../model/paper.ts';
import { cleanLine, cutText } from './escape.ts';

export type PaperLinks =
  | { readonly kind: 'page'; readonly url: string }
  | { readonly kind: 'searches'; readonly huggingFace: string; readonly arxiv: string };

/** Enough of a title to find it by; a message holds up to fifteen such links. */
const MAX_QUERY_CHARS = 200;

/** Total: every paper has links. */
export function buildPaperLinks({ id, title }: Pick<Paper, 'id' | 'title'>): PaperLinks {
  if (id.startsWith('arxiv:')) {
    return { kind: 'page', url: `https://arxiv.org/abs/${id.slice('arxiv:'.length)}` };
  }
  const words = cutText(
    cleanLine(title),
    MAX_QUERY_CHARS,
    (character) => encodeURIComponent(character).length,
  );
  const query = encodeURIComponent(words.replace(/…$/u, ''));
  return {
    kind: 'searches',
    huggingFace: `https://huggingface.co/papers?q=${query}`,
    arxiv: `https://arxiv.org/search/?query=${query}&searchtype=title`,
  };
}

/**
 * The address of one message in Slack, as chat.getPermalink gives it
 * (https://docs.slack.dev/reference/methods/chat.getPermalink): it opens the thread of a reply, and
 * the conversation at a message that is none. `workspaceUrl` ends in a slash; `ts` is the message's
 * and `threadTs` its thread's, the same for a message that is no reply. Undefined for what is none.
 */
export function buildPermalink(message: {
  readonly workspaceUrl: string;
  readonly channelId: string;
  readonly ts: string;
  readonly threadTs: string;
}): string | undefined {
  const { workspaceUrl, channelId, ts, threadTs } = message;
  if (!/^\w+$/.test(channelId) || ![ts, threadTs].every((each) => /^\d+\.\d+$/.test(each))) {
    return undefined;
  }
  const url = `${workspaceUrl}archives/${channelId}/p${ts.replace('.', '')}`;
  return buildSafeUrl(ts === threadTs ? url : `${url}?thread_ts=${threadTs}&cid=${channelId}`);
}

/**
 * `url` in a form that is safe in Slack, or undefined for anything but http and https, for one
 * with a user name in it, and for one that is too long.
 */
export function buildSafeUrl(url: string): string | undefined {
  if (!URL.canParse(url)) return undefined;
  const { href, protocol, username, password } = new URL(url);
  if (protocol !== 'https:' && protocol !== 'http:') return undefined;
  if (username !== '' || password !== '') return undefined;
  const safe = href.replace(/[<>|"\s]/g, encodeURIComponent);
  return safe.length <= 3000 ? safe : undefined;
}
