/**
 * Combines the rankings of one query: words, nearness in the latent space, nearness by an embedding
 * model. The one place that knows how much each counts.
 */
import type { DocumentVectors } from './latent-space.ts';
import type { ScoreParts } from './search-index.ts';
import { smoothScores } from './smoothing.ts';

export type FusionWeights = {
  /** Share of the latent ranking beside the words'. */
  readonly latent: number;
  /** Share of the embedding model's beside both. */
  readonly model: number;
  /** Share of a score that comes from the neighbours; see `smoothing.ts`. */
  readonly smoothing: number;
};

/** Scores by document number. Only documents with a flag in `passes` are ranked. */
export type Rankings = {
  readonly words: Float64Array;
  /** Cosines. */
  readonly latent: Float32Array | undefined;
  readonly model: Float32Array | undefined;
  readonly vectors: DocumentVectors | undefined;
};

export type Fused = {
  readonly document: number;
  readonly score: number;
  readonly parts: ScoreParts;
};

/** Documents found by nearness alone that join those found by words. */
const NEAR_CANDIDATES = 200;
/** Below this cosine a document without the query's words is no find. */
const MIN_COSINE = 0.2;
/** The same for a model: so far from the mean of all towards the best. */
const MIN_MODEL_SHARE = 0.5;
/** As many of the best are smoothed: what is looked at, and what might come there. */
const SMOOTHED = 100;

/** Best first; equal scores in order of document. `candidates` have one of the query's words. */
export function fuseRankings(
  rankings: Rankings,
  candidates: readonly number[],
  passes: (document: number) => boolean,
  weights: FusionWeights,
): readonly Fused[] {
  const found = new Set(candidates);
  const { latent, model } = rankings;
  if (latent) for (const document of pickNear(latent, MIN_COSINE, passes)) found.add(document);
  if (model) {
    const { mean, best } = measureRange(model);
    const least = mean + MIN_MODEL_SHARE * (best - mean);
    for (const document of pickNear(model, least, passes)) found.add(document);
  }
  const fused = [...found]
    .map(scorer(rankings, candidates, weights))
    .filter(({ score }) => score > 0)
    .sort(compareFused);
  return smooth(fused, rankings.vectors, weights.smoothing);
}

function scorer(
  { words, latent, model }: Rankings,
  candidates: readonly number[],
  weights: FusionWeights,
) {
  let mostWords = 0;
  for (const document of candidates) mostWords = Math.max(mostWords, words[document] ?? 0);
  const latentShare = latent === undefined ? 0 : mostWords === 0 ? 1 : weights.latent;
  const modelRange = model === undefined ? undefined : measureRange(model);
  const hasSpread = modelRange !== undefined && modelRange.best > modelRange.mean;
  return (document: number): Fused => {
    // A document without a vector loses nothing by it, nor one by a model that tells none apart.
    const modelShare = hasSpread && model?.[document] ? weights.model : 0;
    const parts = {
      words: (1 - modelShare) * (1 - latentShare) * ((words[document] ?? 0) / (mostWords || 1)),
      latent: (1 - modelShare) * latentShare * Math.max(0, latent?.[document] ?? 0),
      model: modelShare * scaleTo(model?.[document] ?? 0, modelRange),
    };
    return { document, score: parts.words + parts.latent + parts.model, parts };
  };
}

/** Cosines of a model crowd together (0.6 to 0.8 is usual), so they are spread from mean to best. */
function measureRange(cosines: Float32Array): { readonly mean: number; readonly best: number } {
  let sum = 0;
  let count = 0;
  let best = 0;
  for (const value of cosines) {
    // 0 is a document without a vector.
    if (value === 0) continue;
    sum += value;
    count += 1;
    best = Math.max(best, value);
  }
  return { mean: sum / Math.max(1, count), best };
}

function scaleTo(
  cosine: number,
  range: { readonly mean: number; readonly best: number } | undefined,
) {
  if (range === undefined || range.best <= range.mean) return 0;
  return Math.max(0, (cosine - range.mean) / (range.best - range.mean));
}

/** Neighbours' scores for the best, scaled so that none of the others passes them. */
function smooth(
  fused: readonly Fused[],
  vectors: DocumentVectors | undefined,
  share: number,
): readonly Fused[] {
  if (vectors === undefined || share === 0 || fused.length < 3) return fused;
  const best = fused.slice(0, SMOOTHED);
  const scores = Float64Array.from(best, ({ score }) => score);
  const smoothed = smoothScores(
    best.map(({ document }) => document),
    scores,
    vectors,
    share,
  );
  const raised = best
    .map((entry, place) => scaleEntry(entry, smoothed[place] ?? 0))
    .sort(compareFused);
  const floor = raised.at(-1)?.score ?? 0;
  const ceiling = fused[SMOOTHED]?.score ?? 0;
  const scale = ceiling > floor ? floor / ceiling : 1;
  return [
    ...raised,
    ...fused.slice(SMOOTHED).map((entry) => scaleEntry(entry, entry.score * scale)),
  ];
}

function scaleEntry({ document, score, parts }: Fused, to: number): Fused {
  const scale = score > 0 ? to / score : 0;
  return {
    document,
    score: to,
    parts: {
      words: parts.words * scale,
      latent: parts.latent * scale,
      model: parts.model * scale,
    },
  };
}

function compareFused(a: Fused, b: Fused): number {
  return b.score - a.score || a.document - b.document;
}

/** The passing documents with the highest cosines of at least `least`. */
function pickNear(
  cosines: Float32Array,
  least: number,
  passes: (document: number) => boolean,
): readonly number[] {
  const near: number[] = [];
  for (let document = 0; document < cosines.length; document++) {
    if ((cosines[document] ?? 0) >= least) near.push(document);
  }
  near.sort((a, b) => (cosines[b] ?? 0) - (cosines[a] ?? 0) || a - b);
  const picked: number[] = [];
  for (const document of near) {
    if (picked.length === NEAR_CANDIDATES) break;
    if (passes(document)) picked.push(document);
  }
  return picked;
}
