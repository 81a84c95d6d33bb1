/** What the buttons under an answer do, while it is kept. */
import type { Asker, Library } from './library.ts';
import { findPapers } from './library.ts';
import { citePapers } from './paper.ts';
import type { Vote } from './ports.ts';
import type { BibtexReply, NoticeReply } from './replies.ts';

/** A second vote of a person replaces the first. */
export async function castVote(
  { memory }: Library,
  { person, nowMs }: Asker,
  answerId: string,
  vote: Vote,
): Promise<NoticeReply> {
  const answer = await memory.answers.load(person.teamId, answerId, nowMs);
  if (answer === undefined) {
    return notice('Thank you. That answer is more than a day old, so the vote does not count.');
  }
  await memory.votes.cast(person, answerId, vote, nowMs);
  return notice(
    vote === 'good'
      ? 'Thank you, noted as helpful.'
      : 'Thank you, noted as not helpful. Where the ⋯ menu has “Report”, it tells that the papers lack the answer.',
  );
}

/** BibTeX of the papers with these numbers, as the answer numbered them from 1. */
export async function citeAnswer(
  library: Library,
  { person, nowMs }: Asker,
  answerId: string,
  numbers: readonly number[],
): Promise<BibtexReply | NoticeReply> {
  const answer = await library.memory.answers.load(person.teamId, answerId, nowMs);
  const ids = numbers.flatMap((number) => answer?.paperIds[number - 1] ?? []);
  const papers = findPapers(library, ids);
  return papers.length === 0
    ? notice(
        'I no longer have the papers of that answer: they are kept for a day. Please ask again.',
      )
    : citePapers(papers, false);
}

function notice(text: string): NoticeReply {
  return { kind: 'notice', text };
}
