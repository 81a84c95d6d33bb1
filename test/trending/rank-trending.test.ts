import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Paper } from '../../src/model/paper.ts';
import { rankTrending } from '../../src/trending/rank-trending.ts';
import type { SignalKind, TeamSignal } from '../../src/trending/trending.ts';
import { paper } from '../helpers/papers.ts';

/** Friday, 10:00 in Berlin. */
const NOW_MS = Date.UTC(2025, 9, 31, 9);
const ZONE = 'Europe/Berlin';
const DAY_MS = 86_400_000;

const idOf = (number: number) => `arxiv:2501.${String(number).padStart(5, '0')}`;
const listed = (number: number, day: string | undefined, fields: Partial<Paper> = {}) =>
  paper({
    id: idOf(number),
    listings: [{ page: day ?? 'archive', place: number, ...(day === undefined ? {} : { day }) }],
    ...fields,
  });
const signal = (userId: string, kind: SignalKind, paperId: string, daysAgo = 0): TeamSignal => ({
  userId,
  kind,
  paperId,
  atMs: NOW_MS - daysAgo * DAY_MS,
  isOpen: true,
});
const rank = (papers: readonly Paper[], signals: readonly TeamSignal[] = []) =>
  rankTrending({ papers, signals, nowMs: NOW_MS, zone: ZONE });
const partsOf = (one: Paper, signals: readonly TeamSignal[] = []) => rank([one], signals)[0]?.parts;

describe('rankTrending', () => {
  it('puts the most upvoted of a day first and scores it by the formula', () => {
    const day = '2025-10-28';
    const papers = [listed(1, day, { upvotes: 3 }), listed(2, day, { upvotes: 90 })];
    expect(rank(papers)).toEqual([
      {
        paperId: idOf(2),
        score: 0.1875,
        parts: { recency: 0.5, prior: 0.75, team: 0, fit: 0 },
        topOfDay: 0.5,
      },
      {
        paperId: idOf(1),
        score: 0.0625,
        parts: { recency: 0.5, prior: 0.25, team: 0, fit: 0 },
        topOfDay: 1,
      },
    ]);
  });

  it('gives papers with as many upvotes the same prior, and every day the mean 0.5', () => {
    const ofDay = (upvotes: readonly number[]) =>
      rank(upvotes.map((count, n) => listed(n + 1, '2025-10-30', { upvotes: count })));
    const priorsOf = (upvotes: readonly number[]) => ofDay(upvotes).map(({ parts }) => parts.prior);
    expect(priorsOf([7, 2, 2, 2])).toEqual([0.875, 0.375, 0.375, 0.375]);
    expect(priorsOf([0, 0, 0])).toEqual([0.5, 0.5, 0.5]);
    fc.assert(
      fc.property(fc.array(fc.nat(5), { minLength: 1, maxLength: 30 }), (upvotes) => {
        const priors = priorsOf(upvotes);
        expect(priors.reduce((sum, prior) => sum + prior, 0) / priors.length).toBeCloseTo(0.5, 9);
      }),
    );
    expect(ofDay([7, 2, 2, 2]).map(({ topOfDay }) => topOfDay)).toEqual([0.25, 1, 1, 1]);
  });

  it('says no place within a day that has one paper with upvotes', () => {
    const alone = [listed(1, '2025-10-30', { upvotes: 9 }), listed(2, '2025-10-30')];
    expect(rank(alone).map(({ topOfDay }) => topOfDay)).toEqual([undefined, undefined]);
  });

  it('never compares upvotes across days', () => {
    const papers = [
      ...[1, 2, 3, 4].map((n) => listed(n, '2025-10-30', { upvotes: 1000 * n })),
      ...[5, 6, 7, 8].map((n) => listed(n, '2025-10-31', { upvotes: n })),
    ];
    const priors = new Map(rank(papers).map(({ paperId, parts }) => [paperId, parts.prior]));
    const spread = [0.125, 0.375, 0.625, 0.875];
    expect([1, 2, 3, 4].map((n) => priors.get(idOf(n)))).toEqual(spread);
    expect([5, 6, 7, 8].map((n) => priors.get(idOf(n)))).toEqual(spread);
  });

  it('takes the age from the latest listing, not from the date of publication', () => {
    const one = listed(1, undefined, {
      publishedOn: '2019-01-01',
      listings: [
        { page: 'a', place: 1, day: '2025-10-01' },
        { page: 'b', place: 1, day: '2025-10-31' },
      ],
    });
    expect(partsOf(one)).toMatchObject({ recency: 1, prior: 0.5 });
  });

  it('leaves out the recency of a paper whose listing day is unknown', () => {
    const [first] = rank([listed(1, undefined, { publishedOn: '2025-10-31', upvotes: 7 })]);
    expect(first).toEqual({
      paperId: idOf(1),
      score: 0.15,
      parts: { recency: undefined, prior: 0.3, team: 0, fit: 0 },
    });
  });

  it('counts a day that has not come yet as today', () => {
    expect(partsOf(listed(1, '2025-11-20'))).toMatchObject({ recency: 1 });
  });

  it('puts a paper of the last ten workdays before an archive paper with a better score', () => {
    const archive = listed(1, undefined);
    const tenWorkdays = listed(2, '2025-10-17');
    const eleven = listed(3, '2025-10-16', { upvotes: 1 });
    const saves = [signal('U1', 'saved', archive.id)];
    expect(rank([archive, tenWorkdays, eleven], saves).map(({ paperId }) => paperId)).toEqual([
      tenWorkdays.id,
      archive.id,
      eleven.id,
    ]);
  });

  it('ranks archive papers by pages, place and comments', () => {
    const papers = [
      paper({ id: idOf(1), listings: [{ page: 'a', place: 4 }] }),
      paper({ id: idOf(2), listings: [{ page: 'a', place: 3 }], comments: 20 }),
      paper({ id: idOf(3), listings: [{ page: 'a', place: 1 }] }),
      paper({
        id: idOf(4),
        listings: [
          { page: 'a', place: 2 },
          { page: 'b', place: 9 },
        ],
      }),
    ];
    expect(rank(papers).map(({ paperId }) => paperId)).toEqual([4, 2, 3, 1].map(idOf));
  });

  it.each([
    ['one share', [signal('U1', 'shared', idOf(1))], 0.5],
    ['a share of three days ago', [signal('U1', 'shared', idOf(1), 3)], 1.5 / 4.5],
    [
      'the same person sharing twice, once long ago',
      [signal('U1', 'shared', idOf(1)), signal('U1', 'shared', idOf(1), 30)],
      0.5,
    ],
    ['two people', [signal('U1', 'shared', idOf(1)), signal('U2', 'shared', idOf(1))], 6 / 9],
    ['two kinds', [signal('U1', 'liked', idOf(1)), signal('U1', 'saved', idOf(1))], 0.5],
    ['another paper', [signal('U1', 'shared', idOf(2))], 0],
    ['a rejection', [signal('U1', 'rejected', idOf(1))], -2],
    [
      'two rejections, beyond the pole of the formula',
      [signal('U1', 'rejected', idOf(1)), signal('U2', 'rejected', idOf(1))],
      -2,
    ],
  ])('gives the team part of %s', (_, signals, team) => {
    expect(partsOf(listed(1, '2025-10-31'), signals)?.team).toBeCloseTo(team, 12);
  });

  it('counts what people did with an earlier id of the paper, once', () => {
    const one = listed(1, '2025-10-31', { aliases: ['title:0123456789abcdef'] });
    const signals = [
      signal('U1', 'shared', 'title:0123456789abcdef'),
      signal('U1', 'shared', one.id),
    ];
    expect(partsOf(one, signals)?.team).toBe(0.5);
  });

  it('adds the fit it is given, kept between 0 and 1', () => {
    const papers = [listed(1, '2025-10-31'), listed(2, '2025-10-31')];
    const fit = new Map([[idOf(2), 7]]);
    const [first, second] = rankTrending({ papers, signals: [], nowMs: NOW_MS, zone: ZONE, fit });
    expect(first).toMatchObject({ paperId: idOf(2), score: 0.4, parts: { fit: 1 } });
    expect(second).toMatchObject({ paperId: idOf(1), score: 0.25, parts: { fit: 0 } });
  });

  it('gives one finite, fully ordered list whatever the order of papers and signals', () => {
    const kinds = ['shared', 'saved', 'asked', 'liked', 'opened', 'rejected'] as const;
    const day = fc.constantFrom(undefined, '2025-10-31', '2025-10-29', '2024-02-02', '2026-01-01');
    const anyPaper = fc.record({ day, upvotes: fc.option(fc.nat(9), { nil: undefined }) });
    const anySignal = fc.record({
      userId: fc.constantFrom('U1', 'U2', 'U3'),
      kind: fc.constantFrom(...kinds),
      paperId: fc.nat(9).map(idOf),
      atMs: fc.integer({ min: NOW_MS - 30 * DAY_MS, max: NOW_MS + DAY_MS }),
      isOpen: fc.boolean(),
    });
    fc.assert(
      fc.property(
        fc.array(anyPaper),
        fc.array(anySignal),
        fc.infiniteStream(fc.nat()),
        (some, signals, chance) => {
          const papers = some.map((one, number) =>
            listed(number + 1, one.day, one.upvotes === undefined ? {} : { upvotes: one.upvotes }),
          );
          const shuffle = <T>(list: readonly T[]) =>
            list
              .map((item) => ({ item, key: chance.next().value }))
              .sort((a, b) => a.key - b.key)
              .map(({ item }) => item);
          const ranked = rank(papers, signals);
          expect(rank(shuffle(papers), shuffle(signals))).toEqual(ranked);
          expect(ranked.map(({ paperId }) => paperId).sort()).toEqual(papers.map(({ id }) => id));
          expect(ranked.every(({ score }) => Number.isFinite(score))).toBe(true);
        },
      ),
    );
  });

  it('raises a paper when more people share it', () => {
    const papers = [1, 2, 3].map((n) => listed(n, '2025-10-31', { upvotes: n }));
    const place = (signals: readonly TeamSignal[]) =>
      rank(papers, signals).findIndex(({ paperId }) => paperId === idOf(1));
    expect(place([])).toBe(2);
    expect(place([signal('U1', 'shared', idOf(1))])).toBe(1);
    const three = ['U1', 'U2', 'U3'].map((user) => signal(user, 'shared', idOf(1)));
    expect(place(three)).toBe(0);
  });
});
