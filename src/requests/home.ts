/**
 * What App Home shows a person: what the bot can do, their papers, their searches, the corpus; to
 * an admin also what the answers lack.
 */
import {
  type Asker,
  countCorpus,
  EXAMPLES,
  findPapers,
  type Library,
  nameWriter,
} from './library.ts';
import { buildMissReport } from './misses.ts';
import type { HomeReply, SubscriptionItem } from './replies.ts';

const SAVED_SHOWN = 10;
const SEARCHES_SHOWN = 5;
const MISSES_SHOWN = 10;

export async function buildHome(
  library: Library,
  asker: Asker,
  {
    isAdmin,
    subscriptions,
  }: { readonly isAdmin: boolean; readonly subscriptions: readonly SubscriptionItem[] },
): Promise<HomeReply> {
  const { memory, papers, outside } = library;
  const saved = findPapers(library, await memory.saves.list(asker.person));
  return {
    kind: 'home',
    corpus: countCorpus(papers),
    saved: saved.slice(0, SAVED_SHOWN),
    savedTotal: saved.length,
    searches: await memory.history.recent(asker.person, SEARCHES_SHOWN),
    examples: EXAMPLES,
    subscriptions,
    outside,
    writer: nameWriter(library),
    report: isAdmin ? await buildMissReport(memory, asker.person.teamId, MISSES_SHOWN) : undefined,
  };
}
