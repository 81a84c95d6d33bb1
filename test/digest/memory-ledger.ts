/** The ledger as its port describes it, in memory: for runs by the thousand, and to hold SQL to. */
import {
  buildPostKey,
  type Edition,
  type EditionKey,
  type Ledger,
  type Part,
  type PostState,
} from '../../src/digest/digest.ts';
import type { Destination } from '../../src/model/actor.ts';
import type { PaperId } from '../../src/model/paper.ts';

type Row = Omit<Edition, 'posts' | 'end'> & {
  readonly posts: Map<Part, PostState>;
  end: Edition['end'];
  endedMs: number | undefined;
};

const placeOf = ({ teamId, channelId }: Destination) => `${teamId} ${channelId}`;
const keyOf = (key: EditionKey) => `${placeOf(key.destination)} ${buildPostKey(key, 'parent')}`;
const compare = (a: string, b: string) => Number(a > b) - Number(a < b);

export function createMemoryLedger(): Ledger {
  const rows = new Map<string, Row>();
  const shown = new Map<string, Map<PaperId, string>>();
  const list = (test: (row: Row) => boolean) => [...rows.values()].filter(test);
  const copy = ({ endedMs: _, ...row }: Row): Edition => ({ ...row, posts: new Map(row.posts) });
  const shownAt = (destination: Destination) => {
    const known = shown.get(placeOf(destination)) ?? new Map<PaperId, string>();
    shown.set(placeOf(destination), known);
    return known;
  };
  const postsOf = (key: EditionKey) => {
    const row = rows.get(keyOf(key));
    if (row === undefined) throw new Error('It was never begun.');
    return row.posts;
  };

  return {
    async begin(plan, nowMs) {
      const known = shownAt(plan.destination);
      const isRepeat = plan.kind !== 'weekly' && plan.paperIds.some((id) => known.has(id));
      if (rows.has(keyOf(plan)) || isRepeat) return false;
      const end = plan.kind === 'silent' || plan.kind === 'missed' ? plan.kind : undefined;
      const endedMs = end && nowMs;
      rows.set(keyOf(plan), { ...plan, begunMs: nowMs, posts: new Map(), end, endedMs });
      if (plan.kind !== 'weekly') for (const id of plan.paperIds) known.set(id, keyOf(plan));
      return true;
    },
    async load(key) {
      const row = rows.get(keyOf(key));
      return row && copy(row);
    },
    open: async (teamId) =>
      list((row) => row.destination.teamId === teamId && row.end === undefined)
        .toSorted(
          (a, b) =>
            a.begunMs - b.begunMs ||
            compare(a.destination.channelId, b.destination.channelId) ||
            compare(a.series, b.series),
        )
        .map(copy),
    async newest(teamId, since, until) {
      const found = new Map<string, Row>();
      const wanted = list(
        ({ destination, day }) => destination.teamId === teamId && day >= since && day <= until,
      );
      for (const row of wanted) {
        const key = `${row.destination.channelId} ${row.series}`;
        if ((found.get(key)?.day ?? '') < row.day) found.set(key, row);
      }
      return [...found.values()].map(({ destination, series, day }) => {
        return { channelId: destination.channelId, series, day };
      });
    },
    recent: async ({ destination, series, withSilent = false }, limit) =>
      list((row) => placeOf(row.destination) === placeOf(destination) && row.series === series)
        .filter(({ kind }) => withSilent || kind !== 'silent')
        .toSorted((a, b) => compare(b.day, a.day))
        .slice(0, limit)
        .map(copy),
    async claim(key, part, nowMs) {
      const posts = postsOf(key);
      const before = posts.get(part);
      if (before !== undefined && before.state !== 'refused') return false;
      posts.set(part, { state: 'claimed', atMs: nowMs });
      return true;
    },
    async settle(key, part, outcome) {
      const posts = postsOf(key);
      if (posts.get(part)?.state === 'claimed') posts.set(part, outcome);
    },
    async finish(key, end, nowMs) {
      const row = rows.get(keyOf(key));
      if (row === undefined || row.end !== undefined) return;
      row.end = end;
      row.endedMs = nowMs;
      if (end !== 'missed') return;
      const known = shownAt(key.destination);
      for (const [id, by] of known) if (by === keyOf(key)) known.delete(id);
    },
    shown: async (destination) => new Set(shownAt(destination).keys()),
    shownSince: async (destination, day) =>
      list(
        (row) =>
          placeOf(row.destination) === placeOf(destination) &&
          row.day >= day &&
          (row.kind === 'papers' || row.kind === 'archive') &&
          row.end === 'delivered',
      )
        .toSorted((a, b) => compare(a.day, b.day) || a.begunMs - b.begunMs)
        .flatMap(({ posts, paperIds }) => {
          const parent = posts.get('parent');
          if (parent?.state !== 'sent') return [];
          return paperIds.map((paperId) => {
            const post = posts.get(paperId);
            return {
              paperId,
              ts: post?.state === 'sent' ? post.ts : parent.ts,
              threadTs: parent.ts,
            };
          });
        }),
    async lastDeliveredMs(teamId) {
      const times = list(
        (row) => row.destination.teamId === teamId && row.end === 'delivered',
      ).flatMap(({ endedMs }) => endedMs ?? []);
      return times.length === 0 ? undefined : Math.max(...times);
    },
  };
}
