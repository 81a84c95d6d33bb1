/**
 * Titles that go on from what was typed so far, on MiniSearch: its prefix and fuzzy search are what
 * type-ahead wants and what ranking abstracts does not.
 */

import MiniSearch from 'minisearch';
import { compareText } from './compare-text.ts';
import type { Completion } from './search-index.ts';
import { tokenize } from './tokens.ts';

/** Longer than any title; what is typed beyond says nothing more. */
const MAX_TYPED_WORDS = 32;

/** The returned function gives at most `limit` titles, best first; [] for no words. */
export function createCompletion(
  documents: readonly Completion[],
): (typed: string, limit: number) => readonly Completion[] {
  const mini = new MiniSearch<Completion>({
    fields: ['title'],
    storeFields: ['title'],
    tokenize: splitWords,
    processTerm: (word) => word,
  });
  mini.addAll(documents);

  return (typed, limit) => {
    const words = splitWords(typed).slice(0, MAX_TYPED_WORDS);
    if (words.length === 0) return [];
    const isUnfinished = !/\s$/.test(typed);
    const find = (fuzzy: number) =>
      mini.search(words.join(' '), {
        combineWith: 'AND',
        // Only the word being typed may be unfinished.
        prefix: (_, place, all) => isUnfinished && place === all.length - 1,
        fuzzy: (word) => (word.length > 4 ? fuzzy : false),
      });
    const exact = find(0);
    const found = exact.length > 0 ? exact : find(0.2);
    // Who types a title types its beginning.
    const start = words.join(' ');
    return found
      .map(({ id, title, score }) => ({ id: String(id), title: String(title), score }))
      .map((entry) => ({ ...entry, isStart: joinWords(entry.title).startsWith(start) }))
      .sort(
        (a, b) =>
          Number(b.isStart) - Number(a.isStart) || b.score - a.score || compareText(a.id, b.id),
      )
      .slice(0, Math.max(0, limit))
      .map(({ id, title }) => ({ id, title }));
  };
}

function joinWords(text: string): string {
  return splitWords(text).join(' ');
}

/** Every word, stop words too, unstemmed: a title is typed as it is written. */
function splitWords(text: string): string[] {
  return tokenize(text)
    .filter(({ kind }) => kind !== 'compound')
    .map(({ word }) => word);
}
