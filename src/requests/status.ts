/** What `/papers status` says: what is held, since when, and when the next digest comes. */
import type { DigestLog, DigestSchedule } from '../digest/digest.ts';
import { nextDueMs } from '../digest/schedule.ts';
import { countCorpus, type Library } from './library.ts';
import type { StatusReply } from './replies.ts';

export async function buildStatus(options: {
  readonly library: Library;
  readonly digestLog: DigestLog;
  /** Undefined when no digest is configured. */
  readonly schedule: DigestSchedule | undefined;
  readonly version: string;
  readonly startedMs: number;
  readonly nowMs: number;
}): Promise<StatusReply> {
  const { library, digestLog, schedule, version, startedMs, nowMs } = options;
  const latest = schedule && (await digestLog.latest(schedule.destination));
  return {
    kind: 'status',
    version,
    corpus: countCorpus(library.papers),
    digest: schedule && {
      channelId: schedule.destination.channelId,
      zone: schedule.zone,
      time: [schedule.hour, schedule.minute].map((part) => String(part).padStart(2, '0')).join(':'),
      nextDueMs: nextDueMs(schedule, nowMs),
      lastDay: latest?.day,
    },
    startedMs,
  };
}
