/**
 * Relevance metrics of one ranked list against judged documents, as trec_eval computes them.
 *
 * A ranking is document ids, best first, each once. Grades above 0 are relevant; a document
 * without a judgement has grade 0. Every metric is between 0 and 1, and 0 when nothing is
 * relevant; averaging over queries is the caller's.
 */

/** Grade by document id. */
export type Judgements = ReadonlyMap<string, number>;

/**
 * Normalised discounted cumulative gain at `depth`: gain = grade (linear, as trec_eval's
 * `ndcg_cut`; Järvelin and Kekäläinen 2002), discount log2(rank + 1), divided by the same sum
 * over the best order of *all* judged documents.
 */
export function ndcgAt(depth: number, ranking: readonly string[], judged: Judgements): number {
  const ideal = discountGains([...judged.values()].sort((a, b) => b - a).slice(0, depth));
  const gains = ranking.slice(0, depth).map((id) => judged.get(id) ?? 0);
  return ideal === 0 ? 0 : discountGains(gains) / ideal;
}

/**
 * Average precision: the sum of the precision at each relevant document found, divided by the
 * number of relevant documents (Manning, Raghavan and Schütze 2008, section 8.4).
 */
export function averagePrecision(ranking: readonly string[], judged: Judgements): number {
  let found = 0;
  let sum = 0;
  ranking.forEach((id, index) => {
    if (!isRelevant(id, judged)) return;
    found += 1;
    sum += found / (index + 1);
  });
  return divide(sum, countRelevant(judged));
}

/** The share of the relevant documents among the first `depth`. */
export function recallAt(depth: number, ranking: readonly string[], judged: Judgements): number {
  const found = ranking.slice(0, depth).filter((id) => isRelevant(id, judged));
  return divide(found.length, countRelevant(judged));
}

/** 1 / the rank of the first relevant document, 0 when it is not among the first `depth`. */
export function reciprocalRankAt(
  depth: number,
  ranking: readonly string[],
  judged: Judgements,
): number {
  const index = ranking.slice(0, depth).findIndex((id) => isRelevant(id, judged));
  return index === -1 ? 0 : 1 / (index + 1);
}

export function countRelevant(judged: Judgements): number {
  return [...judged.values()].filter((grade) => grade > 0).length;
}

function isRelevant(id: string, judged: Judgements): boolean {
  return (judged.get(id) ?? 0) > 0;
}

/** A negative grade (spam in some collections) gains nothing. */
function discountGains(grades: readonly number[]): number {
  return grades.reduce((sum, grade, index) => sum + Math.max(0, grade) / Math.log2(index + 2), 0);
}

function divide(part: number, whole: number): number {
  return whole === 0 ? 0 : part / whole;
}
