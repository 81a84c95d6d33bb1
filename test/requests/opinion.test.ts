import { beforeEach, describe, expect, it } from 'vitest';
import { buildPaperMap, type Library } from '../../src/requests/library.ts';
import { giveOpinion, type Opinion, retractOpinion } from '../../src/requests/opinion.ts';
import { paper } from '../helpers/papers.ts';
import { openScratchStore } from '../store/scratch.ts';

const PAPER = paper({ aliases: ['title:0123456789abcdef'] });
const ADA = { person: { teamId: 'T1', userId: 'U1' }, nowMs: 1 };
const BEN = { person: { teamId: 'T1', userId: 'U2' }, nowMs: 1 };

let library: Pick<Library, 'byId' | 'memory'>;
beforeEach(async () => {
  const { memory } = await openScratchStore();
  library = { byId: buildPaperMap([PAPER]), memory };
});

const give = (opinion: Opinion, isOpen = true) =>
  giveOpinion(library, ADA, PAPER.id, { opinion, isOpen });
const kinds = async () =>
  (await library.memory.signals.ofTeam('T1')).map(({ userId, kind, isOpen }) => [
    userId,
    kind,
    isOpen,
  ]);

describe('an opinion', () => {
  it('is kept once a person, however often it is given', async () => {
    const first = await give('liked');
    expect(first).toMatchObject({
      kind: 'noted',
      undo: { action: 'retract', paperId: PAPER.id },
    });
    expect(first.text).toMatch(/^Noted: .*higher.* Nobody sees that it was you\.$/);
    expect((await give('liked')).text).toContain('said so already');
    expect(await kinds()).toEqual([['U1', 'liked', true]]);
  });

  it('replaces the other one', async () => {
    await give('liked');
    expect((await give('rejected')).text).toMatch(
      /^Changed: .*lower for your team now, not higher/,
    );
    expect(await kinds()).toEqual([['U1', 'rejected', true]]);
    expect((await give('liked')).text).toMatch(/^Changed: .*higher for your team now, not lower/);
    expect(await kinds()).toEqual([['U1', 'liked', true]]);
  });

  it('is open only where it was given openly', async () => {
    await give('liked', false);
    expect(await kinds()).toEqual([['U1', 'liked', false]]);
  });

  it.each(['liked', 'rejected'] as const)('%s can be taken back, once', async (opinion) => {
    await give(opinion);
    expect((await retractOpinion(library, ADA, PAPER.id)).text).toMatch(/^Taken back/);
    expect(await kinds()).toEqual([]);
    expect((await retractOpinion(library, ADA, PAPER.id)).text).toContain('nothing to take back');
  });

  it('is taken back by its person only', async () => {
    await give('liked');
    await retractOpinion(library, BEN, PAPER.id);
    expect(await kinds()).toEqual([['U1', 'liked', true]]);
  });

  it('goes when it was given under an id the paper had before', async () => {
    const [paperId = ''] = PAPER.aliases;
    await library.memory.signals.add(ADA.person, { kind: 'liked', paperId, isOpen: true }, 1);
    await give('rejected');
    expect(await kinds()).toEqual([['U1', 'rejected', true]]);
  });

  it('of a paper that is gone is none', async () => {
    const gone = 'arxiv:0000.00000';
    const given = await giveOpinion(library, ADA, gone, { opinion: 'liked', isOpen: true });
    expect(given.text).toContain('no longer in the corpus');
    expect((await retractOpinion(library, ADA, gone)).text).toContain('no longer in the corpus');
    expect(await kinds()).toEqual([]);
  });
});
