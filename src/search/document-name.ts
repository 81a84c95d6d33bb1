/**
 * Finds the one document that a text names: by id, arXiv identifier, URL or whole title.
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

export type DocumentNames = (text: string) => string | undefined;

/** The returned function is total; a title that several documents share names none of them. */
export function buildDocumentNames(documents: readonly SearchDocument[]): DocumentNames {
  const ids = new Map<string, string>();
  const titles = new Map<string, string | undefined>();
  for (const { id, title } of documents) {
    ids.set(id.toLowerCase(), id);
    const key = normalizeTitle(title);
    titles.set(key, titles.has(key) ? undefined : id);
  }
  titles.delete('');

  return (text) => {
    const trimmed = text.trim().replace(/^[<"“]+|[>"”]+$/g, '');
    const arxiv = (BARE.exec(trimmed) ?? URL.exec(trimmed))?.groups?.['arxiv'];
    const id = arxiv === undefined ? trimmed : `arxiv:${arxiv}`;
    return ids.get(id.toLowerCase()) ?? titles.get(normalizeTitle(text));
  };
}
