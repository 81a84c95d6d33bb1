import { describe, expect, it } from 'vitest';
import { complete, pickOption } from '../../src/workspace/page/completion.ts';
import {
  buildRows,
  isTopLevel,
  markReplies,
  selectThread,
  summarizeThreads,
} from '../../src/workspace/page/message-rows.ts';
import { createOutbox, type Drafts } from '../../src/workspace/page/outbox.ts';
import { renderDay, renderMoment } from '../../src/workspace/page/time-text.ts';
import { listAbsent, parseCommand, toTypedText } from '../../src/workspace/page/typed-text.ts';
import { countUnread, findReadTs, parseReadMarks } from '../../src/workspace/page/unread.ts';
import type {
  Act,
  ActReply,
  Message,
  PageChannel,
  User,
} from '../../src/workspace/page-protocol.ts';

/** Friday 20 November 2026, 14:00 in Berlin. */
const NOW_MS = Date.UTC(2026, 10, 20, 13);
const BERLIN = 'Europe/Berlin';

const ADA = user('U0ADA', 'ada', 'Ada Admin');
const BEN = user('U0BEN', 'ben', 'Ben Member');
const GIA = user('U0GIA', 'gia', 'Gia Guest');
const BOT = user('U0PAPERBOT', 'paperboy', 'Paperboy');
const USERS = new Map([ADA, BEN, GIA, BOT].map((each) => [each.id, each]));
const GENERAL = channel('C0GENERAL', 'general', ['U0ADA', 'U0BEN']);
const LEADS: PageChannel = { ...channel('C0LEADS', 'leads', ['U0ADA']), kind: 'private' };
const DIRECT: PageChannel = {
  ...channel('D0ADABEN', 'directmessage', ['U0ADA', 'U0BEN']),
  kind: 'im',
};
const CHANNELS = [GENERAL, LEADS, DIRECT];
const COMMANDS = [{ command: '/papers', description: 'Find papers', usageHint: 'words' }];
const SOURCES = {
  commands: COMMANDS,
  users: [...USERS.values()],
  channels: CHANNELS,
  members: GENERAL.members,
};

describe('completion', () => {
  it.each([
    ['/', ['/papers']],
    ['/pa', ['/papers']],
    ['ask /pa', undefined],
    ['/papers', undefined],
    ['/papers ', undefined],
    ['ask @be', ['@ben']],
    ['(@be', ['@ben']],
    ['a@be', undefined],
    ['@gue', ['@gia']],
    ['@', ['@ada', '@ben', '@gia', '@paperboy']],
    ['see #', ['#general', '#leads']],
    ['#directm', undefined],
    ['@zed', undefined],
    ['@ben', undefined],
  ])('offers for %j: %j', (text, words) => {
    const options = complete(text, text.length, SOURCES)?.options;
    expect(options?.map(({ word }) => word)).toEqual(words);
  });

  it('looks at the word before the caret only', () => {
    expect(complete('@be or @gi', 3, SOURCES)).toMatchObject({ start: 0, end: 3 });
  });

  it('says who would not see the message', () => {
    const hints = complete('@', 1, SOURCES)?.options.map(({ hint }) => hint);
    const not = 'not in this conversation';
    expect(hints).toEqual([undefined, undefined, not, not]);
  });

  it('offers no commands where there are none', () => {
    expect(complete('/', 1, { ...SOURCES, commands: [] })).toBeUndefined();
  });

  it('puts the picked word in its place, with one space after it', () => {
    const text = 'ask @be about it';
    const completion = complete(text, 7, SOURCES);
    const option = completion?.options[0];
    if (completion === undefined || option === undefined) throw new Error('nothing was offered');
    expect(pickOption(text, completion, option)).toEqual({ text: 'ask @ben about it', caret: 9 });
  });
});

describe('typed text', () => {
  it.each([
    ['/papers  graph nets ', { command: '/papers', text: 'graph nets' }],
    ['/papers', { command: '/papers', text: '' }],
    ['/papers a\nb', { command: '/papers', text: 'a\nb' }],
    ['/', undefined],
    ['see /papers', undefined],
  ])('reads %j as %j', (typed, expected) => {
    expect(parseCommand(typed)).toEqual(expected);
  });

  it('lists who was mentioned and is not there, each once', () => {
    const typed = '@gia @ben @paperboy, @gia and @nobody';
    expect(listAbsent(typed, GENERAL.members, USERS.values())).toEqual([GIA, BOT]);
  });

  it.each([
    ['<@U0BEN> &amp; co &lt;b&gt; <#C0GENERAL|general>', '@ben & co <b> #general'],
    ['<https://x.org/?a=1&amp;b=2>', 'https://x.org/?a=1&b=2'],
    ['&amp;lt;', '&lt;'],
  ])('gives %j back as %j', (text, typed) => {
    expect(toTypedText(text, USERS)).toBe(typed);
  });
});

describe('days and times', () => {
  it.each([
    [NOW_MS, 'Today'],
    [NOW_MS - 15 * 3_600_000, 'Yesterday'],
    [Date.UTC(2026, 10, 23, 8), 'Monday, 23 November'],
    [Date.UTC(2025, 11, 31, 23, 30), 'Thursday, 1 January'],
    [Date.UTC(2025, 5, 2, 8), 'Monday, 2 June 2025'],
  ])('%d is %s in Berlin', (ms, label) => {
    expect(renderDay(ms, NOW_MS, BERLIN)).toBe(label);
  });

  it('tells the moment in the zone of the reader', () => {
    expect(renderMoment(NOW_MS, NOW_MS, BERLIN)).toBe('today at 14:00');
    expect(renderMoment(NOW_MS, NOW_MS, 'America/New_York')).toBe('today at 08:00');
  });
});

describe('rows', () => {
  const options = { nowMs: NOW_MS, zone: BERLIN, viewerId: 'U0ADA', readTs: undefined };

  it('divides days and keeps one author together for five minutes', () => {
    const rows = buildRows(
      [
        message({ minute: -1440, userId: 'U0BEN' }),
        message({ minute: 0, userId: 'U0BEN' }),
        message({ minute: 4, userId: 'U0BEN' }),
        message({ minute: 10, userId: 'U0BEN' }),
        message({ minute: 11 }),
        message({ minute: 12, ephemeralFor: 'U0ADA' }),
      ],
      options,
    );
    expect(
      rows.map((row) => (row.kind === 'message' ? row.isContinued : row.key && row.kind)),
    ).toEqual(['divider', false, 'divider', false, true, false, false, false]);
  });

  it('marks where the new ones begin: the first of somebody else', () => {
    const read = message({ minute: 0, userId: 'U0BEN' });
    const own = message({ minute: 1 });
    const fresh = message({ minute: 2, userId: 'U0BEN' });
    const rows = buildRows([read, own, fresh], { ...options, readTs: read.ts });
    expect(rows.map(({ kind }) => kind)).toEqual([
      'divider',
      'message',
      'message',
      'new',
      'message',
    ]);
  });

  it('keeps replies in their thread, unless they were also sent to the channel', () => {
    const parent = message({ minute: 0 });
    const reply = message({ minute: 1, userId: 'U0BEN', threadTs: parent.ts });
    const broadcast = message({ minute: 2, threadTs: parent.ts, isBroadcast: true });
    const hint = message({ minute: 3, threadTs: parent.ts, ephemeralFor: 'U0ADA' });
    const all = [parent, reply, broadcast, hint, message({ minute: 4 })];
    expect(all.filter(isTopLevel)).toEqual([parent, broadcast, all[4]]);
    expect(selectThread(all, 'C0GENERAL', parent.ts)).toEqual([parent, reply, broadcast, hint]);
    expect(summarizeThreads(all)).toEqual(
      new Map([[parent.ts, { count: 2, lastTs: broadcast.ts, userIds: ['U0BEN', 'U0ADA'] }]]),
    );
  });
});

describe('replies among the messages of a conversation', () => {
  it('say what they reply to, unless that stands right above', () => {
    const first = message({ minute: 0 });
    const second = message({ minute: 1 });
    const bot = { userId: 'U0PAPERBOT' };
    const rows = markReplies(
      buildRows(
        [
          first,
          second,
          message({ minute: 2, ...bot, threadTs: first.ts }),
          message({ minute: 3, ...bot, threadTs: second.ts }),
          message({ minute: 4, ...bot, threadTs: second.ts }),
          message({ minute: 5, ...bot, threadTs: '1.000001' }),
        ],
        { nowMs: NOW_MS, zone: BERLIN, viewerId: 'U0ADA', readTs: undefined },
      ),
    );
    const told = rows.flatMap((row) =>
      row.kind === 'message' ? [[row.repliedTo, row.isContinued]] : [],
    );
    expect(told).toEqual([
      [undefined, false],
      [undefined, true],
      [first, false],
      [second, false],
      [undefined, true],
      [undefined, true],
    ]);
  });
});

describe('unread', () => {
  const count = (messages: readonly Message[], marks = {}) =>
    countUnread({
      messages,
      channels: CHANNELS,
      viewerId: 'U0ADA',
      marks,
      nowMs: NOW_MS + 600_000,
    });

  it('counts what others posted for all since the mark', () => {
    const read = message({ minute: 0, userId: 'U0BEN' });
    const messages = [
      read,
      message({ minute: 1 }),
      message({ minute: 2, userId: 'U0BEN' }),
      message({ minute: 3, userId: 'U0PAPERBOT', ephemeralFor: 'U0ADA' }),
    ];
    expect(count(messages, { C0GENERAL: read.ts })).toEqual(
      new Map([['C0GENERAL', { count: 1, mentions: 0 }]]),
    );
    expect(count(messages, { C0GENERAL: messages[3]?.ts })).toEqual(new Map());
  });

  it('tells mentions and direct messages apart', () => {
    const messages = [
      message({ minute: 0, userId: 'U0BEN', text: 'see <@U0ADA>' }),
      message({ minute: 1, userId: 'U0BEN' }),
      message({ minute: 2, userId: 'U0BEN', channelId: 'D0ADABEN' }),
    ];
    expect(count(messages)).toEqual(
      new Map([
        ['C0GENERAL', { count: 2, mentions: 1 }],
        ['D0ADABEN', { count: 1, mentions: 1 }],
      ]),
    );
  });

  it('counts replies in threads the person is part of only', () => {
    const theirs = message({ minute: 0, userId: 'U0BEN' });
    const own = message({ minute: 1 });
    const replies = [theirs, own].map(({ ts }, index) =>
      message({ minute: 2 + index, userId: 'U0GIA', threadTs: ts }),
    );
    expect(count([theirs, own, ...replies], { C0GENERAL: own.ts })).toEqual(
      new Map([['C0GENERAL', { count: 1, mentions: 0 }]]),
    );
  });

  it('ignores a mark ahead of the clock: it is of an earlier workspace', () => {
    expect(findReadTs({ C0GENERAL: '1895243148.000004' }, 'C0GENERAL', NOW_MS)).toBeUndefined();
  });

  it.each([undefined, null, 7, 'x', ['a'], { C0GENERAL: 7 }])(
    'reads no marks from %j that are not',
    (kept) => {
      expect(findReadTs(parseReadMarks(kept), 'C0GENERAL', NOW_MS)).toBeUndefined();
    },
  );
});

describe('outbox', () => {
  const place = { channelId: 'C0GENERAL' };
  const world = { users: USERS, channels: CHANNELS, commands: COMMANDS };

  it('sends a command as one, and a message as one', async () => {
    const { outbox, acts } = open();
    expect(await outbox.send(place, ' /papers graphs ', world)).toBe(true);
    expect(await outbox.send(place, 'hello', world)).toBe(true);
    expect(acts).toEqual([
      { kind: 'command', channelId: 'C0GENERAL', command: '/papers', text: 'graphs' },
      { kind: 'say', channelId: 'C0GENERAL', text: 'hello' },
    ]);
    expect(outbox.get(place)).toMatchObject({ draft: '', notices: [], sentCount: 2 });
  });

  it('puts back what could not be sent, before what was written since', async () => {
    const { outbox } = open({ ok: false, shown: 'No.' });
    outbox.setDraft(place, '/papers x');
    const sending = outbox.send(place, '/papers x', world);
    expect(outbox.get(place).notices).toMatchObject([{ kind: 'sending' }]);
    outbox.setDraft(place, 'later');
    expect(await sending).toBe(false);
    expect(outbox.get(place).draft).toBe('/papers x\nlater');
    expect(outbox.get(place).notices).toMatchObject([{ kind: 'failed', shown: 'No.' }]);
  });

  it('puts several back in the order they were sent', async () => {
    const { outbox } = open({ ok: false, shown: 'No.' });
    const sending = ['first', 'second', 'third'].map((typed) => {
      outbox.setDraft(place, typed);
      return outbox.send(place, typed, world);
    });
    outbox.setDraft(place, 'being written');
    await Promise.all(sending);
    expect(outbox.get(place).draft).toBe('first\nsecond\nthird\nbeing written');
  });

  it.each([
    ['/foo bar', { kind: 'unknownCommand', command: '/foo' }],
    ['x'.repeat(40_001), { kind: 'failed' }],
  ])('does not send %.10s, and keeps it', async (typed, notice) => {
    const { outbox, acts } = open();
    outbox.setDraft(place, typed);
    expect(await outbox.send(place, typed, world)).toBe(false);
    expect(acts).toEqual([]);
    expect(outbox.get(place)).toMatchObject({ draft: typed, notices: [notice] });
  });

  it('offers to invite whoever was mentioned and is not there', async () => {
    const { outbox, acts } = open();
    await outbox.send(place, '@paperboy what is RAG?', world);
    const [notice] = outbox.get(place).notices;
    if (notice?.kind !== 'absent') throw new Error('nobody was missed');
    expect(notice.userIds).toEqual(['U0PAPERBOT']);
    await outbox.invite(place, notice);
    expect(acts.at(-1)).toEqual({ kind: 'invite', channelId: 'C0GENERAL', userId: 'U0PAPERBOT' });
    expect(outbox.get(place).notices).toMatchObject([
      { kind: 'arrived', typed: '@paperboy what is RAG?' },
    ]);
  });

  it('sends one message after the other', async () => {
    const answers: (() => void)[] = [];
    const texts: string[] = [];
    const outbox = createOutbox(async (act) => {
      if (act.kind === 'say') texts.push(act.text);
      await new Promise<void>((resolve) => answers.push(resolve));
      return { ok: true };
    }, NO_DRAFTS);
    const first = outbox.send(place, 'first', world);
    const second = outbox.send(place, 'second', world);
    await Promise.resolve();
    expect(texts).toEqual(['first']);
    answers[0]?.();
    await first;
    expect(texts).toEqual(['first', 'second']);
    answers[1]?.();
    expect(await second).toBe(true);
  });

  it('offers nothing in a direct message, where nobody can be invited', async () => {
    const { outbox } = open();
    await outbox.send({ channelId: 'D0ADABEN' }, '@paperboy hello', world);
    expect(outbox.get({ channelId: 'D0ADABEN' }).notices).toEqual([]);
  });

  it('keeps the drafts of a channel and its threads apart', () => {
    const { outbox } = open();
    outbox.setDraft(place, 'channel');
    outbox.setDraft({ ...place, threadTs: '1.000001' }, 'thread');
    expect(outbox.get(place).draft).toBe('channel');
  });

  it('finds a draft again that was kept, until it is sent', async () => {
    const kept = new Map<string, string>();
    const drafts: Drafts = {
      read: (key) => kept.get(key) ?? '',
      keep: (key, draft) => void kept.set(key, draft),
    };
    open({ ok: true }, drafts).outbox.setDraft(place, 'hello');
    const { outbox } = open({ ok: true }, drafts);
    expect(outbox.get(place).draft).toBe('hello');
    await outbox.send(place, 'hello', world);
    expect(kept.get('C0GENERAL')).toBe('');
  });

  it('says no more that it cannot be reached once it can', async () => {
    const { outbox } = open({ ok: false, error: 'unreachable', shown: 'It cannot be reached.' });
    await outbox.send(place, 'hello', world);
    expect(outbox.get(place).notices).toMatchObject([{ shown: 'It cannot be reached.' }]);
    outbox.settleUnreachable();
    expect(outbox.get(place)).toMatchObject({ draft: 'hello', notices: [] });
  });
});

const NO_DRAFTS: Drafts = { read: () => '', keep: () => undefined };

function open(reply: ActReply = { ok: true }, drafts = NO_DRAFTS) {
  const acts: Act[] = [];
  const outbox = createOutbox((act) => {
    acts.push(act);
    return Promise.resolve(reply);
  }, drafts);
  return { outbox, acts };
}

function user(id: string, name: string, realName: string): User {
  return { id, name, realName, role: 'member', tz: BERLIN };
}

function channel(id: string, name: string, members: readonly string[]): PageChannel {
  return { id, name, kind: 'public', isArchived: false, members };
}

/** By Ada in #general, `minute` minutes from NOW_MS. */
function message({ minute, ...rest }: Partial<Message> & { minute: number }): Message {
  return {
    channelId: 'C0GENERAL',
    ts: `${NOW_MS / 1000 + minute * 60}.000001`,
    userId: 'U0ADA',
    botId: undefined,
    text: 'text',
    blocks: [],
    threadTs: undefined,
    isBroadcast: false,
    ephemeralFor: undefined,
    metadata: undefined,
    options: {},
    isEdited: false,
    ...rest,
  };
}
