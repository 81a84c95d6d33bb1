/**
 * The tables as the queries see them. `migrations.ts` creates them and is the authority on keys
 * and constraints; a column changes in both files at once.
 *
 * Instants are epoch ms. `team_id` leads every key but those of vectors and papers, which are no
 * team's, so a query without a team finds no index.
 */
import type { Outcome } from '../answer/answer.ts';
import type { EditionEnd, EditionPlan, Series } from '../digest/digest.ts';
import type { Subscription } from '../digest/subscription.ts';
import type { PaperId } from '../model/paper.ts';
import type { ListKind, Vote } from '../requests/ports.ts';
import type { SignalKind } from '../trending/trending.ts';

type OfPerson = { team_id: string; user_id: string };
type OfEdition = { team_id: string; channel_id: string; series: Series; day: string };

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
  signals: OfPerson & { paper_id: PaperId; kind: SignalKind; at_ms: number; is_open: 0 | 1 };
  deliveries: { team_id: string; key: string; first_ms: number };
  /** `topics` and `exclusions`: JSON lists of text; `weekdays`: JSON list of ISO numbers. */
  subscriptions: {
    team_id: string;
    id: string;
    kind: Subscription['kind'];
    channel_id: string;
    zone: string;
    hour: number;
    minute: number;
    weekdays: string;
    topics: string;
    exclusions: string;
    min_score: number;
    weekly: 0 | 1;
    created_by: string | null;
    since_ms: number;
    paused: 0 | 1;
    paused_until_ms: number | null;
    pause_error: string | null;
  };
  /** `paper_ids` and `missed`: JSON lists; `silence`: JSON, null when nothing is said. */
  editions: OfEdition & {
    kind: EditionPlan['kind'];
    paper_ids: string;
    remaining: number;
    silence: string | null;
    missed: string;
    due_ms: number;
    begun_ms: number;
    end: EditionEnd | null;
    ended_ms: number | null;
  };
  /** What a destination was ever shown as new, and by which edition. */
  shown_papers: OfEdition & { paper_id: PaperId };
  /** `ts` stands exactly when `sent`, `error` exactly when `refused`. */
  edition_posts: OfEdition & {
    part: string;
    state: 'claimed' | 'unknown' | 'sent' | 'refused';
    at_ms: number;
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
  /** `paper`: the whole `Paper` as JSON. */
  papers: { id: PaperId; paper: string; added_ms: number };
};

/** Every table, in the order `check` counts them; a missing one does not compile. */
export const TABLE_NAMES = Object.keys({
  result_sets: 0,
  saves: 0,
  searches: 0,
  shares: 0,
  signals: 0,
  deliveries: 0,
  subscriptions: 0,
  editions: 0,
  shown_papers: 0,
  edition_posts: 0,
  vectors: 0,
  answers: 0,
  answer_votes: 0,
  misses: 0,
  papers: 0,
} satisfies Record<keyof Tables, 0>) as readonly (keyof Tables)[]; // exactly the keys above
