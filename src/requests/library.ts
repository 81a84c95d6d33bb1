/**
 * What every request works with: the papers, the ways to find and quote them, and the memory of
 * what people did. Built once at start-up; requests are functions of it, the asker and the text.
 */
import type { Answerer } from '../answer/answer.ts';
import type { Writer } from '../answer/written-answer.ts';
import type { Person } from '../model/actor.ts';
import type { Paper, PaperId } from '../model/paper.ts';
import type { SearchIndex } from '../search/search-index.ts';
import type { Memory } from './ports.ts';
import type { CorpusFacts, Outside } from './replies.ts';

export type Library = {
  /** In the order of the corpus file. */
  readonly papers: readonly Paper[];
  /** By id and by every alias. */
  readonly byId: ReadonlyMap<PaperId, Paper>;
  readonly index: SearchIndex;
  readonly answerer: Answerer;
  /** Arranges quotes into a short answer; undefined = nobody does. */
  readonly writer?: Writer | undefined;
  readonly memory: Memory;
  /** Whose embedding model also reads what people type; undefined = nobody's. */
  readonly outside: Outside | undefined;
  /** A short unguessable id, for result sets. */
  readonly newId: () => string;
  /**
   * The vector of plain text for `index.search`. Undefined when there is none in time, or no
   * model. Never throws.
   */
  readonly embedQuery: (text: string) => Promise<Float32Array | undefined>;
};

/** Who asks, and the instant of asking (epoch ms). */
export type Asker = { readonly person: Person; readonly nowMs: number };

/** How long an answer can be followed up, and its buttons pressed. */
export const ANSWER_LIFE_MS = 24 * 60 * 60 * 1000;

/** Whose language model reads questions and the quotes for them; undefined = nobody's. */
export function nameWriter({ writer }: Library): Outside | undefined {
  return writer && { host: writer.host };
}

/** Every paper under its id and each alias. */
export function buildPaperMap(papers: readonly Paper[]): ReadonlyMap<PaperId, Paper> {
  const byId = new Map<PaperId, Paper>();
  for (const paper of papers) for (const id of [paper.id, ...paper.aliases]) byId.set(id, paper);
  return byId;
}

/** The papers with these ids, in order; ids the corpus no longer has are left out. */
export function findPapers(library: Library, ids: readonly PaperId[]): Paper[] {
  return ids.flatMap((id) => library.byId.get(id) ?? []);
}

export function countCorpus(papers: readonly Paper[]): CorpusFacts {
  const days = papers.flatMap((paper) => paper.publishedOn ?? []).sort();
  return {
    papers: papers.length,
    dated: days.length,
    withCode: papers.filter((paper) => paper.links.some((link) => link.kind === 'code')).length,
    from: days[0],
    to: days.at(-1),
    listedTo: papers
      .flatMap(({ listings }) => listings.flatMap((listing) => listing.day ?? []))
      .sort()
      .at(-1),
  };
}

/**
 * Three queries to show people, each the first words of what the corpus is most about. Fixed, so
 * that help reads the same every time; a test holds each to finding at least five papers.
 */
export const EXAMPLES = ['retrieval augmented', 'diffusion models has:code', '"chain of thought"'];
