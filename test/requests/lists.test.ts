/** What a list says of itself, over an index that answers as the test wants. */
import { describe, expect, it } from 'vitest';
import { createLibrary } from '../../src/app/library.ts';
import type { Library } from '../../src/requests/library.ts';
import { listRelated, listSimilar, searchPapers, showPage } from '../../src/requests/lists.ts';
import type { ResultsReply } from '../../src/requests/replies.ts';
import type { SearchHit, SearchResult } from '../../src/search/search-index.ts';
import { paper } from '../helpers/papers.ts';
import { openScratchStore } from '../store/scratch.ts';

const ASKER = { person: { teamId: 'T1', userId: 'U1' }, nowMs: Date.UTC(2026, 10, 21) };

const PAPERS = Array.from({ length: 30 }, (_, index) =>
  paper({
    id: `arxiv:2503.${String(index).padStart(5, '0')}`,
    title: `Paper ${index}`,
    abstract: 'We train an LLM. It answers questions.',
  }),
);

const hit = (id: string, known: Partial<SearchHit> = {}): SearchHit => ({
  id,
  score: 1,
  matches: [],
  related: [],
  lacks: [],
  parts: { words: 1, latent: 0, model: 0 },
  ...known,
});

async function openLibrary(result: Partial<SearchResult> = {}): Promise<Library> {
  const { memory } = await openScratchStore();
  const library = createLibrary(PAPERS, memory);
  const hits = PAPERS.map(({ id }) => hit(id));
  const nothing = { corrections: [], unknown: [], missingFields: [] };
  const found = { hits, total: hits.length, exact: hits.length, ...nothing, ...result };
  const index = {
    ...library.index,
    search: () => found,
    similar: (_: string, limit: number) => hits.slice(0, limit),
  };
  return { ...library, index };
}

const queryOf = ({ words, exact, uncorrected, suggestion }: ResultsReply) => ({
  words,
  exact,
  uncorrected,
  suggestion,
});

describe('a search', () => {
  it('tells how many words it has, how many papers have all, and what is likelier', async () => {
    const library = await openLibrary({ exact: 17, suggestion: 'graph models' });
    const reply = await searchPapers(library, ASKER, 'graph mdels year:2023');
    expect(queryOf(reply)).toEqual({
      words: 2,
      exact: 17,
      uncorrected: '',
      suggestion: 'graph models',
    });
    const again = await showPage(library, ASKER, reply.setId, 1);
    expect(again && queryOf(again)).toEqual(queryOf(reply));
  });

  it.each([
    ['qunatization of transformers', 'of transformers'],
    ['qunatization year:2023', ''],
    ['qunatization of the', ''],
  ])('can be made again without the repaired word: %j', async (text, uncorrected) => {
    const corrections = [{ typed: 'qunatization', used: 'quantization' }];
    const library = await openLibrary({ corrections });
    expect(await searchPapers(library, ASKER, text)).toMatchObject({ uncorrected });
  });

  it('says why, and marks related words in the excerpt, too', async () => {
    const related = [{ typed: 'large language model', found: 'LLM' }];
    const parts = { words: 0.5, latent: 0.5, model: 0 };
    const library = await openLibrary({ hits: [hit('arxiv:2503.00000', { related, parts })] });
    const { items } = await searchPapers(library, ASKER, 'large language model');
    expect(items[0]?.why).toEqual({ matches: [], related, meaning: 'also' });
    expect(items[0]?.excerpt).toMatchObject({
      text: 'We train an LLM.',
      marks: [{ start: 12, end: 15 }],
    });
  });
});

it('lists the twenty most similar papers', async () => {
  const reply = await listSimilar(await openLibrary(), ASKER, 'arxiv:2503.00000');
  expect(reply).toMatchObject({ total: 20, words: 0, nextPage: 1 });
});

it('makes no query of a message', async () => {
  const library = await openLibrary({ exact: 3, suggestion: 'other words' });
  const reply = await listRelated(library, ASKER, 'some words of a message');
  expect(reply).toMatchObject({ words: 0, uncorrected: '', suggestion: undefined });
});
