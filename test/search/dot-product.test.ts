import { describe, expect, it } from 'vitest';
import { dotProduct } from '../../src/search/dot-product.ts';

const rising = Float32Array.from({ length: 40 }, (_, i) => i + 1);
const falling = Float32Array.from({ length: 40 }, (_, i) => 40 - i);

describe('dotProduct', () => {
  it.each([0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 16])('sums %i products from where the rows start', (n) => {
    const expected = Array.from({ length: n }, (_, i) => (i + 3) * (33 - i)).reduce(
      (sum, product) => sum + product,
      0,
    );
    const a = { values: rising, start: 2 };
    const b = { values: falling, start: 7 };
    expect(dotProduct(a, b, n)).toBe(expected);
  });
});
