/**
 * The boundary around every listener: what goes wrong inside is logged once, with a reference id,
 * and the person gets one plain sentence with the same id. Never the error itself.
 */
import { randomUUID } from 'node:crypto';
import type { Logger } from 'pino';
import { renderNotice } from '../blocks/notice.ts';
import type { Desk } from './desk.ts';
import type { Tell } from './tell.ts';

export type Turn = {
  /** e.g. `command /papers`. */
  readonly name: string;
  readonly userId: string;
  readonly tell: Tell;
};

/** Runs `work` for one request. Never throws; resolves when the person has their answer. */
export async function runTurn(
  desk: Desk,
  turn: Turn,
  work: (log: Logger) => Promise<void>,
): Promise<void> {
  const reference = randomUUID().slice(0, 8);
  const log = desk.log.child({ requestId: reference, listener: turn.name, userId: turn.userId });
  const startedMs = desk.clock.nowMs();
  await desk.inFlight.nextTurn();
  try {
    await work(log);
    log.info({ ms: desk.clock.nowMs() - startedMs }, 'answered');
  } catch (error) {
    log.error({ err: error, ms: desk.clock.nowMs() - startedMs }, 'failed');
    await apologize(turn, reference, log);
  }
}

async function apologize(turn: Turn, reference: string, log: Logger): Promise<void> {
  const text = `Something went wrong on my side, and I could not finish. Please try again; if it keeps happening, tell whoever runs me “${reference}”.`;
  try {
    await turn.tell(renderNotice({ kind: 'notice', text }));
  } catch (error) {
    log.error({ err: error }, 'could not say that it failed');
  }
}
