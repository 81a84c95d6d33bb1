/** What a subscription is about, as papers: which match its topics and how well, which it excludes. */
import type { Interest } from '../digest/subscription.ts';
import type { PaperId } from '../model/paper.ts';
import { parseQuery } from '../search/query.ts';
import type { SearchIndex } from '../search/search-index.ts';
import type { Library } from './library.ts';

type Match = { readonly id: PaperId; readonly score: number };

/** What was matched before, by index: the same topics are asked for every day. */
const knownMatches = new WeakMap<SearchIndex, Map<string, readonly Match[]>>();
/** More than the topics of any team; beyond it those matched first go. */
const MAX_KNOWN = 2000;

/**
 * How well each paper fits the topics: its best percentile among the papers that match one, above
 * 0 to 1; absent = it matches none. Undefined = there are no topics.
 */
export function measureFit(
  { index, byId }: Pick<Library, 'index' | 'byId'>,
  { topics }: Pick<Interest, 'topics'>,
): ReadonlyMap<PaperId, number> | undefined {
  if (topics.length === 0) return undefined;
  const fit = new Map<PaperId, number>();
  for (const topic of topics) {
    const matches = matchQuery(index, topic).filter(({ id }) => byId.has(id));
    for (const [rank, { id }] of matches.entries()) {
      fit.set(id, Math.max(fit.get(id) ?? 0, 1 - rank / matches.length));
    }
  }
  return fit;
}

/** The papers that match an exclusion. */
export function listExcluded(
  { index }: Pick<Library, 'index'>,
  { exclusions }: Pick<Interest, 'exclusions'>,
): ReadonlySet<PaperId> {
  return new Set(exclusions.flatMap((query) => matchQuery(index, query).map(({ id }) => id)));
}

/**
 * The papers that have every word of the query, or one that stands for it, best first by their
 * words alone: what a model or the latent space adds comes and goes.
 */
function matchQuery(index: SearchIndex, query: string): readonly Match[] {
  const known = knownMatches.get(index) ?? new Map<string, readonly Match[]>();
  knownMatches.set(index, known);
  const before = known.get(query);
  if (before !== undefined) return before;
  const { hits, unknown } = index.search(parseQuery(query), index.size);
  // A search goes on without a word that nothing has; here that would be another topic.
  const matches = (unknown.length > 0 ? [] : hits)
    .filter(({ parts, lacks }) => parts.words > 0 && lacks.length === 0)
    .map(({ id, parts }) => ({ id, score: parts.words }))
    .sort((a, b) => b.score - a.score || (a.id < b.id ? -1 : 1));
  const [oldest] = known.keys();
  if (known.size >= MAX_KNOWN && oldest !== undefined) known.delete(oldest);
  known.set(query, matches);
  return matches;
}
