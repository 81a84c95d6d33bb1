/**
 * The baseline of answers, "best sentences by word overlap": BM25 finds ten papers, and their
 * sentences are ordered by how much of the question's words they have, each word weighed by how
 * few papers have it. It always answers.
 */
import type { Answerer } from '../../src/answer/answer.ts';
import { splitSentences } from '../../src/model/sentence.ts';
import type { SearchDocument } from '../../src/search/document.ts';
import { analyze, buildLuceneBm25, inverseDocumentFrequency } from './lucene-bm25.ts';

const READ_PAPERS = 10;
const SHOWN = 5;

/** `confidence` is the share of the question's weight that the first quote has. */
export function createOverlapAnswerer(documents: readonly SearchDocument[]): Answerer {
  const texts = documents.map(({ id, title, abstract }) => ({ id, text: `${title} ${abstract}` }));
  const search = buildLuceneBm25(texts);
  const byId = new Map(documents.map((document) => [document.id, document]));
  const counts = new Map<string, number>();
  for (const { text } of texts) {
    for (const term of new Set(analyze(text))) counts.set(term, (counts.get(term) ?? 0) + 1);
  }
  const weigh = (terms: ReadonlySet<string>) =>
    [...terms].reduce(
      (sum, term) => sum + inverseDocumentFrequency(counts.get(term) ?? 0, documents.length),
      0,
    );

  return {
    answer(question) {
      const asked = new Set(analyze(question));
      const found = search(question, READ_PAPERS).flatMap(({ id }) => byId.get(id) ?? []);
      // Sorting keeps equal sentences in order of paper and place.
      const ranked = found
        .flatMap(({ id, abstract }) =>
          splitSentences(abstract).map((span) => {
            const text = abstract.slice(span.start, span.end);
            const shared = new Set(analyze(text).filter((term) => asked.has(term)));
            return { quote: { docId: id, span, text }, weight: weigh(shared) };
          }),
        )
        .sort((a, b) => b.weight - a.weight);
      return {
        kind: 'other',
        outcome: 'answer',
        quotes: ranked.slice(0, SHOWN).map(({ quote }) => quote),
        docs: found.slice(0, SHOWN).map(({ id }) => id),
        confidence: (ranked[0]?.weight ?? 0) / (weigh(asked) || 1),
      };
    },
  };
}
