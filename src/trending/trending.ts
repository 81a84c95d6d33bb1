/**
 * The trending score of a paper and the parts it is made of.
 */
import type { PaperId } from '../model/paper.ts';

/** What a person did with a paper. The bot's own acts are never recorded. */
export type SignalKind = 'shared' | 'saved' | 'asked' | 'liked' | 'opened' | 'rejected';

/** One per person, kind and paper: a repetition moves `atMs`, it does not count twice. */
export type TeamSignal = {
  readonly userId: string;
  readonly kind: SignalKind;
  readonly paperId: PaperId;
  readonly atMs: number;
};

export type TrendingParts = {
  /** 2^(-age/3), age in workdays since it was listed; `undefined` = no listing day ("archive"). */
  readonly recency: number | undefined;
  /** 0 to 1. */
  readonly prior: number;
  /** -2 (rejected here) to 1 (exclusive); 0 when nobody here touched it. */
  readonly team: number;
  /** 0 to 1; 0 without topics. */
  readonly fit: number;
};

export type TrendingPaper = {
  readonly paperId: PaperId;
  readonly score: number;
  readonly parts: TrendingParts;
};
