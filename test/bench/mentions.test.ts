import { readFileSync } from 'node:fs';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { parsePapers } from '../../src/corpus/papers-file.ts';
import { openStage, type Stage } from '../helpers/stage.ts';
import { isMissed } from './figures.ts';
import {
  judgeMentions,
  MENTION_QUESTIONS,
  measureMentions,
  QUESTIONS_AT_ONCE,
  SINGLE_QUESTIONS,
} from './mentions.ts';
import { buildMentions } from './queries.ts';

const TITLES = parsePapers(readFileSync('data/papers.jsonl', 'utf8')).papers.map(
  ({ title }) => title,
);

describe('measureMentions', () => {
  let stage: Stage;
  beforeEach(async () => {
    stage = await openStage('http');
  });
  afterEach(() => stage.stop());

  it('times each question once, most of them answered with a quote', async () => {
    const questions = buildMentions(TITLES, MENTION_QUESTIONS);
    const { singleMs, atOnceMs, quoted } = await measureMentions(stage.workspace, questions);
    expect(singleMs).toHaveLength(SINGLE_QUESTIONS);
    expect(atOnceMs).toHaveLength(QUESTIONS_AT_ONCE);
    expect(Math.min(...singleMs, ...atOnceMs)).toBeGreaterThan(0);
    expect(quoted).toBeGreaterThan((SINGLE_QUESTIONS + QUESTIONS_AT_ONCE) / 2);
  }, 60_000);

  it('refuses to ask a question twice', async () => {
    await expect(measureMentions(stage.workspace, ['What is pruning?'])).rejects.toThrow('too few');
  });
});

describe('judgeMentions', () => {
  it('holds both p95 against the target', () => {
    const figures = judgeMentions({ singleMs: [1, 2, 299], atOnceMs: [1, 301], quoted: 4 }, 300);
    expect(figures.map(isMissed)).toEqual([false, false, false, true]);
    expect(figures[0]).toMatchObject({ value: 2, note: '4 of all 5 with a quote' });
  });

  it('says why there are no figures, and misses the target', () => {
    const figures = judgeMentions('no answer', 300);
    expect(figures.map(({ value }) => value)).toEqual(['no answer', 'no answer']);
    expect(figures.every(isMissed)).toBe(true);
  });
});
