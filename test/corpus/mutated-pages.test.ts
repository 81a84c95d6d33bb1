/** Damage to real pages: no entry that stayed intact may vanish without a report. */
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { parsePage, type RawEntry } from '../../src/corpus/parse-page.ts';
import { rawPages } from './raw-pages.ts';

const NOISE = [
  'new',
  'Subscribe',
  'Daily Papers',
  'byAK and the research community',
  'Get trending papers in your email inbox once a day!',
  'Mar 12',
  'Oct 31, 2024 7',
  '· ',
  '• 12 authors',
  'Upvote 17',
  'Log In',
  'We use cookies to make this page better. By staying here you agree to all of them.',
];

const noise = fc.record({
  kind: fc.constant('insert' as const),
  at: fc.double({ min: 0, max: 1, noNaN: true }),
  text: fc.oneof(
    fc.constantFrom(...NOISE),
    fc.string({ minLength: 1, maxLength: 40 }),
    fc.lorem({ maxCount: 12 }),
  ),
});
const removal = fc.record({
  kind: fc.constant('remove metadata' as const),
  at: fc.double({ min: 0, max: 1, noNaN: true }),
});
const damage = fc.record({
  page: fc.constantFrom(...rawPages.map(({ page }) => page)),
  edits: fc.array(fc.oneof(noise, removal), { maxLength: 12 }),
  newline: fc.constantFrom('\n', '\r\n', ' \t\n', '\n\n\n'),
  bom: fc.boolean(),
  keep: fc.option(fc.double({ min: 0, max: 1, noNaN: true })),
});
type Damage = typeof damage extends fc.Arbitrary<infer Value> ? Value : never;

const isMetadata = (line: string) => /^\s*(?:•|·|[A-Z][a-z]{2} \d)/.test(line);

function findPage(id: string) {
  const found = rawPages.find(({ page }) => page === id);
  if (found === undefined) throw new Error(`no page ${id}`);
  return found;
}

function applyDamage({ page, edits, newline, bom, keep }: Damage): string {
  const lines = findPage(page).text.split('\n');
  for (const edit of edits) {
    const at = Math.floor(edit.at * lines.length);
    if (edit.kind === 'insert') lines.splice(at, 0, edit.text);
    else {
      const found = lines.findIndex((line, index) => index >= at && isMetadata(line));
      if (found >= 0) lines.splice(found, 1);
    }
  }
  const text = (bom ? '\uFEFF' : '') + lines.join(newline);
  return keep === null ? text : text.slice(0, Math.floor(keep * text.length));
}

const originals = new Map(
  rawPages.map((page) => [page.page, parsePage(page.text, page).entries] as const),
);
const key = ({ title, abstract }: RawEntry) => `${title}\n${abstract}`;

/** Titles of entries whose two lines still stand in `text`, and which were neither read nor reported. */
function findLost(mutation: Damage, text: string): string[] {
  const { entries, rejected } = parsePage(text, findPage(mutation.page));
  const parsed = new Set(entries.map(key));
  const reports = new Set(rejected.map((item) => item.text));
  const lines = new Set(text.split(/\r?\n/).map((line) => line.trim().replace(/^\uFEFF/, '')));
  const isWhole = ({ title, abstract }: RawEntry) =>
    lines.has(abstract) && (lines.has(title) || lines.has(`Subscribe${title}`));
  const isReported = ({ title, abstract }: RawEntry) =>
    reports.has(abstract) && (reports.has(title) || reports.has(`Subscribe${title}`));
  return listOriginals(mutation)
    .filter((entry) => isWhole(entry) && !parsed.has(key(entry)) && !isReported(entry))
    .map(({ title }) => title);
}

/** Titles of read entries that are no entry of the page, nor the start of its cut-off last one. */
function findWronglyPaired(mutation: Damage, text: string): string[] {
  const known = new Map(listOriginals(mutation).map(({ title, abstract }) => [title, abstract]));
  const { entries } = parsePage(text, findPage(mutation.page));
  return entries
    .filter((entry, index) => {
      const whole = known.get(entry.title);
      const mayBeCut = index === entries.length - 1 && mutation.keep !== null;
      return !(mayBeCut ? whole?.startsWith(entry.abstract) : whole === entry.abstract);
    })
    .map(({ title }) => title);
}

function listOriginals(mutation: Damage): readonly RawEntry[] {
  return originals.get(mutation.page) ?? [];
}

describe('parsePage on damaged pages', () => {
  it('reads or reports every entry that is still whole, and pairs none wrongly', () => {
    fc.assert(
      fc.property(damage, (mutation) => {
        const text = applyDamage(mutation);
        expect(findLost(mutation, text)).toEqual([]);
        expect(findWronglyPaired(mutation, text)).toEqual([]);
      }),
      { numRuns: 200 },
    );
  });

  it('pairs nothing with a long notice that stands anywhere', () => {
    const notice = 'The papers on this page belong to their authors. '.repeat(14);
    const [page] = rawPages;
    if (page === undefined) throw new Error('no page');
    const lines = page.text.split('\n');
    for (let at = 0; at <= lines.length; at += 1) {
      const { entries, rejected } = parsePage(lines.toSpliced(at, 0, notice).join('\n'), page);
      expect(entries.filter(({ abstract }) => abstract === notice.trim())).toEqual([]);
      expect(entries.length + rejected.length).toBeGreaterThanOrEqual(120);
    }
  });

  it('reads the same entries from any page end, however lines end and spread', () => {
    for (const page of rawPages) {
      for (const newline of ['\r\n', '\r', ' \n \n\n', '\t\n']) {
        const { entries, rejected } = parsePage(page.text.replaceAll('\n', newline), page);
        expect(entries.map(key)).toEqual(originals.get(page.page)?.map(key));
        expect(rejected).toEqual([]);
      }
    }
  });
});
