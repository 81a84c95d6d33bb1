/** Weighted sums of named figures: the only kind of model the answers rest on. */

export type Figures<Name extends string> = Readonly<Record<Name, number>>;

export type LinearModel<Name extends string> = {
  readonly bias: number;
  readonly weights: Figures<Name>;
};

/** Each figure times its weight, summed; a figure without a weight does not count. */
export function sumFigures<Name extends string>(
  weights: Partial<Figures<Name>>,
  figures: Partial<Figures<Name>>,
): number {
  let sum = 0;
  for (const name in figures) sum += (weights[name] ?? 0) * (figures[name] ?? 0);
  return sum;
}

export function scoreFigures<Name extends string>(
  { bias, weights }: LinearModel<Name>,
  figures: Figures<Name>,
): number {
  return bias + sumFigures(weights, figures);
}

/** The logistic function: log odds → probability. */
export function toProbability(logOdds: number): number {
  return 1 / (1 + Math.exp(-logOdds));
}
