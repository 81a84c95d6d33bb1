/**
 * Trigger ids: the right to show one person one modal, three seconds long, once.
 * https://docs.slack.dev/interactivity/handling-user-interaction (read 2026-11)
 */
import type { Clock } from '../model/clock.ts';
import type { Faults } from './faults.ts';
import { type Refusal, refuse } from './refusals.ts';
import type { State } from './state.ts';

const LIFETIME_MS = 3_000;

export type Trigger = {
  readonly ok: true;
  readonly userId: string;
  /** The modal it was pressed in, when it was in one. */
  readonly viewId: string | undefined;
  /** The conversation the person was in, when there was one. */
  readonly channelId: string | undefined;
};

export type Triggers = ReturnType<typeof createTriggers>;

export function createTriggers(clock: Clock, state: State, faults: Faults) {
  const issued = new Map<string, Trigger & { readonly expiresMs: number; isUsed: boolean }>();

  return {
    issue(userId: string, place: Partial<Pick<Trigger, 'viewId' | 'channelId'>> = {}): string {
      const id = `${state.nextId('1')}.${state.nextId('2')}.trigger`;
      const lifetimeMs = faults.take('expiredTrigger') ? -1 : LIFETIME_MS;
      issued.set(id, {
        ok: true,
        userId,
        viewId: place.viewId,
        channelId: place.channelId,
        expiresMs: clock.nowMs() + lifetimeMs,
        isUsed: false,
      });
      return id;
    },
    /** Trades the id in. A second time, or after three seconds, it is refused. */
    redeem(id: unknown): Trigger | Refusal {
      const trigger = typeof id === 'string' ? issued.get(id) : undefined;
      if (trigger === undefined) return refuse('invalid_trigger_id');
      if (trigger.isUsed) return refuse('exchanged_trigger_id');
      if (clock.nowMs() > trigger.expiresMs) return refuse('expired_trigger_id');
      trigger.isUsed = true;
      return trigger;
    },
  };
}
