/**
 * What people paste as the address of a model's server → the one address that is asked:
 *
 *     http://127.0.0.1:11434/v1   →   http://127.0.0.1:11434/v1/embeddings
 *
 * Servers document their base (Ollama, vLLM, OpenAI: …/v1), the whole address (Text Embeddings
 * Inference: …/v1/embeddings) or only a port. Whether somebody answers there is for who asks.
 */

/** Where texts are sent, by which model they are read. */
export type ModelSettings = {
  /** Of `POST …/embeddings` or `POST …/chat/completions`, whole. */
  readonly url: string;
  /** Host name of `url` without its port: who receives the texts, in words people may be shown. */
  readonly host: string;
  readonly model: string;
  /** Sent as a bearer token; a secret. */
  readonly apiKey: string | undefined;
};

/** What is asked there, as the protocol's path ends. */
export type ModelService = 'embeddings' | 'chat/completions';

/**
 * `wrong` completes "LLM_URL …" and holds nothing of `text`. Total. `keyVariable` is where a key
 * belongs that was put into the address.
 */
export function parseEndpoint(
  text: string,
  service: ModelService,
  keyVariable: string,
): Pick<ModelSettings, 'url' | 'host'> | { readonly wrong: string } {
  const url = URL.canParse(text) ? new URL(text) : undefined;
  if (url === undefined || !/^https?:$/.test(url.protocol))
    return { wrong: 'is not a web address' };
  if (url.username !== '' || url.password !== '') {
    return { wrong: `has a name or a password in it; a key goes into ${keyVariable}` };
  }
  const path = url.pathname.replace(/\/+$/, '');
  if (/^\/api(?:\/(?:embed(?:dings)?|chat|generate))?$/.test(path)) {
    return { wrong: "is of Ollama's own API; its OpenAI-compatible one ends in /v1" };
  }
  url.pathname = path.endsWith(`/${service}`) ? path : `${path || '/v1'}/${service}`;
  url.hash = '';
  return { url: url.href, host: url.hostname };
}

/** Completes "HOST …". fetch wraps the socket's error; its code says what happened, its message may hold anything. */
export function explainUnreachable(error: unknown): string {
  for (let link = error; link instanceof Error; link = link.cause) {
    if ('code' in link && typeof link.code === 'string') return `cannot be reached (${link.code})`;
  }
  return 'cannot be reached';
}
