/** The digest's poster over Slack's Web API. It has a client of its own (see `slack-app.ts`). */
import type { WebClient } from '@slack/web-api';
import { renderDigestEntry, renderDigestParent } from '../blocks/digest.ts';
import type { DigestPoster } from '../digest/digest.ts';
import type { Clock } from '../model/clock.ts';
import { sendPost } from './send.ts';

export function createDigestPoster(client: WebClient, clock: Clock): DigestPoster {
  return {
    postParent: ({ channelId }, digest) =>
      sendPost(client, clock, { channelId }, renderDigestParent(digest)),
    postEntry: ({ channelId }, parentTs, entry) =>
      sendPost(client, clock, { channelId, threadTs: parentTs }, renderDigestEntry(entry)),
  };
}
