/**
 * What people paste as EMBEDDINGS_URL → the one address that is asked:
 *
 *     http://127.0.0.1:11434/v1   →   http://127.0.0.1:11434/v1/embeddings
 *
 * Servers document their base (Ollama, vLLM, OpenAI: …/v1), the whole address (Text Embeddings
 * Inference: …/v1/embeddings) or only a port. Whether somebody answers there is for the client.
 */

/** Where texts are sent, by which model they are read. */
export type EmbeddingSettings = {
  /** Of `POST …/embeddings`, whole. */
  readonly url: string;
  /** Host name of `url` without its port: who receives the texts, in words people may be shown. */
  readonly host: string;
  readonly model: string;
  /** Sent as a bearer token; a secret. */
  readonly apiKey: string | undefined;
};

/** `wrong` completes "EMBEDDINGS_URL …" and holds nothing of `text`. Total. */
export function parseEndpoint(
  text: string,
): Pick<EmbeddingSettings, 'url' | 'host'> | { readonly wrong: string } {
  const url = URL.canParse(text) ? new URL(text) : undefined;
  if (url === undefined || !/^https?:$/.test(url.protocol))
    return { wrong: 'is not a web address' };
  if (url.username !== '' || url.password !== '') {
    return { wrong: 'has a name or a password in it; a key goes into EMBEDDINGS_API_KEY' };
  }
  const path = url.pathname.replace(/\/+$/, '');
  if (/^\/api(?:\/embed(?:dings)?)?$/.test(path)) {
    return { wrong: "is of Ollama's own API; its OpenAI-compatible one ends in /v1" };
  }
  url.pathname = path.endsWith('/embeddings') ? path : `${path || '/v1'}/embeddings`;
  url.hash = '';
  return { url: url.href, host: url.hostname };
}
