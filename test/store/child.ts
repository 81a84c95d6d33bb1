/**
 * A second Paperboy, run as `child.ts hold FILE` (opens the store and keeps it) or
 * `child.ts write FILE` (begins editions and claims posts without end). Prints one line for each
 * thing that is done, only once it is done.
 */
import { openStore } from '../../src/store/store.ts';

const [mode, file = ''] = process.argv.slice(2);
const store = await openStore({ file });
process.stdout.write('open\n');
process.stdin.resume();

for (let count = 0; mode === 'write'; count += 1) {
  const destination = { teamId: 'T1', channelId: `C${count}` };
  const key = { destination, series: 'digest', day: '2025-11-03' } as const;
  const paperIds = ['arxiv:2503.02130', 'arxiv:2503.02131'];
  const about = { kind: 'papers', remaining: 0, silence: undefined, missed: [], dueMs: 1 } as const;
  await store.ledger.begin({ ...key, ...about, paperIds }, 1);
  await store.ledger.claim(key, 'parent', 1);
  // The kill lands anywhere, also where the next write is half done.
  await new Promise((done) => process.stdout.write(`${destination.channelId}\n`, done));
}
