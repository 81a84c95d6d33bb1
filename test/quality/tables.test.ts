import { describe, expect, it } from 'vitest';
import type { OwnTopic } from './collections.ts';
import { renderTable, replacePlace } from './readme-table.ts';
import {
  findBehind,
  formatMeanRatio,
  meanRatio,
  type Row,
  renderDepth,
  renderRanking,
  renderVerdicts,
  selectUnsaturated,
  splitOwn,
} from './tables.ts';

const scoresOf = (...ndcg10: readonly number[]) => ({
  ndcg10,
  averagePrecision: ndcg10.map((value) => value / 2),
  recall100: ndcg10.map(() => 1),
});

const rowOf = (label: string, scores: Record<string, readonly number[]>): Row => ({
  label,
  byEngine: new Map(Object.entries(scores).map(([name, values]) => [name, scoresOf(...values)])),
});

const comparison = { engines: ['ours', 'BM25', 'slow'], subject: 'ours', baseline: 'BM25' };

const letters = rowOf('letters', {
  ours: [0.8, 0.8, 0.8, 0.8, 0.8, 0.8],
  BM25: [0.4, 0.4, 0.4, 0.4, 0.4, 0.4],
  slow: [0.9, 0.7],
});

describe('renderTable', () => {
  it('sets text left and figures right', () => {
    expect(renderTable(['what', 'n'], [['papers', '724']])).toBe(
      '| what | n |\n| --- | ---: |\n| papers | 724 |\n',
    );
  });
});

describe('replacePlace', () => {
  const readme = 'Before\n<!-- a -->\nold\n<!-- /a -->\nAfter\n';

  it('puts the text between the two marks, again and again', () => {
    const once = replacePlace(readme, 'a', '| new |\n');
    expect(once).toBe('Before\n<!-- a -->\n\n| new |\n\n<!-- /a -->\nAfter\n');
    expect(replacePlace(once, 'a', '| new |\n')).toBe(once);
  });

  it('leaves signs alone that mean something in replacements', () => {
    expect(replacePlace(readme, 'a', "$& $1 $'")).toContain("\n$& $1 $'\n");
  });

  it('names a place that is not there', () => {
    expect(() => replacePlace(readme, 'b', 'text')).toThrow('<!-- b -->');
  });
});

describe('renderRanking', () => {
  it('marks the best, what may be chance, and what was measured in part', () => {
    expect(renderRanking('nDCG@10', [letters], comparison)).toBe(
      [
        '| nDCG@10 | queries | ours | BM25 | slow | × BM25 (95 %) | p |',
        '| --- | ---: | ---: | ---: | ---: | ---: | ---: |',
        '| letters | 6 | **0.800** | 0.400 | **0.800**° (2) | 2.00 (2.00–2.00) | .031 |',
        '',
      ].join('\n'),
    );
  });

  it('gives no ratio to nothing', () => {
    const row = rowOf('none', { ours: [1, 1], BM25: [0, 0], slow: [0, 0] });
    expect(renderRanking('', [row], comparison)).toContain('| – | .500 |');
  });
});

describe('renderDepth', () => {
  it('has MAP and recall of both', () => {
    expect(renderDepth([letters], comparison).split('\n').slice(0, 3)).toEqual([
      '|  | MAP ours | MAP BM25 | R@100 ours | R@100 BM25 |',
      '| --- | ---: | ---: | ---: | ---: |',
      '| letters | 0.400 | 0.200 | 1.000 | 1.000 |',
    ]);
  });
});

describe('comparisons over rows', () => {
  const full = rowOf('full', { ours: [0.9, 1], BM25: [0.9, 0.98], slow: [1, 1] });

  it('leave out where the baseline is 0.9 or more', () => {
    expect(selectUnsaturated([letters, full], 'BM25')).toEqual([letters]);
  });

  it('average the ratios', () => {
    const same = rowOf('same', { ours: [0.5], BM25: [0.5] });
    expect(meanRatio([letters, same], 'ours', 'BM25')).toBeCloseTo(1.5, 12);
    expect(formatMeanRatio([letters, same], 'ours', 'BM25')).toBe('1.50 (1.50–1.50)');
    expect(meanRatio([], 'ours', 'BM25')).toBeNaN();
    expect(formatMeanRatio([], 'ours', 'BM25')).toBe('–');
  });

  it('name the rows on which another engine is ahead, over the queries both have', () => {
    expect(findBehind([letters, full], 'ours', 'slow')).toEqual(['full']);
    expect(findBehind([letters, full], 'ours', 'BM25')).toEqual([]);
  });
});

describe('splitOwn', () => {
  it('parts ordinary queries from mismatches and these by kind', () => {
    const kinds = ['keyword', 'typo', 'question', 'task'] as const;
    const topics = kinds.map(
      (kind, place): OwnTopic => ({ id: `q${place}`, text: kind, kind, judged: new Map() }),
    );
    const { byEngine } = rowOf('own', { ours: [0.1, 0.2, 0.3, 0.4] });
    const parts = splitOwn(topics, byEngine).map(
      ({ label, byEngine: part }) => [label, part.get('ours')?.ndcg10] as const,
    );
    expect(parts).toEqual([
      ['ordinary', [0.1, 0.3]],
      ['mismatch', [0.2, 0.4]],
      ['– everyday', []],
      ['– neighbour', []],
      ['– task', [0.4]],
      ['– acronym', []],
      ['– spelling', []],
      ['– typo', [0.2]],
    ]);
  });
});

describe('renderVerdicts', () => {
  it('says met, missed, or that it was not measured', () => {
    const verdict = { target: 'fast', measured: '3 ms' };
    const lines = [true, false, undefined].map(
      (isMet) => renderVerdicts([{ ...verdict, isMet }]).split('\n')[2],
    );
    expect(lines).toEqual([
      '| fast | 3 ms | met |',
      '| fast | 3 ms | **missed** |',
      '| fast |  | not measured |',
    ]);
  });
});
