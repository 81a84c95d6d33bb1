import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { parse } from 'yaml';
import { createLibrary } from '../../src/app/library.ts';
import { parsePapers } from '../../src/corpus/papers-file.ts';
import { askQuestion } from '../../src/requests/ask.ts';
import { EXAMPLE_QUESTIONS } from '../../src/requests/examples.ts';
import { learnAtOnce } from '../helpers/learn-at-once.ts';
import { openScratchStore } from '../store/scratch.ts';

describe('the example questions', () => {
  it('are those of the manifest', () => {
    const manifest = parse(readFileSync('manifest.yml', 'utf8'));
    expect(EXAMPLE_QUESTIONS).toEqual(manifest.features.agent_view.suggested_prompts);
  });

  it('are each answered from the corpus', async () => {
    const { papers } = parsePapers(readFileSync('data/papers.jsonl', 'utf8'));
    const library = createLibrary(papers, (await openScratchStore()).memory);
    const { index } = library;
    const { signal } = new AbortController();
    await learnAtOnce(
      index.inverted,
      ({ space, vectors }) => index.useLatent(space, vectors),
      signal,
    );
    const asker = { person: { teamId: 'T1', userId: 'U1' }, nowMs: 0 };
    const outcomes = await Promise.all(
      EXAMPLE_QUESTIONS.map(async ({ message }) => {
        const reply = await askQuestion(library, asker, message);
        return [message, reply.kind === 'answer' ? reply.outcome : reply.kind];
      }),
    );
    expect(outcomes).toEqual(EXAMPLE_QUESTIONS.map(({ message }) => [message, 'answer']));
  }, 20_000);
});
