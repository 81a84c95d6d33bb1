/**
 * How well confidence tells right answers from wrong ones: the risk–coverage curve (El-Yaniv and
 * Wiener 2010, "On the Foundations of Noise-free Selective Classification"; Geifman and El-Yaniv
 * 2017, "Selective Classification for Deep Neural Networks") and the area under it, AURC (Geifman,
 * Uziel and El-Yaniv 2019, "Bias-Reduced Uncertainty Estimation for Deep Neural Classifiers").
 *
 * Of n answers the k most confident are *covered*; coverage is k / n, risk the share of wrong ones
 * among them.
 */

export type Judged = {
  readonly confidence: number;
  readonly isRight: boolean;
};

/**
 * The risk for k = 1 … n. Among answers of one confidence any order would do, so the risk there is
 * the mean over all their orders.
 */
export function computeRisks(answers: readonly Judged[]): readonly number[] {
  const sorted = answers.toSorted((a, b) => b.confidence - a.confidence);
  const risks: number[] = [];
  let wrong = 0;
  for (let start = 0; start < sorted.length; ) {
    const { confidence } = sorted[start] ?? { confidence: Number.NaN };
    let end = start;
    let wrongHere = 0;
    while (end < sorted.length && sorted[end]?.confidence === confidence) {
      if (sorted[end]?.isRight === false) wrongHere += 1;
      end += 1;
    }
    for (let k = start + 1; k <= end; k++) {
      risks.push((wrong + (wrongHere * (k - start)) / (end - start)) / k);
    }
    wrong += wrongHere;
    start = end;
  }
  return risks;
}

/** AURC = (1 / n) · Σ risk(k), k = 1 … n. 0 is best; NaN for no answers. */
export function computeAurc(answers: readonly Judged[]): number {
  const risks = computeRisks(answers);
  return risks.reduce((sum, risk) => sum + risk, 0) / risks.length;
}

/** AURC of the same answers with every right one before every wrong one: the least there can be. */
export function computeBestAurc(answers: readonly Judged[]): number {
  return computeAurc(answers.map(({ isRight }) => ({ isRight, confidence: isRight ? 1 : 0 })));
}

/** The risk at each coverage, 0 excluded to 1; k is rounded up. */
export function pickRisks(
  answers: readonly Judged[],
  coverages: readonly number[],
): readonly number[] {
  const risks = computeRisks(answers);
  // 0.3 · 10 is a little more than 3.
  const places = coverages.map((coverage) => Math.ceil(coverage * risks.length - 1e-9));
  return places.map((place) => risks[place - 1] ?? Number.NaN);
}
