/**
 * What the requests need remembered between two messages. `store/` implements all of it in SQL;
 * every method is keyed by the person (team and user), so nobody reads another's rows.
 */
import type { Person } from '../model/actor.ts';
import type { PaperId } from '../model/paper.ts';
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
  add(person: Person, kind: SignalKind, paperId: PaperId, nowMs: number): Promise<void>;
  remove(person: Person, kind: SignalKind, paperId: PaperId): Promise<void>;
  ofTeam(teamId: string): Promise<readonly TeamSignal[]>;
}

/** Slack redelivers, and people press twice: a key is handled by the first who brings it. */
export interface Deliveries {
  /** True for the first call with this key in the last day, false for every later one. */
  isFirst(teamId: string, key: string, nowMs: number): Promise<boolean>;
}

/** Everything the requests remember. */
export type Memory = {
  readonly resultSets: ResultSets;
  readonly saves: Saves;
  readonly history: SearchHistory;
  readonly shares: Shares;
  readonly signals: Signals;
};
