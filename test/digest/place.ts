/** A destination that one edition after another is brought to, over a ledger and a Slack that fail. */
import {
  type DeliveryReport,
  deliverEdition,
  type EditionContent,
} from '../../src/digest/deliver-edition.ts';
import type { Edition, EditionPlan, Ledger, Part } from '../../src/digest/digest.ts';
import { digestEntry, paper } from '../helpers/papers.ts';
import { createConversation, type Fate, withCrashes } from './fake-conversation.ts';
import { createMemoryLedger } from './memory-ledger.ts';

export const DUE_MS = Date.UTC(2026, 10, 23, 8);
export const HERE = { teamId: 'T1', channelId: 'C1' };
export const idOf = (number: number) => `arxiv:2501.${String(number).padStart(5, '0')}`;

export const plan = (known: Partial<EditionPlan> = {}): EditionPlan => ({
  destination: HERE,
  series: 'digest',
  day: '2026-11-23',
  kind: 'papers',
  paperIds: [0, 1, 2].map(idOf),
  remaining: 0,
  silence: undefined,
  missed: [],
  dueMs: DUE_MS,
  ...known,
});

export function contentOf({ day, paperIds, kind }: EditionPlan): EditionContent {
  if (kind === 'weekly') {
    const items = paperIds.map((id) => ({ paper: paper({ id }), ts: '9.9', threadTs: '9.9' }));
    return { kind: 'rollUp', rollUp: { day, items } };
  }
  const entries = paperIds.map((id) => digestEntry({ paper: paper({ id }) }));
  const about = { kind: 'papers', remaining: 0, silence: undefined, missed: [] } as const;
  return { kind: 'digest', digest: { ...about, day, entries, alert: undefined } };
}

export type Trouble = {
  readonly fate?: (part: Part) => Fate;
  readonly look?: () => 'unreadable' | 'later' | undefined;
  readonly fails?: () => boolean;
  readonly ledger?: Ledger;
};

/** A destination that is worked on at instants of its own choosing. `skew` is our clock's error. */
export function createPlace({ fate, look, fails = () => false, ...rest }: Trouble = {}) {
  const ledger = rest.ledger ?? createMemoryLedger();
  const time = { slackMs: DUE_MS, skewMs: 0 };
  const clock = { nowMs: () => time.slackMs + time.skewMs, after: () => () => undefined };
  const conversation = createConversation({
    slackMs: () => time.slackMs,
    fate: ({ key }) => fate?.(key.split(' ').at(-1) ?? '') ?? 'sent',
    look: () => look?.(),
  });
  const unsafe = { ledger: withCrashes(ledger, fails), poster: withCrashes(conversation, fails) };
  const deliver = async (edition: Edition, content: EditionContent) =>
    deliverEdition({ edition, content, clock, ...unsafe });
  return {
    ...{ ledger, time, clock, conversation },
    /** One step; what has ended is left alone. */
    async tick(of: EditionPlan, content = contentOf(of)): Promise<DeliveryReport | undefined> {
      await unsafe.ledger.begin(of, clock.nowMs());
      const edition = await unsafe.ledger.load(of);
      if (edition === undefined || edition.end !== undefined) return undefined;
      return deliver(edition, content);
    },
    parts: () =>
      conversation.messages(time.slackMs).map(({ key }): Part => key.split(' ').at(-1) ?? ''),
  };
}
