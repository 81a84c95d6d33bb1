/**
 * The tables as the queries see them. `migrations.ts` creates them and is the authority on keys
 * and constraints; a column changes in both files at once.
 *
 * Instants are epoch ms. `team_id` leads every key but that of vectors, which are of papers and no
 * team's, so a query without a team finds no index.
 */
import type { Outcome } from '../answer/answer.ts';
import type { PaperId } from '../model/paper.ts';
import type { ListKind, Vote } from '../requests/ports.ts';
import type { SignalKind } from '../trending/trending.ts';

type OfPerson = { team_id: string; user_id: string };
type OfDay = { team_id: string; channel_id: string; day: string };

export type Tables = {
  /** `paper_ids`: JSON list, best first; null once the list expired and was purged. */
  result_sets: OfPerson & {
    id: string;
    kind: ListKind;
    subject: string;
    paper_ids: string | null;
    expires_ms: number;
  };
  saves: OfPerson & { paper_id: PaperId; saved_ms: number };
  searches: OfPerson & { query: string; searched_ms: number };
  shares: OfPerson & { channel_id: string; paper_id: PaperId; shared_ms: number };
  signals: OfPerson & { paper_id: PaperId; kind: SignalKind; at_ms: number };
  deliveries: { team_id: string; key: string; first_ms: number };
  digests: OfDay & { begun_ms: number };
  /** Both what a digest chose, in order of `place`, and what its destination was ever shown. */
  digest_papers: OfDay & { paper_id: PaperId; place: number };
  /** `ts` stands exactly when `sent`, `error` exactly when `refused`. */
  digest_posts: OfDay & {
    part: string;
    state: 'claimed' | 'unknown' | 'sent' | 'refused';
    ts: string | null;
    error: string | null;
  };
  /** `vector`: 32-bit floats, little-endian. `text_hash` is of the text that was to be embedded. */
  vectors: { model: string; text_hash: string; vector: Buffer };
  /** `paper_ids`: JSON list, in the order shown. */
  answers: {
    team_id: string;
    id: string;
    channel_id: string;
    thread_ts: string;
    question: string;
    outcome: Outcome;
    paper_ids: string;
    focus: number;
    asked_ms: number;
    expires_ms: number;
  };
  answer_votes: OfPerson & { answer_id: string; vote: Vote; at_ms: number };
  /** `normal` is `question` folded, so that the same question is one row. */
  misses: {
    team_id: string;
    normal: string;
    question: string;
    outcome: Outcome;
    asked: number;
    reported: number;
    last_ms: number;
  };
};

/** Every table, in the order `check` counts them; a missing one does not compile. */
export const TABLE_NAMES = Object.keys({
  result_sets: 0,
  saves: 0,
  searches: 0,
  shares: 0,
  signals: 0,
  deliveries: 0,
  digests: 0,
  digest_papers: 0,
  digest_posts: 0,
  vectors: 0,
  answers: 0,
  answer_votes: 0,
  misses: 0,
} satisfies Record<keyof Tables, 0>) as readonly (keyof Tables)[]; // exactly the keys above
