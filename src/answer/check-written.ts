/**
 * The check between a language model and a reader: of the sentences it wrote from quotes, those
 * that may be shown. It looks at words, so what it lets through is near the quotes and not
 * proven by them: who did what to whom it sees in plain comparisons only.
 */
import {
  type Claim,
  dropsHedge,
  hasNewName,
  hasNewNumber,
  measureSupport,
  readWords,
  turnsDirection,
  turnsNegation,
  turnsOrder,
  type WordedText,
} from './claim.ts';
import type { WrittenSentence } from './written-answer.ts';
import { parseWritten } from './written-text.ts';

/** Why a sentence is not shown; `orders` and `link` are why nothing is. */
export type Fault =
  | 'uncited'
  | 'unknown key'
  | 'unfinished'
  | 'too long'
  | 'orders'
  | 'link'
  | 'address'
  | 'markup'
  | 'new number'
  | 'new name'
  | 'new words'
  | 'negation'
  | 'hedge'
  | 'direction'
  | 'order'
  | 'said twice'
  | 'too many';

/** Of the sentences of 724 abstracts one in two hundred is longer. */
const MAX_SENTENCE_CHARS = 400;
const MAX_SENTENCES = 5;

/**
 * See `measureSupport`. Measured on 500 one-sentence summaries by papers' authors (openreview_tldr)
 * beside the three nearest sentences and the title of an abstract: of their own paper's 61 % have
 * at most a quarter foreign words, of the most similar other paper's 10 %; with 40 % foreign words
 * it would be 85 % and 29 %. The question's own words may fill up to `GROUNDED_FROM`.
 */
const GROUNDED_FROM = 0.6;
const FOREIGN_TO = 0.25;

const TOP_DOMAINS =
  'com|org|net|io|ai|dev|co|app|xyz|info|me|ly|gl|link|site|online|ru|cn|de|uk|eu|edu|gov';

/** What a reader, or Slack, could follow. `Recall@k` is none. */
const LINK = new RegExp(
  [
    String.raw`\b[a-z][a-z0-9+.-]{1,20}:\/\/\S*`,
    String.raw`\bmailto:\S*`,
    String.raw`\bwww\.\S*`,
    String.raw`\b[a-z0-9-]{1,60}(?:\.[a-z0-9-]{1,60}){0,4}\.(?:${TOP_DOMAINS})\b(?:\/\S*)?`,
    String.raw`<[@#!][^>\s]*>?`,
    String.raw`(?<![^\s(])@\p{L}[\w.-]*`,
  ].join('|'),
  'giu',
);

/** `evil.fr`, `Node.js`: what may be an address of any domain. `e.g.` and `3.5` are none. */
const DOTTED =
  /[\p{L}\p{N}_-]{1,60}(?:\.[\p{L}\p{N}_-]{1,60}){0,4}\.\p{L}{2,60}(?![\p{L}\p{N}])(?:[/:?#]\S*)?/gu;

/** Speaks to a model about its task, as no finding of a paper does. */
const TO_A_MODEL =
  /\b(?:ignor(?:e|ing)|disregard|forget|override)\b.{0,40}\b(?:instructions?|prompts?|rules|above|previous|everything)\b|\bsystem prompt\b|\bas an ai\b|\b(?:tell|inform) the (?:user|reader)s?\b|\byou are (?:now|an? (?:ai|assistant|chat\w*|language model))\b|\b(?:respond|reply|answer) (?:only )?(?:with|that)\b|\b(?:print|output|repeat|say) (?:exactly|the (?:words|phrase|following))\b/i;

/** Tells the reader what to do. */
const TO_A_READER =
  /^(?:now,? |please )?(?:ignore|disregard|click|visit|download|install|subscribe|go to|sign up|log in|contact|enter your|send)\b|\bclick (?:here|on|the)\b/i;

/** Talk with the reader: harmless, but no quote says it. */
const ADDRESS = /\b(?:you|your|yours|yourself|please|let me know|sorry|i(?!\.e\b)|i'm|i’m)\b/i;

/** Characters that mark text up somewhere; words that have one must be the quote's. */
const MARKUP = /[*_`~|<>{}[\]#\\^=&@•]/;
/** Control, direction and other characters nobody sees. */
const INVISIBLE = /[\p{Cc}\p{Cf}\p{Co}\p{Cs}]/u;

/** In the order asked. The first that holds is the fault. */
const RULES: readonly (readonly [Fault, (claim: Claim) => boolean])[] = [
  ['unfinished', ({ said }) => !/[.。]["'”’)]?$/u.test(said.text)],
  ['too long', ({ said }) => said.text.length > MAX_SENTENCE_CHARS],
  ['address', ({ said, sources }) => isNew(ADDRESS, said, sources)],
  ['markup', isMarkedUp],
  ['new number', hasNewNumber],
  ['new name', hasNewName],
  ['new words', isUnsupported],
  ['negation', turnsNegation],
  ['hedge', dropsHedge],
  ['direction', turnsDirection],
  ['order', turnsOrder],
];

/**
 * `quotes` as the model got them, in their order. `sentences` in the order written; `faults` of the
 * others, likewise. Total. Every sentence is a part of `text` but for white space and citations.
 *
 * Nothing is kept when a quote or a sentence gives orders, or a link is in the text that no quote
 * has: then somebody else is speaking.
 */
export function checkWritten(
  text: string,
  {
    question,
    quotes,
  }: {
    readonly question: string;
    readonly quotes: readonly { readonly text: string; readonly title: string }[];
  },
): { readonly sentences: readonly WrittenSentence[]; readonly faults: readonly Fault[] } {
  const hijack = findHijack(text, quotes);
  if (hijack !== undefined) return { sentences: [], faults: [hijack] };
  const asked = readWords(question);
  const quoted = quotes.map((quote) => ({
    quote: readWords(quote.text),
    sources: [readWords(quote.text), readWords(quote.title)],
  }));
  const sentences: WrittenSentence[] = [];
  const faults: Fault[] = [];
  for (const sentence of parseWritten(text)) {
    const cited = sentence.cites.flatMap((place) => quoted[place] ?? []);
    const claim = {
      said: readWords(sentence.text),
      quotes: cited.map(({ quote }) => quote),
      sources: cited.flatMap(({ sources }) => sources),
      asked,
    };
    const fault = findCitationFault(sentence, cited.length) ?? findFault(claim, sentences);
    if (fault === undefined) sentences.push(sentence);
    else faults.push(fault);
  }
  return { sentences, faults };
}

function findHijack(
  text: string,
  quotes: readonly { readonly text: string; readonly title: string }[],
): Fault | undefined {
  const quoted = quotes.flatMap((quote) => [quote.text, quote.title]);
  const sentences = parseWritten(text).map((sentence) => sentence.text);
  const isOrder = (line: string) => TO_A_MODEL.test(line);
  if (quoted.some(isOrder) || sentences.some((line) => isOrder(line) || TO_A_READER.test(line))) {
    return 'orders';
  }
  const known = new Set(quoted.flatMap(listLinks));
  return sentences.flatMap(listLinks).every((link) => known.has(link)) ? undefined : 'link';
}

/** Lower case, without the punctuation that ends their sentence. */
function listLinks(text: string): readonly string[] {
  const links = [LINK, DOTTED].flatMap((pattern) => text.match(pattern) ?? []);
  return links.map((link) => link.replace(/[^\p{L}\p{N}/]+$/u, '').toLowerCase());
}

function findCitationFault({ cites }: WrittenSentence, known: number): Fault | undefined {
  if (cites.length === 0) return 'uncited';
  return known === cites.length ? undefined : 'unknown key';
}

function findFault(claim: Claim, kept: readonly WrittenSentence[]): Fault | undefined {
  const fault = RULES.find(([, isBroken]) => isBroken(claim))?.[0];
  if (fault !== undefined) return fault;
  const { run } = claim.said;
  if (kept.some(({ text }) => readWords(text).run === run)) return 'said twice';
  return kept.length >= MAX_SENTENCES ? 'too many' : undefined;
}

/** Whether the sentence has such a word and no source has the same. */
function isNew(pattern: RegExp, said: WordedText, sources: readonly WordedText[]): boolean {
  const word = pattern.exec(said.text)?.[0];
  if (word === undefined) return false;
  return !sources.some(({ text }) => pattern.exec(text)?.[0].toLowerCase() === word.toLowerCase());
}

/** Links too: where they lead is for the paper's own links to say. */
function isMarkedUp({ said, sources }: Claim): boolean {
  if (INVISIBLE.test(said.text) || /^[-–•>] ?/u.test(said.text)) return true;
  if (said.text.match(LINK) !== null) return true;
  return said.text
    .split(' ')
    .filter((word) => MARKUP.test(word))
    .map((word) => word.replace(/^["'(]+|["').,;:]+$/g, ''))
    .some((word) => !sources.some(({ text }) => text.includes(word)));
}

function isUnsupported(claim: Claim): boolean {
  const { grounded, foreign } = measureSupport(claim);
  return grounded < GROUNDED_FROM || foreign > FOREIGN_TO;
}
