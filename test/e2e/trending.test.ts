import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, describe, expect, it, onTestFinished } from 'vitest';
import { serializePapers } from '../../src/corpus/papers-file.ts';
import type { Paper } from '../../src/model/paper.ts';
import { subtractWorkdays } from '../../src/trending/workdays.ts';
import { paper } from '../helpers/papers.ts';
import { botMessages, read } from '../helpers/screen.ts';
import { openStage, type Stage } from '../helpers/stage.ts';

/** The Friday before the Saturday on which the stage stands. */
const FRIDAY = '2026-11-20';

/** Eight papers a workday for five weeks; of this week, half are about a topic nobody had before. */
const WEEKS: readonly Paper[] = Array.from({ length: 200 }, (_, index) => {
  const ago = Math.floor(index / 8);
  const day = subtractWorkdays(FRIDAY, ago);
  const isNew = ago < 5 && index % 2 === 0;
  return paper({
    id: `arxiv:2611.${String(index).padStart(5, '0')}`,
    title: isNew ? `Kolmogorov-Arnold networks ${index}` : `Graphs ${index}`,
    abstract: 'We propose a method. It is better.',
    upvotes: (index * 7) % 30,
    listings: [{ page: day, place: 1 + (index % 8), day }],
  });
});

describe('/papers trending', () => {
  let stage: Stage;
  afterEach(() => stage.stop());

  async function openDated(): Promise<void> {
    const folder = mkdtempSync(join(tmpdir(), 'paperboy-trending-'));
    onTestFinished(() => rmSync(folder, { recursive: true }));
    const corpusFile = join(folder, 'papers.jsonl');
    writeFileSync(corpusFile, serializePapers(WEEKS));
    stage = await openStage('http', { corpusFile });
  }

  async function ask(text: string) {
    await stage.workspace.as('U0ADA').command('C0GENERAL', '/papers', text);
    await stage.idle();
    return botMessages(stage, 'C0GENERAL', 'U0ADA');
  }

  it('says of a corpus whose listings are old what it has and what would help', async () => {
    stage = await openStage('http');
    const [reply, ...others] = await ask('trending week');
    expect(others).toEqual([]);
    expect(reply?.ephemeralFor).toBe('U0ADA');
    const text = reply && read(reply);
    expect(text).toContain('Trending: 16 November 2026 to 20 November 2026');
    expect(text).toContain('the newest listing is of 31 October 2025');
    expect(text).toContain('paperboy corpus add');
    expect(text).toMatch(/1\. .* · archive$/m);
  });

  it('draws what rose and lists the five best papers with their reasons', async () => {
    await openDated();
    const [reply, ...others] = await ask('trending');
    expect(others).toEqual([]);
    const chart = reply?.blocks.find(({ type }) => type === 'data_visualization');
    expect(chart).toMatchObject({
      chart: {
        series: [
          {
            name: 'Kolmogorov-Arnold n…',
            data: [
              { label: '19 Oct', value: 0 },
              { label: '26 Oct', value: 0 },
              { label: '2 Nov', value: 0 },
              { label: '9 Nov', value: 0 },
              { label: '16 Nov', value: 50 },
            ],
          },
        ],
      },
    });
    expect(reply && read(reply)).toMatch(/^Best of the week\n1\. .* — top 13 % of its day$/m);
    expect(reply?.text).toContain(
      '• Kolmogorov-Arnold networks: now 50 % (20 of 40), before 0 % (0 of 160)',
    );
  });

  it('says it in lines, once, where Slack does not take the chart', async () => {
    await openDated();
    stage.workspace.faults.failNext('response_url', 'invalid_blocks');
    const [reply, ...others] = await ask('trending week');
    expect(others).toEqual([]);
    expect(reply?.blocks.map(({ type }) => type)).not.toContain('data_visualization');
    expect(reply && read(reply)).toContain('• Kolmogorov-Arnold networks: now 50 %');
    const dm = stage.workspace.as('U0ADA').directMessage();
    expect(botMessages(stage, dm, 'U0ADA')).toEqual([]);
  });

  it('draws it in a direct message when the response URL is dead', async () => {
    await openDated();
    stage.workspace.faults.deadResponseUrls();
    stage.workspace.faults.failNext('chat.postMessage', 'invalid_blocks');
    expect(await ask('trending week')).toEqual([]);
    const dm = stage.workspace.as('U0ADA').directMessage();
    const texts = botMessages(stage, dm, 'U0ADA').map(read);
    expect(texts).toEqual([expect.stringContaining('• Kolmogorov-Arnold networks')]);
  });

  it('still searches for what only begins like it', async () => {
    stage = await openStage('http');
    const [reply] = await ask('trending topics in nlp');
    expect(reply && read(reply)).toContain('“trending topics in nlp”');
  });
});
