/**
 * What a person can do with one paper: read it whole, cite it, save it. A paper that has left the
 * corpus since its button was rendered is said to be gone.
 */
import type { Paper, PaperId } from '../model/paper.ts';
import { buildBibtexEntries } from './bibtex.ts';
import type { Asker, Library } from './library.ts';
import type { BibtexReply, DetailsReply, NoticeReply } from './replies.ts';

export const GONE_PAPER: NoticeReply = {
  kind: 'notice',
  text: 'That paper is no longer in the corpus. Search again with “/papers”.',
};

/** Reading one counts as interest in it. */
export async function showPaper(
  library: Library,
  asker: Asker,
  id: PaperId,
): Promise<DetailsReply | NoticeReply> {
  const paper = library.byId.get(id);
  if (paper === undefined) return GONE_PAPER;
  await recordOpened(library, asker, paper.id);
  const saved = await library.memory.saves.list(asker.person);
  return { kind: 'details', paper, saved: saved.includes(paper.id) };
}

/** What somebody opens is their own affair, wherever they do. */
export async function recordOpened(
  { memory }: Library,
  { person, nowMs }: Asker,
  paperId: PaperId,
): Promise<void> {
  await memory.signals.add(person, { kind: 'opened', paperId, isOpen: false }, nowMs);
}

export function citePaper(library: Library, id: PaperId): BibtexReply | NoticeReply {
  const paper = library.byId.get(id);
  if (paper === undefined) return GONE_PAPER;
  return citePapers([paper], false);
}

/** `papers` has at least one; `isOpen`: whether others than the asker see it. */
export function citePapers(papers: readonly Paper[], isOpen: boolean): BibtexReply {
  const titles = papers.map(({ title }) => title);
  return { kind: 'bibtex', titles, entries: buildBibtexEntries(papers), isOpen };
}

export async function savePaper(library: Library, asker: Asker, id: PaperId): Promise<NoticeReply> {
  const paper = library.byId.get(id);
  if (paper === undefined) return GONE_PAPER;
  const added = await library.memory.saves.add(asker.person, paper.id, asker.nowMs);
  const signal = { kind: 'saved', paperId: paper.id, isOpen: false } as const;
  await library.memory.signals.add(asker.person, signal, asker.nowMs);
  return buildNotice(
    added
      ? 'Saved. “/papers saved” lists what you keep; only you see it.'
      : 'You had saved this one already. “/papers saved” lists what you keep.',
  );
}

export async function unsavePaper(
  library: Library,
  asker: Asker,
  id: PaperId,
): Promise<NoticeReply> {
  const paper: Paper | undefined = library.byId.get(id);
  if (paper === undefined) return GONE_PAPER;
  const removed = await library.memory.saves.remove(asker.person, paper.id);
  await library.memory.signals.remove(asker.person, 'saved', paper.id);
  return buildNotice(
    removed ? 'Removed from your saved papers.' : 'It was not among your saved papers.',
  );
}

function buildNotice(text: string): NoticeReply {
  return { kind: 'notice', text };
}
