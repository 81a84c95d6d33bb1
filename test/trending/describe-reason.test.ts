import { describe, expect, it } from 'vitest';
import type { Paper } from '../../src/model/paper.ts';
import { describeReason } from '../../src/trending/describe-reason.ts';
import type { SignalKind, TeamSignal, TrendingParts } from '../../src/trending/trending.ts';
import { paper } from '../helpers/papers.ts';

const dated = paper({ upvotes: 40, listings: [{ page: 'feed', place: 1, day: '2025-10-30' }] });
const archive = paper();
const did = (kind: SignalKind, ...users: string[]): TeamSignal[] =>
  users.map((userId) => ({ userId, kind, paperId: dated.id, atMs: 0, isOpen: true }));

function reasonFor(
  one: Paper,
  { topOfDay, ...parts }: Partial<TrendingParts> & { readonly topOfDay?: number } = {},
  signals: readonly TeamSignal[] = [],
): string {
  const trending = {
    paperId: one.id,
    score: 0,
    parts: { recency: 1, prior: 0.5, team: 0, fit: 0, ...parts },
    ...(topOfDay !== undefined && { topOfDay }),
  };
  return describeReason({ trending, paper: one, signals });
}

describe('describeReason', () => {
  it.each([
    [dated, { topOfDay: 0.04 }, 'top 4 % of its day'],
    [dated, { topOfDay: 0.045 }, 'top 5 % of its day'],
    [dated, { topOfDay: 0.25 }, 'top 25 % of its day'],
    [dated, { topOfDay: 1 - 24 / 25 }, 'top 4 % of its day'],
    [dated, { prior: 0.9, topOfDay: 0.26 }, 'listed 30 Oct 2025'],
    [dated, { prior: 0.5, fit: 0.9 }, 'close to the topics here'],
    [{ ...dated, comments: 14 }, { topOfDay: 0.04 }, 'top 4 % of its day · 14 comments'],
    [archive, {}, 'archive'],
    [archive, { prior: 0.9 }, 'archive'],
    [{ ...archive, comments: 0 }, {}, 'archive'],
    [{ ...archive, comments: 1 }, {}, '1 comment · archive'],
    [
      { ...archive, listings: [...archive.listings, { page: '001', place: 3 }] },
      {},
      'on 2 listing pages · archive',
    ],
  ])('reads as people say it (%#)', (one, parts, reason) => {
    expect(reasonFor(one, parts)).toBe(reason);
  });

  it.each([
    ['three people who shared', did('shared', 'U1', 'U2', 'U3'), 3],
    ['three people by different acts', [...did('liked', 'U1', 'U2'), ...did('asked', 'U3')], 3],
    ['two people', did('shared', 'U1', 'U2'), undefined],
    [
      'one person by three acts',
      ['shared', 'liked', 'asked'].flatMap((kind) => did(kind as SignalKind, 'U1')),
      undefined,
    ],
    ['saves alone', did('saved', 'U1', 'U2', 'U3', 'U4'), undefined],
    ['saves beside two shares', [...did('saved', 'U3'), ...did('shared', 'U1', 'U2')], undefined],
    [
      'acts in private places',
      did('liked', 'U1', 'U2', 'U3').map((signal) => ({ ...signal, isOpen: false })),
      undefined,
    ],
    [
      'two open acts beside private ones',
      [
        ...did('liked', 'U1', 'U2'),
        ...did('shared', 'U3', 'U4').map((signal) => ({ ...signal, isOpen: false })),
      ],
      undefined,
    ],
    ['opens and rejections', [...did('opened', 'U1', 'U2'), ...did('rejected', 'U3')], undefined],
  ])('counts %s from three open acts up', (_, signals, people) => {
    expect(reasonFor(dated, {}, signals)).toBe(
      people === undefined ? 'listed 30 Oct 2025' : `picked up by ${people} people here`,
    );
  });
});
