import { describe, expect, it } from 'vitest';
import { completeTitle } from '../../src/requests/complete.ts';
import type { Library } from '../../src/requests/library.ts';
import { HOSTILE_TEXTS } from '../helpers/papers.ts';

/** A library of which only completing is asked. */
function spy() {
  const asked: [typed: string, limit: number][] = [];
  const complete = (typed: string, limit: number) => {
    asked.push([typed, limit]);
    return [{ id: 'arxiv:2503.02130', title: 'Retrieval' }];
  };
  return { asked, library: { index: { complete } } as unknown as Library };
}

describe('completeTitle', () => {
  it('asks the index for what was typed, on one line', () => {
    const { asked, library } = spy();
    expect(completeTitle(library, ' retrieval \n augm')).toEqual({
      kind: 'completions',
      typed: 'retrieval augm',
      titles: [{ id: 'arxiv:2503.02130', title: 'Retrieval' }],
    });
    expect(asked).toEqual([['retrieval augm', 20]]);
  });

  it.each(['', '  ', '…', '-:-', '\u200B'])('asks nothing for %j', (text) => {
    const { asked, library } = spy();
    expect(completeTitle(library, text)).toMatchObject({ typed: '', titles: [] });
    expect(asked).toEqual([]);
  });

  it('bounds what the index sees of a text that was pasted', () => {
    const { asked, library } = spy();
    for (const text of ['x'.repeat(1_000_000), `${' '.repeat(1_000_000)}x`, ...HOSTILE_TEXTS]) {
      completeTitle(library, text);
    }
    for (const [typed] of asked) expect(typed.length).toBeLessThanOrEqual(200);
  });
});
