/**
 * Which other words stand for the words of a query: acronyms mined from the collection, both ways,
 * and the terms of a glossary. It knows phrases as stems and nothing of documents.
 */
import type { AcronymDefinition } from './acronyms.ts';
import type { GlossaryGroup } from './glossary.ts';
import { isInOrder, isWithin, type Phrase, readPhrase } from './phrases.ts';
import { foldSpelling } from './spelling.ts';

/** A phrase that may stand for words of the query. */
export type Expansion = {
  /** The query's terms it stands for, sorted. */
  readonly trigger: readonly string[];
  /** Those words as typed, and the phrase that stands for them as the thesaurus writes it. */
  readonly typed: string;
  readonly found: string;
  /** Terms of `found`, which stand next to each other where it occurs. */
  readonly terms: readonly string[];
  /** How much finding it counts, of what finding the query's own words would: above 0, below 1. */
  readonly weight: number;
};

/** A word of a query: its term, how it is said back to who typed it, and what part it has. */
export type AskedWord = {
  readonly term: string;
  readonly shown: string;
  /** Of a compound: the `co` of `co-training` is no word of its own. */
  readonly isPart: boolean;
};

export interface Thesaurus {
  /** `words` are those of the query in the order typed, known or not. Weightiest first. */
  expand(words: readonly AskedWord[]): readonly Expansion[];
}

/** The same thing by another name. */
const SAME_WEIGHT = 0.9;
/** A near or everyday phrase was typed, the technical term is found. */
const NEAR_WEIGHT = 0.9;
/** The technical term was typed, a near one is found. */
const LOOSE_WEIGHT = 0.4;
/** A group shares so many words with the query, and they make up so much of what it says. */
const SHARED_WORDS = 2;
const SHARED_PART = 0.4;
/** Such groups looked at, and what finding one of their names counts when the whole query is shared. */
const SHARED_GROUPS = 6;
const SHARED_WEIGHT = 0.95;
/** Bounds the work of a query that is a whole abstract; weightier expansions are kept. */
const MAX_EXPANSIONS = 48;
/** Words of a query that are looked up; the rest of a pasted text says no more. */
const MAX_WORDS = 256;

type Group = { readonly names: readonly Phrase[]; readonly neighbours: readonly Phrase[] };

/** What a query has of a group: a phrase of it, or several of its words. */
type Touch = {
  readonly terms: readonly string[];
  readonly group: Group;
  /** `name` is typed in its order: "world model" is not "models of the real world". */
  readonly kind: 'name' | 'neighbour' | 'words';
  /** Of a phrase of one word that word, which is typed itself: `fairness` is not `fair`. */
  readonly word: string | undefined;
  /** Part of the query that is shared, 0 to 1. */
  readonly part: number;
};

export function createThesaurus(
  glossary: readonly GlossaryGroup[],
  acronyms: readonly AcronymDefinition[],
): Thesaurus {
  const build = () => {
    const groups = glossary.map(readGroup);
    return {
      findPhrases: createPhraseSearch([...groups, ...groupAcronyms(acronyms).map(readGroup)]),
      findShared: createSharedSearch(groups),
    };
  };
  // At the first search: a start should not wait for thousands of phrases to be read.
  let built: ReturnType<typeof build> | undefined;
  return {
    expand(typed) {
      built ??= build();
      const { findPhrases, findShared } = built;
      const words = typed.slice(0, MAX_WORDS);
      const asked = words.map(({ term }) => term);
      const whole = findPhrases(words);
      // A longer phrase says more exactly what was meant: `model` is not looked up in `topic model`.
      const touches = [...whole, ...findShared(asked)].filter(
        ({ terms }) => !whole.some((other) => isWithin(terms, other.terms)),
      );
      return keepWeightiest(touches.flatMap((touch) => expandTouch(touch, words)));
    },
  };
}

function readGroup({ same, near }: GlossaryGroup): Group {
  return { names: same.map(readPhrase), neighbours: near.map(readPhrase) };
}

/** Finds the groups of which a query has a whole phrase. */
function createPhraseSearch(groups: readonly Group[]) {
  const entries = new Map<string, Touch[]>();
  for (const group of groups) {
    for (const [kind, phrases] of [
      ['name', group.names],
      ['neighbour', group.neighbours],
    ] as const) {
      for (const { terms, text } of phrases) {
        const [first] = terms;
        const word = terms.length === 1 ? simplify(text) : undefined;
        if (first !== undefined) addTo(entries, first, { terms, group, kind, word, part: 1 });
      }
    }
  }
  return (words: readonly AskedWord[]): readonly Touch[] => {
    const asked = words.map(({ term }) => term);
    const known = new Set(asked);
    return [...known]
      .flatMap((term) => entries.get(term) ?? [])
      .filter(({ terms }) => terms.every((term) => known.has(term)))
      .filter(({ kind, terms }) => kind !== 'name' || isInOrder(terms, asked))
      .filter(({ word }) => word === undefined || words.some((other) => isWord(word, other)));
  };
}

function isWord(word: string, { shown, isPart }: AskedWord): boolean {
  const typed = simplify(shown);
  return !isPart && (typed === word || typed === `${word}s` || `${typed}s` === word);
}

/** Lower case, letters and digits only, in one spelling. */
function simplify(text: string): string {
  return foldSpelling(text.toLowerCase().replace(/[^\p{L}\p{N}]/gu, ''));
}

/**
 * Finds the groups that share several words with a query without having a phrase whole in it: the
 * glossary searched as a collection of its own (Diaz and Metzler 2006, external expansion).
 */
function createSharedSearch(groups: readonly Group[]) {
  const postings = new Map<string, Group[]>();
  for (const group of groups) {
    const phrases = [...group.names, ...group.neighbours];
    for (const term of new Set(phrases.flatMap(({ terms }) => terms))) addTo(postings, term, group);
  }
  const rarity = (term: string) =>
    Math.log(1 + groups.length / (postings.get(term)?.length ?? 0.5));

  return (asked: readonly string[]): readonly Touch[] => {
    const known = [...new Set(asked)];
    const total = known.reduce((sum, term) => sum + rarity(term), 0);
    const shared = new Map<Group, string[]>();
    for (const term of known) {
      for (const group of postings.get(term) ?? []) addTo(shared, group, term);
    }
    return [...shared]
      .filter(([, terms]) => terms.length >= SHARED_WORDS)
      .map(([group, terms]): Touch => {
        const part = terms.reduce((sum, term) => sum + rarity(term), 0) / total;
        return { terms, group, kind: 'words', word: undefined, part };
      })
      .filter(({ part }) => part >= SHARED_PART)
      .sort((a, b) => b.part - a.part)
      .slice(0, SHARED_GROUPS);
  };
}

function expandTouch(
  { terms, group, kind, part }: Touch,
  words: readonly AskedWord[],
): readonly Expansion[] {
  const own = words.filter(({ term }) => terms.includes(term));
  const trigger = [...new Set(terms)].sort();
  const typed = [...new Set(own.map(({ shown }) => shown))].join(' ');
  const asked = new Set(words.map(({ term }) => term));
  const weigh = (phrases: readonly Phrase[], weight: number) =>
    phrases
      .filter((phrase) => !phrase.terms.every((term) => asked.has(term)))
      .map(({ text, terms: found }) => ({ trigger, typed, found: text, terms: found, weight }));
  switch (kind) {
    case 'name':
      return [...weigh(group.names, SAME_WEIGHT), ...weigh(group.neighbours, LOOSE_WEIGHT)];
    case 'neighbour':
      return weigh(group.names, NEAR_WEIGHT);
    case 'words':
      return weigh(group.names, SHARED_WEIGHT * part);
    default:
      return kind satisfies never;
  }
}

/** Of the same phrase for the same words the weightier. */
function keepWeightiest(expansions: readonly Expansion[]): readonly Expansion[] {
  const kept = new Map<string, Expansion>();
  for (const expansion of expansions) {
    const key = `${expansion.trigger.join(' ')}|${expansion.terms.join(' ')}`;
    if (expansion.weight > (kept.get(key)?.weight ?? 0)) kept.set(key, expansion);
  }
  return [...kept.values()].sort((a, b) => b.weight - a.weight).slice(0, MAX_EXPANSIONS);
}

function addTo<Key, Item>(lists: Map<Key, Item[]>, key: Key, item: Item): void {
  const list = lists.get(key);
  if (list === undefined) lists.set(key, [item]);
  else list.push(item);
}

/**
 * One group for each acronym: what it is introduced for, in one writing each. An acronym that has
 * several meanings keeps those that are introduced at least half as often as its first.
 */
function groupAcronyms(definitions: readonly AcronymDefinition[]): readonly GlossaryGroup[] {
  const meanings = new Map<string, Map<string, { long: string; count: number }>>();
  for (const { short, long } of definitions) {
    const ofShort = meanings.get(short) ?? new Map<string, { long: string; count: number }>();
    const key = readPhrase(long).terms.join(' ');
    ofShort.set(key, { long: long.toLowerCase(), count: (ofShort.get(key)?.count ?? 0) + 1 });
    meanings.set(short, ofShort);
  }
  return [...meanings].flatMap(([short, ofShort]) => {
    const most = Math.max(...[...ofShort.values()].map(({ count }) => count));
    return [...ofShort.values()]
      .filter(({ count }) => count * 2 >= most)
      .map(({ long }) => ({ same: [short, long], near: [] }));
  });
}
