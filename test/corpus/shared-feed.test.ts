/** The feed's own files, where they are: they are other people's and not part of the project. */
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { parseDailyPapers } from '../../src/corpus/daily-papers.ts';
import { mergePapers } from '../../src/corpus/merge-papers.ts';
import { parsePapers } from '../../src/corpus/papers-file.ts';
import { paperSchema } from '../../src/model/paper.ts';

const FEED = new URL('../../../shared/feeds/hf_daily_papers/', import.meta.url);
const PAPERS = new URL('../../data/papers.jsonl', import.meta.url);

describe('a year of the feed', () => {
  it('is read whole and merged with the corpus once', ({ skip }) => {
    const isThere = existsSync(FEED);
    if (!isThere) process.stderr.write('../shared/feeds/hf_daily_papers is not here: skipped\n');
    skip(!isThere);
    const days = readdirSync(FEED).filter((name) => name.endsWith('.json'));
    // Cleaning is what takes the time; a day in ten has every key that came over time.
    const some = days.sort().filter((_, at) => at % 10 === 0 || at === days.length - 1);
    const read = some.map((name) => {
      const text = readFileSync(new URL(name, FEED), 'utf8');
      return parseDailyPapers(text, name.slice(0, 'YYYY-MM-DD'.length));
    });
    const feed = read.flatMap(({ papers }) => papers);
    expect(read.flatMap(({ rejected }) => rejected)).toEqual([]);
    expect(feed.length).toBeGreaterThan(300);
    for (const paper of feed) expect(paperSchema.parse(paper)).toEqual(paper);

    const corpus = parsePapers(readFileSync(PAPERS, 'utf8')).papers;
    const merged = mergePapers([corpus, feed]);
    const gained = merged.filter(({ aliases }) => aliases.length > 0);
    expect(merged).toHaveLength(corpus.length + feed.length - gained.length);
    expect(mergePapers([merged, feed, corpus])).toEqual(merged);
  });
});
