/**
 * How well Paperboy ranks: Paperboy, BM25 as Lucene has it, and four search engines in JavaScript
 * over the judged collections of `../shared/eval` and over the project's own; then titles looked
 * up as people type them. As Markdown.
 */
import { listSharedCollections, loadOwnCollection, OWN_NAME } from './collections.ts';
import { ENGINES, LUCENE_BM25, PAPERBOY } from './engines.ts';
import { measureAll, planJobs } from './measure.ts';
import {
  type Comparison,
  findBehind,
  formatMeanRatio,
  formatShare,
  meanRatio,
  type Row,
  renderDepth,
  renderRanking,
  renderVerdicts,
  SATURATED,
  selectUnsaturated,
  splitOwn,
  type Verdict,
} from './tables.ts';
import { type LookUp, measureTitleLookUp } from './title-look-up.ts';
import { WITHOUT_GLOSSARY } from './variants.ts';

const TARGETS = { meanRatio: 1.1, mismatchRatio: 2, exactTitles: 0.995, typoTitles: 0.97 };

const [subject, baseline] = [PAPERBOY.name, LUCENE_BM25.name];
const engineNames = ENGINES.map(({ name }) => name);
const rivals = engineNames.filter((name) => name !== subject && name !== baseline);

const COMPARISON: Comparison = { engines: engineNames, subject, baseline };

/** Takes some twenty minutes on two cores. `tell` hears what is missing and what was not found. */
export async function measureRanking(tell: (line: string) => void): Promise<string> {
  const names = listSharedCollections(tell);
  const results = await measureAll([
    ...planJobs([WITHOUT_GLOSSARY], [OWN_NAME]),
    ...planJobs(ENGINES, [OWN_NAME, ...names]),
  ]);
  const shared = names.map(
    (name): Row => ({ label: name, byEngine: results.get(name) ?? new Map() }),
  );
  const own = splitOwn(loadOwnCollection().topics, results.get(OWN_NAME) ?? new Map());
  const lookUp = await measureTitleLookUp();
  for (const text of lookUp.missed) tell(`not first: ${text}`);

  const ownEngines = engineNames.toSpliced(1, 0, WITHOUT_GLOSSARY.name);
  return [
    renderRanking('nDCG@10', shared, COMPARISON),
    renderRanking('nDCG@10, own queries', own, { ...COMPARISON, engines: ownEngines }),
    renderDepth([...shared, ...own], COMPARISON),
    renderVerdicts([
      ...judgeShared(selectUnsaturated(shared, baseline)),
      judgeMismatch(own),
      ...judgeTitles(lookUp),
    ]),
  ].join('\n');
}

function judgeShared(rows: readonly Row[]): readonly Verdict[] {
  const ratio = meanRatio(rows, subject, baseline);
  const below = findBehind(rows, subject, baseline);
  const behind = rivals.flatMap((rival) =>
    findBehind(rows, subject, rival).map((label) => `${rival} on ${label}`),
  );
  const measure = (isMet: boolean) => (rows.length === 0 ? undefined : isMet);
  return [
    {
      target: `mean ratio to ${baseline} where that is below ${SATURATED}: ≥ ${TARGETS.meanRatio.toFixed(2)}`,
      measured: formatMeanRatio(rows, subject, baseline),
      isMet: measure(ratio >= TARGETS.meanRatio),
    },
    {
      target: `below ${baseline} on none of these`,
      measured: `below on ${listOrNone(below)}`,
      isMet: measure(below.length === 0),
    },
    {
      target: 'ahead of every other engine on each of these',
      measured: `behind ${listOrNone(behind)}`,
      isMet: measure(behind.length === 0),
    },
  ];
}

function judgeMismatch(rows: readonly Row[]): Verdict {
  const mismatch = rows.filter(({ label }) => label === 'mismatch');
  const [ratio, ratioWithout] = [subject, WITHOUT_GLOSSARY.name].map((name) =>
    formatMeanRatio(mismatch, name, baseline),
  );
  return {
    target: `mismatch queries: ≥ ${TARGETS.mismatchRatio} × ${baseline}`,
    measured: `${ratio}; ${WITHOUT_GLOSSARY.name} ${ratioWithout}`,
    isMet: meanRatio(mismatch, subject, baseline) >= TARGETS.mismatchRatio,
  };
}

function judgeTitles({ papers, exact, withTypo }: LookUp): readonly Verdict[] {
  const { exactTitles, typoTitles } = TARGETS;
  return [
    {
      target: `a title typed exactly comes first (${papers} titles): ≥ ${formatShare(exactTitles)}`,
      measured: formatShare(exact),
      isMet: exact >= exactTitles,
    },
    {
      target: `with one typo in one word: ≥ ${formatShare(typoTitles)}`,
      measured: formatShare(withTypo),
      isMet: withTypo >= typoTitles,
    },
  ];
}

function listOrNone(items: readonly string[]): string {
  return items.length === 0 ? 'none' : items.join(', ');
}
