/**
 * The terms of papers: one to three words of a title or an abstract, and which papers have them.
 *
 *     "Chain-of-thought reasoning"  →  chain, chain of thought, thought, thought reasoning, reasoning
 *
 * Words are compared by their stems, as in search: case, singular and plural agree, and a verb counts
 * in all its forms, so that none of them seems to rise when authors merely choose another;
 * `nameTerm` gives back the form people write. No term begins or ends with a stop word, goes over
 * a mark of punctuation, or is a number alone.
 */
import type { Paper } from '../model/paper.ts';
import { isStopWord } from '../search/stop-words.ts';
import { type Token, tokenize } from '../search/tokens.ts';

const MAX_WORDS = 3;

/** What may stand between two words of one term: nothing (`GPT4`), one of these, or white space. */
const JOINTS = new Set(['', ' ', '-', '‐', '‑']);

/** Stop words that terms are made with: chain of thought, text-to-image, step by step. */
const LINKS = new Set(['of', 'to', 'in', 'by', 'and']);

/** Term → the indices of the papers that have it, rising. A term's words have a space between. */
export type Carriers = ReadonlyMap<string, readonly number[]>;

/** The words of all papers one after another, in parallel lists. */
type Stream = {
  /** Index in `stems`; `NONE` where a run of words ends. */
  readonly words: readonly number[];
  /** Index of the paper. */
  readonly papers: readonly number[];
  readonly stems: readonly string[];
};

const NONE = -1;

/**
 * Each term that at least `minPapers` of `papers` have; about 0.3 ms a paper. Word by word: words
 * in a row are at most as frequent as they are without the last, so few are left to be made longer
 * (Agrawal and Srikant 1994, "Fast algorithms for mining association rules", VLDB, section 2.1).
 */
export function findTerms(papers: readonly Paper[], minPapers: number): Carriers {
  const stream = readStream(papers);
  const { words, stems } = stream;
  const found = new Map<string, readonly number[]>();
  // The words in a row that begin at each place, by their number among those of their length.
  let rows = words.map((word) => (isStopWord(stems[word] ?? '') ? NONE : word));
  let nameOf = (row: number) => stems[row] ?? '';
  for (let length = 1; length <= MAX_WORDS; length++) {
    const kept = keepFrequent(rows, stream.papers, minPapers);
    const names = kept.keys.map(nameOf);
    for (const [row, name] of names.entries()) {
      if (isTerm(name)) found.set(name, kept.carriers[row] ?? []);
    }
    rows = kept.rows.map((row, at) => {
      const next = words[at + length] ?? NONE;
      return row === NONE || next === NONE ? NONE : row * stems.length + next;
    });
    nameOf = (row) => `${names[Math.floor(row / stems.length)]} ${stems[row % stems.length]}`;
  }
  return found;
}

/** The rows that enough papers have, numbered anew from 0; `keys` has their old numbers. */
function keepFrequent(rows: readonly number[], papers: readonly number[], minPapers: number) {
  const seen = new Map<number, { count: number; last: number; row: number }>();
  for (const [at, key] of rows.entries()) {
    if (key === NONE) continue;
    const paper = papers[at] ?? NONE;
    const known = seen.get(key);
    if (known === undefined) seen.set(key, { count: 1, last: paper, row: NONE });
    else if (known.last !== paper) {
      known.count += 1;
      known.last = paper;
    }
  }
  const keys: number[] = [];
  const carriers: number[][] = [];
  const kept = rows.map((key, at) => {
    const known = key === NONE ? undefined : seen.get(key);
    if (known === undefined || known.count < minPapers) return NONE;
    if (known.row === NONE) {
      known.row = keys.push(key) - 1;
      carriers.push([]);
    }
    const indices = carriers[known.row];
    const paper = papers[at] ?? NONE;
    if (indices?.at(-1) !== paper) indices?.push(paper);
    return known.row;
  });
  return { rows: kept, keys, carriers };
}

/** With a word in it that is neither a number nor a letter alone, and not ending in a stop word. */
function isTerm(name: string): boolean {
  return (
    /\p{L}[\p{L}\p{N}]|\p{N}\p{L}/u.test(name) && !isStopWord(name.slice(name.lastIndexOf(' ') + 1))
  );
}

function readStream(texts: readonly Paper[]): Stream {
  const words: number[] = [];
  const papers: number[] = [];
  const numbers = new Map<string, number>();
  for (const [paper, { title, abstract }] of texts.entries()) {
    for (const run of [...readRuns(title), ...readRuns(abstract)]) {
      for (const token of run) {
        const stem = stemOf(token);
        const number = numbers.get(stem) ?? numbers.size;
        numbers.set(stem, number);
        words.push(number);
      }
      words.push(NONE);
    }
    while (papers.length < words.length) papers.push(paper);
  }
  return { words, papers, stems: [...numbers.keys()] };
}

/** Words with nothing but a joint between, compounds cut up: "train a network" is two runs. */
function readRuns(text: string): Token[][] {
  const runs: Token[][] = [];
  let run: Token[] = [];
  for (const token of tokenize(text)) {
    if (token.kind === 'compound') continue;
    const last = run.at(-1);
    const isInside = !token.stop || LINKS.has(token.word);
    if (!isInside || (last !== undefined && !isJoint(text.slice(last.end, token.start)))) {
      runs.push(run);
      run = [];
    }
    if (isInside) run.push(token);
  }
  runs.push(run);
  return runs;
}

/** Stop words stay as they are, so that they are known as such. */
function stemOf({ word, term, stop }: Token): string {
  return stop ? word : term;
}

function isJoint(gap: string): boolean {
  return JOINTS.has(gap) || gap.trim() === '';
}

/** The most frequent form of `term` in these papers, white space made even. */
export function nameTerm(term: string, papers: readonly Paper[]): string {
  const forms = new Map<string, number>();
  for (const { title, abstract } of papers) {
    for (const form of [...listForms(term, title), ...listForms(term, abstract)]) {
      forms.set(form, (forms.get(form) ?? 0) + 1);
    }
  }
  const [best] = [...forms].sort(([a, m], [b, n]) => n - m || (a < b ? -1 : 1));
  return best?.[0] ?? term;
}

function listForms(term: string, text: string): string[] {
  const length = term.split(' ').length;
  return readRuns(text).flatMap((run) =>
    run.flatMap(({ start }, at) => {
      const words = run.slice(at, at + length);
      if (words.map(stemOf).join(' ') !== term) return [];
      const form = text.slice(start, words.at(-1)?.end);
      return [form.replace(/\s+/g, ' ').replace(/['’]s$/, '')];
    }),
  );
}
