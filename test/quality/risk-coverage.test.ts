import { describe, expect, it } from 'vitest';
import { computeAurc, computeBestAurc, computeRisks, pickRisks } from './risk-coverage.ts';

/** `+` is right, `-` wrong; each less confident than the one before. */
const rank = (marks: string) =>
  [...marks].map((mark, place) => ({ confidence: 1 - place / 10, isRight: mark === '+' }));

describe('computeRisks', () => {
  it('is the share of wrong ones among the k most confident, in whatever order they come', () => {
    const risks = [0, 1 / 2, 1 / 3, 2 / 4];
    expect(computeRisks(rank('+-+-'))).toEqual(risks);
    expect(computeRisks(rank('+-+-').reverse())).toEqual(risks);
  });

  it('gives answers of one confidence the mean over their orders', () => {
    const tied = rank('+-').map(({ isRight }) => ({ isRight, confidence: 0.5 }));
    expect(computeRisks(tied)).toEqual([1 / 2, 1 / 2]);
    expect(computeRisks([...rank('+'), ...tied])).toEqual([0, 1 / 4, 1 / 3]);
  });

  it('is empty for no answers', () => {
    expect(computeRisks([])).toEqual([]);
  });
});

describe('computeAurc', () => {
  it('is the mean of the risks', () => {
    expect(computeAurc(rank('++--'))).toBeCloseTo((0 + 0 + 1 / 3 + 2 / 4) / 4);
    expect(computeAurc(rank('--++'))).toBeCloseTo((1 + 1 + 2 / 3 + 2 / 4) / 4);
    expect(computeAurc(rank('+++'))).toBe(0);
    expect(computeAurc([])).toBeNaN();
  });

  it('is least with the right ones first', () => {
    expect(computeBestAurc(rank('-+-+'))).toBe(computeAurc(rank('++--')));
  });
});

describe('pickRisks', () => {
  it('covers so many of the most confident, rounded up', () => {
    expect(pickRisks(rank('+-+-'), [0.25, 0.3, 0.5, 1])).toEqual([0, 1 / 2, 1 / 2, 1 / 2]);
    const ten = rank('++-+++++++');
    expect(pickRisks(ten, [0.3])).toEqual([1 / 3]);
  });
});
