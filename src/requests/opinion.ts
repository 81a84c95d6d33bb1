/**
 * What somebody thinks of a paper: useful, or not for the team. It counts where papers are ranked;
 * that it was they who said so is told to nobody.
 */
import type { Paper, PaperId } from '../model/paper.ts';
import type { SignalKind } from '../trending/trending.ts';
import type { Asker, Library } from './library.ts';
import { GONE_PAPER } from './paper.ts';
import type { NotedReply, NoticeReply } from './replies.ts';

export type Opinion = Extract<SignalKind, 'liked' | 'rejected'>;

const OPINIONS: Readonly<
  Record<Opinion, { readonly other: Opinion; readonly said: string; readonly changed: string }>
> = {
  liked: {
    other: 'rejected',
    said: 'Noted: this paper ranks higher for your team.',
    changed: 'Changed: this paper ranks higher for your team now, not lower.',
  },
  rejected: {
    other: 'liked',
    said: 'Noted: this paper ranks lower for your team.',
    changed: 'Changed: this paper ranks lower for your team now, not higher.',
  },
};

/** One a person and paper: a second replaces the first. `isOpen`: given in a public channel. */
export async function giveOpinion(
  library: Pick<Library, 'byId' | 'memory'>,
  asker: Asker,
  id: PaperId,
  { opinion, isOpen }: { readonly opinion: Opinion; readonly isOpen: boolean },
): Promise<NotedReply | NoticeReply> {
  const paper = library.byId.get(id);
  if (paper === undefined) return GONE_PAPER;
  const { other, said, changed } = OPINIONS[opinion];
  const isChanged = await removeOpinion(library, asker, paper, other);
  const signal = { kind: opinion, paperId: paper.id, isOpen };
  const isNew = await library.memory.signals.add(asker.person, signal, asker.nowMs);
  return {
    kind: 'noted',
    text: isNew
      ? `${isChanged ? changed : said} Nobody sees that it was you.`
      : 'You had said so already; it counts once.',
    undo: { action: 'retract', paperId: paper.id },
  };
}

export async function retractOpinion(
  library: Pick<Library, 'byId' | 'memory'>,
  asker: Asker,
  id: PaperId,
): Promise<NoticeReply> {
  const paper = library.byId.get(id);
  if (paper === undefined) return GONE_PAPER;
  const liked = await removeOpinion(library, asker, paper, 'liked');
  const rejected = await removeOpinion(library, asker, paper, 'rejected');
  return {
    kind: 'notice',
    text:
      liked || rejected
        ? 'Taken back: it counts as if you had said nothing.'
        : 'There is nothing to take back: it was taken back before.',
  };
}

/** Under whichever of its ids it was given; false when there was none. */
async function removeOpinion(
  { memory }: Pick<Library, 'memory'>,
  { person }: Asker,
  { id, aliases }: Paper,
  opinion: Opinion,
): Promise<boolean> {
  let isRemoved = false;
  for (const each of [id, ...aliases]) {
    if (await memory.signals.remove(person, opinion, each)) isRemoved = true;
  }
  return isRemoved;
}
