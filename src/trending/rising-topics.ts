/**
 * Rising topics: terms that a greater share of the listed papers has now than in the four periods
 * before, by more than chance explains. Words that every paper has ("model", "propose") need no
 * list to be kept out: their share does not move.
 *
 * Each term is tested (`significance.ts`) so that, of all that are shown in the long run, at most
 * one in twenty is chance. That they are about the world is not tested: a feed that begins to choose
 * otherwise makes topics rise, too.
 */
import type { Day, Paper, PaperId } from '../model/paper.ts';
import { findSpan, listSpans, NOW, type Period, type Span } from './periods.ts';
import { findListingDay } from './rank-trending.ts';
import { buildLogFactorials, findCutoff, tailProbability } from './significance.ts';
import { findTerms, nameTerm } from './terms.ts';
import type { TrendingPaper } from './trending.ts';

/** Of what is shown, the share that may be chance. */
const FALSE_DISCOVERY_RATE = 0.05;
/** Two papers are no trend. */
const MIN_PAPERS = 3;
/**
 * Terms that fewer papers have, now and before together, are not tested: were all of now, that
 * could still be chance (where a fifth of all papers is of now, four are with p = .2^4 = .0016),
 * and each test makes all others harder to pass.
 */
const MIN_TESTED = 5;

/** Topics that share so many of their papers are one. Jaccard's index, 0 to 1. */
const SAME_TOPIC = 0.5;
/** From here on the longer name is the better one: hardly a paper is lost by it. */
const SAME_PAPERS = 0.8;

/** Papers with a term, of all that were listed. */
export type Count = { readonly papers: number; readonly of: number };

export type RisingTopic = {
  /** As people write it. */
  readonly name: string;
  readonly now: Count;
  readonly before: Count;
  /** How many times the share before the share now is; `Infinity` where it was 0. */
  readonly ratio: number;
  /** That chance alone brings so many papers, 0 to 1. */
  readonly p: number;
  /** One a span of `RisingTopics`. */
  readonly counts: readonly Count[];
  /** Of now, best trending first. */
  readonly paperIds: readonly PaperId[];
};

type World = {
  readonly listed: readonly Listed[];
  readonly spans: readonly { readonly index: number; readonly papers: number }[];
};

export type RisingTopics = {
  readonly period: Period;
  /** The periods before in which anything was listed, oldest first, and now, which may be empty. */
  readonly spans: readonly (Span & { readonly papers: number })[];
  /** The surest first; empty where nothing rose clearly. */
  readonly topics: readonly RisingTopic[];
};

/**
 * What rises in the `period` that ends on the day `today`. Papers are counted on the last day they
 * were listed; those without one, or of a day to come, are not counted. `ranked` says which paper
 * trends best. The order of `papers` does not matter. Takes about 0.3 ms a paper counted.
 */
export function findRisingTopics(options: {
  readonly papers: readonly Paper[];
  readonly ranked: readonly TrendingPaper[];
  readonly today: Day;
  readonly period: Period;
}): RisingTopics {
  const { period, today } = options;
  const listed = listInOrder(options);
  const spans = listSpans(period, today)
    .map((span, index) => ({ ...span, index, papers: countIn(listed, index) }))
    .filter(({ index, papers }) => papers > 0 || index === NOW);
  const world = { listed, spans };
  return {
    period,
    spans: spans.map(({ from, to, papers }) => ({ from, to, papers })),
    topics: foldTopics(findRisen(listed)).map((candidate) => describeTopic(candidate, world)),
  };
}

/** A paper and the index of the span it was listed in. */
type Listed = { readonly paper: Paper; readonly span: number };

/** Best trending first. */
function listInOrder(options: Parameters<typeof findRisingTopics>[0]): Listed[] {
  const { papers, ranked, today, period } = options;
  const places = new Map(ranked.map(({ paperId }, place) => [paperId, place]));
  const placeOf = ({ id }: Paper) => places.get(id) ?? ranked.length;
  return papers
    .flatMap((paper) => {
      const day = findListingDay(paper);
      const span = day === undefined ? undefined : findSpan(period, today, day);
      return span === undefined ? [] : [{ paper, span }];
    })
    .sort((a, b) => placeOf(a.paper) - placeOf(b.paper) || (a.paper.id < b.paper.id ? -1 : 1));
}

function countIn(listed: readonly Listed[], index: number): number {
  return listed.filter(({ span }) => span === index).length;
}

type Candidate = {
  readonly term: string;
  readonly p: number;
  /** Indices into the papers listed, rising: best trending first. */
  readonly carriers: readonly number[];
  /** Those of now. */
  readonly hits: readonly number[];
};

/** The terms whose share rose by more than chance, the surest first, then those of most papers. */
function findRisen(listed: readonly Listed[]): Candidate[] {
  const drawn = countIn(listed, NOW);
  if (drawn < MIN_PAPERS || drawn === listed.length) return [];
  const logFactorials = buildLogFactorials(listed.length);
  const tails = new Map<number, number>();
  const candidates: Candidate[] = [];
  for (const [term, carriers] of findTerms(
    listed.map(({ paper }) => paper),
    MIN_TESTED,
  )) {
    const hits = carriers.filter((index) => listed[index]?.span === NOW);
    const key = carriers.length * (listed.length + 1) + hits.length;
    const sample = { hits: hits.length, drawn, carriers: carriers.length, all: listed.length };
    const p = tails.get(key) ?? tailProbability(sample, logFactorials);
    tails.set(key, p);
    candidates.push({ term, p, carriers, hits });
  }
  const cutoff = findCutoff(
    candidates.map(({ p }) => p),
    FALSE_DISCOVERY_RATE,
  );
  return candidates
    .filter(({ p, hits }) => p <= cutoff && hits.length >= MIN_PAPERS)
    .sort((a, b) => a.p - b.p || b.hits.length - a.hits.length || (a.term < b.term ? -1 : 1));
}

/** One candidate a topic, in order: each topic under the name that says most about its papers. */
function foldTopics(candidates: readonly Candidate[]): Candidate[] {
  const topics: Candidate[][] = [];
  for (const candidate of candidates) {
    const same = topics.find(([first]) => first !== undefined && isSameTopic(first, candidate));
    if (same === undefined) topics.push([candidate]);
    else same.push(candidate);
  }
  return topics.flatMap(([first, ...others]) => {
    if (first === undefined) return [];
    const equals = others.filter(({ hits }) => compareSets(first.hits, hits) >= SAME_PAPERS);
    return equals.reduce(
      (best, each) => (countWords(each) > countWords(best) ? each : best),
      first,
    );
  });
}

function isSameTopic(first: Candidate, other: Candidate): boolean {
  return (
    ` ${first.term} `.includes(` ${other.term} `) ||
    ` ${other.term} `.includes(` ${first.term} `) ||
    compareSets(first.hits, other.hits) >= SAME_TOPIC
  );
}

/** Jaccard's index of two sets: what they share of what they have together, 0 to 1. */
function compareSets(some: readonly number[], others: readonly number[]): number {
  const known = new Set(some);
  const shared = others.filter((each) => known.has(each)).length;
  return shared / (some.length + others.length - shared);
}

function countWords({ term }: Candidate): number {
  return term.split(' ').length;
}

function describeTopic(
  { term, p, carriers, hits }: Candidate,
  { listed, spans }: World,
): RisingTopic {
  const carrying = carriers.flatMap((index) => listed[index] ?? []);
  const papers = hits.flatMap((index) => listed[index]?.paper ?? []);
  const drawn = countIn(listed, NOW);
  const now = { papers: hits.length, of: drawn };
  const before = { papers: carriers.length - hits.length, of: listed.length - drawn };
  return {
    name: nameTerm(term, papers),
    now,
    before,
    ratio: now.papers / now.of / (before.papers / before.of),
    p,
    counts: spans.map(({ index, papers: of }) => ({ papers: countIn(carrying, index), of })),
    paperIds: papers.map(({ id }) => id),
  };
}
