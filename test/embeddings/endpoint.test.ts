import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { parseEndpoint } from '../../src/embeddings/endpoint.ts';

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
    expect(parseEndpoint(text)).toEqual({ url, host: new URL(url).hostname });
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
    expect(parseEndpoint(text)).toEqual({ wrong: expect.stringContaining(hint) });
  });

  it('has a result for every text; what it accepts, it accepts again unchanged', () => {
    fc.assert(
      fc.property(fc.oneof(fc.string(), fc.webUrl({ withQueryParameters: true })), (text) => {
        const first = parseEndpoint(text);
        if ('url' in first) expect(parseEndpoint(first.url)).toEqual(first);
      }),
    );
  });
});
