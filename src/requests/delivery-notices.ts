/** What people are told about deliveries that went wrong, by direct message. */
import type { Destination } from '../model/actor.ts';

/** Nothing of what is delivered is in it: whoever is told need not be able to read it. */
export type DeliveryNotice =
  /** Slack refused for good (`error` is its code), so the destination is paused. */
  | { readonly kind: 'paused'; readonly destination: Destination; readonly error: string }
  /** Of so many posts nobody knows whether they are there; they are not sent again. */
  | { readonly kind: 'unknown'; readonly destination: Destination; readonly posts: number }
  /** On so many days in a row a digest was due there and none was delivered. */
  | { readonly kind: 'silent'; readonly destination: Destination; readonly days: number };
