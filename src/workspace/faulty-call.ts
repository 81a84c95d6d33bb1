/** One request of the app and the fault it meets: what is carried out, what is answered, and when. */
import type { Clock } from '../model/clock.ts';
import type { Call } from './activity.ts';
import type { CallFault, Unanswered } from './faults.ts';
import { refuse } from './refusals.ts';
import type { Json } from './state.ts';

/** What goes back; as text: no answer, and what becomes of the connection. */
export type Reply =
  | {
      readonly status: number;
      readonly headers: Readonly<Record<string, string>>;
      readonly body: Json;
    }
  | Unanswered;

export type Carried = Pick<Call, 'response' | 'httpStatus' | 'scope'>;

/** Carries a request out as far as its fault lets it. */
export function carryOut(fault: CallFault | undefined, clock: Clock, run: () => Carried): Carried {
  switch (fault?.kind) {
    case 'ratelimited':
      return { response: refuse('ratelimited'), httpStatus: 429, scope: undefined };
    case 'status':
      return { response: { ok: false }, httpStatus: fault.status, scope: undefined };
    case 'denied':
      return { ...run(), response: { ok: false, error: fault.error } };
    case 'error': {
      const { error } = fault;
      return { response: { ok: false, error }, httpStatus: 200, scope: undefined };
    }
    case 'late':
      clock.after(fault.delayMs, run);
      return NOT_YET;
    case 'lost':
      return NOT_YET;
    case 'slow':
    case 'silent':
    case undefined:
      return run();
  }
}

const NOT_YET: Carried = { response: { ok: false }, httpStatus: 0, scope: undefined };

/** What the app gets of it, once it gets it. */
export async function replyTo(
  fault: CallFault | undefined,
  clock: Clock,
  { response, httpStatus }: Carried,
): Promise<Reply> {
  if (fault?.kind === 'silent' || fault?.kind === 'late' || fault?.kind === 'lost') {
    return fault.connection;
  }
  if (fault?.kind === 'slow') {
    await new Promise<void>((resolve) => clock.after(fault.delayMs, resolve));
  }
  const headers: Record<string, string> = {};
  if (fault?.kind === 'ratelimited') headers['retry-after'] = String(fault.retryAfterSeconds);
  return { status: httpStatus, headers, body: response };
}
