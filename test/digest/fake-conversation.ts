/** A conversation in memory whose Slack loses replies, posts late, refuses, and can be read or not. */
import type {
  Content,
  Found,
  Ledger,
  PostAddress,
  Poster,
  PostOutcome,
} from '../../src/digest/digest.ts';

export type Message = {
  readonly channelId: string;
  readonly key: string;
  readonly ts: string;
  readonly threadTs: string | undefined;
  readonly content: Content;
};

/**
 * What becomes of a post: it stands and is confirmed; it stands, now or `lateMs` later, and its
 * reply is lost; it got lost on its way; it is refused with an error.
 */
export type Fate =
  | 'sent'
  | 'reply lost'
  | 'lost'
  | { readonly lateMs: number }
  | { readonly error: string };

export type Conversation = Poster & {
  /** What stands there at an instant of Slack's own clock, in order of appearance. */
  messages(slackMs: number): readonly Message[];
};

/** `slackMs` is Slack's clock, which nobody sets. */
export function createConversation(options: {
  readonly slackMs: () => number;
  readonly fate: (address: PostAddress, content: Content) => Fate;
  /** What a look into the conversation is answered with; undefined = with what is there. */
  readonly look: (address: PostAddress) => 'unreadable' | 'later' | undefined;
}): Conversation {
  const { slackMs, fate, look } = options;
  const taken: { readonly atMs: number; readonly message: Message }[] = [];
  const messages = (nowMs: number) =>
    taken
      .filter(({ atMs }) => atMs <= nowMs)
      .toSorted((a, b) => a.atMs - b.atMs)
      .map(({ message }) => message);

  return {
    messages,
    async post(address, content): Promise<PostOutcome> {
      const decided = fate(address, content);
      if (typeof decided === 'object' && 'error' in decided) {
        return { state: 'refused', error: decided.error };
      }
      if (decided === 'lost') return { state: 'unknown' };
      const ts = `${taken.length + 1}.0`;
      const atMs = slackMs() + (typeof decided === 'object' ? decided.lateMs : 0);
      const { destination, key, threadTs } = address;
      const { channelId } = destination;
      taken.push({ atMs, message: { channelId, key, ts, threadTs, content } });
      return decided === 'sent' ? { state: 'sent', ts } : { state: 'unknown' };
    },
    async find(address): Promise<Found> {
      const state = look(address);
      if (state !== undefined) return { state };
      const { channelId } = address.destination;
      const found = messages(slackMs()).find(
        (message) => message.channelId === channelId && message.key === address.key,
      );
      return found === undefined ? { state: 'absent' } : { state: 'found', ts: found.ts };
    },
  };
}

/** Ends the process, as it were, before or after a step whenever `fails` says so. */
export function withCrashes<Port extends Ledger | Poster>(port: Port, fails: () => boolean): Port {
  return new Proxy(port, {
    get(target, name, receiver) {
      const method: unknown = Reflect.get(target, name, receiver);
      if (typeof method !== 'function') return method;
      return async (...given: unknown[]) => {
        if (fails()) throw new Error(`crashed before ${String(name)}`);
        const result: unknown = await Reflect.apply(method, target, given);
        if (fails()) throw new Error(`crashed after ${String(name)}`);
        return result;
      };
    },
  });
}
