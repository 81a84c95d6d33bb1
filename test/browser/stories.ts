/**
 * Everything the bot draws in the story tests (`test/e2e`), each drawing once. The stories are run
 * for it, in a process of their own: about a minute.
 */
import { execFile } from 'node:child_process';
import { createHash } from 'node:crypto';
import { mkdtemp, readdir, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import type { Json } from '../../src/workspace/page-protocol.ts';

const ROOT = fileURLToPath(new URL('../../', import.meta.url));

export type Drawing = {
  /** Of what can be seen: the same in every run. */
  readonly hash: string;
  readonly kind: 'message' | 'modal' | 'home';
  /** The message's arguments, or the view, as the bot sent them. */
  readonly payload: Json;
};

/** In order of hash. Rejects with their output when the stories fail. */
export async function collectDrawings(): Promise<readonly Drawing[]> {
  const folder = await mkdtemp(join(tmpdir(), 'paperboy-stories-'));
  try {
    const vitest = join(ROOT, 'node_modules/vitest/vitest.mjs');
    const patience = ['--testTimeout=60000', '--hookTimeout=60000'];
    await promisify(execFile)(process.execPath, [vitest, 'run', '--dir', 'test/e2e', ...patience], {
      cwd: ROOT,
      env: { ...process.env, PAPERBOY_KEEP_STORIES: folder },
    });
    const names = await readdir(folder);
    const texts = await Promise.all(names.map((name) => readFile(join(folder, name), 'utf8')));
    const drawings = texts
      .flatMap((text) => text.split('\n').filter((line) => line !== ''))
      .map((line) => toDrawing(JSON.parse(maskUnseen(line))));
    const byHash = new Map(drawings.map((drawing) => [drawing.hash, drawing]));
    return [...byHash.values()].toSorted((a, b) => (a.hash < b.hash ? -1 : 1));
  } finally {
    await rm(folder, { recursive: true });
  }
}

/** What a failure is found by in the log, and where a link to a message leads: another each time. */
function maskUnseen(line: string): string {
  return line
    .replaceAll(/“[0-9a-f]{8}”/g, '“00000000”')
    .replaceAll(/http:\/\/127\.0\.0\.1:\d+\/archives\/[^"\\]+/g, 'http://127.0.0.1/archives/C0/p0');
}

type Sent = Json & { readonly view?: Json & { readonly type: 'modal' | 'home' } };

function toDrawing(sent: Sent): Drawing {
  const kind = sent.view?.type ?? 'message';
  const payload = sent.view ?? sent;
  const { title, submit, close, blocks } = payload as Record<string, unknown>;
  const seen = JSON.stringify({ kind, title, submit, close, blocks }, dropUnseen);
  return { hash: createHash('sha256').update(seen).digest('hex').slice(0, 10), kind, payload };
}

/** Ids and values, which differ from run to run or by where in a conversation it was sent. */
const UNSEEN = new Set(['block_id', 'action_id', 'value', 'private_metadata', 'external_id', 'ts']);

function dropUnseen(key: string, value: unknown): unknown {
  return UNSEEN.has(key) ? undefined : value;
}
