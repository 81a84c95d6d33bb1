import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { composeDigest, type DigestSelection } from '../../src/digest/compose-digest.ts';
import type { Paper, PaperId } from '../../src/model/paper.ts';
import { paper } from '../helpers/papers.ts';

const idOf = (number: number) => `arxiv:2501.${String(number).padStart(5, '0')}`;
const ALIAS = 'title:0123456789abcdef';
const papers = Array.from({ length: 8 }, (_, number) =>
  paper({ id: idOf(number), aliases: number === 2 ? [ALIAS] : [] }),
);

function compose(selection: Partial<DigestSelection> = {}, collection: readonly Paper[] = papers) {
  return composeDigest({
    day: '2025-10-31',
    shown: new Set(),
    chosen: undefined,
    zone: 'Europe/Berlin',
    signals: [],
    papers: new Map(collection.map((one) => [one.id, one])),
    ranked: collection.map(({ id }) => ({
      paperId: id,
      score: 0.5,
      parts: { recency: undefined, prior: 0.5, team: 0, fit: 0 },
    })),
    ...selection,
  });
}
const idsOf = (digest: ReturnType<typeof compose>) => digest.entries.map((entry) => entry.paper.id);

describe('composeDigest', () => {
  it('takes the five best, each with its sentence and reason', () => {
    const digest = compose();
    expect(digest).toMatchObject({ day: '2025-10-31', zone: 'Europe/Berlin', remaining: 3 });
    expect(idsOf(digest)).toEqual([0, 1, 2, 3, 4].map(idOf));
    expect(digest.entries[0]).toMatchObject({
      paper: papers[0],
      trending: { paperId: idOf(0) },
      reason: 'archive',
    });
  });

  it.each([
    ['its id', idOf(2)],
    ['an earlier id', ALIAS],
  ])('leaves out a paper shown before under %s', (_, id) => {
    const digest = compose({ shown: new Set([id]) });
    expect(idsOf(digest)).toEqual([0, 1, 3, 4, 5].map(idOf));
    expect(digest.remaining).toBe(2);
  });

  it('shows a paper once when two records are the same paper', () => {
    const twin = paper({ id: ALIAS });
    expect(idsOf(compose({}, [...papers.slice(2, 4), twin]))).toEqual([2, 3].map(idOf));
  });

  it('is empty when everything has been shown', () => {
    const digest = compose({ shown: new Set(papers.map(({ id }) => id)) });
    expect(digest).toMatchObject({ entries: [], remaining: 0 });
  });

  it('makes the digest that began of exactly what was chosen, in that order', () => {
    const chosen = [idOf(7), ALIAS, 'arxiv:9999.99999'];
    const digest = compose({ shown: new Set(chosen), chosen });
    expect(idsOf(digest)).toEqual([idOf(7), idOf(2)]);
    expect(digest.remaining).toBe(6);
  });

  it('passes over a ranked paper that the collection lacks', () => {
    const digest = composeDigest({
      day: '2025-10-31',
      shown: new Set(),
      chosen: undefined,
      zone: 'utc',
      signals: [],
      papers: new Map(),
      ranked: [{ paperId: idOf(1), score: 1, parts: { recency: 1, prior: 1, team: 0, fit: 0 } }],
    });
    expect(digest).toMatchObject({ entries: [], remaining: 0 });
  });

  it('never repeats a paper and accounts for each', () => {
    fc.assert(
      fc.property(fc.subarray([...papers.map(({ id }) => id), ALIAS]), (some) => {
        const shown = new Set<PaperId>(some);
        const digest = compose({ shown });
        for (const { paper: one } of digest.entries) {
          expect([one.id, ...one.aliases].some((id) => shown.has(id))).toBe(false);
        }
        const before = papers.filter((one) => [one.id, ...one.aliases].some((id) => shown.has(id)));
        expect(before.length + digest.entries.length + digest.remaining).toBe(papers.length);
      }),
    );
  });
});
