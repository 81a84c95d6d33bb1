/**
 * What a request comes back with, as data. `blocks/` turns each into Slack blocks and text.
 * Spans are half-open ranges of UTF-16 code units in the text beside them.
 */
import type { Outcome } from '../answer/answer.ts';
import type { WrittenSentence } from '../answer/written-answer.ts';
import type { Digest } from '../digest/digest.ts';
import type { Subscription } from '../digest/subscription.ts';
import type { Day, Paper, PaperId, Span } from '../model/paper.ts';
import type { QueryProblem } from '../search/query.ts';
import type {
  Completion,
  Correction,
  FieldMatch,
  MissingField,
  RelatedWord,
} from '../search/search-index.ts';
import type { RisingTopics } from '../trending/rising-topics.ts';
import type { ListKind, Miss, Vote } from './ports.ts';
import type { DigestPreview, Preview } from './preview.ts';
import type { DeliveryState } from './status.ts';

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
  /** How it is asked on where everybody sees the list; undefined: only the asker sees it. */
  readonly followUp: FollowUpWay | undefined;
};

/** A server that is sent what people type. */
export type Outside = {
  /** Without its port, e.g. `embeddings.example.org`. */
  readonly host: string;
};

export type HelpReply = {
  readonly kind: 'help';
  /** Where it is ranked by meaning, and where answers are written; undefined: nowhere. */
  readonly outside: Outside | undefined;
  readonly writer: Outside | undefined;
  /** Queries that find something, to be typed after `/papers`. */
  readonly examples: readonly string[];
  readonly corpusSize: number;
};

/** One or two plain sentences of our own, with nothing of anybody else's text in them. */
export type NoticeReply = { readonly kind: 'notice'; readonly text: string };

/** A notice, and one thing to do with the paper it speaks of: to undo what it says. */
export type NotedReply = {
  readonly kind: 'noted';
  readonly text: string;
  readonly undo: PaperChoice;
};

export type DetailsReply = {
  readonly kind: 'details';
  readonly paper: Paper;
  readonly saved: boolean;
};

export type BibtexReply = {
  readonly kind: 'bibtex';
  /** Of the papers cited, in the order of their entries; at least one. */
  readonly titles: readonly string[];
  /** BibTeX entries, an empty line between them. */
  readonly entries: string;
  /** False where only the asker sees it. */
  readonly isOpen: boolean;
};

/** How a question is asked on: in a channel the bot hears what mentions it, in a DM everything. */
export type FollowUpWay = 'by mention' | 'by message';

/** One paper with its abstract, as a message that everybody in the conversation sees. */
export type PaperReply = {
  readonly kind: 'paper';
  readonly paper: Paper;
  /** Its number in the thread; undefined where it has none. */
  readonly number: number | undefined;
  readonly followUp: FollowUpWay | undefined;
};

/** Some of a thread's papers, under the numbers they have there. */
export type PapersReply = {
  readonly kind: 'papers';
  /** What they have in common, in a sentence. */
  readonly lead: string;
  readonly items: readonly { readonly paper: Paper; readonly number: number }[];
  readonly followUp: FollowUpWay | undefined;
};

export type AnswerReply = {
  readonly kind: 'answer';
  readonly question: string;
  /** The whole question a short one was taken for; undefined when it was whole. */
  readonly understoodAs: string | undefined;
  readonly outcome: Outcome;
  /** Best first. `text` is a substring of the paper's abstract. */
  readonly quotes: readonly { readonly paper: Paper; readonly text: string }[];
  /**
   * Numbered from 1 in this order: those quoted, in the order of their first quotes, then the
   * nearest others; of a follow-up about papers shown before, all of those in their old order.
   */
  readonly papers: readonly Paper[];
  /** The numbers of the papers it was asked of; undefined: of all there are. */
  readonly among: readonly number[] | undefined;
  /** The probability, 0 to 1, that these papers answer the question; not that one quote does. */
  readonly confidence: number;
  readonly corpusSize: number;
  /** What its buttons carry: an id in `memory.answers`; undefined when it was not kept. */
  readonly answerId: string | undefined;
  /** Undefined where it cannot be followed up (the command line). */
  readonly followUp: FollowUpWay | undefined;
  /** A short answer written from the quotes; its citations count them from 0. */
  readonly written:
    | { readonly sentences: readonly WrittenSentence[]; readonly host: string }
    | undefined;
};

/** A trending summary asked for with `today`. */
export type TodayReply = { readonly kind: 'today'; readonly digest: Digest };

/** What rises, and the best papers, of a period. */
export type TrendingReply = {
  readonly kind: 'trending';
  readonly rising: RisingTopics;
  /** The best papers of the period, at most five; of all there are where it has none. */
  readonly best: readonly { readonly paper: Paper; readonly reason: string }[];
  /** The newest day a listing here is of; undefined when no listing has a day. */
  readonly listedTo: Day | undefined;
};

export type StatusReply = {
  readonly kind: 'status';
  readonly version: string;
  readonly corpus: CorpusFacts;
  readonly delivery: DeliveryState;
  /** Of the conversation it is asked in. */
  readonly here: readonly SubscriptionItem[];
  readonly startedMs: number;
};

export type SubscriptionItem = {
  readonly subscription: Subscription;
  /** Undefined for what is paused. */
  readonly nextDueMs: number | undefined;
};

/** What comes to a conversation, and what one person subscribed elsewhere. */
export type SubscriptionsReply = {
  readonly kind: 'subscriptions';
  /** A sentence of our own to say before the list; may be empty. */
  readonly lead: string;
  readonly isHereDirect: boolean;
  readonly here: readonly SubscriptionItem[];
  readonly yours: readonly SubscriptionItem[];
};

/** What has become of some subscriptions; at least one. */
export type ChangeReply = {
  readonly kind: 'change';
  readonly change: 'saved' | 'paused' | 'resumed' | 'ended';
  readonly items: readonly SubscriptionItem[];
};

/** A saved search; not new when the person had it before. */
export type AlertReply = {
  readonly kind: 'alert';
  readonly item: SubscriptionItem;
  readonly isNew: boolean;
  readonly preview: Preview;
};

/** What a digest would be, before it is saved. Shown in a modal. */
export type DigestPreviewReply = {
  readonly kind: 'digest preview';
  readonly subscription: Subscription;
  /** The destination's digest that it replaces. */
  readonly current: Subscription | undefined;
  readonly preview: DigestPreview;
  /** When it was worked out. */
  readonly nowMs: number;
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
  /** As in `HelpReply`. */
  readonly outside: Outside | undefined;
  readonly writer: Outside | undefined;
  /** What the person subscribed, where they can read it. */
  readonly subscriptions: readonly SubscriptionItem[];
  /** For workspace admins; undefined for everybody else. */
  readonly report: MissReport | undefined;
};

/** What the answers lack, without anybody's name. */
export type MissReport = {
  /** In the order of `Misses.list`. */
  readonly misses: readonly Miss[];
  readonly votes: Readonly<Record<Vote, number>>;
};

/** How long things are kept, in days rounded up, and what is kept by number. */
export type PrivacyReply = {
  readonly kind: 'privacy';
  /** A person's searches on their Home. */
  readonly searches: number;
  /** What a list was made of; when that was a message or a question, `messageDays`. */
  readonly listDays: number;
  readonly messageDays: number;
  readonly answerDays: number;
  /** Questions without an answer, and votes. */
  readonly reportDays: number;
  /** How many questions without an answer. */
  readonly misses: number;
  readonly deliveryDays: number;
  /** As in `HelpReply`. */
  readonly outside: Outside | undefined;
  readonly writer: Outside | undefined;
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
  | PaperReply
  | PapersReply
  | AnswerReply
  | TodayReply
  | TrendingReply
  | StatusReply
  | PrivacyReply
  | HelloReply
  | SharedReply
  | NotedReply
  | SubscriptionsReply
  | ChangeReply
  | AlertReply;

/**
 * What can be done with a paper; with the paper, the value of its buttons and menu entries.
 * `retract` takes back a `like` or a `reject`.
 */
export type PaperAction =
  | 'details'
  | 'similar'
  | 'bibtex'
  | 'save'
  | 'unsave'
  | 'like'
  | 'reject'
  | 'retract';

export type PaperChoice = { readonly action: PaperAction; readonly paperId: PaperId };
