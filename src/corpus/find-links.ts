/**
 * The links in a cleaned abstract: `Code: https://github.com/a/b.` → one link of kind `code`.
 * Only http and https with the scheme written out; `github.com/a/b` alone is text.
 */
import { type Link, linkSchema } from '../model/paper.ts';

/** Hosts whose `/owner/name` pages hold source code. A Hugging Face repository is a page. */
const CODE_HOSTS = new Set(['github.com', 'gitlab.com', 'bitbucket.org', 'codeberg.org']);

/** Slack refuses a link of more than 3,000 characters; a real one has under 200. */
const MAX_URL_CHARS = 2000;

const URL_TEXT = /https?:\/\/[^\s<>"“”{}|\\^`]+/gi;

/** In order of appearance, each address once; what is no valid address is left out. Total. */
export function findLinks(text: string): Link[] {
  const links = new Map<string, Link>();
  for (const [match] of text.matchAll(URL_TEXT)) {
    const url = trimUrl(match);
    const link = linkSchema.safeParse({ url, kind: isCode(url) ? 'code' : 'page' });
    if (link.success) links.set(url, link.data);
  }
  return [...links.values()];
}

/** Drops punctuation of the sentence at the end; a closing bracket stays if it was opened inside. */
function trimUrl(text: string): string {
  const shorter = text.replace(/[.,;:!?'’*»…]+$/u, '');
  const closing = /[)\]]$/.exec(shorter)?.[0];
  if (closing !== undefined) {
    const opening = closing === ')' ? '(' : '[';
    const isOpened = shorter.split(opening).length >= shorter.split(closing).length;
    if (!isOpened) return trimUrl(shorter.slice(0, -1));
  }
  return shorter;
}

/**
 * An address that a source gives by itself, such as a project's page. Undefined for what no link in
 * text could be: no http or https, white space or hidden characters inside, a user name before the
 * host (`https://github.com@example.org` is no GitHub address), or more than 2,000 characters.
 */
export function readLink(text: string): Link | undefined {
  const url = text.trim();
  const [link, ...others] = url.length <= MAX_URL_CHARS ? findLinks(url) : [];
  const isPlain = link?.url === url && others.length === 0 && !/\p{C}/u.test(url);
  return isPlain && new URL(url).username === '' ? link : undefined;
}

/** What two spellings of one address share: `http://GitHub.com/A/b.git` and `https://github.com/a/b/`. */
export function normalizeUrl(url: string): string {
  return url
    .toLowerCase()
    .replace(/^https?:\/\/(?:www\.)?/, '')
    .replace(/(?:\.git)?\/*$/, '');
}

function isCode(url: string): boolean {
  const [, host = '', path = ''] = /^https?:\/\/(?:www\.)?([^/?#]+)\/?([^?#]*)/i.exec(url) ?? [];
  return CODE_HOSTS.has(host.toLowerCase()) && path.split('/').filter(Boolean).length >= 2;
}
