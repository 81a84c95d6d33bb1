/**
 * A recorded feed and when each of its days became known: at six o'clock in the morning, UTC. The
 * feed's own hour varies and is not recorded; by then its day is complete more often than not.
 */
import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { parseDailyPapers } from '../../corpus/daily-papers.ts';
import { mergePapers } from '../../corpus/merge-papers.ts';
import { AppError } from '../../model/app-error.ts';
import type { Day, Paper, PaperId } from '../../model/paper.ts';
import { buildPaperMap } from '../../requests/library.ts';

const HOUR_MS = 3_600_000;
const KNOWN_AFTER_MS = 6 * HOUR_MS;

export type FeedDay = { readonly day: Day; readonly papers: readonly Paper[] };

export type Feed = {
  /** Ascending. */
  readonly days: readonly FeedDay[];
  /** Records that could not be read. */
  readonly rejected: number;
};

/** What is known at an instant. */
export type Known = {
  readonly papers: readonly Paper[];
  /** By id and by every alias. */
  readonly byId: ReadonlyMap<PaperId, Paper>;
};

export type Timeline = {
  /** Every paper as it is known in the end, for one index of them all. */
  readonly papers: readonly Paper[];
  /** The same object until something new becomes known. */
  readonly at: (nowMs: number) => Known;
};

/** The files `YYYY-MM-DD.json` of `from` to `to`, both included. Throws `input_invalid`. */
export async function loadFeed(folder: string, from: Day, to: Day): Promise<Feed> {
  const files = await readdir(folder).catch((cause: unknown) => {
    throw new AppError('input_invalid', `${folder} cannot be read.`, { cause });
  });
  const days: FeedDay[] = [];
  let rejected = 0;
  for (const file of files.sort()) {
    const day = /^(\d{4}-\d\d-\d\d)\.json$/.exec(file)?.[1];
    if (day === undefined || day < from || day > to) continue;
    const parsed = parseDailyPapers(await readFile(join(folder, file), 'utf8'), day);
    rejected += parsed.rejected.length;
    days.push({ day, papers: parsed.papers });
  }
  return { days, rejected };
}

/**
 * `corpus` is known from the beginning, each day of the feed from its morning on. Which papers are
 * the same is decided over all of them, so that a paper has one id all along.
 */
export function createTimeline(corpus: readonly Paper[], days: readonly FeedDay[]): Timeline {
  const papers = mergePapers([corpus, ...days.map((each) => each.papers)]);
  const finalOf = buildPaperMap(papers);
  const parts = new Map<PaperId, Paper[]>();
  let known = new Map<PaperId, Paper>();
  const add = (one: Paper) => {
    const final = finalOf.get(one.id) ?? one;
    const all = [...(parts.get(final.id) ?? []), one];
    parts.set(final.id, all);
    const [merged = one] = all.length === 1 ? all : mergePapers([all]);
    known.set(final.id, { ...merged, id: final.id, aliases: final.aliases });
  };
  const snapshot = (): Known => {
    const list = [...known.values()];
    return { papers: list, byId: buildPaperMap(list) };
  };
  for (const one of corpus) add(one);
  let current = snapshot();
  let next = 0;
  return {
    papers,
    at(nowMs) {
      const before = next;
      for (let day = days[next]; day !== undefined; day = days[next]) {
        if (Date.parse(day.day) + KNOWN_AFTER_MS > nowMs) break;
        known = new Map(known);
        for (const one of day.papers) add(one);
        next += 1;
      }
      if (next > before) current = snapshot();
      return current;
    },
  };
}
