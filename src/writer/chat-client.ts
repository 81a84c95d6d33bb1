/**
 * One question to an OpenAI-compatible `/v1/chat/completions`, and the text that came of it. It is
 * streamed, so that what came before the deadline counts. Nothing of a text, of an answer or of
 * the key is in what comes back as the reason.
 */
import type { OpenAI } from 'openai';
import { z } from 'zod';
import type { Clock } from '../model/clock.ts';
import { explainUnreachable, type ModelSettings } from '../model/endpoint.ts';
import type { Message } from './prompt.ts';

export type Draft =
  /** As far as it got; `isCut` = the deadline or the length ended it. */
  | { readonly kind: 'text'; readonly text: string; readonly isCut: boolean }
  /** `why` completes "HOST …". */
  | { readonly kind: 'failed'; readonly why: string };

/** How long somebody waits: for the first piece, and for all of it. */
export type Patience = { readonly firstMs: number; readonly totalMs: number };

export interface ChatClient {
  /** Never throws. */
  complete(messages: readonly Message[], patience: Patience): Promise<Draft>;
}

/** Four sentences are 200 tokens; the rest is for a model that thinks aloud before it writes. */
const MAX_TOKENS = 1500;

/** A token of a stream is a line of some 300 bytes. */
const MAX_RESPONSE_BYTES = 1024 * 1024;

/** Of an answer that comes whole though a stream was asked for. */
const completionSchema = z.object({
  choices: z
    .array(
      z.object({
        message: z.object({ content: z.string().nullish() }),
        finish_reason: z.string().nullish(),
      }),
    )
    .min(1),
});

/** The same for one piece; servers send pieces without choices too, with figures of use. */
const chunkSchema = z.object({
  choices: z
    .array(
      z.object({
        delta: z.object({ content: z.string().nullish() }).nullish(),
        finish_reason: z.string().nullish(),
      }),
    )
    .nullish(),
});

class TooMuchError extends Error {}
class UnreadableError extends Error {}
const UNREADABLE = [UnreadableError, z.ZodError, SyntaxError];

export function createChatClient(settings: ModelSettings, clock: Clock): ChatClient {
  /** OpenAI's newer models refuse `max_tokens` and any temperature; older servers know no other. */
  let isPlain = false;

  return {
    async complete(messages, patience) {
      const abort = new AbortController();
      let late: 'first' | 'total' | undefined;
      const expire = (which: 'first' | 'total') => () => {
        late ??= which;
        abort.abort();
      };
      const cancelTotal = clock.after(patience.totalMs, expire('total'));
      const cancelFirst = clock.after(patience.firstMs, expire('first'));
      let text = '';
      const add = (piece: string) => {
        cancelFirst();
        text += piece;
      };
      try {
        const client = await openClient(settings);
        const ask = (plain: boolean) =>
          request(client, { settings, messages, plain, signal: abort.signal });
        const answered = await ask(isPlain).catch(async (error: unknown) => {
          if (isPlain || statusOf(error) !== 400) throw error;
          const again = await ask(true);
          isPlain = true;
          return again;
        });
        const end = await readAnswer(answered, add);
        if (late !== undefined) return explainLate(late, text, patience);
        if (end === 'content_filter') return { kind: 'failed', why: 'refuses to answer' };
        return { kind: 'text', text, isCut: end === 'length' };
      } catch (error) {
        if (late !== undefined) return explainLate(late, text, patience);
        return { kind: 'failed', why: explainFailure(error, settings, text !== '') };
      } finally {
        cancelTotal();
        cancelFirst();
      }
    },
  };
}

function explainLate(late: 'first' | 'total', text: string, patience: Patience): Draft {
  if (text !== '') return { kind: 'text', text, isCut: true };
  const waitedMs = late === 'first' ? patience.firstMs : patience.totalMs;
  return { kind: 'failed', why: `did not begin within ${waitedMs / 1000} s` };
}

/** Loaded when it is first needed: most run without a writer. */
async function openClient({ url, apiKey }: ModelSettings): Promise<OpenAI> {
  const { OpenAI: Client } = await import('openai');
  const base = new URL(url);
  base.pathname = base.pathname.replace(/\/chat\/completions$/, '');
  const defaultQuery = Object.fromEntries(base.searchParams);
  base.search = '';
  return new Client({
    baseURL: base.href,
    defaultQuery,
    // The package wants one; what is sent is decided below.
    apiKey: apiKey ?? 'none',
    organization: null,
    project: null,
    maxRetries: 0,
    logLevel: 'off',
    fetch: (address, init) => fetchBounded(address, init, apiKey),
  });
}

/**
 * Only these headers: the package's own tell the machine's system and take more from the
 * environment. Texts and key are for the host that was named, not for whom that one names.
 */
async function fetchBounded(
  address: Parameters<typeof fetch>[0],
  init: RequestInit | undefined,
  apiKey: string | undefined,
): Promise<Response> {
  const response = await fetch(address, {
    ...init,
    headers: {
      'content-type': 'application/json',
      accept: 'text/event-stream, application/json',
      ...(apiKey === undefined ? {} : { authorization: `Bearer ${apiKey}` }),
    },
    redirect: 'manual',
  });
  let sizeBytes = 0;
  const bounded = response.body?.pipeThrough(
    new TransformStream<Uint8Array, Uint8Array>({
      transform(chunk, controller) {
        sizeBytes += chunk.length;
        if (sizeBytes > MAX_RESPONSE_BYTES) controller.error(new TooMuchError());
        else controller.enqueue(chunk);
      },
    }),
  );
  const { status, statusText, headers } = response;
  return new Response(bounded ?? null, { status, statusText, headers });
}

type Answered = { readonly data: AsyncIterable<unknown>; readonly response: Response };

function request(
  client: OpenAI,
  asked: {
    readonly settings: ModelSettings;
    readonly messages: readonly Message[];
    readonly plain: boolean;
    readonly signal: AbortSignal;
  },
): Promise<Answered> {
  const { settings, messages, plain, signal } = asked;
  const limits = plain
    ? { max_completion_tokens: MAX_TOKENS }
    : { max_tokens: MAX_TOKENS, temperature: 0 };
  return client.chat.completions
    .create({ model: settings.model, messages: [...messages], stream: true, ...limits }, { signal })
    .withResponse();
}

/** Why the model ended, in the protocol's words, where the server says. */
async function readAnswer(
  { data, response }: Answered,
  add: (piece: string) => void,
): Promise<string | undefined> {
  if (response.headers.get('content-type')?.startsWith('application/json') === true) {
    const [choice] = completionSchema.parse(await response.json()).choices;
    add(choice?.message.content ?? '');
    return choice?.finish_reason ?? undefined;
  }
  let end: string | undefined;
  let isAny = false;
  for await (const chunk of data) {
    const choice = chunkSchema.parse(chunk).choices?.[0];
    add(choice?.delta?.content ?? '');
    end = choice?.finish_reason ?? end;
    isAny = true;
  }
  if (!isAny) throw new UnreadableError();
  return end;
}

function statusOf(error: unknown): number | undefined {
  return error instanceof Error && 'status' in error && typeof error.status === 'number'
    ? error.status
    : undefined;
}

/** `hasBegun`: some of the answer had come. What a server says of its error is not repeated. */
function explainFailure(error: unknown, settings: ModelSettings, hasBegun: boolean): string {
  for (let link = error; link instanceof Error; link = link.cause) {
    if (link instanceof TooMuchError) return 'sent far too much';
    if (UNREADABLE.some((kind) => link instanceof kind)) return 'sent what nobody can read';
  }
  const status = statusOf(error);
  if (status !== undefined) return explainStatus(status, settings);
  const isReported = error instanceof Error && 'error' in error && error.error !== undefined;
  return hasBegun || isReported ? 'broke off' : explainUnreachable(error);
}

function explainStatus(status: number, { model, apiKey }: ModelSettings): string {
  if (status >= 300 && status < 400) return 'redirects: LLM_URL must be the address itself';
  if (status === 401 || status === 403) {
    return `${apiKey === undefined ? 'wants an' : 'refuses the'} LLM_API_KEY (${status})`;
  }
  if (status === 404 || status === 405) {
    return `has no chat at that address, or no model “${model}” (${status})`;
  }
  if (status === 429) return 'asks for patience (429)';
  return status >= 500 ? `fails (${status})` : `refuses the question (${status}): check LLM_MODEL`;
}
