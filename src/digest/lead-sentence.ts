/**
 * Picks the sentence of an abstract that says what its paper does. Verbatim or nothing: damaged
 * sentences and the cut-off end of a truncated abstract are never picked.
 */
import type { Paper } from '../model/paper.ts';
import { splitSentences } from '../model/sentence.ts';

/** Shorter is a fragment or a link ("Code is available."), longer no longer reads at a glance. */
const MIN_CHARS = 40;
const MAX_CHARS = 300;

/** First what the authors made, then what they did or found, then any word of theirs. */
const KINDS = [
  /\b(?:we|paper|work|article|report|study|survey|thesis)(?: \w+ly| also| here| first)?,? (?:propose|present|introduce|develop|release|describe|design|build|contribute|create)s?\b/iu,
  /\b(?:we|paper|work|article|report|study|survey|thesis)(?: \w+ly| also| here| first)?,? (?:show|demonstrate|stud(?:y|ies)|investigate|explore|examine|analy[sz]e|find|evaluate|train|address|revisit|survey|review|formulate|extend|appl(?:y|ies)|use|aim|seek|give|take|offer|provide|argue|prove|derive|observe|identify|identifies|compare|consider|focus|tackle)(?:s|es)?\b/iu,
  /\b(?:is|are) (?:proposed|presented|introduced|described)\b/iu,
  /\b(?:we|our|this (?:paper|work|article|report|study|survey|thesis))\b/iu,
];

/**
 * A substring of the abstract of at most 300 characters: the first sentence that says what the
 * paper proposes, else what it shows, else one that
 * speaks of it, else simply the first; undefined when none may be quoted.
 */
export function selectLeadSentence(
  paper: Pick<Paper, 'abstract' | 'damaged' | 'truncated'>,
): string | undefined {
  const { abstract, damaged, truncated } = paper;
  const spans = splitSentences(abstract);
  const sentences = (truncated ? spans.slice(0, -1) : spans)
    .filter((span) => !damaged.some(({ start, end }) => start < span.end && span.start < end))
    .map(({ start, end }) => abstract.slice(start, end))
    .filter(({ length }) => length >= MIN_CHARS && length <= MAX_CHARS);
  for (const kind of KINDS) {
    const found = sentences.find((sentence) => kind.test(sentence));
    if (found !== undefined) return found;
  }
  return sentences[0];
}
