import { describe, expect, it } from 'vitest';
import { smoothScores } from '../../src/search/smoothing.ts';

/** Unit vectors of the plane, by their angles. */
const plane = (...degrees: readonly number[]) => ({
  dimensions: 2,
  values: Float32Array.from(
    degrees.flatMap((angle) => [
      Math.cos((angle * Math.PI) / 180),
      Math.sin((angle * Math.PI) / 180),
    ]),
  ),
});
const smooth = (vectors: ReturnType<typeof plane>, documents: number[], scores: number[]) => [
  ...smoothScores(documents, Float64Array.from(scores), vectors, 0.4),
];

describe('smoothScores', () => {
  it('takes a share from neighbours, each as near as it is', () => {
    // Cosines: 0 and 1 ½, 0 and 2 0, 1 and 2 √¾.
    const [a, b, c] = smooth(plane(0, 60, 90), [0, 1, 2], [1, 0.5, 0.2]);
    expect(a).toBeCloseTo(0.6 * 1 + 0.4 * 0.5, 6);
    const near = Math.sqrt(0.75);
    expect(b).toBeCloseTo(0.6 * 0.5 + (0.4 * (0.5 * 1 + near * 0.2)) / (0.5 + near), 6);
    expect(c).toBeCloseTo(0.6 * 0.2 + 0.4 * 0.5, 6);
  });

  it('leaves alone what has no neighbour or no direction', () => {
    expect(smooth(plane(0, 120, 240), [0, 1, 2], [1, 0.5, 0.2])).toEqual([1, 0.5, 0.2]);
    const none = { dimensions: 2, values: new Float32Array(4) };
    expect(smooth(none, [0, 1], [1, 0.5])).toEqual([1, 0.5]);
    expect(smooth({ dimensions: 0, values: new Float32Array(0) }, [0, 1], [1, 0.5])).toEqual([
      1, 0.5,
    ]);
  });

  it('is in the order of the documents asked for', () => {
    const [c, a] = smooth(plane(0, 90, 60), [2, 0], [0.2, 1]);
    expect(c).toBeCloseTo(0.6 * 0.2 + 0.4 * 1, 6);
    expect(a).toBeCloseTo(0.6 * 1 + 0.4 * 0.2, 6);
  });

  it('listens to the ten nearest', () => {
    const angles = [0, 20, 19, 18, 17, 16, 15, 14, 13, 12, 11, 10];
    const all = angles.map((_, place) => place);
    // Document 1 is the eleventh nearest to document 0.
    const heard = (place: number) =>
      smooth(
        plane(...angles),
        all,
        all.map((other) => (other === place ? 1 : 0)),
      )[0] ?? 0;
    expect(heard(1)).toBe(0);
    for (const place of all.slice(2)) expect(heard(place)).toBeGreaterThan(0);
    expect(heard(11)).toBeGreaterThan(heard(2));
  });
});
