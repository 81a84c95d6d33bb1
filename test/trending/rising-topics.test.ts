import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Paper } from '../../src/model/paper.ts';
import { createRandom } from '../../src/search/seeded-random.ts';
import type { Period } from '../../src/trending/periods.ts';
import { findRisingTopics } from '../../src/trending/rising-topics.ts';
import { subtractWorkdays } from '../../src/trending/workdays.ts';
import { paper } from '../helpers/papers.ts';

/** A Friday. */
const TODAY = '2026-11-20';

/** `count` papers of the day `daysAgo` workdays ago; each has some of everybody's words. */
function makePapers(daysAgo: number, count: number, text = (_: number) => ''): Paper[] {
  return Array.from({ length: count }, (_, index) => {
    const day = subtractWorkdays(TODAY, daysAgo);
    const words = ['model', 'method', 'data', 'propose', 'benchmark'].filter(
      (_word, place) => (index + place) % 3 > 0,
    );
    return paper({
      id: `arxiv:${2600 + daysAgo}.${String(index).padStart(5, '0')}`,
      title: `Paper ${index}`,
      abstract: `We have a ${words.join(', a ')}. ${text(index)}`,
      listings: [{ page: day, place: index + 1, day }],
    });
  });
}

/** Twelve papers a workday for five weeks; `text` says what those of this week write besides. */
function makeWeeks(text: (index: number) => string): Paper[] {
  return Array.from({ length: 25 }, (_, ago) => ago).flatMap((ago) =>
    makePapers(ago, 12, ago < 5 ? text : (index) => (index === 0 ? 'An older mamba.' : '')),
  );
}

const rise = (papers: readonly Paper[], period: Period = 'week') =>
  findRisingTopics({ papers, ranked: [], today: TODAY, period });
const namesOf = (papers: readonly Paper[]) => rise(papers).topics.map(({ name }) => name);

describe('findRisingTopics', () => {
  it('finds what more papers than before write, with its numbers', () => {
    const papers = makeWeeks((index) => (index < 4 ? 'We train a Kolmogorov network.' : ''));
    const { topics, spans } = rise(papers);
    expect(spans.map((span) => span.papers)).toEqual([60, 60, 60, 60, 60]);
    expect(spans.at(-1)).toEqual({ from: '2026-11-16', to: TODAY, papers: 60 });
    expect(topics).toHaveLength(1);
    expect(topics[0]).toMatchObject({
      name: 'Kolmogorov network',
      now: { papers: 20, of: 60 },
      before: { papers: 0, of: 240 },
      ratio: Number.POSITIVE_INFINITY,
    });
    expect(topics[0]?.p).toBeLessThan(1e-9);
    expect(topics[0]?.counts.map((count) => count.papers)).toEqual([0, 0, 0, 0, 20]);
    expect(topics[0]?.paperIds).toHaveLength(20);
  });

  it('keeps silent about words whose share stays, and about two papers', () => {
    expect(namesOf(makeWeeks((index) => (index === 0 ? 'An older mamba.' : '')))).toEqual([]);
    const papers = makeWeeks(() => '');
    const two = papers.slice(0, 2).map((one) => ({ ...one, abstract: 'Liquid crystals.' }));
    expect(namesOf([...two, ...papers.slice(2)])).toEqual([]);
  });

  it('takes terms of the same papers for one topic, by its longest name', () => {
    const rag = 'It is retrieval-augmented generation (RAG).';
    const papers = makeWeeks((index) => (index < 4 ? rag : ''));
    expect(namesOf(papers)).toEqual(['retrieval-augmented generation']);
  });

  it('keeps the shorter name where the longer one loses papers', () => {
    const papers = makeWeeks((index) =>
      index < 6 ? (index < 1 ? 'Mamba networks.' : 'Mamba.') : '',
    );
    expect(namesOf(papers)[0]).toBe('Mamba');
  });

  it('puts the papers of a topic in the order of the ranking', () => {
    const papers = makeWeeks((index) => (index < 4 ? 'A Kolmogorov network.' : ''));
    const best = papers.slice(0, 3).toReversed();
    const ranked = best.map(({ id }) => ({
      paperId: id,
      score: 1,
      parts: { recency: 1, prior: 1, team: 0, fit: 0 },
    }));
    const { topics } = findRisingTopics({ papers, ranked, today: TODAY, period: 'week' });
    expect(topics[0]?.paperIds.slice(0, 3)).toEqual(best.map(({ id }) => id));
  });

  it('counts only papers with a listing day, up to today', () => {
    const papers = makeWeeks((index) => (index < 4 ? 'A Kolmogorov network.' : ''));
    const archive = papers.map((one) => ({ ...one, listings: [{ page: 'a', place: 1 }] }));
    expect(rise(archive)).toMatchObject({ topics: [], spans: [{ papers: 0 }] });
    const today = subtractWorkdays(TODAY, 5);
    const before = findRisingTopics({ papers, ranked: [], today, period: 'week' });
    expect(before.topics).toEqual([]);
    expect(before.spans.at(-1)).toMatchObject({ to: today, papers: 60 });
  });

  it('compares with the periods there are, and says nothing without one', () => {
    const papers = makeWeeks((index) => (index < 4 ? 'A Kolmogorov network.' : ''));
    const twoWeeks = papers.filter(({ listings }) => (listings[0]?.day ?? '') >= '2026-11-09');
    expect(rise(twoWeeks).spans).toHaveLength(2);
    expect(namesOf(twoWeeks)).toEqual(['Kolmogorov network']);
    const oneWeek = papers.filter(({ listings }) => (listings[0]?.day ?? '') >= '2026-11-16');
    expect(rise(oneWeek)).toMatchObject({ topics: [], spans: [{ papers: 60 }] });
    expect(rise([], 'month')).toMatchObject({ topics: [], spans: [{ papers: 0 }] });
  });

  it('does not depend on the order of the papers', () => {
    const papers = makeWeeks((index) => (index < 4 ? 'A Kolmogorov network, a Mamba.' : ''));
    const expected = rise(papers);
    fc.assert(
      fc.property(fc.shuffledSubarray(papers, { minLength: papers.length }), (shuffled) => {
        expect(rise(shuffled)).toEqual(expected);
      }),
      { numRuns: 5 },
    );
  });
});

describe('the bound on chance', () => {
  it('finds next to nothing where the days are dealt out at random', () => {
    // A vocabulary as uneven as that of a language: the n-th word is in about 40/n of the papers.
    const next = createRandom(7);
    const papers = Array.from({ length: 300 }, (_, index) => {
      const words = Array.from({ length: 400 }, (_w, place) => `word${toLetters(place)}`).filter(
        (_w, place) => next() < Math.min(0.9, 40 / (place + 1) / 10 + 0.01),
      );
      return paper({
        id: `arxiv:2601.${String(index).padStart(5, '0')}`,
        title: 'A title',
        abstract: words.join(', '),
      });
    });
    let found = 0;
    for (let deal = 0; deal < 40; deal++) {
      const dealt = papers.map((one) => {
        const day = subtractWorkdays(TODAY, Math.floor(next() * 25));
        return { ...one, listings: [{ page: day, place: 1, day }] };
      });
      found += rise(dealt).topics.length;
    }
    // One in twenty deals may have one: two of forty, and by bad luck some more.
    expect(found).toBeLessThanOrEqual(5);
  });
});

/** 0 → `ba`, 27 → `cb`: words without digits, which would be cut off. */
function toLetters(number: number): string {
  return [Math.floor(number / 26) + 1, number % 26]
    .map((digit) => String.fromCharCode(97 + digit))
    .join('');
}
