import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { mergePapers } from '../../src/corpus/merge-papers.ts';
import { buildTitleId } from '../../src/corpus/title-id.ts';
import { type Paper, paperSchema } from '../../src/model/paper.ts';
import { paper } from '../helpers/papers.ts';

const TITLE = 'Otters Hold Hands While They Sleep';
const OTTERS =
  'River otters hold hands while they sleep, so that the current does not part them. We filmed forty of them for a year.';
const BADGERS =
  'A survey of setts in heavy clay soils finds that badgers dig deeper burrows where winters are long and foxes are few.';

/** Known by its title alone, as papers of the listing pages are. */
const listed = (over: Partial<Paper> = {}) =>
  paper({ id: buildTitleId(over.title ?? TITLE), title: TITLE, abstract: OTTERS, ...over });

const fed = (over: Partial<Paper> = {}) =>
  paper({
    id: 'arxiv:2503.02130',
    title: TITLE,
    abstract: OTTERS,
    listings: [{ page: 'feed', place: 1, day: '2025-03-17' }],
    ...over,
  });

const merge = (...papers: readonly Paper[]) => mergePapers([papers]);
const only = (...papers: readonly Paper[]) => {
  const merged = merge(...papers);
  expect(merged).toHaveLength(1);
  return merged[0];
};

describe('which papers are the same', () => {
  it('a paper known by its title gains the arXiv id, and keeps the old one as an alias', () => {
    const old = listed();
    for (const papers of [
      [old, fed()],
      [fed(), old],
    ]) {
      expect(only(...papers)).toMatchObject({ id: 'arxiv:2503.02130', aliases: [old.id] });
    }
  });

  it('papers that share an id or an alias, whatever their titles', () => {
    const renamed = fed({
      title: 'Sleeping Otters',
      abstract: BADGERS,
      aliases: ['arxiv:2401.00001'],
    });
    expect(only(fed(), renamed)?.aliases).toEqual(['arxiv:2401.00001']);
    expect(only(renamed, fed({ id: 'arxiv:2401.00001' }))?.id).toBe('arxiv:2503.02130');
  });

  it('of two arXiv ids the first seen stays', () => {
    const again = fed({ id: 'arxiv:2505.11111' });
    expect(only(fed(), again)).toMatchObject({ id: 'arxiv:2503.02130', aliases: [again.id] });
    expect(only(again, fed())).toMatchObject({ id: again.id, aliases: ['arxiv:2503.02130'] });
    // The title's id is seen before both.
    expect(only(listed(), again, fed())?.id).toBe(again.id);
  });

  it('titles that differ in spelling only', () => {
    expect(merge(listed(), fed({ title: 'OTTERS hold hands: while they sleep.' }))).toHaveLength(1);
  });

  it('not two papers that share a title', () => {
    const other = fed({ abstract: BADGERS });
    expect(merge(listed(), other)).toEqual([listed(), other]);
  });

  it('an abstract that was revised or cut off agrees', () => {
    const revised = OTTERS.replace('forty of them', 'fifty animals');
    const cutOff = OTTERS.slice(0, 40);
    expect(merge(listed(), fed({ abstract: revised }))).toHaveLength(1);
    expect(merge(listed({ abstract: cutOff, truncated: true }), fed())).toHaveLength(1);
    expect(
      merge(listed({ abstract: cutOff, truncated: true }), fed({ abstract: BADGERS })),
    ).toHaveLength(2);
  });

  it('an empty abstract agrees, unless two papers have the title', () => {
    const empty = listed({ abstract: '' });
    expect(only(empty, fed())?.abstract).toBe(OTTERS);
    expect(only(empty, fed({ abstract: '' }))?.id).toBe('arxiv:2503.02130');
    const other = fed({ id: 'arxiv:2505.11111', abstract: BADGERS });
    expect(merge(empty, fed(), other)).toEqual([empty, fed(), other]);
  });

  it.each(['Llama 2', 'Otters', '论文'])('%s needs abstracts that agree', (title) => {
    const bare = listed({ title, abstract: '' });
    expect(merge(bare, fed({ title }))).toHaveLength(2);
    expect(merge(bare, fed({ title, abstract: '' }))).toHaveLength(2);
    expect(merge(listed({ title }), fed({ title }))).toHaveLength(1);
  });

  it('a title that very many bear names none of them', () => {
    const many = Array.from({ length: 51 }, (_, at) => fed({ id: `arxiv:2503.${10_000 + at}` }));
    expect(merge(...many)).toEqual(many);
    expect(merge(...many.slice(1))).toHaveLength(1);
  });

  it('a third paper that only the merged one is the same as', () => {
    const cutTitle = fed({ title: 'Otters Asleep in Rivers', abstract: OTTERS });
    const shortFirst = fed({ abstract: 'Otters.' });
    const third = fed({ id: 'arxiv:2505.11111', abstract: OTTERS });
    expect(merge(shortFirst, cutTitle, third)).toHaveLength(1);
  });
});

describe('what a merged paper says', () => {
  it('has every listing, the same page and day once, by page and place', () => {
    const day = '2025-03-17';
    const merged = only(
      fed({
        listings: [
          { page: 'feed', place: 9, day },
          { page: '001', place: 3 },
        ],
      }),
      fed({
        listings: [
          { page: 'feed', place: 2, day },
          { page: 'feed', place: 5, day: '2025-03-18' },
        ],
      }),
    );
    expect(merged?.listings).toEqual([
      { page: '001', place: 3 },
      { page: 'feed', place: 2, day },
      { page: 'feed', place: 5, day: '2025-03-18' },
    ]);
  });

  it('has the fullest abstract with all that belongs to it, and the first title', () => {
    const cut = listed({
      title: 'OTTERS HOLD HANDS WHILE THEY SLEEP',
      abstract: OTTERS.slice(0, 60),
      rawAbstract: 'raw cut',
      damaged: [{ start: 0, end: 60 }],
      truncated: true,
      links: [{ url: 'https://example.org/a', kind: 'page' }],
    });
    const full = fed({
      rawAbstract: 'raw full',
      links: [
        { url: 'https://github.com/otters/hands', kind: 'code' },
        { url: 'http://example.org/a/', kind: 'page' },
      ],
    });
    for (const papers of [
      [cut, full],
      [full, cut],
    ]) {
      expect(only(...papers)).toMatchObject({
        abstract: OTTERS,
        rawAbstract: 'raw full',
        damaged: [],
        truncated: false,
        links: full.links,
        title: papers[0]?.title,
        rawTitle: papers[0]?.rawTitle,
      });
    }
  });

  it('prefers an abstract of which more can be quoted', () => {
    const damaged = listed({ abstract: `${OTTERS} Or not.`, damaged: [{ start: 0, end: 80 }] });
    expect(only(damaged, fed())?.abstract).toBe(OTTERS);
  });

  it('has the newest counts: of the later day, of the same day the more', () => {
    const early = fed({ upvotes: 50, comments: 1 });
    const late = fed({ upvotes: 9, listings: [{ page: 'feed', place: 1, day: '2025-03-18' }] });
    const undated = listed({ upvotes: 99, comments: 99 });
    for (const papers of [
      [early, late, undated],
      [undated, late, early],
    ]) {
      expect(only(...papers)).toMatchObject({ upvotes: 9, comments: 1 });
    }
    expect(only(early, fed({ upvotes: 51 }))?.upvotes).toBe(51);
  });

  it('takes the rest from whoever has it, the first where two do', () => {
    const merged = only(
      listed({ publishedOn: '2025-03-01' }),
      fed({ publishedOn: '2025-03-02', authorCount: 3, organization: 'Otter Lab' }),
    );
    expect(merged).toMatchObject({
      publishedOn: '2025-03-01',
      authorCount: 3,
      organization: 'Otter Lab',
    });
    expect(Object.hasOwn(merged ?? {}, 'upvotes')).toBe(false);
  });
});

/** From few words and ids, so that much is the same; one title an id, as sources have it. */
const TITLES = [TITLE, 'Badgers Dig Deep in Clay', 'Otters'];
const anyKnown: fc.Arbitrary<Paper> = fc
  .record({
    arxiv: fc.option(fc.constantFrom(0, 1, 2, 3, 4, 5)),
    title: fc.constantFrom(...TITLES),
    abstract: fc.constantFrom(OTTERS, BADGERS, OTTERS.slice(0, 50), ''),
    upvotes: fc.nat({ max: 9 }),
    day: fc.constantFrom('2025-03-17', '2025-03-18', '2025-03-19'),
    place: fc.integer({ min: 1, max: 9 }),
  })
  .map(({ arxiv, title, abstract, upvotes, day, place }) => {
    const known = { abstract, upvotes, listings: [{ page: 'feed', place, day }] };
    if (arxiv === null) return listed({ title, ...known });
    return fed({ id: `arxiv:2503.0000${arxiv}`, title: TITLES[arxiv % 3] ?? TITLE, ...known });
  });
const anyPapers = fc.array(anyKnown, { maxLength: 8 });

const idsOf = ({ id, aliases }: Paper) => [id, ...aliases].sort().join(' ');

describe('mergePapers on any papers', () => {
  it('changes nothing the second time, also with the same papers again', () => {
    fc.assert(
      fc.property(anyPapers, (papers) => {
        const merged = merge(...papers);
        expect(mergePapers([merged])).toEqual(merged);
        expect(mergePapers([merged, merged])).toEqual(merged);
        for (const each of merged) expect(paperSchema.parse(each)).toEqual(each);
      }),
      { numRuns: 500 },
    );
  });

  it('merges the same papers, with the same words and counts, in any order', () => {
    fc.assert(
      fc.property(
        anyPapers.chain((papers) =>
          fc.tuple(fc.constant(papers), fc.shuffledSubarray(papers, { minLength: papers.length })),
        ),
        ([papers, shuffled]) => {
          const summarize = (merged: readonly Paper[]) =>
            merged
              .map((each) => [idsOf(each), each.abstract, each.upvotes, each.listings])
              .sort((one, other) => (JSON.stringify(one) < JSON.stringify(other) ? -1 : 1));
          expect(summarize(merge(...shuffled))).toEqual(summarize(merge(...papers)));
        },
      ),
      { numRuns: 500 },
    );
  });

  it('loses no id and no listing day, and has each id once', () => {
    fc.assert(
      fc.property(anyPapers, anyPapers, (first, later) => {
        const merged = mergePapers([first, later]);
        const ids = merged.flatMap((each) => [each.id, ...each.aliases]);
        expect(new Set(ids).size).toBe(ids.length);
        const all = [...first, ...later];
        expect(new Set(ids)).toEqual(new Set(all.map(({ id }) => id)));
        for (const { id, listings } of all) {
          const owner = merged.find((each) => idsOf(each).split(' ').includes(id));
          expect(owner?.listings.map(({ day }) => day)).toContain(listings[0]?.day);
        }
      }),
    );
  });

  it('keeps the order: those of the first list first', () => {
    const papers = [fed({ id: 'arxiv:2503.00009', title: 'Z and more words' }), listed()];
    const news = [fed(), fed({ id: 'arxiv:2503.00001', title: 'A and more words' })];
    expect(mergePapers([papers, news]).map(({ id }) => id)).toEqual([
      'arxiv:2503.00009',
      'arxiv:2503.02130',
      'arxiv:2503.00001',
    ]);
  });

  it('merges 50,000 papers with 4,000 in a few seconds at most', () => {
    const make = (at: number) => {
      const number = String(at).padStart(5, '0');
      const title = `${TITLE} in the River of Number ${number}`;
      return fed({ id: `arxiv:2503.${number}`, title, abstract: `${OTTERS} ${number}` });
    };
    const known = Array.from({ length: 50_000 }, (_, at) => make(at));
    const feed = Array.from({ length: 4000 }, (_, at) => make(48_000 + at));
    const startMs = performance.now();
    expect(mergePapers([known, feed])).toHaveLength(52_000);
    // Half a second on the machine this was written on.
    expect(performance.now() - startMs).toBeLessThan(5000);
  });
});
