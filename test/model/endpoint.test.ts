import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { parseEndpoint } from '../../src/model/endpoint.ts';

const readUrl = (text: string) => parseEndpoint(text, 'embeddings', 'EMBEDDINGS_API_KEY');

describe('parseEndpoint', () => {
  it.each([
    ['http://127.0.0.1:11434/v1', 'http://127.0.0.1:11434/v1/embeddings'],
    ['http://127.0.0.1:11434/v1/', 'http://127.0.0.1:11434/v1/embeddings'],
    ['http://127.0.0.1:11434/v1/embeddings', 'http://127.0.0.1:11434/v1/embeddings'],
    ['http://127.0.0.1:11434/v1/embeddings/', 'http://127.0.0.1:11434/v1/embeddings'],
    ['http://localhost:11434', 'http://localhost:11434/v1/embeddings'],
    ['http://localhost:8080/', 'http://localhost:8080/v1/embeddings'],
    ['HTTPS://API.OpenAI.com/v1', 'https://api.openai.com/v1/embeddings'],
    ['https://openrouter.ai/api/v1', 'https://openrouter.ai/api/v1/embeddings'],
    [
      'https://models.example.org/v1beta/openai/#top',
      'https://models.example.org/v1beta/openai/embeddings',
    ],
    [
      'https://x.example.org/deployments/a?api-version=1',
      'https://x.example.org/deployments/a/embeddings?api-version=1',
    ],
  ])('reads %s', (text, url) => {
    expect(readUrl(text)).toEqual({
      url,
      host: new URL(url).hostname,
    });
  });

  it.each([
    ['localhost:11434/v1', 'web address'],
    ['127.0.0.1:11434', 'web address'],
    ['ftp://x.example.org/v1', 'web address'],
    ['nomic-embed-text', 'web address'],
    ['http://', 'web address'],
    ['http://ada:secret@x.example.org/v1', 'EMBEDDINGS_API_KEY'],
    ['http://token@x.example.org/v1', 'EMBEDDINGS_API_KEY'],
    ['http://localhost:11434/api', '/v1'],
    ['http://localhost:11434/api/embed', '/v1'],
    ['http://localhost:11434/api/embeddings/', '/v1'],
  ])('refuses %s', (text, hint) => {
    expect(readUrl(text)).toEqual({
      wrong: expect.stringContaining(hint),
    });
  });

  it.each([
    ['http://127.0.0.1:11434', 'http://127.0.0.1:11434/v1/chat/completions'],
    ['https://x.example.org/v1/', 'https://x.example.org/v1/chat/completions'],
    ['https://x.example.org/v1/chat/completions', 'https://x.example.org/v1/chat/completions'],
    ['https://x.example.org/a?v=1', 'https://x.example.org/a/chat/completions?v=1'],
  ])('reads %s for a chat', (text, url) => {
    const read = parseEndpoint(text, 'chat/completions', 'LLM_API_KEY');
    expect(read).toEqual({ url, host: new URL(url).hostname });
  });

  it.each([
    ['http://token@x.example.org/v1', 'LLM_API_KEY'],
    ['http://localhost:11434/api/chat', '/v1'],
    ['http://localhost:11434/api/generate', '/v1'],
  ])('refuses %s for a chat', (text, hint) => {
    const read = parseEndpoint(text, 'chat/completions', 'LLM_API_KEY');
    expect(read).toEqual({ wrong: expect.stringContaining(hint) });
  });

  it('has a result for every text; what it accepts, it accepts again unchanged', () => {
    fc.assert(
      fc.property(fc.oneof(fc.string(), fc.webUrl({ withQueryParameters: true })), (text) => {
        const first = readUrl(text);
        if ('url' in first) expect(readUrl(first.url)).toEqual(first);
      }),
    );
  });
});
