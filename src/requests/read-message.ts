/**
 * What somebody wants who writes to the bot in their own words:
 *
 *     hi folks!                                        →  greeting
 *     hey, does anyone know how transformers scale?    →  question "how transformers scale?"
 *     retrieval augmented generation                   →  search
 *     tell me about GEAR                               →  paper
 *
 * Rules, read in this order. What none of them knows is a question.
 */
import type { PaperId } from '../model/paper.ts';
import { parseQuery } from '../search/query.ts';
import { cutPoliteness, type Remark, readRemark } from './small-talk.ts';

export type ReadMessage =
  | { readonly kind: Remark | 'authors' }
  | { readonly kind: 'paper'; readonly paperId: PaperId }
  /**
   * `text`: the whole without greeting and politeness; `query`: what to search for; `isGuess`:
   * whether the words only read like a search.
   */
  | {
      readonly kind: 'search';
      readonly text: string;
      readonly query: string;
      readonly isGuess: boolean;
    }
  /** `paperId`: the paper whose quoted title stands in it. */
  | { readonly kind: 'question'; readonly text: string; readonly paperId: PaperId | undefined };

/** What the authors did or said stands in abstracts. */
const AUTHORS_ACT =
  '(?!.*\\b(?:claim(?:ed)?|said|argued?|concluded?|proposed?|suggest(?:ed)?|believed?|(?:say|state|show|find|found|report|think|assume|mean|recommend)(?:ed|d)? (?:that|about|what|is|it))\\b)';

/** No sentence of an abstract tells who wrote it. */
const ASKS_FOR_AUTHORS = new RegExp(
  `^(?:and )?(?:who\\s+(?:wrote|authored|published|made|is behind|are behind|(?:is|are) the (?:[\\w-]+ )?authors?)|(?:(?:what|which)\\s+(?:are|is)\\s+)?(?:the )?authors?(?:['’]s?)?(?: names?\\b|(?: of\\b${AUTHORS_ACT}|[\\s?!.]*$))|by whom|whose (?:paper|work)|(?:(?:any|other|more|all|the|find|show me|list|some|latest) )*(?:papers?|articles?|work|something|anything) (?:written |authored |published )?by (?!date|year|topic|relevance|number|way of|means of|default|hand|itself))`,
  'iu',
);

/** What is asked about one paper by its name. A definition is not: `What is GEAR?` is a question. */
const ABOUT_PAPER =
  /^(?:(?:please )?(?:tell (?:me|us) (?:more )?about|show(?: (?:me|us))?|open|summari[sz]e|(?:give me )?(?:the |an? )?(?:abstract|summary|details|link) (?:of|for|to|on)|(?:do you (?:have|know(?: of| about)?)|(?:have you|did you) (?:read|seen?|got))|is there)\s+(?<named>.+)|what(?:['’]s|\s+is)\s+(?<about>.+?)\s+about)\W*$/iu;
const NOISE_AROUND_NAME =
  /^(?:the |that |this |a )?(?:paper|article|work)?(?: called| named| titled)?\s*|(?:\s+(?:paper|article))?[\s?!.]{0,20}$/giu;
/** The paper's number, with or without its address. */
const ARXIV =
  /^(?:https?:\/\/(?:www\.)?arxiv\.org\/\S{5,60}|(?:arxiv:)?\d{4}\.\d{4,5}(?:v\d+)?)$/iu;

const QUOTED = /["“”]([^"“”]{3,300})["“”]/u;

/** `find papers on X`, `anything about X?`: the bot's search, asked for in words. */
const WANTS =
  "(?:i(?:['’]m| am)? |we(?:['’]re| are)? )?(?:looking for|searching for|after|need|want)|find|search|look|list|show|give|get|send|recommend|suggest|point(?: me| us)? to|do (?:you|we) (?:have|know(?: of| about)?|got)|has (?:anyone|anybody|someone) (?:got|seen|read|found)|(?:anyone|anybody|someone|you|we)(?: have|['’]ve)? (?:got|have|has|seen)|got|have|are there|is there|(?:what|which)(?= papers? (?:do|are))";
const AMOUNT =
  '(?:some|any|all|a few|a couple of|the|good|more|a|an|one|best|top|key|important|relevant|interesting|seminal|other|\\d{1,2})';
const WRITING =
  '(?:papers?|articles?|literature|publications?|works?|research|stuff|something|anything|smth|pointers|resources|reading|what (?:do|have) (?:you|we) (?:have|got))(?: (?:do|did) you (?:have|know)| (?:are|is) there| out there| here)?';
const SEARCH_REQUEST = new RegExp(
  `^(?:(?:${WANTS})(?: for)?(?: (?:me|us))?\\s+)?(?:${AMOUNT}\\s+)*${WRITING}\\s+(?:(?:about|on|for|regarding|related to|covering|around|dealing with|discussing)\\s+(?<query>[^?]+)|(?<filter>(?:from|in|since|with) [^?]+))[?\\s]*$|^(?:search(?: for)?|look for)\\s+(?<words>[^?]+)$`,
  'iu',
);

/** More words than that are a sentence. */
const MAX_KEYWORDS = 6;

/** A text with one of these words says or asks something. */
const SENTENCE_WORDS: ReadonlySet<string> = new Set(
  `what whats how hows why when where which who whos whose whom is are am was were be been do does did can cannot could
  should would will shall may might must has have had isnt arent dont doesnt didnt cant wont vs versus
  i im ive we us you your my our they it its this that these those there
  explain compare describe define tell give show summarize summarise list recommend suggest find
  discuss help need want looking know think than difference differences between
  use uses work works improve improves reduce reduces cause causes make makes affect affects outperform
  outperforms recent latest newest anyone anybody any`.split(/\s+/),
);

/** A longer text is pasted, and no greeting, name or search. It also bounds the time of the rules. */
const MAX_READ_CHARS = 1000;

/** Total. `find` gives the paper that a text names, if any. */
export function readMessage(
  written: string,
  find: (name: string) => PaperId | undefined,
): ReadMessage {
  if (written.length > MAX_READ_CHARS)
    return { kind: 'question', text: written, paperId: undefined };
  const { text, said } = cutPoliteness(written);
  if (!hasWord(text)) return { kind: said ?? 'help' };
  const remark = readRemark(text);
  if (remark !== undefined) return { kind: remark };
  const paperId = findNamed(text, find) ?? find(written);
  if (paperId !== undefined) return { kind: 'paper', paperId };
  if (ASKS_FOR_AUTHORS.test(text)) return { kind: 'authors' };
  const requested = readSearchRequest(text);
  if (requested !== undefined) return { kind: 'search', text, query: requested, isGuess: false };
  if (isSearch(text)) return { kind: 'search', text, query: text, isGuess: true };
  const [, quoted] = QUOTED.exec(text) ?? [];
  return { kind: 'question', text, paperId: quoted === undefined ? undefined : find(quoted) };
}

/** What makes two messages ask the same: case, spacing, greeting and marks at the end do not. */
export function foldMessage(written: string): string {
  const text = written.length > MAX_READ_CHARS ? written : cutPoliteness(written).text;
  return text
    .normalize('NFKC')
    .toLowerCase()
    .replace(/\s+/gu, ' ')
    .replace(/[ ?!.…]{1,20}$/u, '');
}

/** True for text that reads as a list of words rather than a sentence. */
export function isKeywords(text: string): boolean {
  const words = text.toLowerCase().replace(/['’]/gu, '').split(/\s+/u);
  if (words.length > MAX_KEYWORDS || /[?!;？{}=`]|\.\s*$|\n/u.test(text)) return false;
  if (!/\p{L}/u.test(text)) return false;
  return !words.some((word) => SENTENCE_WORDS.has(word.replace(/[^\p{L}\p{N}]/gu, '')));
}

function findNamed(text: string, find: (name: string) => PaperId | undefined): PaperId | undefined {
  const name = readName(text);
  return find(text) ?? (name === undefined ? undefined : find(name));
}

/** What a text wants to be told about by its name; undefined = nothing. */
function readName(text: string): string | undefined {
  const { named, about } = ABOUT_PAPER.exec(text)?.groups ?? {};
  const name = (named ?? about)?.replace(NOISE_AROUND_NAME, '').trim();
  return name === '' ? undefined : name;
}

/** What is to be searched for, where that is said. */
function readSearchRequest(text: string): string | undefined {
  const { query, filter, words } = SEARCH_REQUEST.exec(text)?.groups ?? {};
  const isNamed = query !== undefined && !/^(?:it|this|that|these|those|them)\s*$/iu.test(query);
  if (isNamed && hasWord(query)) return toFilters(query);
  const filtered = filter === undefined ? undefined : toFilters(` ${filter}`);
  if (filtered !== undefined && filtered !== filter) return filtered;
  if (words !== undefined && hasWord(words)) return words.trim();
  const name = readName(text) ?? text;
  // A search says what is known of such numbers.
  return ARXIV.test(name) ? name : undefined;
}

/** `agents from 2024 with code` → `agents year:2024 has:code`. */
function toFilters(query: string): string {
  return query
    .replace(
      / with (?:a |the |open |source |public |available )*code(?: available)?$/iu,
      ' has:code',
    )
    .replace(/ (?:from|in|published in) (?<year>(?:19|20)\d\d)(?= has:code$|$)/iu, ' year:$<year>')
    .replace(/ since (?<year>(?:19|20)\d\d)(?= has:code$|$)/iu, ' year:$<year>..')
    .trim();
}

/** Whether it reads like what is typed after `/papers`. */
function isSearch(text: string): boolean {
  const { from, to, hasCode, titleWords, excluded, problems } = parseQuery(text);
  const hasFilter =
    from !== undefined || to !== undefined || hasCode || titleWords.length + problems.length > 0;
  return hasFilter || (excluded.length > 0 && !text.includes('?')) || isKeywords(text);
}

function hasWord(text: string): boolean {
  return /[\p{L}\p{N}]/u.test(text);
}
