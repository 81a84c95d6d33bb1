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
  /**
   * Done in a public channel, so that it may be counted where others see the number. What people
   * share or ask in a private place is no signal at all; what they press (a save, an opinion) is
   * said to nobody and counts in the score wherever they do.
   */
  readonly isOpen: boolean;
};

export type TrendingParts = {
  /** 2^(-age/3), age in workdays since it was listed; `undefined` = no listing day ("archive"). */
  readonly recency: number | undefined;
  /** 0 to 1; the mean of a day is 0.5, as is what stands for a prior that is not known. */
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
  /**
   * The share of the papers of its day that have at least as many upvotes, itself included: the
   * prior as people say it, `top 4 %`. 0 (exclusive) to 1; absent where upvotes cannot be compared.
   */
  readonly topOfDay?: number;
};
