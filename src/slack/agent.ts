/**
 * What an agent's direct message shows besides messages: suggested questions, and a status while
 * it works. Both are extras: nothing waits for them, and that Slack refuses one is worth a debug
 * line only (a workspace may have agents switched off).
 */
import type { WebClient } from '@slack/web-api';
import { EXAMPLE_QUESTIONS } from '../requests/examples.ts';
import type { Desk } from './desk.ts';

type Extras = Pick<Desk, 'inFlight' | 'log'>;

export type Status = {
  /** After a post in the thread, at which Slack takes away a status that was there before. */
  replied(): void;
  /** Takes it away. */
  clear(): void;
};

/** `text` goes on from the bot's name: `is reading abstracts…`. */
export function showStatus(
  { inFlight, log }: Extras,
  client: WebClient,
  { channelId, threadTs }: { readonly channelId: string; readonly threadTs: string },
  text: string,
): Status {
  const put = async (status: string): Promise<boolean> => {
    try {
      await client.assistant.threads.setStatus({
        channel_id: channelId,
        thread_ts: threadTs,
        status,
      });
      return true;
    } catch (error) {
      log.debug({ err: error }, 'a status was not shown');
      return false;
    }
  };
  let isSettled = false;
  const shown = inFlight.track(
    put(text).finally(() => {
      isSettled = true;
    }),
  );
  const clear = () => void inFlight.track(shown.then((isShown) => isShown && put('')));
  return {
    clear,
    replied() {
      // Still on its way, it may come after the post, and nothing would take it away.
      if (!isSettled) clear();
    },
  };
}

/**
 * Without a thread, as https://docs.slack.dev/reference/methods/assistant.threads.setSuggestedPrompts
 * has it for agents.
 */
export async function suggestQuestions(
  { log }: Extras,
  client: WebClient,
  channelId: string,
): Promise<void> {
  try {
    await client.assistant.threads.setSuggestedPrompts({
      channel_id: channelId,
      title: 'Ask me, for example',
      prompts: EXAMPLE_QUESTIONS.map(({ title, message }) => ({ title, message })),
    });
  } catch (error) {
    log.debug({ err: error }, 'no questions were suggested');
  }
}
