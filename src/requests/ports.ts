/**
 * What the requests need remembered between two messages. `store/` implements all of it in SQL;
 * every method is keyed by the person (team and user), so nobody reads another's rows.
 */
import type { Outcome } from '../answer/answer.ts';
import type { Person } from '../model/actor.ts';
import type { Paper, PaperId } from '../model/paper.ts';
import type { SignalKind, TeamSignal } from '../trending/trending.ts';

/** What a list of papers is: of a search, like a paper, like a message, or a person's own. */
export type ListKind = 'search' | 'similar' | 'related' | 'saved';

/** A list a person was shown, so that its buttons need carry only an id. */
export type ResultSet = {
  /** Short and unguessable. */
  readonly id: string;
  readonly owner: Person;
  readonly kind: ListKind;
  /** What made the list: the query as typed, or for `similar` the paper's id. */
  readonly subject: string;
  /** Best first; the whole list that can be paged through. */
  readonly paperIds: readonly PaperId[];
  /** From this instant on the list is made again rather than read. Epoch ms. */
  readonly expiresMs: number;
};

export interface ResultSets {
  save(set: ResultSet): Promise<void>;
  /** Also when expired (the caller repeats the search). Undefined for anybody but its owner. */
  load(person: Person, id: string): Promise<ResultSet | undefined>;
}

export interface Saves {
  /** False when it was saved already. */
  add(person: Person, paperId: PaperId, nowMs: number): Promise<boolean>;
  /** False when it was not saved. */
  remove(person: Person, paperId: PaperId): Promise<boolean>;
  /** Newest first. */
  list(person: Person): Promise<readonly PaperId[]>;
}

export interface SearchHistory {
  /** A repeated query moves to the front instead of standing twice. */
  add(person: Person, query: string, nowMs: number): Promise<void>;
  /** Newest first. */
  recent(person: Person, limit: number): Promise<readonly string[]>;
}

/** Once per person, paper and channel. */
export interface Shares {
  /** Of `paperIds`, those now claimed by this call, in order; the others were shared before. */
  claim(
    person: Person,
    channelId: string,
    paperIds: readonly PaperId[],
    nowMs: number,
  ): Promise<readonly PaperId[]>;
  /** Gives back claims whose post Slack refused, so that sharing can be tried again. */
  release(person: Person, channelId: string, paperIds: readonly PaperId[]): Promise<void>;
}

export interface Signals {
  /**
   * False when it was there; it then moves to `nowMs`, and once open it stays open. `isOpen`: as
   * in `TeamSignal`.
   */
  add(
    person: Person,
    signal: Pick<TeamSignal, 'kind' | 'paperId' | 'isOpen'>,
    nowMs: number,
  ): Promise<boolean>;
  /** False when it was not there. */
  remove(person: Person, kind: SignalKind, paperId: PaperId): Promise<boolean>;
  ofTeam(teamId: string): Promise<readonly TeamSignal[]>;
}

/** Slack redelivers, and people press twice: a key is handled by the first who brings it. */
export interface Deliveries {
  /** True for the first call with this key in the last day, false for every later one. */
  isFirst(teamId: string, key: string, nowMs: number): Promise<boolean>;
  /** The next call with this key is a first one again: what it claimed came to nothing. */
  forget(teamId: string, key: string): Promise<void>;
}

/** What a question was answered with: what the answer's buttons and the next question need. */
export type StoredAnswer = {
  /** Short and unguessable. */
  readonly id: string;
  readonly teamId: string;
  readonly channelId: string;
  /** The thread it stands in: the `ts` of the message that roots it. */
  readonly threadTs: string;
  /** As it was understood: of a follow-up, with what it took over from the question before. */
  readonly question: string;
  readonly outcome: Outcome;
  /** In the order they are shown, so that "the second" is the second of these. */
  readonly paperIds: readonly PaperId[];
  /** Which of them "it" means, from 1: the one shown or asked about last. */
  readonly focus: number;
  readonly askedMs: number;
  /** From this instant on nobody can follow it up or press its buttons. Epoch ms. */
  readonly expiresMs: number;
};

/** Of everybody who can see the thread, so no person is in the key. */
export interface Answers {
  save(answer: StoredAnswer): Promise<void>;
  /** Undefined when there is none or it has expired at `nowMs`. */
  load(teamId: string, id: string, nowMs: number): Promise<StoredAnswer | undefined>;
  /**
   * The newest that has not expired and has papers to speak of: of the thread, or without
   * `threadTs` of the whole conversation (a direct message, where people do not write in threads).
   */
  latest(
    place: {
      readonly teamId: string;
      readonly channelId: string;
      readonly threadTs?: string | undefined;
    },
    nowMs: number,
  ): Promise<StoredAnswer | undefined>;
}

export type Vote = 'good' | 'bad';

/** One vote a person and answer; a second replaces the first. */
export interface Votes {
  cast(person: Person, answerId: string, vote: Vote, nowMs: number): Promise<void>;
  count(teamId: string): Promise<Readonly<Record<Vote, number>>>;
}

/** A question that no abstract answers. Nobody's name is kept with it. */
export type Miss = {
  readonly question: string;
  readonly outcome: Outcome;
  /** How often it was asked, and reported as missing. */
  readonly asked: number;
  readonly reported: number;
  readonly lastMs: number;
};

export interface Misses {
  /** The same question, whatever its case and spacing, is counted once more. */
  add(
    teamId: string,
    miss: {
      readonly question: string;
      readonly outcome: Outcome;
      readonly by: 'asked' | 'reported';
    },
    nowMs: number,
  ): Promise<void>;
  /** Reported ones first, then the most asked, then the newest. */
  list(teamId: string, limit: number): Promise<readonly Miss[]>;
}

/** Papers that were added to those of the corpus file. They are of no team. */
export interface PaperShelf {
  /** In the order in which they were added. `unreadable`: rows that hold no paper, passed over. */
  all(): Promise<{ readonly papers: readonly Paper[]; readonly unreadable: number }>;
  /**
   * All of them or none. A paper replaces the row of its id and those of its aliases; what people
   * saved, shared or did under an alias is theirs under the id from then on.
   */
  put(
    papers: readonly Paper[],
    nowMs: number,
  ): Promise<{ readonly added: number; readonly changed: number; readonly unchanged: number }>;
}

/** Everything the requests remember. */
export type Memory = {
  readonly resultSets: ResultSets;
  readonly saves: Saves;
  readonly history: SearchHistory;
  readonly shares: Shares;
  readonly signals: Signals;
  readonly answers: Answers;
  readonly votes: Votes;
  readonly misses: Misses;
};
