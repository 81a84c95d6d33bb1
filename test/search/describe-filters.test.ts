import { expect, it } from 'vitest';
import { describeFilters } from '../../src/search/describe-filters.ts';
import { parseQuery } from '../../src/search/query.ts';

it.each([
  ['plain words', ''],
  ['year:2023 has:code -vision reasoning', 'published in 2023, with code, without "vision"'],
  ['year:2020..2023', 'published 2020 to 2023'],
  ['year:2020..', 'published since 2020'],
  ['year:..2023', 'published up to 2023'],
  ['after:2024-05-01', 'published since 2024-05-01'],
  ['before:2024-05-01', 'published up to 2024-04-30'],
  ['year:2024 after:2024-05', 'published 2024-05-01 to 2024-12-31'],
  ['"chain of thought" title:agent', 'with "chain of thought", with "agent" in the title'],
])('says the filters of %j in words', (input, words) => {
  expect(describeFilters(parseQuery(input))).toBe(words);
});
