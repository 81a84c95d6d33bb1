/**
 * The leading right singular vectors of a sparse matrix A, by randomised subspace iteration (Halko,
 * Martinsson and Tropp 2011, algorithms 4.4 and 5.1). Passes over the rows and matrices as high or
 * as wide as A with some hundred columns are all it needs; the small dense systems are ml-matrix's.
 */
import { CholeskyDecomposition, EigenvalueDecomposition, Matrix } from 'ml-matrix';

/** Compressed sparse rows: entries of row r are `[starts[r], starts[r + 1])`. */
export type SparseRows = {
  readonly starts: Uint32Array;
  readonly columns: Uint32Array;
  readonly values: Float32Array;
  readonly columnCount: number;
};

/** Row-major: the vector's components for column c are `[c * dimensions, (c + 1) * dimensions)`. */
export type ColumnVectors = { readonly dimensions: number; readonly values: Float32Array };

/** Vectors more than asked for, which makes those asked for accurate; section 4.2 there. */
const OVERSAMPLING = 10;
/** With fewer, the ranking measures on judged collections still move in the third decimal. */
const ITERATIONS = 2;
/** Singular values below this share of the largest are noise of the arithmetic. */
const NEGLIGIBLE = 1e-5;

/**
 * At most `dimensions` vectors, fewer when the matrix has a smaller rank; orthonormal columns in
 * order of falling singular value. `random` gives numbers in [0, 1).
 */
export function trainColumnVectors(
  rows: SparseRows,
  dimensions: number,
  random: () => number,
): ColumnVectors {
  const rowCount = rows.starts.length - 1;
  const width = Math.min(dimensions + OVERSAMPLING, rowCount, rows.columnCount);
  // Of documents that are all alike every weight is 0.
  const isNothing = width === 0 || rows.values.every((value) => value === 0);
  if (isNothing) return { dimensions: 0, values: new Float32Array(0) };
  // Signs serve as well as normal deviates (Halko et al., section 4.6) and are exact everywhere.
  const signs = { length: rows.columnCount * width };
  const start: Float64Array = Float64Array.from(signs, () => (random() < 0.5 ? -1 : 1));
  let range = orthonormalize(multiply(rows, start, width), width);
  for (let iteration = 0; iteration < ITERATIONS; iteration++) {
    range = orthonormalize(multiply(rows, multiplyTransposed(rows, range, width), width), width);
  }
  return rotate(multiplyTransposed(rows, range, width), { width, dimensions });
}

/** A·X, for X with a row for each column of A. */
function multiply(rows: SparseRows, factor: Float64Array, width: number): Float64Array {
  const product = new Float64Array((rows.starts.length - 1) * width);
  visitEntries(rows, (row, column, value) => {
    const to = row * width;
    const from = column * width;
    for (let j = 0; j < width; j++) {
      product[to + j] = (product[to + j] ?? 0) + value * (factor[from + j] ?? 0);
    }
  });
  return product;
}

/** Aᵀ·Y, for Y with a row for each row of A. */
function multiplyTransposed(rows: SparseRows, factor: Float64Array, width: number): Float64Array {
  const product = new Float64Array(rows.columnCount * width);
  visitEntries(rows, (row, column, value) => {
    const to = column * width;
    const from = row * width;
    for (let j = 0; j < width; j++) {
      product[to + j] = (product[to + j] ?? 0) + value * (factor[from + j] ?? 0);
    }
  });
  return product;
}

function visitEntries(
  { starts, columns, values }: SparseRows,
  visit: (row: number, column: number, value: number) => void,
): void {
  for (let row = 0; row + 1 < starts.length; row++) {
    const end = starts[row + 1] ?? 0;
    for (let at = starts[row] ?? 0; at < end; at++) visit(row, columns[at] ?? 0, values[at] ?? 0);
  }
}

/** BᵀB of a row-major matrix. */
function buildGram(matrix: Float64Array, width: number): Matrix {
  const upper = new Float64Array(width * width);
  for (let start = 0; start < matrix.length; start += width) {
    for (let i = 0; i < width; i++) {
      const value = matrix[start + i] ?? 0;
      const offset = i * width;
      for (let j = i; j < width; j++) {
        upper[offset + j] = (upper[offset + j] ?? 0) + value * (matrix[start + j] ?? 0);
      }
    }
  }
  const gram = new Matrix(width, width);
  for (let i = 0; i < width; i++) {
    for (let j = i; j < width; j++) {
      gram.set(i, j, upper[i * width + j] ?? 0);
      gram.set(j, i, upper[i * width + j] ?? 0);
    }
  }
  return gram;
}

/** Columns with the same span, orthonormal, in place: Cholesky QR (Golub and Van Loan 2013, section 5.2). */
function orthonormalize(basis: Float64Array, width: number): Float64Array {
  const gram = buildGram(basis, width);
  // Where the rank is smaller than the width, this keeps the decomposition defined.
  const shift = gram.trace() * 1e-12 || 1;
  for (let i = 0; i < width; i++) gram.set(i, i, gram.get(i, i) + shift);
  const lower = new CholeskyDecomposition(gram).lowerTriangularMatrix;
  const factor = Float64Array.from({ length: width * width }, (_, at) =>
    lower.get(Math.floor(at / width), at % width),
  );
  // Solves q·Lᵀ = b for each row b.
  for (let start = 0; start < basis.length; start += width) {
    for (let j = 0; j < width; j++) {
      let value = basis[start + j] ?? 0;
      for (let i = 0; i < j; i++) value -= (basis[start + i] ?? 0) * (factor[j * width + i] ?? 0);
      basis[start + j] = value / (factor[j * width + j] || 1);
    }
  }
  return basis;
}

/** The left singular vectors of B, which for B = AᵀQ are the right ones of A: B·W·Λ^-½. */
function rotate(
  matrix: Float64Array,
  { width, dimensions }: { readonly width: number; readonly dimensions: number },
): ColumnVectors {
  const { realEigenvalues, eigenvectorMatrix } = new EigenvalueDecomposition(
    buildGram(matrix, width),
    { assumeSymmetric: true },
  );
  // Eigenvalues come rising.
  const largest = realEigenvalues.at(-1) ?? 0;
  const kept = realEigenvalues
    .map((value, column) => ({ value, column }))
    .filter(({ value }) => value > largest * NEGLIGIBLE ** 2)
    .reverse()
    .slice(0, dimensions);
  const count = kept.length;
  const rotation = Float64Array.from({ length: width * count }, (_, at) => {
    const { value = 1, column = 0 } = kept[at % count] ?? {};
    return eigenvectorMatrix.get(Math.floor(at / count), column) / Math.sqrt(value);
  });
  const rowCount = matrix.length / width;
  const values = new Float32Array(rowCount * count);
  for (let row = 0; row < rowCount; row++) {
    for (let i = 0; i < width; i++) {
      const value = matrix[row * width + i] ?? 0;
      for (let j = 0; j < count; j++) {
        const at = row * count + j;
        values[at] = (values[at] ?? 0) + value * (rotation[i * count + j] ?? 0);
      }
    }
  }
  return { dimensions: count, values };
}
