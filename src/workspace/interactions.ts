/**
 * What an app gets when a person presses, picks, submits or closes something, and what its ack
 * does to the screen. https://docs.slack.dev/reference/interaction-payloads (read 2026-11)
 */
import type { Ack, DeliveryDesk } from './delivery.ts';
import type { Events } from './events.ts';
import type { OfferedOptions } from './offered-options.ts';
import type { Posting, ValidateBlocks } from './posting.ts';
import type { ResponseUrls } from './response-urls.ts';
import { APP_ID, TEAM_DOMAIN, TEAM_ID } from './seed.ts';
import type { Channel, Json, State, User } from './state.ts';
import type { Triggers } from './triggers.ts';
import type { Views } from './views.ts';

/** Everything a person's acts need; the server introduces the parts to each other. */
export type Stage = {
  readonly state: State;
  readonly views: Views;
  readonly triggers: Triggers;
  readonly posting: Posting;
  readonly events: Events;
  readonly responseUrls: ResponseUrls;
  readonly delivery: DeliveryDesk;
  readonly offeredOptions: OfferedOptions;
  readonly validateBlocks: ValidateBlocks;
};

/** What a person sees at once of an act that goes to the app. */
export type AppReply = {
  readonly acked: boolean;
  /** What came with the ack: text, JSON, or absent. */
  readonly body: unknown;
  /** Real milliseconds to the ack, or to giving up; 0 when nothing was sent. */
  readonly ackMs: number;
  /**
   * Slack's word for what went wrong: `operation_timeout` (no ack in 3 s), `dispatch_failed` (not
   * reached, or an HTTP error), `invalid_response` (its ack cannot be shown), `input_required`
   * and `not_supported_in_threads` (never left the client).
   */
  readonly error: string | undefined;
  /** The line Slack itself shows the person when it failed. */
  readonly shown: string | undefined;
};

export function toReply(ack: Ack, what: string): AppReply {
  const { ackMs } = ack;
  if (ack.acked) return { acked: true, body: ack.body, ackMs, error: undefined, shown: undefined };
  const error = ack.error === 'http_timeout' ? 'operation_timeout' : 'dispatch_failed';
  const shown = `${what} failed with the error "${error}"`;
  return { acked: false, body: undefined, ackMs, error, shown };
}

/** An act the client itself, or Slack on reading the ack, does not let through. */
export function toRefusedReply(error: string, shown: string): AppReply {
  return { acked: false, body: undefined, ackMs: 0, error, shown };
}

/** The fields every interaction payload starts with. */
export function buildEnvelope(type: string, user: User): Json {
  return {
    type,
    user: { id: user.id, username: user.name, name: user.name, team_id: TEAM_ID },
    api_app_id: APP_ID,
    token: 'local-verification',
    team: { id: TEAM_ID, domain: TEAM_DOMAIN },
    enterprise: null,
    is_enterprise_install: false,
  };
}

export function toPlace(channel: Channel): Json {
  return { id: channel.id, name: channel.kind === 'private' ? 'privategroup' : channel.name };
}
