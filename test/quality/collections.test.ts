import { describe, expect, it } from 'vitest';
import { KINDS, loadOwnCollection } from './collections.ts';

describe("the project's own judged queries", () => {
  const { documents, topics } = loadOwnCollection();

  it('are 60 or more, half of them worded otherwise than the abstracts', () => {
    const mismatch = topics.filter(({ kind }) => KINDS.mismatch.some((other) => other === kind));
    expect(topics.length).toBeGreaterThanOrEqual(60);
    expect(mismatch.length).toBeGreaterThanOrEqual(topics.length / 2);
  });

  it('are of every kind', () => {
    const found = new Set(topics.map(({ kind }) => kind));
    expect([...found].sort()).toEqual([...KINDS.ordinary, ...KINDS.mismatch].sort());
  });

  it('are judged on papers of the corpus, 0 to 3', () => {
    const ids = new Set(documents.map(({ id }) => id));
    const judgements = topics.flatMap(({ judged }) => [...judged]);
    expect(judgements.filter(([id]) => !ids.has(id))).toEqual([]);
    expect(judgements.filter(([, grade]) => ![0, 1, 2, 3].includes(grade))).toEqual([]);
  });
});
