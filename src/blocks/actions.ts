/**
 * What buttons, menus and views carry, and how it is read back. Anybody could have made up a value
 * that comes back, so each `parse…` is total: `undefined` for what no message of ours carries.
 */
import { type PaperId, paperIdSchema } from '../model/paper.ts';
import type { Vote } from '../requests/ports.ts';
import type { PaperAction, PaperChoice } from '../requests/replies.ts';
import { cleanText } from './escape.ts';

/**
 * Action ids. Several buttons of one kind in one block have `:1`, `:2` … after theirs, because
 * Slack wants ids unique in a block.
 */
export const ACTION_IDS = {
  /** Value: `encodeListPage`, of the page to show. */
  more: 'results_more',
  /** Value: `encodeListPage`, of the page to show. */
  back: 'results_back',
  /** Value: `encodeListPage`, of the page that is seen. */
  share: 'results_share',
  /** Value: the query. */
  runSearch: 'run_search',
  /** Value: the question. */
  answerPapers: 'answer_papers',
  /** The menu under an answer. Value of an option: `encodeAnswerChoice`. */
  answerMenu: 'answer_menu',
  /** Thumbs up and down under an answer. Value: `encodeVote`. */
  vote: 'answer_vote',
  /** A paper's menu. Value of an option: `encodePaperChoice`. */
  paperMenu: 'paper_menu',
  /** A button that stands for one entry of a paper's menu. Value: `encodePaperChoice`. */
  paperButton: 'paper_button',
  /** The field that completes titles. Value of an option: `encodePaperChoice` or `encodeSearch`. */
  findPaper: 'find_paper',
  /** Opens the form of a new subscription. */
  subscribe: 'subscribe',
  /** A subscription's menu. Value of an option: `encodeSubscriptionChoice`. */
  subscriptionMenu: 'subscription_menu',
} as const;

/** The details modal; its `private_metadata` is the paper's id. */
export const DETAILS_CALLBACK_ID = 'paper_details';
export const FINDER_BLOCK_ID = 'finder';
export const SHARE_BLOCK_ID = 'share';
export const SHARE_ACTION_ID = 'conversation';

/** One page of a stored list, counted from 0. */
export type ListPage = { readonly setId: string; readonly page: number };

/** https://docs.slack.dev/reference/block-kit/block-elements/button-element */
const MAX_VALUE_CHARS = 2000;

const PAPER_ACTIONS: readonly PaperAction[] = [
  ...(['details', 'similar', 'bibtex', 'save', 'unsave'] as const),
  ...(['like', 'reject', 'retract'] as const),
];

export function encodeListPage({ setId, page }: ListPage): string {
  return `${page}:${setId}`;
}

export function parseListPage(value: string): ListPage | undefined {
  const [, page, setId] = /^(\d{1,6}):(.{1,200})$/su.exec(value) ?? [];
  return page === undefined || setId === undefined ? undefined : { setId, page: Number(page) };
}

/** At most 75 characters, as an option's value may have, for every arXiv id in use. */
export function encodePaperChoice({ action, paperId }: PaperChoice): string {
  return `${action} ${paperId}`;
}

export function parsePaperChoice(value: string): PaperChoice | undefined {
  const [name, id, ...rest] = value.split(' ');
  const action = PAPER_ACTIONS.find((known) => known === name);
  const paperId = paperIdSchema.safeParse(id);
  if (action === undefined || !paperId.success || rest.length > 0) return undefined;
  return { action, paperId: paperId.data };
}

/** An id in `memory.answers`, short enough for the value of an option beside the rest. */
const ANSWER_ID = '[\\w-]{1,40}';
const VOTE = new RegExp(`^(good|bad) (${ANSWER_ID})$`);
const ANSWER_CHOICE = new RegExp(
  `^(?:(report)|cite ([1-9]\\d?(?:,[1-9]\\d?){0,4})) (${ANSWER_ID})$`,
);

export type CastVote = { readonly vote: Vote; readonly answerId: string };

/** Undefined for an id that is none of ours. */
export function encodeVote({ vote, answerId }: CastVote): string | undefined {
  const value = `${vote} ${answerId}`;
  return VOTE.test(value) ? value : undefined;
}

export function parseVote(value: string): CastVote | undefined {
  const [, vote, answerId] = VOTE.exec(value) ?? [];
  if (answerId === undefined || (vote !== 'good' && vote !== 'bad')) return undefined;
  return { vote, answerId };
}

/** What the menu under an answer does: report it, or cite its papers by their numbers. */
export type AnswerChoice =
  | { readonly action: 'report'; readonly answerId: string }
  | {
      readonly action: 'cite';
      readonly answerId: string;
      /** From 1, one to five of them. */
      readonly numbers: readonly number[];
    };

/** Undefined for an id that is none of ours, and for no or too many numbers. */
export function encodeAnswerChoice(choice: AnswerChoice): string | undefined {
  const what = choice.action === 'cite' ? `cite ${choice.numbers.join(',')}` : choice.action;
  const value = `${what} ${choice.answerId}`;
  return ANSWER_CHOICE.test(value) ? value : undefined;
}

export function parseAnswerChoice(value: string): AnswerChoice | undefined {
  const [, report, numbers, answerId] = ANSWER_CHOICE.exec(value) ?? [];
  if (answerId === undefined) return undefined;
  if (report !== undefined) return { action: 'report', answerId };
  return { action: 'cite', answerId, numbers: (numbers ?? '').split(',').map(Number) };
}

/** `text` as a button can carry it; undefined when nothing is left of it or Slack would refuse it. */
export function encodeText(text: string): string | undefined {
  const value = cleanText(text).trim();
  return value === '' || value.length > MAX_VALUE_CHARS ? undefined : value;
}

/** What an option's value may have; see `limit-rules.ts`. */
const MAX_OPTION_VALUE_CHARS = 75;
const SEARCH = 'search ';

/** A search as an option can carry it; undefined when it is empty or too long for that. */
export function encodeSearch(query: string): string | undefined {
  const value = `${SEARCH}${cleanText(query).trim()}`;
  return value.length <= SEARCH.length || value.length > MAX_OPTION_VALUE_CHARS ? undefined : value;
}

/** The query; undefined for what `encodeSearch` did not make. */
export function parseSearch(value: string): string | undefined {
  return value.startsWith(SEARCH) ? encodeText(value.slice(SEARCH.length)) : undefined;
}

/** What the details modal's Share sends: the paper, and where to. */
export function parseDetailsSubmission(view: {
  readonly private_metadata: string;
  readonly state: {
    readonly values: Readonly<
      Record<
        string,
        Readonly<Record<string, { readonly selected_conversation?: string | null | undefined }>>
      >
    >;
  };
}): { readonly paperId: PaperId; readonly channelId: string } | undefined {
  const paperId = paperIdSchema.safeParse(view.private_metadata);
  const picked = view.state.values[SHARE_BLOCK_ID]?.[SHARE_ACTION_ID]?.selected_conversation;
  if (!paperId.success || picked === undefined || picked === null || picked === '') {
    return undefined;
  }
  return { paperId: paperId.data, channelId: picked };
}
