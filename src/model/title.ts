/** When two titles are the same title, however they are spelt. */

/**
 * What stays of a title when spelling is set aside: NFKC, lower case, letters, marks and digits
 * only. A title with none of them (`∞`) is kept as it is, so that two such titles differ.
 */
export function normalizeTitle(title: string): string {
  const folded = title.normalize('NFKC').toLowerCase();
  return folded.replace(/[^\p{L}\p{M}\p{N}]+/gu, '') || folded.trim();
}
