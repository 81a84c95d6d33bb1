import { describe, expect, it } from 'vitest';
import { renderDeliveryNotice } from '../../src/blocks/delivery-notice.ts';
import { checkMessage } from '../../src/blocks/limits.ts';
import { renderTwin } from '../../src/blocks/twin.ts';
import type { DeliveryNotice } from '../../src/requests/delivery-notices.ts';

const destination = { teamId: 'T1', channelId: 'C0READING' };
const direct = { teamId: 'T1', channelId: 'D0BEN' };

describe('renderDeliveryNotice', () => {
  it.each<[DeliveryNotice, string]>([
    [
      { kind: 'paused', destination, error: 'not_in_channel' },
      'I can no longer post in #C0READING: I am not in it. Invite me with “/invite”. What came there is paused. When that is mended, “/papers resume” there starts it again; nothing is sent twice.',
    ],
    [
      { kind: 'paused', destination: direct, error: 'account_inactive' },
      'I can no longer post in our direct message: the account is not active any more. What came there is paused. When that is mended, “/papers resume” there starts it again; nothing is sent twice.',
    ],
    [
      { kind: 'unknown', destination, posts: 1 },
      'Slack never said whether a message arrived in #C0READING, and I cannot read there to find out. I do not send it again, because nothing at all is better than twice.',
    ],
    [
      { kind: 'silent', destination, days: 3 },
      'No digest has reached #C0READING on the last 3 days it was due. My log says why.',
    ],
  ])('says what happened and what to do: %j', (notice, said) => {
    expect(renderTwin(renderDeliveryNotice(notice).blocks)).toBe(said);
  });

  it('names a refusal that it has no words for', () => {
    const error = `<!channel> ${'x'.repeat(500)}`;
    const message = renderDeliveryNotice({ kind: 'paused', destination, error });
    expect(renderTwin(message.blocks)).toContain('Slack refuses it (<!channel> xxx');
    expect(message.text).not.toContain('<');
    expect(checkMessage(message)).toEqual([]);
  });

  it('counts several messages', () => {
    const message = renderDeliveryNotice({ kind: 'unknown', destination, posts: 3 });
    expect(message.text).toContain('whether 3 messages arrived');
  });
});
