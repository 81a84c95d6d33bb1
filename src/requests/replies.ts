/**
 * What a request comes back with, as data. `blocks/` turns each into Slack blocks and text.
 * Spans are half-open ranges of UTF-16 code units in the text beside them.
 */
import type { Outcome } from '../answer/answer.ts';
import type { Digest } from '../digest/digest.ts';
import type { Day, Paper, PaperId, Span } from '../model/paper.ts';
import type { QueryProblem } from '../search/query.ts';
import type {
  Completion,
  Correction,
  FieldMatch,
  MissingField,
  RelatedWord,
} from '../search/search-index.ts';
import type { ListKind } from './ports.ts';

/** Part of an abstract: verbatim, `marks` are the matched words in it. */
export type Excerpt = {
  readonly text: string;
  /** True when the sentence goes on before or after the excerpt. */
  readonly cutStart: boolean;
  readonly cutEnd: boolean;
  readonly marks: readonly Span[];
};

/** Why a paper is in a list. All empty: its person put it there, or a filter or its name found it. */
export type Why = {
  readonly matches: readonly FieldMatch[];
  /** Words it has for others that were typed. */
  readonly related: readonly RelatedWord[];
  /** Whether its meaning brought it there: not to speak of, among other reasons, or alone. */
  readonly meaning: 'no' | 'also' | 'only';
};

export type ResultItem = {
  readonly paper: Paper;
  readonly excerpt: Excerpt | undefined;
  readonly why: Why;
  readonly saved: boolean;
};

/** One page of a list of papers. */
export type ResultsReply = {
  readonly kind: 'results';
  readonly list: ListKind;
  /** What was searched for, as typed; for `similar` the paper's title; for `saved` empty. */
  readonly subject: string;
  /** The filters in words, e.g. `published 2023, with code`; empty when there are none. */
  readonly filters: string;
  readonly items: readonly ResultItem[];
  /** Rank of the first item, from 1. */
  readonly firstRank: number;
  readonly total: number;
  /** Words of the query that rank; 0 where no query was typed. */
  readonly words: number;
  /** How many of `total` have every one of those words. */
  readonly exact: number;
  /** What the buttons carry. */
  readonly setId: string;
  /** Which page this is, counted from 0. */
  readonly page: number;
  /** The page More asks for; undefined on the last. */
  readonly nextPage: number | undefined;
  readonly corrections: readonly Correction[];
  /** The query without the corrected words; empty when no word is left. */
  readonly uncorrected: string;
  /** A likelier query, to be offered. */
  readonly suggestion: string | undefined;
  /** Words that no paper has; they did not count. */
  readonly unknown: readonly string[];
  readonly missingFields: readonly MissingField[];
  readonly problems: readonly QueryProblem[];
  /** A sentence of our own to say before the list, e.g. that it was made again; may be empty. */
  readonly lead: string;
};

/** Where text that people type is sent to be ranked by meaning. */
export type Outside = {
  /** Without its port, e.g. `embeddings.example.org`. */
  readonly host: string;
};

export type HelpReply = {
  readonly kind: 'help';
  /** Undefined: nowhere. */
  readonly outside: Outside | undefined;
  /** Queries that find something, to be typed after `/papers`. */
  readonly examples: readonly string[];
  readonly corpusSize: number;
};

/** One or two plain sentences of our own, with nothing of anybody else's text in them. */
export type NoticeReply = { readonly kind: 'notice'; readonly text: string };

export type DetailsReply = {
  readonly kind: 'details';
  readonly paper: Paper;
  readonly saved: boolean;
};

export type BibtexReply = {
  readonly kind: 'bibtex';
  readonly title: string;
  /** A BibTeX entry. */
  readonly entry: string;
};

export type AnswerReply = {
  readonly kind: 'answer';
  readonly question: string;
  readonly outcome: Outcome;
  /** Best first. `text` is a substring of the paper's abstract. */
  readonly quotes: readonly { readonly paper: Paper; readonly text: string }[];
  /** The nearest papers, best first. */
  readonly papers: readonly Paper[];
  readonly confidence: number;
  readonly corpusSize: number;
};

/** A trending summary asked for with `today`. */
export type TodayReply = { readonly kind: 'today'; readonly digest: Digest };

export type StatusReply = {
  readonly kind: 'status';
  readonly version: string;
  readonly corpus: CorpusFacts;
  /** Absent when no digest channel is configured. */
  readonly digest:
    | {
        readonly channelId: string;
        readonly zone: string;
        /** `HH:MM`, local. */
        readonly time: string;
        readonly nextDueMs: number;
        readonly lastDay: Day | undefined;
      }
    | undefined;
  readonly startedMs: number;
};

export type CorpusFacts = {
  readonly papers: number;
  readonly dated: number;
  readonly withCode: number;
  /** First and last publication day known; undefined when none is. */
  readonly from: Day | undefined;
  readonly to: Day | undefined;
  /** The newest day a listing is known to be of: how fresh the corpus is. */
  readonly listedTo: Day | undefined;
};

export type HomeReply = {
  readonly kind: 'home';
  readonly corpus: CorpusFacts;
  /** Newest first, at most ten; `savedTotal` counts all. */
  readonly saved: readonly Paper[];
  readonly savedTotal: number;
  /** Newest first, at most five. */
  readonly searches: readonly string[];
  readonly examples: readonly string[];
  /** Undefined: nowhere. */
  readonly outside: Outside | undefined;
};

/** What a title that is being typed may become. */
export type CompletionsReply = {
  readonly kind: 'completions';
  /** On one line, at most 200 characters; empty when it has no word. */
  readonly typed: string;
  /** Best first, at most twenty. */
  readonly titles: readonly Completion[];
};

/** Said once when the bot is added to a channel. */
export type HelloReply = {
  readonly kind: 'hello';
  readonly examples: readonly string[];
  readonly corpusSize: number;
};

/** What a channel sees when a person shares papers. */
export type SharedReply = {
  readonly kind: 'shared';
  readonly sharedBy: string;
  readonly items: readonly { readonly paper: Paper; readonly excerpt: Excerpt | undefined }[];
  /** How many of those asked for had been shared there by this person before. */
  readonly alreadyShared: number;
};

/** Replies that are one message; details is a modal, home a view. */
export type MessageReply =
  | ResultsReply
  | HelpReply
  | NoticeReply
  | BibtexReply
  | AnswerReply
  | TodayReply
  | StatusReply
  | HelloReply
  | SharedReply;

/** Which paper and what to do with it: the value of a paper's menu entries. */
export type PaperAction = 'details' | 'similar' | 'bibtex' | 'save' | 'unsave';

export type PaperChoice = { readonly action: PaperAction; readonly paperId: PaperId };
