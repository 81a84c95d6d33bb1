/**
 * What was measured as Markdown: nDCG@10 of all engines, MAP and recall beside BM25's, and whether
 * the targets are met. Pure. A row is a collection or a part of one.
 */
import { KINDS, type OwnTopic } from './collections.ts';
import type { ByEngine, Scores } from './measure.ts';
import { renderTable } from './readme-table.ts';
import {
  bootstrapMeanRatio,
  mean,
  type Pair,
  ratioOfMeans,
  testRandomisation,
} from './significance.ts';

export type Row = { readonly label: string; readonly byEngine: ByEngine };

/** Names of engines. The columns come in the order of `engines`, which has the other two. */
export type Comparison = {
  readonly engines: readonly string[];
  readonly subject: string;
  readonly baseline: string;
};

export type Verdict = {
  readonly target: string;
  readonly measured: string;
  /** Undefined when it could not be measured. */
  readonly isMet: boolean | undefined;
};

/** A difference with a p above this may be chance. */
const ALPHA = 0.05;

/** A collection on which BM25 is this good has no room left to be better on. */
export const SATURATED = 0.9;

/** The own queries: `ordinary`, `mismatch`, then each kind of the latter. */
export function splitOwn(topics: readonly OwnTopic[], byEngine: ByEngine): readonly Row[] {
  const pick = (label: string, kinds: readonly string[]): Row => {
    const places = [...topics.keys()].filter((at) => kinds.includes(topics[at]?.kind ?? ''));
    const parts = [...byEngine].map(
      ([name, scores]) => [name, pickTopics(scores, places)] as const,
    );
    return { label, byEngine: new Map(parts) };
  };
  return [
    pick('ordinary', KINDS.ordinary),
    pick('mismatch', KINDS.mismatch),
    ...KINDS.mismatch.map((kind) => pick(`– ${kind}`, [kind])),
  ];
}

/** Rows on which the baseline's nDCG@10 is below `SATURATED`. */
export function selectUnsaturated(rows: readonly Row[], baseline: string): readonly Row[] {
  return rows.filter(({ byEngine }) => meanNdcg(byEngine.get(baseline)) < SATURATED);
}

/**
 * A row a line: nDCG@10 of each engine, the highest bold; `°` where the subject's differs by no
 * more than chance allows; in brackets how many queries it is of, where it is not all. Then the
 * subject's ratio to the baseline.
 */
export function renderRanking(title: string, rows: readonly Row[], comparison: Comparison): string {
  const { engines, subject, baseline } = comparison;
  const lines = rows.map(({ label, byEngine }) => {
    const queries = byEngine.get(subject)?.ndcg10.length ?? 0;
    const means = engines.map((name) => formatScore(meanNdcg(byEngine.get(name))));
    const best = formatScore(
      Math.max(...engines.map((name) => meanNdcg(byEngine.get(name))).filter(Number.isFinite)),
    );
    const cells = engines.map((name, column) => {
      const score = means[column] === best ? `**${best}**` : means[column];
      const pairs = pairUp(byEngine, subject, name);
      const mark = name !== subject && testRandomisation(pairs) > ALPHA ? '°' : '';
      return `${score}${mark}${pairs.length < queries ? ` (${pairs.length})` : ''}`;
    });
    const pairs = pairUp(byEngine, subject, baseline);
    return [label, `${queries}`, ...cells, formatRatio([pairs]), formatP(testRandomisation(pairs))];
  });
  return renderTable([title, 'queries', ...engines, `× ${baseline} (95 %)`, 'p'], lines);
}

/** A row a line: the subject's MAP and recall@100, each with the baseline's after it. */
export function renderDepth(rows: readonly Row[], { subject, baseline }: Comparison): string {
  const lines = rows.map(({ label, byEngine }) => {
    const cells = (['averagePrecision', 'recall100'] as const).flatMap((measure) =>
      [subject, baseline].map((name) => formatScore(mean(byEngine.get(name)?.[measure] ?? []))),
    );
    return [label, ...cells];
  });
  const header = ['MAP', 'R@100'].flatMap((measure) =>
    [subject, baseline].map((name) => `${measure} ${name}`),
  );
  return renderTable(['', ...header], lines);
}

export function renderVerdicts(verdicts: readonly Verdict[]): string {
  const rows = verdicts.map(({ target, measured, isMet }) => {
    if (isMet === undefined) return [target, '', 'not measured'];
    return [target, measured, isMet ? 'met' : '**missed**'];
  });
  return renderTable(['target', 'measured', ''], rows);
}

/** NaN for an engine that was not measured. */
export function meanNdcg(scores: Scores | undefined): number {
  return mean(scores?.ndcg10 ?? []);
}

/** The mean over rows of the subject's nDCG@10 divided by the other's; NaN for no rows. */
export function meanRatio(rows: readonly Row[], subject: string, other: string): number {
  return mean(rows.map(({ byEngine }) => ratioOfMeans(pairUp(byEngine, subject, other))));
}

/** `1.08 (1.05–1.11)`: the same with its interval. */
export function formatMeanRatio(rows: readonly Row[], subject: string, other: string): string {
  return formatRatio(rows.map(({ byEngine }) => pairUp(byEngine, subject, other)));
}

/** The labels of the rows on which the subject's nDCG@10 is below the other's. */
export function findBehind(
  rows: readonly Row[],
  subject: string,
  other: string,
): readonly string[] {
  return rows
    .filter(({ byEngine }) => ratioOfMeans(pairUp(byEngine, subject, other)) < 1)
    .map(({ label }) => label);
}

/** Three digits, as is usual: the fourth is noise. */
export function formatScore(value: number): string {
  return value.toFixed(3);
}

/** `0.995` as `99.5 %`. */
export function formatShare(value: number): string {
  return `${(value * 100).toFixed(1)} %`;
}

/** The scores of the topics at these places, which ascend. */
function pickTopics(scores: Scores, places: readonly number[]): Scores {
  const pick = (values: readonly number[]) => places.flatMap((place) => values[place] ?? []);
  return {
    ndcg10: pick(scores.ndcg10),
    averagePrecision: pick(scores.averagePrecision),
    recall100: pick(scores.recall100),
  };
}

/** By nDCG@10, of the queries that both were measured on. */
function pairUp(byEngine: ByEngine, subject: string, other: string): readonly Pair[] {
  const [scores, others] = [subject, other].map((name) => byEngine.get(name)?.ndcg10 ?? []);
  return (scores ?? []).flatMap((score, place) => {
    const beside = others?.[place];
    return beside === undefined ? [] : [{ score, other: beside }];
  });
}

/** The interval is left out where many draws of the queries have nothing to divide by. */
function formatRatio(rows: readonly (readonly Pair[])[]): string {
  const ratio = mean(rows.map(ratioOfMeans));
  if (!Number.isFinite(ratio)) return '–';
  const interval = bootstrapMeanRatio(rows);
  const [low, high] = [interval?.low, interval?.high].map((value) => value?.toFixed(2));
  return interval === undefined ? ratio.toFixed(2) : `${ratio.toFixed(2)} (${low}–${high})`;
}

function formatP(p: number): string {
  return p < 0.001 ? '<.001' : p.toFixed(3).replace(/^0/, '');
}
