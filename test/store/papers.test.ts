import { join } from 'node:path';
import Database from 'better-sqlite3';
import { describe, expect, it } from 'vitest';
import type { Paper } from '../../src/model/paper.ts';
import { paper } from '../helpers/papers.ts';
import { createScratchFolder, openScratchStore } from './scratch.ts';

const ADA = { teamId: 'T1', userId: 'U1' };
const BEN = { teamId: 'T1', userId: 'U2' };
const OLD = 'title:0123456789abcdef';

const OTTERS = paper({ id: 'arxiv:2503.00001', title: 'Otters', upvotes: 3 });
const BADGERS = paper({ id: 'arxiv:2503.00002', title: 'Badgers' });

describe('the shelf of added papers', () => {
  it('gives them back from the file, in the order in which they were added', async () => {
    const file = join(createScratchFolder(), 'paperboy.db');
    const store = await openScratchStore(file);
    expect(await store.papers.all()).toEqual({ papers: [], unreadable: 0 });
    const counts = await store.papers.put([OTTERS, BADGERS], 1);
    expect(counts).toEqual({ added: 2, changed: 0, unchanged: 0 });
    await store.close();
    const { papers } = await openScratchStore(file);
    expect(await papers.all()).toEqual({ papers: [OTTERS, BADGERS], unreadable: 0 });
  });

  it('tells what is new, changed and as it was, whatever the order of keys', async () => {
    const { papers } = await openScratchStore();
    await papers.put([OTTERS], 1);
    const reordered = Object.fromEntries(Object.entries(OTTERS).reverse()) as Paper; // same keys
    expect(await papers.put([reordered, BADGERS], 2)).toEqual({
      added: 1,
      changed: 0,
      unchanged: 1,
    });
    const risen = { ...OTTERS, upvotes: 4 };
    expect(await papers.put([risen], 3)).toEqual({ added: 0, changed: 1, unchanged: 0 });
    expect((await papers.all()).papers).toEqual([risen, BADGERS]);
    expect(await papers.put([], 4)).toEqual({ added: 0, changed: 0, unchanged: 0 });
  });

  it('keeps all of them or none', async () => {
    const { papers } = await openScratchStore();
    const broken = { ...BADGERS, title: '' };
    await expect(papers.put([OTTERS, broken], 1)).rejects.toMatchObject({ code: 'store_failed' });
    await expect(papers.put([OTTERS], 0.5)).rejects.toMatchObject({ code: 'store_failed' });
    expect((await papers.all()).papers).toEqual([]);
  });

  it('passes over rows that hold no paper, and counts them', async () => {
    const file = join(createScratchFolder(), 'paperboy.db');
    const store = await openScratchStore(file);
    await store.papers.put([OTTERS, BADGERS], 1);
    await store.close();
    const vandal = new Database(file);
    vandal.exec(`update papers set paper = '{"id":' where id = '${OTTERS.id}'`);
    vandal.exec(`insert into papers values ('${OLD}', '{"id":"${OLD}"}', 1)`);
    vandal.close();
    const { papers } = await openScratchStore(file);
    expect(await papers.all()).toEqual({ papers: [BADGERS], unreadable: 2 });
    expect(await papers.put([OTTERS], 2)).toMatchObject({ changed: 1 });
    expect((await papers.all()).papers).toEqual([OTTERS, BADGERS]);
  });
});

describe('a paper that gains another id', () => {
  const known = { ...OTTERS, aliases: [OLD] };

  it('replaces the rows of its older ones', async () => {
    const { papers } = await openScratchStore();
    await papers.put([{ ...OTTERS, id: OLD }, BADGERS, { ...OTTERS, id: 'arxiv:2401.00001' }], 1);
    const both = { ...OTTERS, aliases: ['arxiv:2401.00001', OLD] };
    expect(await papers.put([both], 2)).toEqual({ added: 0, changed: 1, unchanged: 0 });
    expect((await papers.all()).papers).toEqual([both, BADGERS]);
    expect(await papers.put([both], 3)).toEqual({ added: 0, changed: 0, unchanged: 1 });
  });

  it('takes along who saved, shared and opened it, each once', async () => {
    const { memory, papers } = await openScratchStore();
    await memory.saves.add(ADA, OLD, 1);
    await memory.saves.add(ADA, BADGERS.id, 2);
    await memory.saves.add(BEN, OLD, 3);
    await memory.saves.add(BEN, known.id, 4);
    await memory.shares.claim(ADA, 'C1', [OLD], 1);
    await memory.signals.add(ADA, { kind: 'opened', paperId: OLD, isOpen: true }, 1);
    await papers.put([known], 5);
    expect(await memory.saves.list(ADA)).toEqual([BADGERS.id, known.id]);
    expect(await memory.saves.list(BEN)).toEqual([known.id]);
    expect(await memory.shares.claim(ADA, 'C1', [known.id], 6)).toEqual([]);
    expect(await memory.signals.ofTeam('T1')).toMatchObject([
      { paperId: known.id, kind: 'opened' },
    ]);
  });
});
