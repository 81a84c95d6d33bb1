import { describe, expect, it } from 'vitest';
import { describeInterest, describeSchedule } from '../../src/blocks/subscription-facts.ts';

describe('describeSchedule', () => {
  it.each([
    [[1, 2, 3, 4, 5], 'Mon–Fri 09:05 Europe/Berlin'],
    [[1, 2, 3, 4, 5, 6, 7], 'every day 09:05 Europe/Berlin'],
    [[1], 'Mon 09:05 Europe/Berlin'],
    [[6, 7], 'Sat, Sun 09:05 Europe/Berlin'],
    [[1, 3, 5], 'Mon, Wed, Fri 09:05 Europe/Berlin'],
    [[1, 2, 3, 5, 7], 'Mon–Wed, Fri, Sun 09:05 Europe/Berlin'],
  ])('puts weekdays %j into words', (weekdays, said) => {
    expect(describeSchedule({ zone: 'Europe/Berlin', hour: 9, minute: 5, weekdays })).toBe(said);
  });
});

describe('describeInterest', () => {
  const everything = { topics: [], exclusions: [], minScore: 0 };

  it.each([
    [everything, 'every new paper'],
    [{ ...everything, topics: ['speech'] }, 'about “speech”'],
    [{ ...everything, exclusions: ['survey'] }, 'every new paper; nothing about “survey”'],
    [{ ...everything, minScore: 0.5 }, 'every new paper; only about the best fifth of a day'],
    [
      { topics: ['a', 'b', 'c', 'd', 'e'], exclusions: ['x', 'y'], minScore: 0.2 },
      'about “a”, “b”, “c”, “d”, “e”; nothing about “x”, “y”; only about the better half of a day',
    ],
  ])('puts %j into words', (interest, said) => {
    expect(describeInterest(interest)).toBe(said);
  });
});
