import { describe, expect, it } from 'vitest';
import { buildDay, classifyLine, parseOrganization } from '../../src/corpus/listing-lines.ts';

describe('classifyLine', () => {
  it.each([
    ['new', 'navigation'],
    ['Subscribe', 'navigation'],
    ['Daily Papers', 'navigation'],
    ['byAK and the research community', 'navigation'],
    ['Get trending papers in your email inbox once a day!', 'navigation'],
    ['Get trending papers in your email inbox!', 'navigation'],
    ['·', 'dot'],
    ['New Ideas in Search', 'title'],
    ['Is Search Solved?', 'title'],
    ['Is It Solved? A Survey of Many Systems, Old and New, and of What They Still Lack', 'title'],
    ['0 authors', 'title'],
    ['May Day, 2023', 'title'],
    ['Mar 2024', 'title'],
    ['We solve search. It was hard, and it took very long to do.', 'title'],
    ['We use cookies. By staying here you agree to all of them.', 'title'],
    [`We solve search for good. It was ${'very '.repeat(25)}hard.`, 'abstract'],
    [`We solve search for good, which was ${'very '.repeat(25)}hard.`, 'title'],
    [`We Solve Search. A Survey of ${'Very '.repeat(25)}Old Ideas`, 'title'],
    ['a'.repeat(250), 'abstract'],
  ])('takes %j for %s', (line, kind) => {
    expect(classifyLine(line)).toMatchObject({ kind });
  });

  it.each([
    ['• 3 authors', 3],
    ['•  1 author', 1],
    ['• 120 authors', 120],
  ])('counts the authors of %j', (line, count) => {
    expect(classifyLine(line)).toEqual({ kind: 'authors', count });
  });

  it.each([
    ['Apr 24, 2023', { month: 4, day: 24, year: 2023 }, undefined],
    ['Feb 16', { month: 2, day: 16, year: undefined }, undefined],
    ['Jul 28 4', { month: 7, day: 28, year: undefined }, 4],
    ['Jul 3, 2024 3', { month: 7, day: 3, year: 2024 }, 3],
  ])('reads the date and comments of %j', (line, date, comments) => {
    expect(classifyLine(line)).toEqual({ kind: 'date', date, comments });
  });
});

describe('buildDay', () => {
  it.each([
    ['a full date', { month: 4, day: 24, year: 2023 }, undefined, '2023-04-24'],
    ['the year of the capture', { month: 2, day: 16, year: undefined }, '2025-10-31', '2025-02-16'],
    ['the day of the capture', { month: 10, day: 31, year: undefined }, '2025-10-31', '2025-10-31'],
    [
      'the year before, for a day after it',
      { month: 11, day: 1, year: undefined },
      '2025-10-31',
      '2024-11-01',
    ],
    [
      '29 February of the leap year before',
      { month: 2, day: 29, year: undefined },
      '2025-10-31',
      '2024-02-29',
    ],
    ['nothing without a capture', { month: 2, day: 16, year: undefined }, undefined, undefined],
    [
      'nothing for a day that does not exist',
      { month: 2, day: 30, year: 2024 },
      undefined,
      undefined,
    ],
  ])('gives %s', (_, date, capturedOn, expected) => {
    expect(buildDay(date, capturedOn)).toBe(expected);
  });
});

describe('parseOrganization', () => {
  it.each([
    ['microsoft Microsoft', 'Microsoft'],
    ['ibm-granite IBM Granite', 'IBM Granite'],
    ['deepmind Google DeepMind', 'Google DeepMind'],
    ['Big Ideas', undefined],
    ['Microsoft', undefined],
    ['- -', undefined],
  ])('reads %j', (line, expected) => {
    expect(parseOrganization(line)).toBe(expected);
  });
});
