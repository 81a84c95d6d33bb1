/**
 * Finds the one document that a text names: by id, arXiv identifier, URL, whole title, or the
 * one word before a title's colon (`FlatFormer: Flattened Window Attention …`).
 * It does not search: a text that is only like a title names nothing.
 */
import { normalizeTitle } from '../model/title.ts';
import type { SearchDocument } from './document.ts';

/**
 * https://info.arxiv.org/help/arxiv_identifier.html: `2503.02130` (four or five digits after the
 * point), before April 2007 `cs/0501001` or `cs.CL/0501001`; a version suffix `v2` may follow.
 */
const ARXIV = String.raw`(?<arxiv>\d{4}\.\d{4,5}|[a-z-]+(?:\.[a-z]{2})?\/\d{7})(?:v\d+)?`;
const BARE = new RegExp(`^(?:arxiv:\\s*)?${ARXIV}$`, 'i');
const URL = new RegExp(
  String.raw`^(?:https?:\/\/)?(?:www\.|export\.)?` +
    String.raw`(?:(?:alpha)?arxiv\.org\/(?:abs|pdf|html)|huggingface\.co\/papers|hf\.co\/papers)\/` +
    String.raw`${ARXIV}(?:\.pdf)?\/?(?:[?#].*)?$`,
  'i',
);

/** True when `text` is an arXiv identifier or the address of a paper, and nothing else. */
export function isPaperName(text: string): boolean {
  return BARE.test(text.trim()) || URL.test(text.trim());
}

/** More than one word before a colon is a subject, not a name. */
const SHORT_NAME = /^(\S{3,}):\s/;

export type DocumentNames = (text: string) => string | undefined;

/** The returned function is total; a title that several documents share names none of them. */
export function buildDocumentNames(documents: readonly SearchDocument[]): DocumentNames {
  const ids = new Map<string, string>();
  const titles = new Map<string, string | undefined>();
  const shortNames = new Map<string, string | undefined>();
  for (const { id, title } of documents) {
    ids.set(id.toLowerCase(), id);
    addName(titles, title, id);
    const [, shortName] = SHORT_NAME.exec(title) ?? [];
    if (shortName !== undefined) addName(shortNames, shortName, id);
  }
  titles.delete('');

  return (text) => {
    const trimmed = text.trim().replace(/^[<"“]+|[>"”]+$/g, '');
    const arxiv = (BARE.exec(trimmed) ?? URL.exec(trimmed))?.groups?.['arxiv'];
    const id = arxiv === undefined ? trimmed : `arxiv:${arxiv}`;
    const title = normalizeTitle(text);
    return ids.get(id.toLowerCase()) ?? titles.get(title) ?? shortNames.get(title);
  };
}

/** A name that several documents share is kept as nobody's. */
function addName(names: Map<string, string | undefined>, name: string, id: string): void {
  const key = normalizeTitle(name);
  names.set(key, names.has(key) ? undefined : id);
}
