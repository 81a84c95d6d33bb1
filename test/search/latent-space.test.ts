import { Matrix, SingularValueDecomposition } from 'ml-matrix';
import { describe, expect, it } from 'vitest';
import { projectDocuments, projectTerms, trainLatentSpace } from '../../src/search/latent-space.ts';
import { invert } from './made-documents.ts';

/** Cats and dogs, and nets and gpus; `fur` and `bit` join words that never meet. */
const TEXTS = [
  'cat fur|cat fur',
  'cat|fur',
  'dog|fur',
  'dog fur|',
  'gpu|bit gpu',
  'gpu|bit',
  'net|bit',
  'net bit|once',
  '|the of',
];
const index = invert(...TEXTS);
const space = trainLatentSpace(index);
const documents = projectDocuments(space, index);
const rowOf = (document: number) => [
  ...documents.values.slice(document * documents.dimensions, (document + 1) * documents.dimensions),
];
const dot = (a: readonly number[], b: readonly number[]) =>
  a.reduce((sum, value, place) => sum + value * (b[place] ?? 0), 0);
const numberOf = (word: string) => index.terms.get(word) ?? -1;
const project = (...words: readonly string[]) =>
  projectTerms(
    space,
    words.map((word) => [numberOf(word), 1] as const),
  );

/** The matrix that the space is trained on, made from the texts: saturated counts, unit rows. */
function buildMatrix(): Matrix {
  const columns = ['cat', 'fur', 'dog', 'gpu', 'bit', 'net'];
  const having = (word: string) => TEXTS.filter((text) => text.split(/\W/).includes(word)).length;
  const rows = TEXTS.map((text) => {
    const [title = '', abstract = ''] = text.split('|').map((part) => part.split(' '));
    const countIn = (part: string | string[], word: string) =>
      [...part].filter((other) => other === word).length;
    const row = columns.map((word) => {
      const count = 2 * countIn(title, word) + countIn(abstract, word);
      return ((2.2 * count) / (count + 1.2)) * Math.log(TEXTS.length / having(word));
    });
    const length = Math.hypot(...row) || 1;
    return row.map((value) => value / length);
  });
  return new Matrix(rows);
}

describe('latent space', () => {
  it('has a row for each term of two documents or more, weighed by how few have it', () => {
    expect(space.termRows[numberOf('onc')]).toBe(-1);
    expect(space.weights).toHaveLength(6);
    expect(space.weights[space.termRows[numberOf('fur')] ?? -1]).toBeCloseTo(Math.log(9 / 4), 6);
    expect(space.weights[space.termRows[numberOf('cat')] ?? -1]).toBeCloseTo(Math.log(9 / 2), 6);
    expect(space.vectors).toHaveLength(6 * space.dimensions);
  });

  it('lays documents where U · Σ has them', () => {
    const matrix = buildMatrix();
    const { leftSingularVectors, diagonal, rank } = new SingularValueDecomposition(matrix);
    expect(space.dimensions).toBe(rank);
    const scaled = leftSingularVectors.mmul(Matrix.diag(diagonal));
    for (let a = 0; a < TEXTS.length; a++) {
      for (let b = 0; b < TEXTS.length; b++) {
        // Bases may differ in sign and turn; the cosines between documents may not.
        const [left, right] = [scaled.getRow(a), scaled.getRow(b)];
        const norms = Math.hypot(...left) * Math.hypot(...right);
        const cosine = norms < 1e-9 ? 0 : dot(left, right) / norms;
        expect(dot(rowOf(a), rowOf(b))).toBeCloseTo(cosine, 4);
      }
    }
  });

  it('has unit documents, and zeros for one without a known term', () => {
    for (let document = 0; document < 8; document++) {
      expect(Math.hypot(...rowOf(document))).toBeCloseTo(1, 5);
    }
    expect(rowOf(8).every((value) => value === 0)).toBe(true);
  });

  it('brings words near that stand beside the same words', () => {
    // With two dimensions, animals are one direction and machines the other.
    const two = {
      ...space,
      dimensions: 2,
      vectors: Float32Array.from(
        Array.from({ length: 6 }, (_, row) => [
          ...space.vectors.slice(row * space.dimensions, row * space.dimensions + 2),
        ]).flat(),
      ),
    };
    const cosine = (a: string, b: string) =>
      dot(
        [...(projectTerms(two, [[numberOf(a), 1]]) ?? [])],
        [...(projectTerms(two, [[numberOf(b), 1]]) ?? [])],
      );
    expect(cosine('cat', 'dog')).toBeGreaterThan(0.95);
    expect(cosine('net', 'gpu')).toBeGreaterThan(0.95);
    expect(Math.abs(cosine('cat', 'net'))).toBeLessThan(0.2);
  });

  it('makes a unit vector of terms, and none of unknown ones', () => {
    expect(Math.hypot(...(project('cat', 'once', 'net') ?? []))).toBeCloseTo(1, 5);
    expect([project(), project('onc'), project('unheard')]).toEqual([
      undefined,
      undefined,
      undefined,
    ]);
  });

  it('folds a document in as the sum of its terms', () => {
    const grown = invert(...TEXTS, 'cat|');
    const folded = projectDocuments(space, grown);
    const last = [...folded.values.slice(9 * space.dimensions)];
    expect(dot(last, [...(project('cat') ?? [])])).toBeCloseTo(1, 5);
  });

  it('is the same of the same collection', () => {
    expect(trainLatentSpace(invert(...TEXTS))).toEqual(space);
  });

  it.each([[[]], [['a single text|with words']], [['|', '|']], [['same|text', 'same|text']]])(
    'is trained on %j without a fault',
    (texts) => {
      const small = invert(...texts);
      const trained = trainLatentSpace(small);
      const { values } = projectDocuments(trained, small);
      expect(values.every(Number.isFinite)).toBe(true);
      expect(projectTerms(trained, [[0, 1]])).toBeUndefined();
    },
  );
});
