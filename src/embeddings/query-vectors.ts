/**
 * The vector of what a person typed, in time or not at all: nobody waits for it longer than
 * QUERY_BUDGET_MS, and an endpoint that fails or is slow is left alone.
 */
import type { Clock } from '../model/clock.ts';
import type { EmbeddingClient } from './client.ts';
import type { Outage } from './outage.ts';
import { SHORTEST_CHARS } from './texts.ts';

/** What a search may be held up by. With it an answer still comes in half a second. */
export const QUERY_BUDGET_MS = 300;

/** What comes later than the budget serves the next page; a model that is loading takes seconds. */
const TIMEOUT_MS = 10_000;

/** Paging, a question's list and a repeated search ask for the same text again. */
const RECENT_QUERIES = 200;

const FAILURES_IN_A_ROW = 3;

export interface QueryEmbedder {
  /** Of `dimension` numbers. Undefined when it is not there in time. `text` is not empty. */
  embed(text: string, dimension: number): Promise<Float32Array | undefined>;
}

/** A vector, a failure, or neither; `why` completes "HOST …". */
type Answered = {
  readonly vector?: Float32Array | undefined;
  readonly why?: string | undefined;
};

/** `onChanged` is called when the endpoint's vectors have another length than was expected. */
export function createQueryEmbedder(options: {
  readonly client: EmbeddingClient;
  readonly clock: Clock;
  readonly outage: Outage;
  readonly onChanged: () => void;
}): QueryEmbedder {
  const { client, clock, outage, onChanged } = options;
  /** The one used longest ago first. */
  const recent = new Map<string, Float32Array>();
  const underWay = new Map<string, Promise<Float32Array | undefined>>();
  let overdue = 0;
  let failures = 0;

  const remember = (text: string, vector: Float32Array) => {
    recent.delete(text);
    recent.set(text, vector);
    const [oldest] = recent.keys();
    if (recent.size > RECENT_QUERIES && oldest !== undefined) recent.delete(oldest);
  };
  const request = async (text: string, dimension: number): Promise<Answered> => {
    const outcome = await client.embed([text], TIMEOUT_MS);
    // Too long for this model is nobody's failure: the next query may be shorter.
    if (outcome.kind === 'too_large' && text.length > SHORTEST_CHARS) return {};
    if (outcome.kind !== 'vectors') return { why: outcome.why };
    const [vector] = outcome.vectors;
    if (vector?.length !== dimension) {
      onChanged();
      return {};
    }
    remember(text, vector);
    return { vector };
  };
  const count = ({ vector, why }: Answered) => {
    if (why !== undefined) {
      failures += 1;
      if (failures >= FAILURES_IN_A_ROW) outage.begin(why);
    } else if (vector !== undefined) {
      failures = 0;
      outage.end();
    }
  };
  const ask = (text: string, dimension: number): Promise<Float32Array | undefined> =>
    new Promise((resolve) => {
      let isLate = false;
      const cancel = clock.after(QUERY_BUDGET_MS, () => {
        isLate = true;
        overdue += 1;
        resolve(undefined);
      });
      const settle = ({ vector, why }: Answered) => {
        cancel();
        underWay.delete(text);
        if (isLate) overdue -= 1;
        if (why !== undefined || !isLate) count({ vector, why });
        // A burst that waits for one model to load is late once.
        else if (overdue === 0) count({ why: `takes over ${QUERY_BUDGET_MS} ms for a query` });
        resolve(vector);
      };
      void request(text, dimension).then(settle);
    });

  return {
    async embed(text, dimension) {
      const known = recent.get(text);
      if (known?.length === dimension) {
        remember(text, known);
        return known;
      }
      const waiting = underWay.get(text);
      if (waiting !== undefined) return waiting;
      // Who is slow is not asked more at the same time.
      if (outage.isOn() || overdue > 0) return undefined;
      const asked = ask(text, dimension);
      underWay.set(text, asked);
      return asked;
    },
  };
}
