import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { checkMessage, checkView } from '../../src/blocks/limits.ts';
import { renderReply } from '../../src/blocks/render-reply.ts';
import {
  describeSpan,
  renderEnding,
  renderFormProblems,
  renderPreview,
  renderProblem,
  renderSubscribeForm,
} from '../../src/blocks/subscribe-modal.ts';
import {
  encodeForm,
  encodeSubscriptionChoice,
  encodeTarget,
  parseForm,
  parseSubscribeForm,
  parseSubscriptionChoice,
  parseTarget,
} from '../../src/blocks/subscribe-values.ts';
import { describeInterest, describeSchedule } from '../../src/blocks/subscription-facts.ts';
import { renderTwin } from '../../src/blocks/twin.ts';
import type { DigestPreview } from '../../src/requests/preview.ts';
import { LEVELS } from '../../src/requests/subscription-form.ts';
import { findForeignMrkdwn } from '../helpers/foreign-mrkdwn.ts';
import { anyText, HOSTILE_TEXTS, paper } from '../helpers/papers.ts';
import {
  anyDigestPreview,
  anyForm,
  anySubscriptionItem,
  anySubscriptionReply,
  subscription,
} from '../helpers/subscriptions.ts';

const ZONE = { zone: 'Europe/Berlin', offset: '+01:00' };

describe('every window about subscriptions', () => {
  it('keeps to Slack’s limits, with nobody’s text as markup', () => {
    fc.assert(
      fc.property(
        anyForm,
        anyDigestPreview,
        fc.array(anySubscriptionItem, { minLength: 1, maxLength: 30 }),
        (form, preview, items) => {
          const views = [
            renderSubscribeForm(form, { isFixed: form.channelId !== '', zone: ZONE }),
            renderPreview(preview, form),
            renderEnding(items, { id: 'aB3_-xyz9012' }),
            renderProblem(form.topics),
          ];
          for (const view of views) {
            if (view !== undefined) expect(checkView(view)).toEqual([]);
          }
          expect(findForeignMrkdwn(views, HOSTILE_TEXTS)).toEqual([]);
        },
      ),
      { numRuns: 60 },
    );
  });

  it('and every message about them', () => {
    fc.assert(
      fc.property(anySubscriptionReply, (reply) => {
        const message = renderReply(reply);
        expect(checkMessage(message)).toEqual([]);
        expect(findForeignMrkdwn(message, HOSTILE_TEXTS)).toEqual([]);
      }),
      { numRuns: 100 },
    );
  });
});

describe('renderPreview', () => {
  const preview = {
    count: 9,
    examples: [paper({ title: 'Fast caches' })],
    isListing: true,
    matching: 40,
    unmatched: [],
    next: { day: '2026-11-23', dueMs: Date.UTC(2026, 10, 23, 8) },
    first: { kind: 'papers' as const, papers: [paper({ title: 'Fast caches' })], remaining: 8 },
  };
  const reply = {
    kind: 'digest preview' as const,
    subscription: subscription(),
    current: undefined,
    preview,
    nowMs: Date.UTC(2026, 10, 21, 11),
  };
  const form = {
    channelId: 'C1',
    topics: '',
    exclusions: '',
    level: 'all',
    time: '09:00',
    zone: 'Europe/Berlin',
    weekdays: ['1'],
    weekly: true,
  };
  const show = (known: Partial<DigestPreview> = {}) =>
    renderTwin(renderPreview({ ...reply, preview: { ...preview, ...known } }, form)?.blocks ?? []);

  it('says what the week would have brought, when it comes, and what it would hold', () => {
    expect(show()).toBe(
      [
        '#C1: Mon–Fri 09:00 Europe/Berlin, every new paper; with a weekly roll-up',
        'The last 7 days would have brought 9 papers, for example “Fast caches”.',
        'Next: Monday 23 November 2026, 09:00 Europe/Berlin (in 1 day 21 hours)',
        'As things stand it would hold:',
        '• Fast caches',
        '8 papers more would rank lower.',
      ].join('\n'),
    );
  });

  it('says plainly that there was nothing, and whether anything was listed at all', () => {
    const none = { count: 0, examples: [], matching: 1 };
    expect(show(none)).toContain(
      'Nothing in the last 7 days matches. In the whole collection 1 paper matches. Fewer or other words bring more.',
    );
    expect(show({ ...none, isListing: false })).toContain(
      'Nothing was listed here in the last 7 days',
    );
    expect(show({ ...none, unmatched: ['quantum'] })).toContain(
      'No paper of the collection is about “quantum” so far.',
    );
    expect(show({ first: { kind: 'exhausted', papers: [], remaining: 0 } })).toContain(
      'As things stand there is nothing for it.',
    );
  });

  it('shows none that a window cannot carry', () => {
    expect(renderPreview(reply, { ...form, topics: '"'.repeat(1600) })).toBeUndefined();
  });
});

describe('in words', () => {
  it.each([
    [[1, 2, 3, 4, 5], 'Mon–Fri 09:05 UTC'],
    [[1, 3, 5], 'Mon, Wed, Fri 09:05 UTC'],
    [[6, 7], 'Sat, Sun 09:05 UTC'],
    [[2], 'Tue 09:05 UTC'],
    [[1, 2, 3, 4, 5, 6, 7], 'every day 09:05 UTC'],
    [[2, 3, 4], 'Tue–Thu 09:05 UTC'],
  ])('%j is %s', (weekdays, expected) => {
    expect(describeSchedule({ zone: 'UTC', hour: 9, minute: 5, weekdays })).toBe(expected);
  });

  it('an interest says topics, exclusions and level', () => {
    const minScore = LEVELS[2]?.minScore ?? 0;
    expect(describeInterest({ topics: ['a', 'b'], exclusions: ['c'], minScore }, 100)).toBe(
      'about “a”, “b”; nothing about “c”; only about the best fifth of a day',
    );
    expect(describeInterest({ topics: [], exclusions: [], minScore: 0 }, 100)).toBe(
      'every new paper',
    );
  });

  it.each([
    [20_000, 'less than a minute'],
    [60_000, '1 minute'],
    [3_600_000, '1 hour'],
    [3_660_000, '1 hour 1 minute'],
    [45 * 3_600_000 + 59_000, '1 day 21 hours'],
    [48 * 3_600_000 + 60_000, '2 days'],
  ])('%d ms are %s', (ms, expected) => {
    expect(describeSpan(ms)).toBe(expected);
  });
});

describe('what comes back', () => {
  it('is read as it was written, and nothing else is', () => {
    fc.assert(
      fc.property(anyForm, (form) => {
        const text = encodeForm(form);
        if (text !== undefined) expect(parseForm(text)).toEqual(form);
      }),
    );
    fc.assert(
      fc.property(fc.oneof(anyText, fc.json()), (text) => {
        expect(parseForm(text)).toBeUndefined();
        expect(parseTarget(text)).toBeUndefined();
        expect(parseSubscriptionChoice(text)).toBeUndefined();
        expect(parseSubscribeForm(text)).toBeUndefined();
      }),
    );
    expect(parseTarget(encodeTarget({ id: 'a-1' }) ?? '')).toEqual({ id: 'a-1' });
    expect(parseTarget(encodeTarget({ channelId: 'C1' }) ?? '')).toEqual({ channelId: 'C1' });
    expect(encodeTarget({ id: 'a b' })).toBeUndefined();
    const choice = { action: 'pause', id: 'a-1' } as const;
    expect(parseSubscriptionChoice(encodeSubscriptionChoice(choice) ?? '')).toEqual(choice);
    expect(parseForm('{"channelId":"C1"}')).toBeUndefined();
  });

  it('names a field that the form has for each problem', () => {
    expect(renderFormProblems({ channelId: 'no' }, { isFixed: true })).toEqual({
      subscribe_topics: 'no',
    });
    expect(renderFormProblems({ channelId: 'no', zone: 'what' }, { isFixed: false })).toEqual({
      subscribe_where: 'no',
      subscribe_zone: 'what',
    });
  });
});
