import { describe, expect, it } from 'vitest';
import { buildCorpus } from '../../src/corpus/build-corpus.ts';
import { renderDifference, renderReport } from '../../src/corpus/render-report.ts';

describe('renderReport', () => {
  it('names file and line of what was not read, and cuts it short', () => {
    const text = `Lost ${'and found '.repeat(15)}`;
    const { report } = buildCorpus([{ page: '1', file: 'one.txt', capturedOn: undefined, text }]);
    const lines = renderReport(report).split('\n');
    expect(lines[0]).toBe('1 page, 0 entries, 0 papers, 1 rejected');
    expect(lines.at(-2)).toMatch(/^Not read: one\.txt, line 1: a title without .*: “Lost .{74}…”$/);
  });

  it('names what two listings disagree on', () => {
    const page = (count: number) => ({
      page: String(count),
      file: `${count}.txt`,
      capturedOn: undefined,
      text: `On Letters\n${'We study letters and more. '.repeat(12)}\n• ${count} authors\n`,
    });
    const { report } = buildCorpus([page(2), page(3)]);
    expect(renderReport(report)).toMatch(
      /Listings disagree on authorCount of title:\w{16}: 2 \/ 3/,
    );
  });
});

describe('renderDifference', () => {
  it('says that all is well', () => {
    expect(renderDifference(undefined)).toBe('The papers file matches the raw pages.\n');
  });

  it('names papers, and what to do', () => {
    const text = renderDifference({
      missing: ['title:a'],
      surplus: Array.from({ length: 12 }, (_, index) => `title:${index}`),
      changed: [{ id: 'title:b', keys: ['title', 'links'] }],
      reordered: true,
    });
    expect(text).toContain('Missing: 1: title:a\n');
    expect(text).toContain('title:9 and 2 more\n');
    expect(text).toContain('title:b (title, links)');
    expect(text).toContain('another order');
    expect(text).toContain('paperboy corpus build');
  });
});
