import { describe, expect, it } from 'vitest';
import { renderReply } from '../../src/blocks/render-reply.ts';
import { renderTwin } from '../../src/blocks/twin.ts';
import type { Subscription } from '../../src/digest/subscription.ts';
import type { MessageReply, PrivacyReply, StatusReply } from '../../src/requests/replies.ts';
import { paper } from '../helpers/papers.ts';

const twin = (reply: MessageReply) => renderTwin(renderReply(reply).blocks);

const status: StatusReply = {
  kind: 'status',
  version: '0.1.0',
  corpus: {
    papers: 724,
    dated: 63,
    withCode: 88,
    from: '2015-06-09',
    to: '2025-10-20',
    listedTo: '2025-10-31',
  },
  delivery: {
    lastTickMs: Date.UTC(2026, 10, 21, 12),
    lastDeliveryMs: undefined,
    nextDueMs: undefined,
    lagMs: 0,
    haltedBy: undefined,
  },
  here: [],
  startedMs: Date.UTC(2026, 10, 21, 8, 30),
};

describe('help', () => {
  const help = (outside?: { host: string }, writer?: { host: string }) =>
    ({ kind: 'help', examples: ['diffusion', 'x'], corpusSize: 724, outside, writer }) as const;
  const said = twin(help());

  it.each(['search', 'similar', 'show', 'today', 'saved', 'status', 'privacy', 'help'])(
    'names the subcommand %s',
    (name) => {
      expect(said).toContain(`/papers ${name}`);
    },
  );

  it('names the filters, the other ways to ask, the corpus’s size and what stays here', () => {
    for (const filter of ['year:', 'after:', 'before:', 'has:code', 'title:', '-word']) {
      expect(said).toContain(filter);
    }
    expect(said).toContain('Mention me');
    expect(said).toContain('724 papers');
    expect(said).toContain('nothing is sent outside');
  });

  it('names the host that also reads what people type', () => {
    const named = twin(help({ host: 'embeddings.example.org:8443' }));
    expect(named).toContain(
      'Searches, questions and messages you find related papers for are also sent to embeddings.example.org:8443, to rank by meaning.',
    );
    expect(named).not.toContain('nothing is sent outside');
  });

  it.each(['localhost', '127.0.0.1', '127.1.2.3', '[::1]', '::1'])(
    'calls %s a model on its own machine',
    (host) => {
      expect(twin(help({ host }))).toContain('a model server on the machine I run on');
    },
  );

  it.each(['localhost.example.org', '127.0.0.1.example.org', '10.0.0.1', '128.0.0.1'])(
    'does not call %s its own machine',
    (host) => {
      expect(twin(help({ host }))).toContain(`also sent to ${host}`);
    },
  );

  it('names the host of the model that writes, with what it is sent', () => {
    const named = twin(help(undefined, { host: 'llm.example.org' }));
    expect(named).toContain(
      'Questions and the quotes that answer them are also sent to llm.example.org, where a language model puts them into a short answer.',
    );
    expect(named).not.toContain('nothing is sent outside');
    expect(named).not.toContain('rank by meaning');
    expect(twin(help(undefined, { host: 'localhost' }))).toContain(
      'a language model on the machine I run on',
    );
  });

  it('runs its examples from buttons', () => {
    const { blocks } = renderReply(help());
    expect(blocks.find((block) => block.type === 'actions')?.elements).toMatchObject([
      { action_id: 'run_search:1', value: 'diffusion' },
      { action_id: 'run_search:2', value: 'x' },
    ]);
  });
});

describe('privacy', () => {
  const said = (known: Partial<PrivacyReply> = {}) =>
    twin({
      kind: 'privacy',
      searches: 11,
      listDays: 22,
      messageDays: 33,
      answerDays: 1,
      reportDays: 44,
      misses: 5500,
      deliveryDays: 66,
      outside: undefined,
      writer: undefined,
      ...known,
    });

  it.each([
    'Your last 11 searches',
    'More still works: 22 days',
    'a message or a question, 33 days',
    'so that you can ask on: one day',
    'in a public channel: 44 days after it was last asked, the newest 5,500',
    'Your vote on an answer: 44 days',
    'without their text: 66 days',
    'nothing is sent outside',
    'There is no command for the rest yet.',
  ])('says “%s”', (part) => {
    expect(said()).toContain(part);
  });

  it('names every server that is sent what people type', () => {
    const named = said({ outside: { host: 'e.example.org' }, writer: { host: 'w.example.org' } });
    expect(named).toContain('sent to e.example.org');
    expect(named).toContain('sent to w.example.org');
    expect(named).not.toContain('nothing is sent outside');
  });
});

describe('hello', () => {
  it('says what to do next', () => {
    const said = twin({ kind: 'hello', examples: ['diffusion'], corpusSize: 724 });
    expect(said).toContain('/papers help');
    expect(said).toContain('[diffusion]');
  });
});

describe('a notice', () => {
  it('is what it says, escaped only in the notification text', () => {
    const { text, blocks } = renderReply({ kind: 'notice', text: 'a < b & c' });
    expect(text).toBe('a &lt; b &amp; c');
    expect(renderTwin(blocks)).toBe('a < b & c');
  });
});

describe('BibTeX', () => {
  it('keeps the entry as it is, to be copied', () => {
    const entry = '@misc{hero2025,\n  title = {{Hero}},\n}\n';
    const reply = { kind: 'bibtex', titles: ['Hero'], entries: entry } as const;
    const { blocks } = renderReply({ ...reply, isOpen: false });
    expect(blocks[0]).toMatchObject({
      elements: [{}, { type: 'rich_text_preformatted', elements: [{ text: entry }] }],
    });
    expect(renderTwin(blocks)).toContain('Only visible to you');
    expect(renderTwin(renderReply({ ...reply, isOpen: true }).blocks)).not.toContain(
      'Only visible',
    );
  });
});

describe('status', () => {
  const subscription: Subscription = {
    id: 'a1',
    kind: 'digest',
    destination: { teamId: 'T1', channelId: 'C1' },
    schedule: { zone: 'Europe/Berlin', hour: 9, minute: 0, weekdays: [1, 2, 3, 4, 5] },
    interest: { topics: ['speech'], exclusions: [], minScore: 0 },
    weekly: true,
    createdBy: 'U1',
    sinceMs: 0,
    pause: undefined,
  };
  const nextDueMs = Date.UTC(2026, 10, 23, 8);
  const withHere = (known: Partial<Subscription>, next: number | undefined = nextDueMs) =>
    twin({ ...status, here: [{ subscription: { ...subscription, ...known }, nextDueMs: next }] });

  it('has everything in one order, and one way to write a date', () => {
    expect(twin(status).split('\n')).toEqual([
      'Paperboy 0.1.0',
      '• 724 papers from listings up to 31 October 2025, 63 with a date (9 June 2015 to 20 October 2025), 88 with code',
      '• Running since 21 November 2026 08:30 UTC',
      'What comes here',
      '• Nothing yet. “/papers subscribe” brings a morning digest.',
      'Sending, over all conversations',
      '• Last delivery: none yet',
      '• Next due: nothing, as no subscription is running',
      '• Nothing is late',
      '• Last looked for what is due: 21 November 2026 12:00 UTC',
    ]);
  });

  it('says when the digest comes and what about', () => {
    expect(withHere({})).toContain(
      'Digest: Mon–Fri 09:00 Europe/Berlin, about “speech”, and at the end of the week its papers again; next 23 November 2026 08:00 UTC',
    );
    expect(withHere({ kind: 'alert', weekly: false })).toContain(
      'Alert for “speech”: Mon–Fri 09:00 Europe/Berlin; next 23 November 2026 08:00 UTC',
    );
  });

  it.each([
    [{ untilMs: nextDueMs, error: undefined }, 'paused until 23 November 2026 08:00 UTC'],
    [{ untilMs: undefined, error: undefined }, 'paused; “/papers resume” starts it again'],
    [
      { untilMs: undefined, error: 'is_archived' },
      'paused: it is archived. “/papers resume” starts it again.',
    ],
  ])('says why and until when it is paused: %j', (pause, said) => {
    const here = [{ subscription: { ...subscription, pause }, nextDueMs: undefined }];
    expect(twin({ ...status, here })).toContain(said);
  });

  it('counts what it has no room for', () => {
    const here = Array.from({ length: 14 }, () => ({ subscription, nextDueMs }));
    expect(twin({ ...status, here })).toContain('• And 4 more.');
  });

  it.each([
    [0, 'Nothing is late'],
    [119_999, 'Nothing is late'],
    [7 * 60_000 + 1, 'What has waited longest is 7 minutes late'],
    [119 * 60_000, 'What has waited longest is 119 minutes late'],
    [150 * 60_000, 'What has waited longest is 3 hours late'],
  ])('puts a lag of %i ms into words', (lagMs, said) => {
    expect(twin({ ...status, delivery: { ...status.delivery, lagMs } })).toContain(`• ${said}\n`);
  });

  it('says what to do when sending has stopped', () => {
    const said = twin({ ...status, delivery: { ...status.delivery, haltedBy: 'token_revoked' } });
    expect(said).toContain('Stopped: Slack refuses my token (token_revoked). Whoever runs me has');
  });
});

describe('shared papers', () => {
  it('say who shared them, with a menu each', () => {
    const reply: MessageReply = {
      kind: 'shared',
      sharedBy: 'U0ALICE',
      items: [{ paper: paper(), excerpt: undefined }],
      alreadyShared: 2,
    };
    expect(twin(reply)).toBe(
      [
        '1 paper, shared by @U0ALICE',
        'Retrieval augmented generation',
        'date and authors not known [⋯ Details | Similar papers | BibTeX | Save]',
        '2 papers of the list had been shared here before',
      ].join('\n'),
    );
    expect(JSON.stringify(renderReply(reply))).toContain('{"type":"user","user_id":"U0ALICE"}');
  });
});
