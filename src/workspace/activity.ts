/**
 * The two logs (calls of the app, deliveries to the app) and the means to wait on them: tests
 * wait for what happens here, never for time to pass.
 */
import type { Json } from './state.ts';

/** A request the app made: a Web API method, or `response_url`. In order of completion. */
export type Call = {
  readonly method: string;
  readonly atMs: number;
  readonly token: 'bot' | 'app' | 'none';
  /** Arguments, JSON strings in forms already parsed; without the token. */
  readonly payload: Json;
  readonly response: Json;
  /** 0 = it was lost, or carried out only later: there was no answer to give. */
  readonly httpStatus: number;
  /** The scope this call needed; absent = none. */
  readonly scope: string | undefined;
  /** The misfortune it met, e.g. `answered 5000 ms late`; absent = none was set. */
  readonly fault: string | undefined;
};

/** One attempt to hand something to the app. In order of completion. */
export type Delivery = {
  readonly kind: 'command' | 'interactive' | 'event';
  /** `/papers`, `block_actions`, `view_submission`, `app_mention`, `message.im`, … */
  readonly type: string;
  readonly body: Json;
  readonly atMs: number;
  /** 0 = the first; events only have more, up to 3. */
  readonly attempt: number;
  readonly retryReason: string | undefined;
  readonly via: 'http' | 'socket';
  readonly acked: boolean;
  /** Why it counts as not acked, in the words of `x-slack-retry-reason`. */
  readonly error: string | undefined;
  /** Real milliseconds from sending to the ack, or to giving up. */
  readonly ackMs: number;
  /** The scope that let the app have it; absent = none needed. */
  readonly scope: string | undefined;
};

/**
 * How long nothing may happen before the workspace counts as quiet. What an app does after its
 * ack cannot be seen from here, so quiet is a judgement: wait for an outcome with `until`.
 */
const QUIET_MS = 40;
/** Under vitest's limit of 5 s for a test, so that the error that says why comes first. */
const UNTIL_LIMIT_MS = 4_000;

export type Activity = ReturnType<typeof createActivity>;

export function createActivity() {
  const calls: Call[] = [];
  const deliveries: Delivery[] = [];
  const watchers = new Set<() => void>();
  let inFlight = 0;

  function changed(): void {
    for (const watcher of [...watchers]) watcher();
  }

  return {
    calls: calls as readonly Call[],
    deliveries: deliveries as readonly Delivery[],
    changed,
    /** Requests under way. */
    inFlight: () => inFlight,
    /** Calls `watcher` after every change, until the returned function is called. */
    watch(watcher: () => void): () => void {
      watchers.add(watcher);
      return () => watchers.delete(watcher);
    },
    recordCall(call: Call): void {
      calls.push(call);
      changed();
    },
    recordDelivery(delivery: Delivery): void {
      deliveries.push(delivery);
      changed();
    },
    /** Counts one request as under way until the returned function is first called. */
    begin(): () => void {
      inFlight += 1;
      let isOpen = true;
      changed();
      return () => {
        if (!isOpen) return;
        isOpen = false;
        inFlight -= 1;
        changed();
      };
    },
    /**
     * The first value of `look` that is neither `undefined` nor `false`; looks now and after
     * every change. Rejects with the latest log lines when real time passes `limitMs`.
     */
    async until<T>(
      look: () => T | undefined | false,
      limitMs: number = UNTIL_LIMIT_MS,
    ): Promise<T> {
      return await new Promise((resolve, reject) => {
        const finish = () => {
          clearTimeout(timer);
          watchers.delete(watcher);
        };
        const watcher = () => {
          try {
            const value = look();
            if (value === undefined || value === false) return;
            finish();
            resolve(value);
          } catch (error) {
            finish();
            reject(error);
          }
        };
        const timer = setTimeout(() => {
          finish();
          reject(new Error(renderTimeout(limitMs, calls, deliveries)));
        }, limitMs);
        watchers.add(watcher);
        watcher();
      });
    },
    /** Resolves when no request is under way and nothing changed for QUIET_MS of real time. */
    settled: async (): Promise<void> => await waitForQuiet(watchers, () => inFlight === 0),
  };
}

async function waitForQuiet(watchers: Set<() => void>, isQuiet: () => boolean): Promise<void> {
  await new Promise<void>((resolve) => {
    let timer: ReturnType<typeof setTimeout> | undefined;
    const watcher = () => {
      clearTimeout(timer);
      if (!isQuiet()) return;
      timer = setTimeout(() => {
        watchers.delete(watcher);
        resolve();
      }, QUIET_MS);
    };
    watchers.add(watcher);
    watcher();
  });
}

function renderTimeout(limitMs: number, calls: readonly Call[], deliveries: readonly Delivery[]) {
  const lines = [
    ...deliveries
      .slice(-5)
      .map((each) => `to the app: ${each.type} ${each.acked ? 'acked' : each.error}`),
    ...calls
      .slice(-5)
      .map((each) => `from the app: ${each.method} ${each.response['error'] ?? 'ok'}`),
  ];
  return `what was waited for did not happen within ${limitMs} ms; last:\n${lines.join('\n')}`;
}
