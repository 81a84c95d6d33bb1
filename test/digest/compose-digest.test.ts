import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  buildEntries,
  chooseAlert,
  chooseDigest,
  type Standings,
  type Wish,
} from '../../src/digest/compose-digest.ts';
import type { Day, Paper, PaperId } from '../../src/model/paper.ts';
import { buildPaperMap } from '../../src/requests/library.ts';
import { findListingDay, rankTrending } from '../../src/trending/rank-trending.ts';
import { paper } from '../helpers/papers.ts';

/** A Monday. */
const TODAY = '2026-11-23';
const FRIDAY = '2026-11-20';
const ALIAS = 'title:0123456789abcdef';
const idOf = (number: number) => `arxiv:2501.${String(number).padStart(5, '0')}`;

/** Papers with words of their own, listed on a day; undefined = of the archive. */
const listed = (from: number, count: number, day: Day | undefined): Paper[] =>
  Array.from({ length: count }, (_, index) => {
    const number = from + index;
    return paper({
      id: idOf(number),
      title: `Subject${number} examined${number}`,
      abstract: `Finding${number} about matter${number}.`,
      upvotes: 100 - number,
      listings: [{ page: 'daily', place: index + 1, ...(day !== undefined && { day }) }],
    });
  });

function standingsOf(papers: readonly Paper[], today: Day = TODAY): Standings {
  return {
    ranked: rankTrending({ papers, signals: [], nowMs: Date.parse(today), zone: 'utc' }),
    papers: buildPaperMap(papers),
    signals: [],
    newestListing: papers
      .flatMap((each) => findListingDay(each) ?? [])
      .toSorted()
      .at(-1),
    alike: () => 0,
  };
}

const wish = (known: Partial<Wish> = {}): Wish => ({
  day: TODAY,
  fit: undefined,
  excluded: new Set(),
  minScore: 0,
  shown: new Set(),
  ...known,
});

const fresh = listed(0, 8, TODAY);
const archive = listed(20, 8, undefined);
const all = [...fresh, ...archive];
const idsOf = (papers: readonly Paper[]) => papers.map(({ id }) => id);
const choose = (known: Partial<Wish> = {}, papers: readonly Paper[] = all) =>
  chooseDigest(standingsOf(papers, known.day), wish(known));

describe('chooseDigest', () => {
  it('takes five new papers, the best among them, and counts the rest', () => {
    const choice = choose();
    expect(choice).toMatchObject({ kind: 'papers', remaining: 3, silence: undefined });
    expect(choice.paperIds).toHaveLength(5);
    expect(choice.paperIds[0]).toBe(idOf(0));
    for (const id of choice.paperIds) expect(idsOf(fresh)).toContain(id);
  });

  it.each([
    ['its id', idOf(0)],
    ['an earlier id', ALIAS],
  ])('leaves out a paper shown before under %s', (_, id) => {
    const papers = all.map((each) => (each.id === idOf(0) ? { ...each, aliases: [ALIAS] } : each));
    const choice = choose({ shown: new Set([id]) }, papers);
    expect(choice.paperIds).not.toContain(idOf(0));
    expect(choice.remaining).toBe(2);
  });

  it('shows a paper once when two records are the same paper', () => {
    const [first, ...rest] = fresh;
    const twins = [
      { ...(first ?? paper()), aliases: [ALIAS] },
      { ...(first ?? paper()), id: ALIAS },
    ];
    const choice = choose({}, [...twins, ...rest.slice(0, 2)]);
    expect(choice.paperIds.length + choice.remaining).toBe(3);
  });

  it('takes only what fits a topic, nothing that is excluded, nothing below the score', () => {
    const fit = new Map([idOf(1), idOf(2), idOf(20)].map((id) => [id, 1]));
    expect(choose({ fit }).paperIds).toEqual([idOf(1), idOf(2)]);
    const excluded = new Set(idsOf(fresh.slice(0, 6)));
    expect(choose({ excluded }).paperIds).toEqual([idOf(6), idOf(7)]);
    const scores = standingsOf(all).ranked.map(({ score }) => score);
    const minScore = scores[2] ?? 0;
    expect(choose({ minScore }).paperIds).toHaveLength(3);
  });

  it('lifts what fits a topic best', () => {
    const fit = new Map(idsOf(fresh).map((id, index) => [id, index === 7 ? 1 : 0.1]));
    expect(choose({ fit, shown: new Set(idsOf(fresh.slice(0, 6))) }).paperIds[0]).toBe(idOf(7));
  });

  it.each<[string, Partial<Wish>, readonly Paper[], object]>([
    [
      'weekend',
      { day: '2026-11-22', shown: new Set(idsOf(fresh)) },
      listed(0, 8, FRIDAY),
      { kind: 'weekend' },
    ],
    ['shown', { shown: new Set(idsOf(fresh)) }, fresh, { kind: 'shown' }],
    [
      'incomplete',
      { shown: new Set(idsOf(fresh)) },
      listed(0, 8, FRIDAY),
      { kind: 'incomplete', newest: FRIDAY },
    ],
    [
      'down',
      { day: '2026-11-25', shown: new Set(idsOf(fresh)) },
      fresh,
      { kind: 'down', newest: TODAY },
    ],
    ['unmatched by topics', { fit: new Map() }, fresh, { kind: 'unmatched' }],
    ['unmatched by exclusions', { excluded: new Set(idsOf(fresh)) }, fresh, { kind: 'unmatched' }],
    ['unmatched by score', { minScore: 9 }, fresh, { kind: 'unmatched' }],
    [
      'unmatched on a weekend',
      { day: '2026-11-28', fit: new Map() },
      listed(0, 8, '2026-11-27'),
      { kind: 'unmatched' },
    ],
    ['no source', {}, [], { kind: 'no source' }],
  ])('says why nothing is new: %s', (_, known, listing, silence) => {
    // With an archive to pick from, and without; topics narrow it as well.
    expect(choose(known, listing)).toMatchObject({ kind: 'exhausted', paperIds: [], silence });
    const fit =
      known.fit && new Map([...known.fit, ...idsOf(archive).map((id) => [id, 1] as const)]);
    const picked = choose({ ...known, fit }, [...listing, ...archive]);
    expect(picked).toMatchObject({ kind: 'archive', silence });
    expect(picked.paperIds).toHaveLength(listing.length === 0 ? 5 : 1);
    for (const id of picked.paperIds) expect(idsOf(archive)).toContain(id);
  });

  it('fills a digest from the archive once nothing can be new any more', () => {
    const choice = choose({ day: '2026-12-09' }, all);
    expect(choice).toMatchObject({ kind: 'archive', silence: { kind: 'down' } });
    expect(choice.paperIds).toHaveLength(5);
    expect(choose({ day: '2026-12-07' }, all)).toMatchObject({ kind: 'papers' });
  });

  it('never repeats a paper and accounts for each', () => {
    fc.assert(
      fc.property(fc.subarray(idsOf(all)), fc.subarray(idsOf(all)), (some, others) => {
        const shown = new Set<PaperId>(some);
        const excluded = new Set<PaperId>(others);
        const choice = choose({ shown, excluded });
        const left = (of: readonly Paper[]) =>
          of.filter(({ id }) => !shown.has(id) && !excluded.has(id)).length;
        for (const id of choice.paperIds) expect(shown.has(id) || excluded.has(id)).toBe(false);
        const pool = left(fresh) > 0 ? left(fresh) : left(archive);
        expect(choice.paperIds.length + choice.remaining).toBe(pool);
        expect(choice.kind === 'exhausted').toBe(pool === 0);
        expect(choice.silence === undefined).toBe(left(fresh) > 0);
      }),
    );
  });
});

describe('chooseAlert', () => {
  const papers = [...listed(0, 3, TODAY), ...listed(10, 3, FRIDAY), ...archive];
  const fit = new Map([idOf(1), idOf(10), idOf(20)].map((id) => [id, 1]));
  const alert = (known: Partial<Wish>, since: Day) =>
    chooseAlert(standingsOf(papers), wish({ fit, ...known }), since);

  it('brings what matches and was listed since it was made, once', () => {
    expect(alert({}, '2026-11-01')?.paperIds.toSorted()).toEqual([idOf(1), idOf(10)]);
    expect(alert({}, TODAY)?.paperIds).toEqual([idOf(1)]);
    expect(alert({ shown: new Set([idOf(1)]) }, TODAY)).toBeUndefined();
  });

  it('brings nothing of the archive, excluded or below its score', () => {
    expect(alert({ fit: new Map([[idOf(20), 1]]) }, '2020-01-01')).toBeUndefined();
    expect(alert({ excluded: new Set([idOf(1)]) }, TODAY)).toBeUndefined();
    expect(alert({ minScore: 9 }, TODAY)).toBeUndefined();
  });
});

describe('buildEntries', () => {
  const build = (paperIds: readonly PaperId[], papers: readonly Paper[] = all) =>
    buildEntries(standingsOf(papers), { paperIds, fit: undefined });

  it('has each paper in order, shown or not, with its standing and reason', () => {
    const entries = build([idOf(20), idOf(3)]);
    expect(entries.map((each) => each.paper.id)).toEqual([idOf(20), idOf(3)]);
    expect(entries[0]).toMatchObject({ reason: 'archive', trending: { paperId: idOf(20) } });
  });

  it('follows a paper to its new id, and leaves out one that is gone', () => {
    const moved = [paper({ id: 'arxiv:2601.00001', aliases: [idOf(5)] })];
    expect(build([idOf(4), idOf(5)], moved).map((each) => each.paper.id)).toEqual([
      'arxiv:2601.00001',
    ]);
  });

  it('has two that turned out to be one paper once', () => {
    const merged = [paper({ id: idOf(0), aliases: [idOf(1)] }), ...listed(2, 1, TODAY)];
    const entries = build([idOf(1), idOf(0), idOf(2)], merged);
    expect(entries.map((each) => each.paper.id)).toEqual([idOf(0), idOf(2)]);
  });
});
