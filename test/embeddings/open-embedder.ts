/** An embedder between a server of the test's own, a store and a clock that stands still. */
import { pino } from 'pino';
import { expect, onTestFinished, vi } from 'vitest';
import { createEmbedder } from '../../src/embeddings/embedder.ts';
import type { Paper } from '../../src/model/paper.ts';
import type { ModelVectors } from '../../src/search/search-index.ts';
import { type Answer, type EmbeddingServer, sendJson } from '../helpers/embedding-server.ts';
import { paper } from '../helpers/papers.ts';
import { createWatchedClock } from '../helpers/watched-clock.ts';
import { openScratchStore } from '../store/scratch.ts';

export const fail: Answer = (_, response) => sendJson(response, 500, '');

/** So many papers, each with words of its own. */
export function papers(count: number, from = 0): Paper[] {
  return Array.from({ length: count }, (_, place) => {
    const name = `${from + place}`.padStart(5, '0');
    return paper({ id: `arxiv:2503.${name}`, title: `Paper ${name}`, abstract: `About ${name}.` });
  });
}

/** An embedder at work on its own store, and all that can be seen of it. */
export async function openEmbedder(
  server: EmbeddingServer,
  { file = ':memory:', model = server.settings.model } = {},
) {
  const store = await openScratchStore(file);
  const clock = createWatchedClock();
  const { waits } = clock;
  const logged: Record<string, unknown>[] = [];
  const log = pino({ level: 'info' }, { write: (line) => void logged.push(JSON.parse(line)) });
  const settings = { ...server.settings, model };
  const embedder = createEmbedder({ settings, cache: store.vectors, clock, log });
  onTestFinished(() => embedder.stop());
  /** What the index was given, in order. */
  const used: ModelVectors[] = [];
  const start = (documents: readonly Paper[]) => embedder.start(documents, (v) => used.push(v));
  const said = (text: string) => logged.filter(({ msg }) => String(msg).includes(text));
  const isReady = () => vi.waitFor(() => expect(said('embeddings are ready')).not.toEqual([]));
  const letGo = async () => {
    await embedder.stop();
    await store.close();
  };
  return { embedder, store, clock, waits, logged, said, used, start, isReady, letGo };
}
