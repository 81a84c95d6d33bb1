import { describe, expect, it } from 'vitest';
import { createAnswerer } from '../../src/answer/create-answerer.ts';
import { createLibrary } from '../../src/app/library.ts';
import { askQuestion } from '../../src/requests/ask.ts';
import type { Library } from '../../src/requests/library.ts';
import { listRelated, listSimilar, searchPapers, showPage } from '../../src/requests/lists.ts';
import type { SearchIndex } from '../../src/search/search-index.ts';
import { paper } from '../helpers/papers.ts';
import { openScratchStore } from '../store/scratch.ts';

const ASKER = { person: { teamId: 'T1', userId: 'U1' }, nowMs: 0 };
const PAPERS = [
  paper({ id: 'arxiv:2503.00001', title: 'Otters', abstract: 'Otters hold hands asleep.' }),
  paper({ id: 'arxiv:2503.00002', title: 'Badgers', abstract: 'Badgers dig setts.' }),
];

/** A library whose model gives a vector with the text's length, and what came of it. */
async function openLibrary() {
  const { memory } = await openScratchStore();
  const texts: string[] = [];
  const vectors: (Float32Array | undefined)[] = [];
  const made = createLibrary(PAPERS, memory, {
    host: 'models.example.org',
    embedQuery: async (text) => {
      texts.push(text);
      return Float32Array.of(text.length);
    },
  });
  const index: SearchIndex = {
    ...made.index,
    search(query, limit, modelQuery) {
      // Of no hits the index is asked how common a word is, which is no search.
      if (limit > 0) vectors.push(modelQuery);
      return made.index.search(query, limit, modelQuery);
    },
  };
  const answerer = createAnswerer({ index, documents: made.byId });
  const library: Library = { ...made, index, answerer };
  return { library, texts, vectors };
}

describe('a model', () => {
  it.each([
    ['asleep', 'asleep'],
    ['Otters year:2023 title:hands -video "hold hands"', 'otters hold hands'],
  ])('is given the words of the search %s', async (typed, text) => {
    const { library, texts, vectors } = await openLibrary();
    const { setId } = await searchPapers(library, ASKER, typed);
    await showPage(library, ASKER, setId, 0);
    expect(texts).toEqual([text, text]);
    expect(vectors).toEqual([Float32Array.of(text.length), Float32Array.of(text.length)]);
  });

  it('is not asked about a paper that is named', async () => {
    const { library, texts } = await openLibrary();
    await searchPapers(library, ASKER, 'otters');
    await searchPapers(library, ASKER, 'https://arxiv.org/abs/2503.99999');
    expect(texts).toEqual([]);
  });

  it('is given a question and a message as they are', async () => {
    const { library, texts, vectors } = await openLibrary();
    await askQuestion(library, ASKER, 'Do otters hold hands?');
    await listRelated(library, ASKER, 'Otters: year:2023 -asleep');
    expect(texts).toEqual(['Do otters hold hands?', 'Otters: year:2023 -asleep']);
    expect(vectors).toEqual([Float32Array.of(21), Float32Array.of(25)]);
  });

  it('is not asked for papers like another', async () => {
    const { library, texts } = await openLibrary();
    await listSimilar(library, ASKER, 'arxiv:2503.00001');
    expect(texts).toEqual([]);
  });

  it('is named as who receives what is typed', async () => {
    const { library } = await openLibrary();
    expect(library.outside).toEqual({ host: 'models.example.org' });
  });

  it('that there is none of, nobody outside is named', async () => {
    const { memory } = await openScratchStore();
    const library = createLibrary(PAPERS, memory);
    expect(library.outside).toBeUndefined();
    expect(await library.embedQuery('otters')).toBeUndefined();
  });
});
