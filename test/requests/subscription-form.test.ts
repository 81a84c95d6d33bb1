import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  fillForm,
  findLevel,
  LEVELS,
  readForm,
  type SubscriptionForm,
} from '../../src/requests/subscription-form.ts';
import { anyText } from '../helpers/papers.ts';

const form = (known: Partial<SubscriptionForm> = {}): SubscriptionForm => ({
  channelId: 'C1',
  topics: '',
  exclusions: '',
  level: 'all',
  time: '09:00',
  zone: 'Europe/Berlin',
  weekdays: ['1', '2', '3', '4', '5'],
  weekly: true,
  ...known,
});

const problemsOf = (known: Partial<SubscriptionForm>) => {
  const read = readForm(form(known));
  return 'problems' in read ? read.problems : {};
};

describe('readForm', () => {
  it('reads what is wanted', () => {
    expect(
      readForm(
        form({
          topics: ' diffusion  models, "cache, key-value" ,, Diffusion Models,pruning year:2024..',
          exclusions: 'medical',
          level: 'half',
          time: '7:05',
          weekdays: ['7', '1', '1'],
        }),
      ),
    ).toEqual({
      wanted: {
        channelId: 'C1',
        interest: {
          topics: ['diffusion models', '"cache, key-value"', 'pruning year:2024..'],
          exclusions: ['medical'],
          minScore: LEVELS[1]?.minScore,
        },
        schedule: { zone: 'Europe/Berlin', hour: 7, minute: 5, weekdays: [1, 7] },
        weekly: true,
      },
    });
  });

  it.each<[Partial<SubscriptionForm>, RegExp]>([
    [{ channelId: '' }, /Choose a conversation/],
    [{ channelId: 'U0ADA' }, /Choose a conversation/],
    [{ channelId: 'C1 <!channel>' }, /Choose a conversation/],
    [{ topics: Array.from({ length: 11 }, (_, at) => `topic ${at}`).join() }, /Up to 10.*are 11/],
    [{ topics: 'x'.repeat(101) }, /Up to 100 characters each.*has 101/],
    [{ topics: 'pruning, year:soon' }, /“year:soon” cannot be read/],
    [{ topics: 'has:code' }, /no word to look for/],
    [{ exclusions: '-vision' }, /no word to look for/],
    [{ level: 'superb' }, /Choose one/],
    [{ time: '24:00' }, /like 09:00/],
    [{ zone: 'Berlin' }, /like Europe\/Berlin/],
    [{ weekdays: [] }, /at least one day/],
    [{ weekdays: ['8'] }, /at least one day/],
    [{ weekdays: ['1.5'] }, /at least one day/],
  ])('says what is wrong with %j, at that field alone', (known, expected) => {
    const problems = problemsOf(known);
    expect(Object.keys(problems)).toEqual(Object.keys(known));
    expect(Object.values(problems)[0]).toMatch(expected);
  });

  it('is total, and what it accepts it accepts again', () => {
    const anyForm = fc.record({
      channelId: fc.oneof(fc.constantFrom('C1', 'D0ADA'), anyText),
      topics: anyText,
      exclusions: anyText,
      level: fc.constantFrom('all', 'half', 'best', ''),
      time: fc.oneof(fc.constant('09:00'), anyText),
      zone: fc.oneof(fc.constant('UTC'), anyText),
      weekdays: fc.array(fc.constantFrom('1', '7', '0', 'x')),
      weekly: fc.boolean(),
    });
    fc.assert(
      fc.property(anyForm, (typed) => {
        const read = readForm(typed);
        if ('wanted' in read) expect(readForm(fillForm(read.wanted))).toEqual(read);
        else expect(Object.keys(read.problems)).not.toEqual([]);
      }),
    );
  });
});

describe('the levels', () => {
  it('rise, and are found again from their scores', () => {
    const scores = LEVELS.map(({ minScore }) => minScore);
    expect(scores).toEqual([...scores].sort((a, b) => a - b));
    for (const { name, minScore } of LEVELS) expect(findLevel(minScore)).toBe(name);
    expect(findLevel(0.99)).toBe('best');
  });
});
