/**
 * One request to an OpenAI-compatible `/v1/embeddings`, and what became of it. It is made once;
 * who asks decides whether to ask again. Nothing of a text, of an answer or of the key is in what
 * comes back as the reason.
 */
import type { Clock } from '../model/clock.ts';
import { explainUnreachable, type ModelSettings } from '../model/endpoint.ts';
import { parseVectors } from './response.ts';

/** `why` completes "HOST …". */
export type EmbedOutcome =
  /** As many as texts, in their order, of length 1, all with as many numbers. */
  | { readonly kind: 'vectors'; readonly vectors: readonly Float32Array[] }
  /** Fewer or shorter texts may pass. */
  | { readonly kind: 'too_large'; readonly why: string }
  /** Passing: the same may be asked again, after `retryAfterMs` where the server said so. */
  | { readonly kind: 'busy'; readonly why: string; readonly retryAfterMs: number | undefined }
  /** Asking again brings nothing; somebody has to mend something. */
  | { readonly kind: 'refused'; readonly why: string };

export interface EmbeddingClient {
  /** Never throws. At least one text. */
  embed(texts: readonly string[], timeoutMs: number): Promise<EmbedOutcome>;
  /** Ends the requests under way; later ones are refused. */
  stop(): void;
}

/** 32 vectors of 8,192 numbers in JSON are 6 MB; what is larger is something else. */
const MAX_RESPONSE_BYTES = 16 * 1024 * 1024;

/** How servers say that there are too many texts, or too long ones: OpenAI, vLLM and Ollama 400, TEI 413 and 422. */
const TOO_LARGE = new Set([400, 413, 422]);

export function createEmbeddingClient(settings: ModelSettings, clock: Clock): EmbeddingClient {
  const { url, model, apiKey } = settings;
  const headers = {
    'content-type': 'application/json',
    ...(apiKey === undefined ? {} : { authorization: `Bearer ${apiKey}` }),
  };
  const underWay = new Set<AbortController>();
  let isStopped = false;

  return {
    async embed(texts, timeoutMs) {
      if (isStopped) return { kind: 'refused', why: 'is asked no more' };
      const abort = new AbortController();
      underWay.add(abort);
      let isLate = false;
      const cancel = clock.after(timeoutMs, () => {
        isLate = true;
        abort.abort();
      });
      try {
        const response = await fetch(url, {
          method: 'POST',
          headers,
          body: JSON.stringify({ model, input: texts }),
          // Texts and key are for the host that was named, not for whom that one names.
          redirect: 'manual',
          signal: abort.signal,
        });
        if (response.ok) return await readVectors(response, texts.length);
        await response.body?.cancel();
        return explainStatus(response, settings, clock.nowMs());
      } catch (error) {
        const why = isLate
          ? `did not answer within ${timeoutMs / 1000} s`
          : explainUnreachable(error);
        return { kind: 'busy', why, retryAfterMs: undefined };
      } finally {
        cancel();
        underWay.delete(abort);
      }
    },
    stop() {
      isStopped = true;
      for (const abort of underWay) abort.abort();
    },
  };
}

async function readVectors(response: Response, count: number): Promise<EmbedOutcome> {
  const chunks: Uint8Array[] = [];
  let sizeBytes = 0;
  for await (const chunk of response.body ?? []) {
    sizeBytes += chunk.length;
    // Leaving the loop ends the transfer.
    if (sizeBytes > MAX_RESPONSE_BYTES) return { kind: 'refused', why: 'sent far too much' };
    chunks.push(chunk);
  }
  const read = parseVectors(Buffer.concat(chunks).toString('utf8'), count);
  return 'wrong' in read
    ? { kind: 'refused', why: read.wrong }
    : { kind: 'vectors', vectors: read.vectors };
}

function explainStatus(
  { status, headers }: Response,
  { url, model, apiKey }: ModelSettings,
  nowMs: number,
): EmbedOutcome {
  if (status >= 300 && status < 400) {
    const why = `redirects ${nameTarget(headers, url)}: EMBEDDINGS_URL must be the address itself`;
    return { kind: 'refused', why };
  }
  if (TOO_LARGE.has(status)) {
    return { kind: 'too_large', why: `refuses every text (${status}): check EMBEDDINGS_MODEL` };
  }
  if (status === 401 || status === 403) {
    const what = apiKey === undefined ? 'wants an' : 'refuses the';
    return { kind: 'refused', why: `${what} EMBEDDINGS_API_KEY (${status})` };
  }
  if (status === 404 || status === 405) {
    return {
      kind: 'refused',
      why: `has no embeddings at that address, or no model “${model}” (${status})`,
    };
  }
  if (status === 408 || status === 429 || status >= 500) {
    const retryAfterMs = parseRetryAfter(headers.get('retry-after'), nowMs);
    const why = status === 429 ? 'asks for patience (429)' : `fails (${status})`;
    return { kind: 'busy', why, retryAfterMs };
  }
  return { kind: 'refused', why: `answers with status ${status}` };
}

function nameTarget(headers: Headers, url: string): string {
  const target = headers.get('location');
  if (target === null || !URL.canParse(target, url)) return 'elsewhere';
  return `to ${new URL(target, url).host}`;
}

/** Seconds or a date: RFC 9110, section 10.2.3. Undefined when it is neither. */
function parseRetryAfter(value: string | null, nowMs: number): number | undefined {
  if (value === null) return undefined;
  if (/^\d{1,9}$/.test(value)) return Number(value) * 1000;
  const atMs = Date.parse(value);
  return Number.isNaN(atMs) ? undefined : Math.max(0, atMs - nowMs);
}
