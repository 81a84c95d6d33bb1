/** A digest log and poster in memory that stop working at chosen moments, as a process does. */
import type {
  DigestLog,
  DigestPart,
  DigestPoster,
  PostOutcome,
  PostState,
} from '../../src/digest/digest.ts';
import type { Day, PaperId } from '../../src/model/paper.ts';

export type Sent = { readonly day: Day; readonly part: DigestPart; readonly nowMs: number };

type Row = { readonly paperIds: readonly PaperId[]; readonly posts: Map<DigestPart, PostState> };

/**
 * `fails` is asked before and after every step that leaves the process, so that a crash falls on
 * either side of what the step did. `answer` decides what Slack says; only `refused` means that
 * nothing was posted.
 */
export function createFakeDelivery(options: {
  readonly fails: () => boolean;
  readonly answer: (part: DigestPart) => PostOutcome;
  readonly nowMs: () => number;
}) {
  const rows = new Map<Day, Row>();
  const posted: Sent[] = [];

  const step = async <T>(work: () => T): Promise<T> => {
    await Promise.resolve();
    if (options.fails()) throw new Error('crashed before');
    const result = work();
    await Promise.resolve();
    if (options.fails()) throw new Error('crashed after');
    return result;
  };
  const postsOf = (day: Day) => rows.get(day)?.posts ?? new Map<DigestPart, PostState>();
  const shown = () => new Set([...rows.values()].flatMap(({ paperIds }) => paperIds));
  const post = (day: Day, part: DigestPart) =>
    step(() => {
      const outcome = options.answer(part);
      if (outcome.state !== 'refused') posted.push({ day, part, nowMs: options.nowMs() });
      return outcome;
    });

  const log: DigestLog = {
    begin: (_, day, paperIds) =>
      step(() => {
        if (rows.has(day) || paperIds.some((id) => shown().has(id))) return false;
        rows.set(day, { paperIds, posts: new Map() });
        return true;
      }),
    latest: () =>
      step(() => {
        const [day, row] = [...rows].at(-1) ?? ['', undefined];
        return row && { day, paperIds: row.paperIds, posts: new Map(row.posts) };
      }),
    claimPost: (_, day, part) =>
      step(() => {
        const known = postsOf(day).get(part);
        if (known !== undefined && known.state !== 'refused') return false;
        postsOf(day).set(part, { state: 'claimed' });
        return true;
      }),
    settlePost: (_, day, part, outcome) => step(() => void postsOf(day).set(part, outcome)),
    shownPapers: () => step(shown),
  };
  const poster: DigestPoster = {
    // The parent's timestamp is its day, by which the entries know where they belong.
    postParent: async (_, digest) => {
      const outcome = await post(digest.day, 'parent');
      return outcome.state === 'sent' ? { ...outcome, ts: digest.day } : outcome;
    },
    postEntry: (_, parentTs, entry) => post(parentTs, entry.paper.id),
  };
  return { log, poster, posted, rows };
}
