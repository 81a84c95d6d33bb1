/** Thirteen real months at twenty destinations, as a table beside its targets. */
import { existsSync, readFileSync } from 'node:fs';
import { pino } from 'pino';
import { replayFeed } from '../../src/app/replay/replay.ts';
import { parsePapers } from '../../src/corpus/papers-file.ts';
import { renderTable } from './readme-table.ts';

const FEED = '../shared/feeds/hf_daily_papers';
const PERIOD = { from: '2024-05-27', to: '2025-06-30', count: 20 } as const;

export type MeasuredReplay = {
  readonly replayed: Awaited<ReturnType<typeof replayFeed>>;
  readonly seconds: number;
};

/** Undefined, and a line that says so, where the recorded feed is not here. */
export async function runReplay(tell: (line: string) => void): Promise<MeasuredReplay | undefined> {
  if (!existsSync(FEED)) {
    tell(`${FEED} is not here: nothing is replayed.`);
    return undefined;
  }
  const startMs = performance.now();
  const corpus = parsePapers(readFileSync('data/papers.jsonl', 'utf8')).papers;
  const replayed = await replayFeed({
    ...PERIOD,
    folder: FEED,
    corpus,
    log: pino({ level: 'silent' }),
  });
  const seconds = (performance.now() - startMs) / 1000;
  tell(`${seconds.toFixed(0)} s  ${FEED} is replayed`);
  for (const line of replayed.result.broken) tell(`   ${line}`);
  return { replayed, seconds };
}

export async function measureReplay(tell: (line: string) => void): Promise<string | undefined> {
  const measured = await runReplay(tell);
  if (measured === undefined) return undefined;
  const { result, days } = measured.replayed;
  const { destinations, sent, papers, repeats, lost, doubles, unknown, long } = result;
  const rows: readonly (readonly [string, string, string])[] = [
    ['feed days', String(days), '–'],
    ['destinations', String(destinations), '–'],
    ['messages', String(sent), '–'],
    ['papers shown as new or from the archive', String(papers), '–'],
    ['repeats', String(repeats), '0'],
    ['lost', String(lost), '0'],
    ['doubles', String(doubles), '0'],
    ['unknown', String(unknown), '0'],
    ['parents over 7 lines or 80 characters', String(long), '0'],
    ['alikeness within a digest, × the plain best', result.similarity.toFixed(3), '≤ 0.6'],
    ['score of a digest, × the plain best', result.agreement.toFixed(3), '≥ 0.9'],
  ];
  return renderTable([`${PERIOD.from} to ${PERIOD.to}`, 'measured', 'target'], rows);
}
