import { describe, expect, it } from 'vitest';
import { type EngineRun, judgeSearch, renderSearch } from './search-at-scale.ts';

function buildRun(engine: string, papers: number, ms: readonly number[] = [1, 2, 3]): EngineRun {
  const timings = { ms, queries: 3 };
  return {
    papers,
    engine,
    indexed: { indexMs: 100, growthMegabytes: 20, residentMegabytes: 150 },
    timings: { keywords: timings, questions: timings },
    problem: '',
  };
}

/** The cells of the row of `engine`. */
function findRow(runs: readonly EngineRun[], engine: string): readonly string[] {
  const line = renderSearch(runs)
    .split('\n')
    .find((row) => row.startsWith(`| ${engine} |`));
  return line?.split(' | ') ?? [];
}

describe('renderSearch', () => {
  it('puts below Paperboy its figures as multiples of the reference’s', () => {
    const runs = [
      buildRun('Paperboy', 10_000, [2, 2, 2]),
      buildRun('MiniSearch', 10_000, [4, 4, 8]),
    ];
    expect(findRow(runs, 'Paperboy')).toEqual(
      expect.arrayContaining(['| Paperboy', '100', '20.0', '150', '2.00 / 2.00 / 2.00']),
    );
    expect(findRow(runs, 'Paperboy ÷ MiniSearch')).toEqual(
      expect.arrayContaining(['1.00 ×', '0.50 × / 0.25 × / 0.25 ×']),
    );
  });

  it('says which engine was too slow, and compares the queries that both had time for', () => {
    const runs = [buildRun('Paperboy', 50_000, [1, 9, 9]), buildRun('MiniSearch', 50_000, [10])];
    expect(findRow(runs, 'MiniSearch').join()).toContain('10.0 / 10.0 / 10.0 (the first 1 only)');
    expect(findRow(runs, 'Paperboy ÷ MiniSearch').join()).toContain('0.10 × / 0.10 × / 0.10 ×');
  });

  it('has a table for each collection', () => {
    const runs = [buildRun('lunr', 724), buildRun('lunr', 10_000)];
    const heads = renderSearch(runs)
      .split('\n\n')
      .map((table) => table.split(' | ')[0]);
    expect(heads).toEqual(['| search, 724 papers', '| search, 10,000 papers']);
  });

  it('says why an engine has no figures', () => {
    const problem = 'stopped after 90 s while indexing';
    const run = { ...buildRun('lunr', 50_000), indexed: undefined, timings: {}, problem };
    expect(findRow([run], 'lunr')).toContain(problem);
  });

  it('keeps what an engine had done before it was stopped', () => {
    const problem = 'stopped after 90 s while searching';
    const whole = buildRun('lunr', 50_000);
    const run = { ...whole, timings: { keywords: { ms: [1], queries: 1 } }, problem };
    expect(findRow([run], 'lunr').slice(1)).toEqual([
      '100',
      '20.0',
      '150',
      '1.00 / 1.00 / 1.00',
      `${problem} |`,
    ]);
  });
});

describe('judgeSearch', () => {
  it('holds Paperboy to its targets, and to the reference on the large collection', () => {
    const runs = [724, 10_000, 50_000].flatMap((papers) => [
      buildRun('Paperboy', papers, [1, 2, 4]),
      buildRun('MiniSearch', papers, [8, 8, 8]),
    ]);
    expect(judgeSearch(runs)).toEqual([
      { name: '724 papers: keywords, p95 (ms)', value: 4, atMost: 3 },
      { name: '724 papers: questions, p95 (ms)', value: 4, atMost: 6 },
      { name: '50,000 papers: keywords, p95 (ms)', value: 4, atMost: 40 },
      { name: '50,000 papers: questions, p95 (ms)', value: 4, atMost: 120 },
      { name: '50,000 papers: questions, p50 ÷ MiniSearch’s', value: 0.25, atMost: 1 },
      { name: '50,000 papers: questions, p95 ÷ MiniSearch’s', value: 0.5, atMost: 1 },
    ]);
  });

  it('has no number where Paperboy or the reference has none', () => {
    const problem = 'ended with SIGABRT while searching';
    const run = { ...buildRun('Paperboy', 50_000), timings: {}, problem };
    expect(judgeSearch([run]).map(({ value }) => value)).toEqual([
      problem,
      problem,
      'no figures of both',
      'no figures of both',
    ]);
  });
});
