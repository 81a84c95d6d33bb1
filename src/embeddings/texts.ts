/**
 * What is sent to be embedded: documents and queries as text, bounded, with the words in front
 * that a model was trained to see.
 */
import type { SearchDocument } from '../search/document.ts';

/** About 1,000 tokens. Nearly every abstract fits whole, and what it says it says at its start. */
const MAX_DOCUMENT_CHARS = 4000;

/** A longer query is a pasted text, whose start says what it is about. */
const MAX_QUERY_CHARS = 2000;

/** Every model takes as much; a text that is refused is tried by half, down to this. */
export const SHORTEST_CHARS = 250;

type Prefixes = {
  readonly models: RegExp;
  readonly document: string;
  readonly query: string;
};

/**
 * Servers pass texts on as they are, and these models rank badly without what they were trained
 * on. From their cards on huggingface.co, read November 2026: nomic-ai/nomic-embed-text-v1.5,
 * intfloat/e5-base-v2, mixedbread-ai/mxbai-embed-large-v1, BAAI/bge-base-en-v1.5.
 */
const PREFIXES: readonly Prefixes[] = [
  { models: /\bnomic-embed-text/i, document: 'search_document: ', query: 'search_query: ' },
  {
    models: /\be5-(?:small|base|large)(?!.*instruct)/i,
    document: 'passage: ',
    query: 'query: ',
  },
  {
    models: /\bmxbai-embed-large|\bbge-(?:small|base|large)-en/i,
    document: '',
    query: 'Represent this sentence for searching relevant passages: ',
  },
];

/** The same text is the same vector, so this is also what a vector is cached under. */
export function buildDocumentText(model: string, { title, abstract }: SearchDocument): string {
  return `${findPrefixes(model)?.document ?? ''}${bound(`${title}\n${abstract}`, MAX_DOCUMENT_CHARS)}`;
}

/** Empty for a query without a word. White space is collapsed. */
export function buildQueryText(model: string, query: string): string {
  const start = query.trim().slice(0, 2 * MAX_QUERY_CHARS);
  const text = bound(start.replace(/\s+/g, ' '), MAX_QUERY_CHARS);
  return /[\p{L}\p{N}]/u.test(text) ? `${findPrefixes(model)?.query ?? ''}${text}` : '';
}

function findPrefixes(model: string): Prefixes | undefined {
  return PREFIXES.find(({ models }) => models.test(model));
}

/** A half of a surrogate pair is no Unicode text, and some servers refuse it. */
function bound(text: string, maxChars: number): string {
  return text
    .trim()
    .slice(0, maxChars)
    .replace(/\p{Cs}/gu, '\uFFFD');
}
