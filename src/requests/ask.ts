/**
 * What somebody writes to the bot in their own words: a question, a follow-up, a paper's title, a
 * few words to search for, or hello.
 */
import { parseQuery } from '../search/query.ts';
import { answerFollowUp, NOTHING_AT_HAND } from './answer-follow-up.ts';
import { answerQuestion } from './answer-question.ts';
import { type Conversation, keepAnswer, loadLatest, showToAll } from './conversation.ts';
import { CORPUS_SUBJECT, EXAMPLE_QUESTIONS } from './examples.ts';
import { readFollowUp } from './follow-up.ts';
import { type Asker, EXAMPLES, type Library, nameWriter } from './library.ts';
import { searchPapers } from './lists.ts';
import { GONE_PAPER, recordOpened } from './paper.ts';
import { type ReadMessage, readMessage } from './read-message.ts';
import type { HelpReply, MessageReply, NoticeReply } from './replies.ts';

const EXAMPLE = EXAMPLE_QUESTIONS[0]?.message ?? '';

/** Each says what to do next. */
const NOTICES: Readonly<Record<Exclude<Plain, 'help' | 'corpus'>, string>> = {
  greeting: `Hello. Ask me about a method, a task or a data set, for example “${EXAMPLE}”, and I answer with quotes from abstracts. A few words alone find papers.`,
  thanks: 'You are welcome. Ask on whenever you like.',
  goodbye: 'Until next time. What was answered here can be asked on for a day.',
  nod: 'All right. Ask on whenever you like.',
  complaint:
    'I am sorry. Try other words, or a narrower question. “Report: this was not answered”, in the ⋯ menu under an answer, tells those who run me.',
  doubt:
    'I can vouch for the words only: each quote stands like that in the abstract it is linked to. Whether it holds, the paper shows: follow its title.',
  rephrase:
    'I quote abstracts word for word; I neither rephrase nor translate them. “show me 1” gives the whole of one.',
  trending:
    '“/papers today” shows what trends. Or ask about a method, a task or a data set, and I quote what the abstracts say.',
  authors:
    'Author names are not known here: the listing pages the papers come from have none. Search for the title with “/papers show” and follow its link.',
};

const READ_AS_SEARCH = 'These words read like a search. A whole question is answered with quotes.';

/**
 * `written` is plain text without mentions. Without a conversation (the command line) there is
 * nothing before it, and nothing of it is kept.
 */
export async function askQuestion(
  library: Library,
  asker: Asker,
  written: string,
  conversation?: Conversation,
): Promise<MessageReply> {
  const message = readMessage(written.trim(), (name) => library.index.find(name));
  switch (message.kind) {
    case 'help':
      return buildHelp(library);
    case 'corpus':
      return { kind: 'notice', text: describeCorpus(library) };
    case 'paper':
      return presentPaper(library, asker, message.paperId, conversation);
    case 'search':
    case 'question':
      return (
        (conversation && (await goOn(library, asker, message, conversation))) ??
        (await startAnew(library, asker, message, conversation))
      );
    case 'greeting':
    case 'thanks':
    case 'goodbye':
    case 'nod':
    case 'complaint':
    case 'doubt':
    case 'rephrase':
    case 'trending':
    case 'authors':
      return { kind: 'notice', text: NOTICES[message.kind] };
    default:
      return message satisfies never;
  }
}

function describeCorpus({ papers }: Library): string {
  return `I hold the titles and abstracts of ${papers.length} papers about ${CORPUS_SUBJECT}, read from listing pages of Hugging Face Daily Papers. “/papers status” says how new they are.`;
}

export function buildHelp(library: Library): HelpReply {
  const { papers, outside } = library;
  const writer = nameWriter(library);
  return { kind: 'help', outside, writer, examples: EXAMPLES, corpusSize: papers.length };
}

type Text = Extract<ReadMessage, { readonly kind: 'search' | 'question' }>;
type Plain = Exclude<ReadMessage['kind'], 'paper' | Text['kind']>;

/** `in context learning` may be a subject, `for example` anything. */
const BARE_PREPOSITION = /^(?:for|in|with|using|without)\b/iu;

/**
 * Undefined for what is no follow-up. `papers with code` and `in medicine` go on from papers in a
 * thread that has some. Elsewhere they stand for themselves, in a direct message outside of any
 * thread too: what is newest there may be about something else.
 */
async function goOn(
  library: Library,
  asker: Asker,
  message: Text,
  conversation: Conversation,
): Promise<MessageReply | undefined> {
  const followUp = readFollowUp(message.text);
  if (followUp === undefined) return undefined;
  const standsAlone =
    (message.kind === 'search' && !message.isGuess) ||
    (followUp.kind === 'instead' && BARE_PREPOSITION.test(message.text));
  if (standsAlone && conversation.looksBack === 'conversation') return undefined;
  const before = await loadLatest(library, asker, conversation);
  if (before === undefined) return standsAlone ? undefined : NOTHING_AT_HAND;
  return answerFollowUp({ library, asker, conversation, before }, followUp, message.text);
}

async function startAnew(
  library: Library,
  asker: Asker,
  message: Text,
  conversation: Conversation | undefined,
): Promise<MessageReply> {
  if (message.kind === 'search') return search(library, asker, message, conversation);
  const paper = message.paperId === undefined ? undefined : library.byId.get(message.paperId);
  const among = paper && { shown: [paper], ids: new Set([paper.id]) };
  return answerQuestion(library, asker, { question: message.text, among }, conversation);
}

async function search(
  library: Library,
  asker: Asker,
  { query, isGuess }: Extract<Text, { readonly kind: 'search' }>,
  conversation: Conversation | undefined,
): Promise<MessageReply> {
  const lead = isGuess ? READ_AS_SEARCH : '';
  const list = await searchPapers(library, asker, query, { lead });
  if (conversation === undefined) return list;
  const paperIds = list.items.map(({ paper }) => paper.id);
  if (paperIds.length > 0) {
    // What is asked on takes over no filters.
    const { words, phrases } = parseQuery(query);
    const question = [...words, ...phrases].join(' ');
    const kept = { question, outcome: 'closest', paperIds } as const;
    await keepAnswer(library, asker, conversation, kept);
  }
  return showToAll(list, conversation);
}

/** A paper that was named; it can be asked about. */
async function presentPaper(
  library: Library,
  asker: Asker,
  paperId: string,
  conversation: Conversation | undefined,
): Promise<MessageReply | NoticeReply> {
  const paper = library.byId.get(paperId);
  if (paper === undefined) return GONE_PAPER;
  await recordOpened(library, asker, paper.id);
  if (conversation !== undefined) {
    const kept = { question: paper.title, outcome: 'answer', paperIds: [paper.id] } as const;
    await keepAnswer(library, asker, conversation, kept);
  }
  return { kind: 'paper', paper, number: undefined, followUp: conversation?.followUp };
}
