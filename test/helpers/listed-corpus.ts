/** The corpus as if a feed had listed part of it: papers with a listing day and upvotes. */
import { mkdtempSync, readFileSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parsePapers, serializePapers } from '../../src/corpus/papers-file.ts';
import type { Day, Paper } from '../../src/model/paper.ts';

const DAY_MS = 86_400_000;
const SATURDAY = 6;

/**
 * A papers file in a folder of its own. On each of the `days` workdays up to `until` (included)
 * `perDay` papers are listed, the file's last papers first; the rest stay as they are.
 */
export function writeListedCorpus(options: {
  readonly until: Day;
  readonly days?: number;
  readonly perDay?: number;
}): string {
  const { until, days = 10, perDay = 12 } = options;
  const { papers } = parsePapers(readFileSync('data/papers.jsonl', 'utf8'));
  const listed = new Map<Paper, Paper>();
  const rest = papers.toReversed();
  for (let atMs = Date.parse(until), left = days; left > 0; atMs -= DAY_MS) {
    const weekday = new Date(atMs).getUTCDay();
    if (weekday === 0 || weekday === SATURDAY) continue;
    const day = new Date(atMs).toISOString().slice(0, 10);
    for (const [index, paper] of rest.splice(0, perDay).entries()) {
      const listing = { page: 'hf_daily_papers', place: index + 1, day };
      listed.set(paper, { ...paper, upvotes: 3 * (perDay - index), listings: [listing] });
    }
    left -= 1;
  }
  const file = join(mkdtempSync(join(tmpdir(), 'paperboy-corpus-')), 'papers.jsonl');
  writeFileSync(file, serializePapers(papers.map((paper) => listed.get(paper) ?? paper)));
  return file;
}
