import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, it, onTestFinished, vi } from 'vitest';
import { serializePapers } from '../../src/corpus/papers-file.ts';
import { sendJson, startEmbeddingServer } from '../helpers/embedding-server.ts';
import { paper } from '../helpers/papers.ts';
import { botMessages, read } from '../helpers/screen.ts';
import { openStage } from '../helpers/stage.ts';

const PAPERS = ['Diffusion models', 'Pruning networks', 'River otters'].map((title, place) =>
  paper({ id: `arxiv:2503.0000${place}`, title, abstract: `A study of ${title}.` }),
);

async function openEmbeddingStage(server: Awaited<ReturnType<typeof startEmbeddingServer>>) {
  const folder = mkdtempSync(join(tmpdir(), 'paperboy-embeddings-'));
  const corpusFile = join(folder, 'papers.jsonl');
  writeFileSync(corpusFile, serializePapers(PAPERS));
  const stage = await openStage('http', {
    embeddings: { ...server.settings, apiKey: 'test-embeddings-key' },
    storeFile: join(folder, 'paperboy.db'),
    corpusFile,
  });
  onTestFinished(async () => {
    await stage.stop();
    rmSync(folder, { recursive: true });
  });
  const said = (text: string) => stage.logged.filter(({ msg }) => String(msg).includes(text));
  return { stage, said };
}

describe('with an embedding model', () => {
  it('papers are sent once, and of what people type its words alone', async () => {
    const server = await startEmbeddingServer();
    const { stage, said } = await openEmbeddingStage(server);
    await vi.waitFor(() => expect(said('embeddings are ready')).toHaveLength(1));
    const ofPapers = server.requests.length;
    expect(server.requests.flatMap(({ input }) => input)).toHaveLength(3);

    await stage.restart();
    await vi.waitFor(() => expect(said('embeddings are ready')).toHaveLength(2));
    expect(server.requests).toHaveLength(ofPapers);

    const ada = stage.workspace.as('U0ADA');
    await ada.command('C0GENERAL', '/papers', 'diffusion year:2023 has:code -video "chain of"');
    await stage.idle();
    await ada.command('C0GENERAL', '/papers', 'year:2023 has:code');
    await stage.idle();
    ada.say('C0GENERAL', '@paperboy How does @ben prune networks in #general?');
    await stage.workspace.until(() => botMessages(stage, 'C0GENERAL', 'U0BEN').length > 0);
    await stage.idle();
    const typed = server.requests.slice(ofPapers);
    expect(typed.flatMap(({ input }) => input)).toEqual([
      'diffusion chain of',
      'How does prune networks in #general?',
    ]);
    expect(JSON.stringify(typed)).not.toMatch(/U0ADA|U0BEN|C0GENERAL|T0/);
    expect(typed.every(({ headers }) => headers.authorization)).toBe(true);
    expect(JSON.stringify(stage.logged)).not.toMatch(/test-embeddings-key|prune/);
  });

  it('that refuses, people get what they got without it, and the log one warning', async () => {
    const server = await startEmbeddingServer((_, response) => sendJson(response, 401, ''));
    const { stage, said } = await openEmbeddingStage(server);
    await vi.waitFor(() => expect(said('embeddings are off for now')).toHaveLength(1));
    const ada = stage.workspace.as('U0ADA');
    await ada.command('C0GENERAL', '/papers', 'diffusion models');
    await stage.idle();
    const [reply] = botMessages(stage, 'C0GENERAL', 'U0ADA');
    expect(reply && read(reply)).toMatch(/diffusion models/);
    expect(server.requests).toHaveLength(1);
    expect(stage.logged.filter(({ level }) => Number(level) > 30)).toHaveLength(1);
    expect(JSON.stringify(stage.logged)).not.toContain('test-embeddings-key');
  });
});
