/**
 * Reads a question down to the words that carry its subject:
 *
 *     What is the best way to fine-tune a LLaMA model?   →   fine-tune, llama, model
 *
 * Stop words are the search's. It does not judge whether the text is a question at all.
 */
import { tokenize } from '../search/tokens.ts';
import type { QuestionKind } from './answer.ts';
import { readKind } from './question-kind.ts';

/** One subject word; a text has it when it has the word itself or, for a compound, all parts. */
export type QuestionWord = {
  /** Normalised, as `tokenize` gives it. */
  readonly word: string;
  readonly term: string;
  /** A compound's parts without stop words; empty for a word that is none. */
  readonly parts: readonly Pick<QuestionWord, 'word' | 'term'>[];
  /** Written as names are: capitals or digits within a word, a capital within a sentence. */
  readonly isName: boolean;
};

export type Question = {
  readonly kind: QuestionKind;
  /** In the order asked, each term once. Empty for no question or a huge one. */
  readonly words: readonly QuestionWord[];
  /** Terms of what is asked for: after "which", "what" or "how many" the words up to the verb. */
  readonly focus: ReadonlySet<string>;
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
  read people paper papers article articles study studies research work question answer
  hello hi hey thanks thank good morning afternoon evening night bye ok okay cool great nice`
    .split(/\s+/)
    .filter((word) => word !== ''),
);

/** Slack's advice for the longest message text; a longer one is no question but a document. */
const MAX_QUESTION_CHARS = 4000;
/** Reading stops there: a pasted abstract has about so many different subject words. */
const MAX_WORDS = 128;

const FOCUS = /\b(?:which|what|how many|how much|whose)\s+((?:[\w-]+\s?){1,4})/i;
/** "GPT-4", "BERT", "DeepSeekMoE", "gsm8k"; not "4". */
const NAME = /[A-Z].*[A-Z]|[a-z][A-Z]|[A-Za-z].*\d|\d.*[A-Za-z]/;
const CAPITALISED = /^[A-Z][a-z]/;
/** So far back the end of the sentence before is looked for. */
const LOOK_BACK_CHARS = 16;
const OPENS_SENTENCE = /(?:^|[.?!:]\s*)[^\p{L}\p{N}]*$/u;

/** Total. */
export function parseQuestion(text: string): Question {
  if (text.length > MAX_QUESTION_CHARS) return { kind: 'other', words: [], focus: new Set() };
  const words = new Map<string, QuestionWord>();
  let parts: Pick<QuestionWord, 'word' | 'term'>[] = [];
  for (const { word, term, kind, stop, start, end } of tokenize(text)) {
    if (kind === 'part') {
      if (!stop) parts.push({ word, term });
      continue;
    }
    parts = [];
    if (!stop && !FRAME_WORDS.has(word) && !words.has(term)) {
      words.set(term, { word, term, parts, isName: isName(text, { start, end }) });
    }
  }
  return {
    kind: readKind(text),
    words: [...words.values()].slice(0, MAX_WORDS),
    focus: readFocus(text),
  };
}

function isName(text: string, { start, end }: { start: number; end: number }): boolean {
  const written = text.slice(start, end);
  if (NAME.test(written)) return true;
  const before = text.slice(Math.max(0, start - LOOK_BACK_CHARS), start);
  return CAPITALISED.test(written) && !OPENS_SENTENCE.test(before);
}

function readFocus(text: string): ReadonlySet<string> {
  const focus = new Set<string>();
  for (const { word, term, stop, kind } of tokenize(FOCUS.exec(text)?.[1] ?? '')) {
    if (kind === 'part' || FRAME_WORDS.has(word)) continue;
    if (!stop) focus.add(term);
    else if (focus.size > 0) break;
  }
  return focus;
}
