/**
 * The body of an answer → vectors, in the order the texts were sent. A body that is anything but
 * one sound vector a text is refused whole: a vector under the wrong paper misleads every search.
 *
 * Shape: https://platform.openai.com/docs/api-reference/embeddings/create, which Ollama, vLLM and
 * Text Embeddings Inference follow.
 */
import { z } from 'zod';

const bodySchema = z.object({
  data: z.array(z.object({ index: z.int().min(0), embedding: z.array(z.number()).min(1) })),
});

/** Vectors of one length, each scaled to length 1; or what is wrong, completing "HOST …". Total. */
export function parseVectors(
  body: string,
  count: number,
): { readonly vectors: readonly Float32Array[] } | { readonly wrong: string } {
  const parsed = bodySchema.safeParse(parseJson(body));
  if (!parsed.success) return { wrong: 'did not answer with embeddings' };
  const { data } = parsed.data;
  if (data.length !== count) return { wrong: `sent ${data.length} vectors for ${count} texts` };
  const ordered = data.toSorted((a, b) => a.index - b.index);
  if (ordered.some(({ index }, place) => index !== place)) {
    return { wrong: 'did not say which vector is of which text' };
  }
  const dimension = ordered[0]?.embedding.length;
  if (ordered.some(({ embedding }) => embedding.length !== dimension)) {
    return { wrong: 'sent vectors of different lengths' };
  }
  const vectors = ordered.flatMap(({ embedding }) => scaleToUnit(embedding) ?? []);
  return vectors.length === count ? { vectors } : { wrong: 'sent a vector without a direction' };
}

/** Undefined when all numbers are 0, or too large to be added up. */
function scaleToUnit(numbers: readonly number[]): Float32Array | undefined {
  const length = Math.sqrt(numbers.reduce((sum, number) => sum + number * number, 0));
  if (length === 0 || !Number.isFinite(length)) return undefined;
  return Float32Array.from(numbers, (number) => number / length);
}

/** Undefined for text that is no JSON, which no schema accepts. */
function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
