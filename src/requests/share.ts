/**
 * Sharing papers with a conversation: each once per person, paper and conversation. The claim is
 * taken before the post, and given back only when the post is known not to have happened.
 */
import type { PaperId } from '../model/paper.ts';
import { buildSnippet } from '../search/snippet.ts';
import { type Asker, findPapers, type Library } from './library.ts';
import type { Excerpt, SharedReply } from './replies.ts';

export type ShareWish = {
  readonly channelId: string;
  readonly paperIds: readonly PaperId[];
  /** What to quote of a paper; without an entry it is the abstract's first sentence. */
  readonly excerpts: ReadonlyMap<PaperId, Excerpt>;
};

/** What to post, or undefined when the asker has shared all of it there before. */
export async function claimShare(
  library: Library,
  asker: Asker,
  wish: ShareWish,
): Promise<SharedReply | undefined> {
  const papers = findPapers(library, wish.paperIds);
  const claimed = await library.memory.shares.claim(
    asker.person,
    wish.channelId,
    papers.map((paper) => paper.id),
    asker.nowMs,
  );
  if (claimed.length === 0) return undefined;
  return {
    kind: 'shared',
    sharedBy: asker.person.userId,
    items: findPapers(library, claimed).map((paper) => ({
      paper,
      excerpt: wish.excerpts.get(paper.id) ?? buildSnippet(paper, []),
    })),
    alreadyShared: papers.length - claimed.length,
  };
}

/**
 * After the post is there: sharing counts as interest. Only for what stands in a public channel:
 * what is shown in a private place moves nothing anywhere else.
 */
export async function confirmShare(
  library: Library,
  { person, nowMs }: Asker,
  shared: SharedReply,
): Promise<void> {
  for (const { paper } of shared.items) {
    const signal = { kind: 'shared', paperId: paper.id, isOpen: true } as const;
    await library.memory.signals.add(person, signal, nowMs);
  }
}

/** After Slack refused the post. */
export async function releaseShare(
  library: Library,
  asker: Asker,
  channelId: string,
  shared: SharedReply,
): Promise<void> {
  const ids = shared.items.map(({ paper }) => paper.id);
  await library.memory.shares.release(asker.person, channelId, ids);
}
