/**
 * The port `Writer` by a language model: what it writes from quotes is shown only as far as the
 * check lets it through. Quotes stand alone whenever anything is amiss, so that is a line in the
 * log and no more. Nobody waits for it: the quotes are posted first.
 */
import type { Logger } from 'pino';
import { checkWritten } from '../answer/check-written.ts';
import type { Writer } from '../answer/written-answer.ts';
import type { Clock } from '../model/clock.ts';
import type { ModelSettings } from '../model/endpoint.ts';
import { createChatClient, type Patience } from './chat-client.ts';
import { buildMessages, stripThinking } from './prompt.ts';

/** Later than that, people have read the quotes and gone on. */
export const PATIENCE: Patience = { firstMs: 10_000, totalMs: 20_000 };

export function createWriter(options: {
  readonly settings: ModelSettings;
  readonly clock: Clock;
  readonly log: Logger;
}): Writer {
  const { settings, clock } = options;
  const { host, model } = settings;
  const log = options.log.child({ host, model });
  const client = createChatClient(settings, clock);

  return {
    host,
    async write(question, quotes) {
      if (quotes.length === 0) return undefined;
      const startMs = clock.nowMs();
      const draft = await client.complete(buildMessages(question, quotes), PATIENCE);
      const ms = clock.nowMs() - startMs;
      if (draft.kind === 'failed') {
        log.info({ why: draft.why, ms }, 'no written answer');
        return undefined;
      }
      const checked = checkWritten(stripThinking(draft.text), { question, quotes });
      const { sentences, faults } = checked;
      const facts = { sentences: sentences.length, faults, isCut: draft.isCut, ms };
      if (sentences.length === 0) {
        log.info({ ...facts, why: 'no sentence passes the check' }, 'no written answer');
        return undefined;
      }
      log.info(facts, 'answer written');
      return sentences;
    },
  };
}
