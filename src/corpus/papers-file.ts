/**
 * `data/papers.jsonl`: papers as text, one JSON object a line, and back.
 *
 * The text is the same for the same papers, byte for byte: keys stand in the order of
 * `paperSchema`, absent ones are left out, and each line ends in `\n`. This module reads and
 * writes no file.
 */
import { type Paper, paperSchema } from '../model/paper.ts';

const KEYS = Object.keys(paperSchema.shape);

/** One line of a papers file that holds no usable paper. `line` counts from 1. */
export type RejectedLine = { readonly line: number; readonly why: string };

/** In the given order, one paper a line. No papers are the empty text. */
export function serializePapers(papers: readonly Paper[]): string {
  return papers.map((paper) => `${JSON.stringify(inKeyOrder(paper))}\n`).join('');
}

/**
 * Reads what `serializePapers` wrote, in the order of the file. Blank lines and a BOM are
 * skipped; a line that is no paper, or repeats an id or alias of an earlier one, is rejected and
 * the rest is still read. Total: never throws.
 */
export function parsePapers(text: string): {
  readonly papers: Paper[];
  readonly rejected: RejectedLine[];
} {
  const papers: Paper[] = [];
  const rejected: RejectedLine[] = [];
  const seen = new Map<string, number>();
  for (const [index, content] of text
    .replace(/^\uFEFF/, '')
    .split(/\r?\n/)
    .entries()) {
    if (content.trim() === '') continue;
    const line = index + 1;
    const result = paperSchema.safeParse(parseJson(content));
    if (!result.success) {
      const [issue] = result.error.issues;
      const path = issue?.path.join('.') ?? '';
      rejected.push({ line, why: `${path === '' ? 'the line' : path}: ${issue?.message}` });
      continue;
    }
    const paper = result.data;
    const ids = [paper.id, ...paper.aliases];
    const repeated = ids.find((id) => seen.has(id));
    if (repeated !== undefined) {
      rejected.push({ line, why: `${repeated} is already on line ${seen.get(repeated)}` });
      continue;
    }
    for (const id of ids) seen.set(id, line);
    papers.push(paper);
  }
  return { papers, rejected };
}

/** How a stored corpus differs from the one built now; each list in the order of its corpus. */
export type CorpusDifference = {
  /** Built, but not stored. */
  readonly missing: readonly string[];
  /** Stored, but not built. */
  readonly surplus: readonly string[];
  readonly changed: readonly { readonly id: string; readonly keys: readonly string[] }[];
  /** True when both hold the same ids in another order. */
  readonly reordered: boolean;
};

/** Undefined = both corpora would be written as the same bytes. */
export function compareCorpora(
  built: readonly Paper[],
  stored: readonly Paper[],
): CorpusDifference | undefined {
  if (serializePapers(built) === serializePapers(stored)) return undefined;
  const storedById = new Map(stored.map((paper) => [paper.id, paper]));
  const builtIds = new Set(built.map(({ id }) => id));
  const missing = built.filter(({ id }) => !storedById.has(id)).map(({ id }) => id);
  const surplus = stored.filter(({ id }) => !builtIds.has(id)).map(({ id }) => id);
  const changed = built.flatMap((paper) => {
    const other = storedById.get(paper.id);
    const keys = other === undefined ? [] : changedKeys(paper, other);
    return keys.length === 0 ? [] : [{ id: paper.id, keys }];
  });
  const reordered =
    missing.length + surplus.length === 0 &&
    built.some(({ id }, index) => stored[index]?.id !== id);
  return { missing, surplus, changed, reordered };
}

function changedKeys(one: Paper, other: Paper): string[] {
  const left = inKeyOrder(one);
  const right = inKeyOrder(other);
  return KEYS.filter((key) => JSON.stringify(left[key]) !== JSON.stringify(right[key]));
}

/** The schema writes keys in its own order, at every depth, whatever order they came in. */
function inKeyOrder(paper: Paper): Record<string, unknown> {
  const ordered: Record<string, unknown> = paperSchema.parse(paper);
  return Object.fromEntries(KEYS.map((key) => [key, ordered[key]]));
}

/** Undefined for text that is no JSON; the schema then says that an object was expected. */
function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
