/**
 * Does a title find its paper first? Every title of the corpus is typed into `/papers`, once as
 * it is and once with a typo, and looked up as a person's would be.
 */
import { createLibrary } from '../../src/app/library.ts';
import { normalizeTitle } from '../../src/model/title.ts';
import { searchPapers } from '../../src/requests/lists.ts';
import { trainLatentSpace } from '../../src/search/latent-space.ts';
import { createRandom } from '../../src/search/seeded-random.ts';
import { openStore } from '../../src/store/store.ts';
import { loadPapers } from './collections.ts';
import { addTypo } from './typos.ts';

const SEED = 724;
const ASKER = { person: { teamId: 'quality', userId: 'quality' }, nowMs: 0 };

export type LookUp = {
  readonly papers: number;
  /** Shares of the papers, 0 to 1, that came first; of a title that two papers have, either may. */
  readonly exact: number;
  readonly withTypo: number;
  /** What was typed in vain. */
  readonly missed: readonly string[];
};

export async function measureTitleLookUp(): Promise<LookUp> {
  const papers = loadPapers();
  const store = await openStore({ file: ':memory:' });
  const library = createLibrary(papers, store.memory);
  library.index.useLatent(trainLatentSpace(library.index.inverted));
  const random = createRandom(SEED);

  /** The texts that did not find the paper with the title beside them. */
  const missedOf = async (typed: readonly { text: string; title: string }[]) => {
    const missed: string[] = [];
    for (const { text, title } of typed) {
      const { items } = await searchPapers(library, ASKER, text, { pageSize: 1 });
      const first = items[0]?.paper.title ?? '';
      if (normalizeTitle(first) !== normalizeTitle(title)) missed.push(text);
    }
    return missed;
  };

  const exact = await missedOf(papers.map(({ title }) => ({ text: title, title })));
  const withTypo = await missedOf(
    papers.map(({ title }) => ({ text: addTypo(title, random), title })),
  );
  await store.close();
  return {
    papers: papers.length,
    exact: 1 - exact.length / papers.length,
    withTypo: 1 - withTypo.length / papers.length,
    missed: [...exact, ...withTypo],
  };
}
