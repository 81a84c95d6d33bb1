import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { parsePage } from '../../src/corpus/parse-page.ts';

const SOURCE = { page: '9', file: 'nine.txt', capturedOn: '2025-10-31' };
const FIRST =
  'We study how letters reach a house. A carrier who knows the street is faster by far. ' +
  'We say by how much, and give the streets to anybody who wants to walk along.';
const SECOND =
  'Newspapers are thrown, not carried. We measure how far, and find that it is far enough. ' +
  'Where it is not, a longer arm helps more than a lighter paper does.';

const parse = (text: string) => parsePage(text, SOURCE);
const pairs = (text: string) => parse(text).entries.map(({ title, abstract }) => [title, abstract]);
const reported = (text: string) => parse(text).rejected.map(({ where }) => where.line);

const WITH_METADATA = `new

Daily Papers

byAK and the research community

Oct 31

On Letters

${FIRST}

  • 3 authors
·
Apr 24, 2023

On Papers

${SECOND}

microsoft Microsoft
·
Nov 2 14
`;

describe('parsePage', () => {
  it.each([
    [
      'alternating lines after a glued button',
      `Get trending papers in your email inbox!\nSubscribeOn Letters\n${FIRST}\nOn Papers\n${SECOND}`,
    ],
    [
      'blank lines and a date at the top',
      `new\n\nSubscribe\n\nMar 12\n\nOn Letters\n\n${FIRST}\n\nOn Papers\n\n${SECOND}\n`,
    ],
    ['metadata', WITH_METADATA],
    ['CRLF', WITH_METADATA.replaceAll('\n', '\r\n')],
    ['a BOM', `\uFEFF${WITH_METADATA}`],
    ['trailing spaces and tabs', WITH_METADATA.replaceAll('\n', ' \t\n')],
    ['many blank lines', WITH_METADATA.replaceAll('\n', '\n\n \n')],
    [
      'navigation between title and abstract',
      `On Letters\nDaily Papers\n${FIRST}\nnew\nOn Papers\n${SECOND}`,
    ],
  ])('reads %s', (_, text) => {
    expect(pairs(text)).toEqual([
      ['On Letters', FIRST],
      ['On Papers', SECOND],
    ]);
    expect(reported(text)).toEqual([]);
  });

  it('reads what stands under an abstract, and leaves absent what does not', () => {
    const [first, second] = parse(WITH_METADATA).entries;
    expect(first).toEqual({
      page: '9',
      place: 1,
      line: 9,
      capturedOn: '2025-10-31',
      title: 'On Letters',
      abstract: FIRST,
      truncated: false,
      authorCount: 3,
      organization: undefined,
      publishedOn: '2023-04-24',
      yearFromCapture: false,
      comments: undefined,
    });
    expect(second).toMatchObject({
      place: 2,
      authorCount: undefined,
      organization: 'Microsoft',
      publishedOn: '2024-11-02',
      yearFromCapture: true,
      comments: 14,
    });
  });

  it.each([
    [
      'a line between title and abstract',
      `On Letters\nAdvertisement\n${FIRST}\nOn Papers\n${SECOND}`,
      [1, 2, 3],
    ],
    [
      'prose between title and abstract',
      `On Letters\n${SECOND}\n${FIRST}\nOn Papers\n${SECOND}`,
      [1, 2, 3],
    ],
    [
      'a line before a title',
      `Advertisement\nOn Letters\n${FIRST}\nOn Papers\n${SECOND}`,
      [1, 2, 3],
    ],
  ])('reports %s instead of pairing wrongly, and reads on', (_, text, lines) => {
    expect(pairs(text)).toEqual([['On Papers', SECOND]]);
    expect(reported(text)).toEqual(lines);
    expect(parse(text).entries[0]?.place).toBe(2);
  });

  it.each([
    ['an abstract without a title', `${FIRST}\nOn Papers\n${SECOND}`, [1]],
    ['an abstract after metadata', `On Papers\n${SECOND}\n• 2 authors\n${FIRST}`, [4]],
    ['a title at the end', `On Papers\n${SECOND}\nOn Lett`, [3]],
    ['a short rest at the end', `On Papers\n${SECOND}\nOn Letters\nWe study`, [3, 4]],
    ['metadata of no entry', `• 3 authors\nOn Papers\n${SECOND}`, [1]],
    ['a second number of authors', `On Papers\n${SECOND}\n• 2 authors\n• 3 authors`, [4]],
    ['a day alone', `On Papers\n${SECOND}\nOct 12`, [3]],
    ['a day that does not exist', `On Papers\n${SECOND}\n·\nFeb 30, 2024\n`, [4]],
    ['two dates', `On Papers\n${SECOND}\n·\nMar 12\nApr 24, 2023\n`, [4, 5]],
    ['a date that may be cut off', `On Papers\n${SECOND}\n·\nApr 24`, [4]],
    ['a comment count that may be cut off', `On Papers\n${SECOND}\n·\nApr 24, 2023 1`, [4]],
    [
      'a name that is no organisation',
      `On Papers\n${SECOND}\nBig Ideas\n·\nApr 24, 2023\n`,
      [3, 4, 5],
    ],
  ])('reports %s', (_, text, lines) => {
    expect(pairs(text)).toEqual([['On Papers', SECOND]]);
    expect(reported(text)).toEqual(lines);
    expect(parse(text).entries[0]?.publishedOn).toBeUndefined();
  });

  it('takes a full date at the very end', () => {
    const text = `On Papers\n${SECOND}\n·\nApr 24, 2023`;
    expect(parse(text).entries[0]?.publishedOn).toBe('2023-04-24');
  });

  it('reports a date without a year when nobody knows the day of the capture', () => {
    const text = `On Papers\n${SECOND}\n·\nApr 24\n`;
    const { entries, rejected } = parsePage(text, { ...SOURCE, capturedOn: undefined });
    expect(entries[0]?.publishedOn).toBeUndefined();
    expect(rejected).toEqual([
      {
        where: { file: 'nine.txt', line: 4 },
        text: 'Apr 24',
        why: expect.stringContaining('year'),
      },
    ]);
  });

  it.each([
    ['inside a sentence', `${'A long abstract goes on. '.repeat(12)}It never`, true],
    [
      'inside a sentence, with metadata',
      `${'A long abstract goes on. '.repeat(12)}It never\n• 2 authors\n`,
      true,
    ],
    ['at a full stop', FIRST, false],
    ['in a link', `${FIRST} ${SECOND} Code: https://example.org/a`, false],
  ])('marks the last abstract when it ends %s', (_, abstract, truncated) => {
    expect(parse(`On Papers\n${SECOND}\nOn Letters\n${abstract}`).entries).toMatchObject([
      { truncated: false },
      { truncated },
    ]);
  });

  it('does not mark an earlier abstract that lacks its full stop', () => {
    const [first] = parse(`On Papers\n${'word '.repeat(60)}\nOn Letters\n${FIRST}`).entries;
    expect(first).toMatchObject({ title: 'On Papers', truncated: false });
  });

  it('keeps a title that begins with the word Subscribe', () => {
    const text = `Subscribers and Their Papers\n${FIRST}\nSubscribe to Peace\n${SECOND}`;
    expect(parse(text).entries.map(({ title }) => title)).toEqual([
      'Subscribers and Their Papers',
      'Subscribe to Peace',
    ]);
  });

  it('has a result for any text, and puts each title-like line in an entry or in the report', () => {
    const line = fc.oneof(
      fc.string({ unit: 'grapheme' }),
      fc.constantFrom(
        'On Letters',
        FIRST,
        SECOND,
        '• 2 authors',
        '·',
        'Apr 24, 2023',
        'Mar 12',
        'new',
      ),
    );
    fc.assert(
      fc.property(fc.array(line), (lines) => {
        const { entries, rejected } = parse(lines.join('\n'));
        const count = (text: string, list: readonly string[]) =>
          list.filter((item) => item === text).length;
        for (const text of ['On Letters', FIRST, SECOND]) {
          const used = entries.flatMap(({ title, abstract }) => [title, abstract]);
          const read =
            count(text, used) +
            count(
              text,
              rejected.map((item) => item.text),
            );
          expect(read).toBe(count(text, lines));
        }
      }),
    );
  });
});
