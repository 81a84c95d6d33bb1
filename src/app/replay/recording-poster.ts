/**
 * A poster that keeps what it is given instead of sending it: rendered as Slack would get it, and
 * refused where Slack's limits say so.
 */
import { listProblems } from '../../blocks/limits.ts';
import type { Message } from '../../blocks/message.ts';
import type { Content, PostAddress, Poster } from '../../digest/digest.ts';
import type { Clock } from '../../model/clock.ts';
import { render } from '../../slack/poster.ts';

export type RecordedPost = PostAddress & {
  readonly ts: string;
  readonly content: Content;
  readonly message: Message;
};

export type RecordingPoster = Poster & {
  /** Of all conversations, in order. */
  readonly posts: readonly RecordedPost[];
  /** What Slack's limits said, a line each. */
  readonly problems: readonly string[];
};

const WORKSPACE_URL = 'https://example.slack.com/';

export function createRecordingPoster(clock: Clock): RecordingPoster {
  const posts: RecordedPost[] = [];
  const problems: string[] = [];
  const byAddress = new Map<string, RecordedPost>();
  const nameOf = ({ destination, key }: PostAddress) => `${destination.channelId} ${key}`;
  return {
    posts,
    problems,
    async post(address, content) {
      const message = render(content, WORKSPACE_URL, address.destination.channelId);
      const found = listProblems('message', message);
      if (found.length > 0) {
        problems.push(...found);
        return { state: 'refused', error: 'invalid_blocks' };
      }
      const count = String(posts.length).padStart(6, '0');
      const ts = `${Math.floor(clock.nowMs() / 1000)}.${count}`;
      const post = { ...address, ts, content, message };
      posts.push(post);
      byAddress.set(nameOf(address), post);
      return { state: 'sent', ts };
    },
    async find(address) {
      const post = byAddress.get(nameOf(address));
      return post === undefined ? { state: 'absent' } : { state: 'found', ts: post.ts };
    },
  };
}
