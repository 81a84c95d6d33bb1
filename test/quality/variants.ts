/** Paperboy with one of its parts taken away, for `npm run ablation` and the glossary's column. */
import { loadGlossary } from '../../src/app/glossary-file.ts';
import type { GlossaryGroup } from '../../src/search/glossary.ts';
import { trainLatentSpace } from '../../src/search/latent-space.ts';
import type { Ranking } from '../../src/search/rank-documents.ts';
import { createSearchIndex } from '../../src/search/search-engine.ts';
import { createPaperboy, type Engine } from './engines.ts';

function createVariant(
  name: string,
  change: {
    readonly glossary?: readonly GlossaryGroup[];
    readonly acronyms?: false;
    readonly ranking?: Partial<Ranking>;
  },
): Engine {
  return createPaperboy(name, async (documents) => {
    const index = createSearchIndex(documents, { glossary: loadGlossary(), ...change });
    index.useLatent(trainLatentSpace(index.inverted));
    return index;
  });
}

export const WITHOUT_GLOSSARY = createVariant('without the glossary', { glossary: [] });

/** Each differs from Paperboy in the one thing its name says. */
export const VARIANTS: readonly Engine[] = [
  WITHOUT_GLOSSARY,
  createVariant('without acronyms', { acronyms: false }),
  createVariant('without the latent ranking', { ranking: { latent: 0 } }),
  createVariant('without smoothing', { ranking: { smoothing: 0 } }),
  createVariant('without latent and smoothing', { ranking: { latent: 0, smoothing: 0 } }),
  createVariant('title words like others', { ranking: { title: 1 } }),
];
