/**
 * A question to the bot: answered with quotes, or with help when nothing was asked.
 */
import { type Asker, EXAMPLES, findPapers, type Library } from './library.ts';
import type { AnswerReply, HelpReply, NoticeReply } from './replies.ts';

/** No sentence of an abstract tells who wrote it, so none is quoted for it. */
const ASKS_FOR_AUTHORS =
  /^(?:who\s+(?:wrote|authored|published|is the (?:\w+ )?author|are the (?:\w+ )?authors)|(?:what|which)\s+(?:are|is)\s+the\s+authors?)\b/i;

const NO_AUTHORS =
  'Author names are not known here: the listing pages the papers come from have none. Search for the title with “/papers show” and follow its link.';

/** `question` is plain text without mentions. No words, or a plain "help", is help. */
export async function askQuestion(
  library: Library,
  asker: Asker,
  question: string,
): Promise<AnswerReply | HelpReply | NoticeReply> {
  const asked = question.trim();
  if (!/[\p{L}\p{N}]/u.test(asked) || /^help\W*$/i.test(asked)) return buildHelp(library);

  if (ASKS_FOR_AUTHORS.test(asked)) return { kind: 'notice', text: NO_AUTHORS };

  const answer = library.answerer.answer(asked, await library.embedQuery(asked));
  const papers = findPapers(library, answer.docs);
  const hero = answer.outcome === 'answer' ? answer.quotes[0] : undefined;
  if (hero !== undefined) {
    await library.memory.signals.add(asker.person, 'asked', hero.docId, asker.nowMs);
  }
  return {
    kind: 'answer',
    question: asked,
    outcome: answer.outcome,
    quotes: answer.quotes.flatMap((quote) => {
      const paper = library.byId.get(quote.docId);
      return paper === undefined ? [] : [{ paper, text: quote.text }];
    }),
    papers,
    confidence: answer.confidence,
    corpusSize: library.papers.length,
  };
}

export function buildHelp(library: Library): HelpReply {
  const { papers, outside } = library;
  return { kind: 'help', outside, examples: EXAMPLES, corpusSize: papers.length };
}
