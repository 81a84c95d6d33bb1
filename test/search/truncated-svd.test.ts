import { Matrix, SingularValueDecomposition } from 'ml-matrix';
import { describe, expect, it } from 'vitest';
import { createRandom } from '../../src/search/seeded-random.ts';
import { type SparseRows, trainColumnVectors } from '../../src/search/truncated-svd.ts';

function toSparse(rows: readonly (readonly number[])[], columnCount: number): SparseRows {
  const entries = rows.map((row) =>
    row.flatMap((value, column) => (value === 0 ? [] : [{ column, value }])),
  );
  const starts = [0];
  for (const row of entries) starts.push((starts.at(-1) ?? 0) + row.length);
  return {
    starts: Uint32Array.from(starts),
    columns: Uint32Array.from(entries.flat(), ({ column }) => column),
    values: Float32Array.from(entries.flat(), ({ value }) => value),
    columnCount,
  };
}
/** The vectors as columns. */
function train(rows: readonly (readonly number[])[], dimensions: number): Matrix {
  const columnCount = rows[0]?.length ?? 0;
  const trained = trainColumnVectors(toSparse(rows, columnCount), dimensions, createRandom(1));
  const { values } = trained;
  return Matrix.from1DArray(columnCount, trained.dimensions, [...values]);
}

const random = createRandom(7);
/** Two thirds of the entries are 0; the first rows are larger, so that singular values fall. */
const SPARSE = Array.from({ length: 40 }, (_, row) =>
  Array.from({ length: 25 }, () => (random() < 0.66 ? 0 : random() * (row < 5 ? 4 : 1))),
);

describe('trainColumnVectors', () => {
  it('spans what the leading right singular vectors span', () => {
    const full = new SingularValueDecomposition(new Matrix(SPARSE));
    const trained = train(SPARSE, 6);
    expect([trained.rows, trained.columns]).toEqual([25, 6]);
    // Cosines of the angles between the two spaces are the singular values of V₁ᵀ·V₂.
    const leading = full.rightSingularVectors.subMatrix(0, 24, 0, 5);
    const cosines = new SingularValueDecomposition(leading.transpose().mmul(trained)).diagonal;
    for (const cosine of cosines) expect(cosine).toBeGreaterThan(0.999);
  });

  it('has them in order, orthonormal, with documents times vectors as long as the singular values', () => {
    const { diagonal } = new SingularValueDecomposition(new Matrix(SPARSE));
    const trained = train(SPARSE, 6);
    const gram = trained.transpose().mmul(trained);
    const lengths = new Matrix(SPARSE).mmul(trained);
    for (let i = 0; i < 6; i++) {
      for (let j = 0; j < 6; j++) expect(gram.get(i, j)).toBeCloseTo(i === j ? 1 : 0, 5);
      const length = Math.hypot(...lengths.getColumn(i));
      expect(length / (diagonal[i] ?? 0)).toBeGreaterThan(0.999);
      expect(length / (diagonal[i] ?? 0)).toBeLessThan(1.00001);
    }
  });

  it('has no more vectors than the matrix has rank', () => {
    const row = [1, 2, 0, 0];
    const other = [0, 0, 3, 1];
    const trained = train([row, row, other, row, other], 4);
    expect(trained.columns).toBe(2);
    // Row `row` three times has length √(3·5), row `other` twice √(2·10).
    const second = trained.getColumn(1);
    expect(Math.abs(second[0] ?? 0)).toBeCloseTo(1 / Math.sqrt(5), 5);
    expect(Math.abs(second[1] ?? 0)).toBeCloseTo(2 / Math.sqrt(5), 5);
    expect(second.slice(2).map((value) => Math.abs(value))).toEqual([
      expect.closeTo(0, 5),
      expect.closeTo(0, 5),
    ]);
  });

  it('is the same of the same matrix and seed', () => {
    expect(train(SPARSE, 6)).toEqual(train(SPARSE, 6));
  });

  it.each([
    ['no rows', toSparse([], 3)],
    ['no columns', toSparse([[], []], 0)],
    ['no rows or columns', toSparse([], 0)],
    [
      'rows without entries',
      toSparse(
        [
          [0, 0],
          [0, 0],
        ],
        2,
      ),
    ],
    [
      'zeros',
      {
        ...toSparse(
          [
            [1, 1],
            [1, 1],
          ],
          2,
        ),
        values: new Float32Array(4),
      },
    ],
  ])('has no vectors of %s', (_, rows) => {
    expect(trainColumnVectors(rows, 5, createRandom(1)).dimensions).toBe(0);
  });
});
