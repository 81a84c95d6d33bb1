/** What App Home shows a person: what the bot can do, their papers, their searches, the corpus. */
import { type Asker, countCorpus, EXAMPLES, findPapers, type Library } from './library.ts';
import type { HomeReply } from './replies.ts';

const SAVED_SHOWN = 10;
const SEARCHES_SHOWN = 5;

export async function buildHome(library: Library, asker: Asker): Promise<HomeReply> {
  const { memory, papers, outside } = library;
  const saved = findPapers(library, await memory.saves.list(asker.person));
  return {
    kind: 'home',
    corpus: countCorpus(papers),
    saved: saved.slice(0, SAVED_SHOWN),
    savedTotal: saved.length,
    searches: await memory.history.recent(asker.person, SEARCHES_SHOWN),
    examples: EXAMPLES,
    outside,
  };
}
