/**
 * BM25 exactly as Lucene ranks with it, the usual baseline of retrieval research: `BM25Similarity`
 * with Anserini's k1 0.9 and b 0.4, `EnglishAnalyzer`'s stop words, Porter's stemmer, title and
 * text as one field. Robertson and Zaragoza 2009 describe the function; Kamphuis, de Vries, Boytsov
 * and Lin 2020 ("Which BM25 do you mean?") write out Lucene's, and find that storing lengths in a
 * byte, as Lucene does, changes nothing that matters. Here lengths are exact.
 */
import { stemmer } from 'stemmer';

const K1 = 0.9;
const B = 0.4;

/** `EnglishAnalyzer.ENGLISH_STOP_WORDS_SET`, 33 words. */
const STOP_WORDS: ReadonlySet<string> = new Set(
  `a an and are as at be but by for if in into is it no not of on or such that the their then there
  these they this to was will with`.split(/\s+/),
);

export type LuceneDocument = { readonly id: string; readonly text: string };
export type LuceneHit = { readonly id: string; readonly score: number };

/** A term's documents by number, and how often each has it; both in order of the documents. */
type Postings = { readonly documents: number[]; readonly counts: number[] };

/** Letters and digits; an apostrophe between them belongs to the word. */
const WORD = /[\p{L}\p{N}]+(?:['’][\p{L}\p{N}]+)*/gu;

/** Lower-case words without possessive `'s` and stop words, stemmed. */
export function analyze(text: string): readonly string[] {
  const words = text.toLowerCase().match(WORD) ?? [];
  return words
    .map((word) => word.replace(/['’]s$/, ''))
    .filter((word) => !STOP_WORDS.has(word))
    .map(stemCached);
}

/**
 * Returns a search: at most `limit` documents with at least one of the words, best first, equal
 * scores in the order given here. A word that a query repeats counts as often as it stands there.
 */
export function buildLuceneBm25(documents: readonly LuceneDocument[]) {
  const postings = new Map<string, Postings>();
  const lengths = documents.map(({ text }, number) => addDocument(postings, analyze(text), number));
  const meanLength = lengths.reduce((sum, length) => sum + length, 0) / documents.length;
  const norms = lengths.map((length) => K1 * (1 - B + (B * length) / meanLength));

  return (query: string, limit: number): readonly LuceneHit[] => {
    const scores = new Float64Array(documents.length);
    for (const term of analyze(query)) {
      const found = postings.get(term);
      if (found === undefined) continue;
      const idf = inverseDocumentFrequency(found.documents.length, documents.length);
      found.documents.forEach((number, at) => {
        const count = found.counts[at] ?? 0;
        scores[number] = (scores[number] ?? 0) + (idf * count) / (count + (norms[number] ?? 0));
      });
    }
    return [...scores.keys()]
      .filter((number) => (scores[number] ?? 0) > 0)
      .sort((a, b) => (scores[b] ?? 0) - (scores[a] ?? 0) || a - b)
      .slice(0, limit)
      .map((number) => ({ id: documents[number]?.id ?? '', score: scores[number] ?? 0 }));
  };
}

/** Lucene's: positive also for terms that most documents have. */
export function inverseDocumentFrequency(withTerm: number, documents: number): number {
  return Math.log(1 + (documents - withTerm + 0.5) / (withTerm + 0.5));
}

/** Returns the document's length in terms. */
function addDocument(
  postings: Map<string, Postings>,
  terms: readonly string[],
  number: number,
): number {
  const counts = new Map<string, number>();
  for (const term of terms) counts.set(term, (counts.get(term) ?? 0) + 1);
  for (const [term, count] of counts) {
    const list = postings.get(term) ?? { documents: [], counts: [] };
    if (list.documents.length === 0) postings.set(term, list);
    list.documents.push(number);
    list.counts.push(count);
  }
  return terms.length;
}

const stems = new Map<string, string>();

/** A collection has few words, often repeated. */
function stemCached(word: string): string {
  const known = stems.get(word);
  if (known !== undefined) return known;
  const stem = stemmer(word);
  stems.set(word, stem);
  return stem;
}
