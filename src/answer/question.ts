/**
 * Reads a question down to the words that carry its subject:
 *
 *     What is the best way to fine-tune a LLaMA model?   →   fine-tune, llama, model
 *
 * Stop words are the search's. It does not judge whether the text is a question at all.
 */
import { tokenize } from '../search/tokens.ts';

/** One subject word; a text has it when it has the word itself or, for a compound, all parts. */
export type QuestionWord = {
  /** Normalised, as `tokenize` gives it. */
  readonly word: string;
  readonly term: string;
  /** A compound's parts without stop words; empty for a word that is none. */
  readonly parts: readonly Pick<QuestionWord, 'word' | 'term'>[];
};

/**
 * Words that frame a question or are said to be polite, and are the subject of none. Search keeps
 * them, since a title may have them; here they would count as something the answer must state.
 */
const FRAME_WORDS: ReadonlySet<string> = new Set(
  `best better good way ways kind kinds type types example examples thing things use uses used using
  work works worked working mean means meant meaning happen happens exist exists existing called
  know known explain describe define list recommend suggest summarize summarise compare difference
  differences different make makes help helps currently nowadays recent recently latest new today
  actually really possible able current like look looking want wanted need needed come
  people paper papers article articles study studies research work question answer
  hello hi hey thanks thank good morning afternoon evening night bye ok okay cool great nice`
    .split(/\s+/)
    .filter((word) => word !== ''),
);

/** Slack's advice for the longest message text; a longer one is no question but a document. */
const MAX_QUESTION_CHARS = 4000;
/** Reading stops there: a pasted abstract has about so many different subject words. */
const MAX_WORDS = 128;

/** Subject words in the order asked, each term once. Empty for no question or a huge one. Total. */
export function parseQuestion(text: string): readonly QuestionWord[] {
  if (text.length > MAX_QUESTION_CHARS) return [];
  const words = new Map<string, QuestionWord>();
  let parts: Pick<QuestionWord, 'word' | 'term'>[] = [];
  for (const { word, term, kind, stop } of tokenize(text)) {
    if (kind === 'part') {
      if (!stop) parts.push({ word, term });
      continue;
    }
    parts = [];
    if (!stop && !FRAME_WORDS.has(word) && !words.has(term)) words.set(term, { word, term, parts });
  }
  return [...words.values()].slice(0, MAX_WORDS);
}
