/** A whole question, answered with quotes: from all papers, or from some that were shown before. */
import type { Answer } from '../answer/answer.ts';
import type { Paper, PaperId } from '../model/paper.ts';
import { type Conversation, keepAnswer } from './conversation.ts';
import { type Asker, findPapers, type Library } from './library.ts';
import type { AnswerReply } from './replies.ts';

/** Papers named beside an answer, at most; the nearest of those not quoted come last. */
const MAX_NAMED = 5;

export type Asked = {
  readonly question: string;
  /** What it is kept as, where that is not `question`. */
  readonly keptAs?: string | undefined;
  readonly understoodAs?: string | undefined;
  /** Of papers shown before: all of those in the order of their numbers, and which of them are asked. */
  readonly among?:
    | { readonly shown: readonly Paper[]; readonly ids: ReadonlySet<PaperId> }
    | undefined;
};

/** Without a conversation it is not kept and cannot be followed up. */
export async function answerQuestion(
  library: Library,
  asker: Asker,
  { question, keptAs, understoodAs, among }: Asked,
  conversation: Conversation | undefined,
): Promise<AnswerReply> {
  const modelQuery = await library.embedQuery(question);
  const answer = library.answerer.answer(question, { modelQuery, among: among?.ids });
  const quotes = answer.quotes.flatMap(({ docId, text }) => {
    const paper = library.byId.get(docId);
    return paper === undefined ? [] : [{ paper, text }];
  });
  const papers = among?.shown ?? listPapers(library, answer);
  const [hero] = quotes;
  const { outcome } = answer;
  const paperIds = papers.map(({ id }) => id);
  // Of papers shown before the one quoted first; without a quote the first that was asked.
  const [first] = among?.ids ?? [];
  const spokenOf = paperIds.indexOf(hero?.paper.id ?? first ?? '') + 1;
  const shown = {
    question: keptAs ?? understoodAs ?? question,
    outcome,
    paperIds,
    focus: Math.max(1, spokenOf),
  };
  return {
    kind: 'answer',
    question: understoodAs ?? question,
    understoodAs,
    outcome,
    quotes,
    papers,
    among: among?.shown.flatMap(({ id }, index) => (among.ids.has(id) ? index + 1 : [])),
    confidence: answer.confidence,
    corpusSize: library.papers.length,
    answerId: conversation && (await keepAnswer(library, asker, conversation, shown)),
    followUp: conversation?.followUp,
    written: undefined,
  };
}

/**
 * Being quoted first in an answer counts as interest in the paper. Only for what was asked in a
 * public channel: what is said in a private place moves nothing anywhere else.
 */
export async function recordAsked(
  { memory }: Library,
  { person, nowMs }: Asker,
  { outcome, quotes: [hero] }: AnswerReply,
): Promise<void> {
  if (outcome !== 'answer' || hero === undefined) return;
  await memory.signals.add(person, { kind: 'asked', paperId: hero.paper.id, isOpen: true }, nowMs);
}

/** Those quoted in the order of their first quotes; where nothing is stated, the nearest, too. */
function listPapers(library: Library, { outcome, quotes, docs }: Answer): readonly Paper[] {
  const quoted = new Set(quotes.map(({ docId }) => docId));
  const nearest = outcome === 'closest' ? docs.filter((id) => !quoted.has(id)) : [];
  const room = Math.max(0, MAX_NAMED - quoted.size);
  return findPapers(library, [...quoted, ...nearest.slice(0, room)]);
}
