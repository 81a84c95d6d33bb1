/**
 * A thousand days of bad luck: the real bot over HTTP against the stand-in for Slack, something
 * going wrong on each of them, and a count of what was repeated, doubled or lost.
 */
import Database from 'better-sqlite3';
import { createRandom } from '../../src/search/seeded-random.ts';
import { type BotOptions, type ChildBot, forkBot } from './delivery-bot.ts';
import type { GateAction, GateCall } from './delivery-gate.ts';
import { type Count, openWorld, type World } from './delivery-world.ts';
import { pickOne } from './random.ts';
import { renderTable } from './readme-table.ts';

const MINUTE_MS = 60_000;
const HOUR_MS = 60 * MINUTE_MS;

type Random = () => number;

/** Arranges one day's misfortune; `passDay` is called by whoever called this. */
type Injection = (
  world: World,
  random: Random,
) => {
  readonly eachMinute?: (sinceDueMs: number) => Promise<void>;
  /** After the day: things are as they were. */
  readonly restore?: () => Promise<void>;
};

type Kind = {
  readonly name: string;
  readonly times: number;
  readonly inject: Injection;
  readonly isChild?: boolean;
};

/** Days of one world: a little over two weeks, with its weekends and a change of the clocks. */
const DAYS = 16;

const POST = 'chat.postMessage';

/** The next `length` posts from the `first` on meet `action`; all others pass. */
function onPosts(world: World, first: number, length: number, action: () => GateAction): void {
  let count = 0;
  world.gate.decide = ({ method }) => {
    if (method !== POST) return { do: 'pass' };
    count += 1;
    return count >= first && count < first + length ? action() : { do: 'pass' };
  };
}

/** Of the twelve posts of a day any one may be the first to fail. */
function anyPost(random: Random): number {
  return 1 + Math.floor(random() * 12);
}

function someTimes(random: Random): number {
  return 1 + Math.floor(random() ** 2 * 6);
}

const somePosts =
  (action: (random: Random) => GateAction): Injection =>
  (world, random) => {
    onPosts(world, anyPost(random), someTimes(random), () => action(random));
    return {};
  };

/** Everything fails from a moment of the day on, for minutes or hours. */
const outage =
  (begin: (world: World) => Promise<void>, end: (world: World) => Promise<void>): Injection =>
  (world, random) => {
    const fromMs = pickOne([-1, 0, 1, 2], random) * MINUTE_MS;
    const lengthMs = pickOne([1, 4, 15, 60, 5 * 60, 7 * 60], random) * MINUTE_MS;
    let isOut = false;
    const turn = async (wanted: boolean) => {
      if (isOut === wanted) return;
      isOut = wanted;
      await (wanted ? begin(world) : end(world));
    };
    return {
      eachMinute: (sinceMs) => turn(sinceMs >= fromMs && sinceMs < fromMs + lengthMs),
      restore: () => turn(false),
    };
  };

const unavailable = outage(
  async ({ gate }) => {
    gate.decide = () => ({ do: 'status', status: 503 });
  },
  async ({ gate }) => {
    gate.decide = () => ({ do: 'pass' });
  },
);

const refusedConnection = outage(
  ({ gate }) => gate.shut(),
  ({ gate }) => gate.open(),
);

/** Slack asks for patience for longer than a lost post is waited for, then takes it too late. */
const slowThenLate: Injection = (world, random) => {
  const first = anyPost(random);
  let count = 0;
  world.gate.decide = ({ method }) => {
    if (method !== POST) return { do: 'pass' };
    count += 1;
    if (count === first || count === first + 1) return { do: 'rateLimit', seconds: 80 };
    const isLate = count === first + 2 || count === first + 3;
    return isLate ? { do: 'late', delayMs: 20_000 + random() * 70_000 } : { do: 'pass' };
  };
  return {};
};

/** The clock is set at some post of the day, and set right in the middle of the next hour. */
const clockStep: Injection = (world, random) => {
  const size = pickOne(
    [2 * MINUTE_MS, 45 * MINUTE_MS, 5 * HOUR_MS, 26 * HOUR_MS, 48 * HOUR_MS],
    random,
  );
  const aheadMs = random() < 0.5 ? size : -size;
  const at = anyPost(random);
  const isLost = random() < 0.5;
  let count = 0;
  world.gate.decide = ({ method }) => {
    if (method !== POST) return { do: 'pass' };
    count += 1;
    if (count !== at) return { do: 'pass' };
    world.aheadMs = aheadMs;
    return { do: isLost ? 'lose' : 'pass' };
  };
  const untilMs = random() * HOUR_MS;
  return {
    eachMinute: async (sinceMs) => {
      if (sinceMs > untilMs) world.aheadMs = 0;
    },
    restore: async () => {
      world.aheadMs = 0;
    },
  };
};

/** Slack refuses for good in one channel, until somebody mends it and resumes the digest. */
const refusal: Injection = (world, random) => {
  const channel = pickOne(world.channels, random);
  const error = pickOne(['not_in_channel', 'is_archived', 'channel_not_found'], random);
  const first = 1 + Math.floor(random() * 6);
  let count = 0;
  let isMended = false;
  const mendMs = pickOne([3, 20, 90], random) * MINUTE_MS;
  world.gate.decide = ({ method, channel: asked }) => {
    if (method !== POST || asked !== channel || isMended) return { do: 'pass' };
    count += 1;
    return count >= first ? { do: 'refuse', error } : { do: 'pass' };
  };
  const mend = async () => {
    isMended = true;
    await world.bot.resume(world.nowMs());
  };
  return {
    eachMinute: async (sinceMs) => {
      if (sinceMs >= mendMs && !isMended) await mend();
    },
    restore: mend,
  };
};

/** Replies are lost where nobody can look what became of them. */
const unreadable: Injection = (world, random) => {
  const first = anyPost(random);
  const length = someTimes(random);
  const action = pickOne<GateAction>(
    [{ do: 'lose' }, { do: 'silence' }, { do: 'swallow' }],
    random,
  );
  let count = 0;
  world.gate.decide = ({ method }) => {
    if (method.startsWith('conversations.')) return { do: 'refuse', error: 'missing_scope' };
    if (method !== POST) return { do: 'pass' };
    count += 1;
    return count >= first && count < first + length ? action : { do: 'pass' };
  };
  return {};
};

/**
 * A statement fails, before it is run or after it; not after the one that opens a transaction,
 * which SQLite never reports as failed when it was not.
 */
const database: Injection = (_, random) => {
  const memory = new Database(':memory:');
  const prototype: Executable = Object.getPrototypeOf(memory.prepare('select 1'));
  memory.close();
  const { run, all } = prototype;
  let left = Math.floor(random() * 250);
  const isAfter = random() < 0.5;
  const restore = () => {
    Object.assign(prototype, { run, all });
  };
  const wrap = (real: Executable['run']) =>
    function failing(this: Executable, ...args: unknown[]) {
      left -= 1;
      const fails = left < 0 && !(isAfter && this.source === 'begin');
      if (!fails) return real.apply(this, args);
      restore();
      if (isAfter) real.apply(this, args);
      throw new Database.SqliteError('disk I/O error', 'SQLITE_IOERR');
    };
  Object.assign(prototype, { run: wrap(run), all: wrap(all) });
  return { restore: async () => restore() };
};

/** What is shared by all statements. */
type Executable = {
  readonly source: string;
  run(...args: unknown[]): unknown;
  all(...args: unknown[]): unknown;
};

/** The process dies before, in the middle of, or after a post, or at any moment around it. */
const kill: Injection = (world, random) => {
  const at = anyPost(random);
  const moment = pickOne(['held', 'taken', 'around'] as const, random);
  const fate = pickOne<GateAction['do']>(['pass', 'swallow', 'late'], random);
  const afterMs = random() * 12;
  const lateMs = random() * 90_000;
  const bot = world.bot as ChildBot;
  let count = 0;
  let isDone = false;
  const die = async () => {
    if (isDone) return;
    isDone = true;
    await bot.kill();
  };
  world.gate.decide = async ({ method }: GateCall): Promise<GateAction> => {
    if (method !== POST) return { do: 'pass' };
    count += 1;
    if (count !== at || isDone) return { do: 'pass' };
    if (moment === 'around') setTimeout(() => void die(), afterMs);
    if (moment !== 'held') return { do: 'pass' };
    await die();
    return fate === 'late' ? { do: 'late', delayMs: lateMs } : { do: fate as 'pass' | 'swallow' };
  };
  world.gate.carriedOut = async ({ method }) => {
    if (method === POST && moment === 'taken' && count === at) await die();
  };
  return {
    eachMinute: async (sinceMs) => {
      // Fewer posts than that on this day: any other moment will do.
      if (sinceMs > 3 * MINUTE_MS && !isDone) {
        await die();
        await world.replaceBot();
      }
    },
  };
};

const KINDS: readonly Kind[] = [
  { name: 'the process is killed', times: 60, inject: kill, isChild: true },
  { name: 'HTTP 503', times: 90, inject: unavailable },
  { name: 'connection refused', times: 80, inject: refusedConnection },
  { name: 'no reply in time', times: 80, inject: somePosts(() => ({ do: 'silence' })) },
  {
    ...{ name: 'HTTP 429', times: 60 },
    inject: somePosts((random) => ({
      do: 'rateLimit',
      seconds: pickOne([1, 5, 30, 100, 130], random),
    })),
  },
  {
    ...{ name: 'HTTP 429, then it appears later', times: 30 },
    inject: slowThenLate,
  },
  {
    ...{ name: 'the post appears later', times: 100 },
    inject: somePosts((random) => ({ do: 'late', delayMs: 5000 + random() * 85_000 })),
  },
  { name: 'the reply is lost', times: 100, inject: somePosts(() => ({ do: 'lose' })) },
  { name: 'the post is lost', times: 90, inject: somePosts(() => ({ do: 'swallow' })) },
  { name: 'the same, history unreadable', times: 80, inject: unreadable },
  { name: 'the clock is set', times: 90, inject: clockStep },
  { name: 'refused for good, then resumed', times: 70, inject: refusal },
  { name: 'the database fails', times: 70, inject: database },
];

export type KindResult = Count & { readonly name: string; readonly injections: number };

/** The thousand, or as many of each kind as `timesOf` says. The same each time, but for real kills. */
export async function measureDeliveries(
  tell: (line: string) => void,
  timesOf: (kind: Kind) => number = ({ times }) => times,
): Promise<readonly KindResult[]> {
  const results: KindResult[] = [];
  const startMs = performance.now();
  for (const [at, kind] of KINDS.entries()) {
    const injections = timesOf(kind);
    const result = await measureKind(kind, injections, createRandom(1000 + at));
    results.push(result);
    const seconds = ((performance.now() - startMs) / 1000).toFixed(0);
    tell(`${seconds} s  ${kind.name}: ${injections}, broken ${result.broken.length}`);
    for (const line of result.broken) tell(`   ${line}`);
  }
  return results;
}

async function measureKind(
  { name, inject, isChild }: Kind,
  injections: number,
  random: Random,
): Promise<KindResult> {
  let total: Count = { messages: 0, repeats: 0, doubles: 0, lost: 0, unknown: 0, broken: [] };
  for (let done = 0; done < injections; done += DAYS) {
    const world = await openWorld(isChild === true ? openChild : undefined);
    for (let day = 0; day < Math.min(DAYS, injections - done); day++) {
      const { eachMinute, restore } = inject(world, random);
      await world.passDay(eachMinute);
      await restore?.();
      world.gate.decide = () => ({ do: 'pass' });
      world.gate.carriedOut = () => {};
    }
    // A day on which nothing happens: what was put off comes.
    await world.passDay();
    total = add(total, await world.count());
  }
  return { ...total, name, injections };
}

const openChild = (options: BotOptions) => forkBot(options);

function add(one: Count, other: Count): Count {
  return {
    messages: one.messages + other.messages,
    repeats: one.repeats + other.repeats,
    doubles: one.doubles + other.doubles,
    lost: one.lost + other.lost,
    unknown: one.unknown + other.unknown,
    broken: [...one.broken, ...other.broken],
  };
}

export function renderDeliveries(results: readonly KindResult[]): string {
  const columns = ['injections', 'messages', 'repeats', 'doubles', 'lost', 'unknown'] as const;
  const rows = results.map((row) => [row.name, ...columns.map((column) => String(row[column]))]);
  const sums = columns.map((column) => String(results.reduce((sum, row) => sum + row[column], 0)));
  return renderTable(['what goes wrong', ...columns], [...rows, ['**all**', ...sums]]);
}
