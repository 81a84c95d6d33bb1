/**
 * Rising topics as a chart, and the best papers of the period, a line each. Where Slack does not
 * take the chart, and in the plain text, the topics are lines with their numbers.
 */
import type { KnownBlock, RichTextElement } from '@slack/types';
import type { TrendingReply } from '../requests/replies.ts';
import type { Period } from '../trending/periods.ts';
import type { Count, RisingTopic, RisingTopics } from '../trending/rising-topics.ts';
import { buildLineChart, type ChartBlock } from './chart.ts';
import { buttonRow, contextLine, searchButtons } from './elements.ts';
import { quoteLine } from './escape.ts';
import { formatCount, formatDay, formatMonthDay, formatPapers, formatWeekday } from './facts.ts';
import { buildMessage, type Message } from './message.ts';
import { shortTitle } from './paper-blocks.ts';
import { bulletList, paragraph, richText, textRun } from './rich-text.ts';

/** Lines that are told apart at a glance; Slack allows six. Further topics are said in lines. */
const MAX_DRAWN = 4;
const MAX_TOPICS = 8;
/** Topics that are offered to be searched for. */
const MAX_BUTTONS = 3;
const MAX_TITLE_CHARS = 150;
const MAX_REASON_CHARS = 100;
const MAX_TOPIC_CHARS = 60;

export function renderTrending(reply: TrendingReply): Message {
  const { rising } = reply;
  const topics = rising.topics.slice(0, MAX_TOPICS);
  const around = (shown: readonly (KnownBlock | ChartBlock)[]) => [
    ...renderHeading(reply),
    ...shown,
    ...buttonRow(...searchButtons(topics.slice(0, MAX_BUTTONS).map(({ name }) => name))),
    ...renderBest(reply),
    contextLine(
      'Best first by upvotes within their day and by what people here did with them · Only visible to you',
    ),
  ];
  const plain = buildMessage(around(renderLines(topics)));
  return topics.length === 0
    ? plain
    : {
        text: plain.text,
        blocks: around([
          renderChart(rising, topics.slice(0, MAX_DRAWN)),
          ...renderLines(topics.slice(MAX_DRAWN)),
        ]),
        fallback: plain,
      };
}

/** The period in dates, and in a sentence what was compared with what. */
function renderHeading(reply: TrendingReply): KnownBlock[] {
  return richText(
    ...paragraph(
      ...textRun(`Trending: ${describePeriod(reply.rising)}`, { bold: true }),
      ...textRun(`\n${describeFindings(reply)}`),
    ),
  );
}

function describePeriod({ period, spans }: RisingTopics): string {
  const now = spans.at(-1);
  if (now === undefined) return `the ${period}`;
  return now.from === now.to
    ? formatWeekday(now.to)
    : `${formatDay(now.from)} to ${formatDay(now.to)}`;
}

/** A month is counted as four weeks. */
const PLURALS: Readonly<Record<Period, string>> = {
  day: 'workdays',
  week: 'weeks',
  month: 'months',
};
const WITHIN: Readonly<Record<Period, string>> = {
  day: 'on this day',
  week: 'in this week',
  month: 'in these four weeks',
};
const BEGINNINGS: Readonly<Record<Period, string>> = {
  day: 'day',
  week: 'week from',
  month: 'four weeks from',
};

function describeFindings({ rising, listedTo }: TrendingReply): string {
  const { period, spans, topics } = rising;
  const now = spans.at(-1)?.papers ?? 0;
  const before = spans.slice(0, -1).reduce((sum, { papers }) => sum + papers, 0);
  if (now === 0) return describeNothing(period, listedTo);
  const listed = `${formatPapers(now)} listed ${WITHIN[period]}`;
  if (before === 0) {
    return `${listed}, but none in the four ${PLURALS[period]} before, so nothing can be said to rise.`;
  }
  const compared = `${formatCount(before)} in the four ${PLURALS[period]} before`;
  return topics.length === 0
    ? `Nothing rose clearly: with ${listed} and ${compared}, no topic grew by more than chance explains.${period === 'month' ? '' : ' More papers show more: “/papers trending month”.'}`
    : `${listed}, ${compared}. These topics grew by more than chance explains:`;
}

/** Why there is nothing, and what would help. */
function describeNothing(period: Period, listedTo: string | undefined): string {
  const [why, help] =
    listedTo === undefined
      ? [
          'No paper here has a day on which it was listed.',
          'Whoever runs me can add a feed that says it with “paperboy corpus add”.',
        ]
      : [
          `No paper here was listed ${WITHIN[period]}; the newest listing is of ${formatDay(listedTo)}.`,
          'Whoever runs me can add newer ones with “paperboy corpus add”.',
        ];
  return `${why} ${help}`;
}

/** The share of each topic, period by period. */
function renderChart({ period, spans }: RisingTopics, topics: readonly RisingTopic[]): ChartBlock {
  return buildLineChart({
    title: 'Rising topics',
    xLabel: BEGINNINGS[period],
    yLabel: '% of the papers listed',
    categories: spans.map(({ from }) => formatMonthDay(from)),
    lines: topics.map(({ name, counts }) => ({ name, values: counts.map(toPercent) })),
  });
}

function renderLines(topics: readonly RisingTopic[]): KnownBlock[] {
  return richText(
    ...bulletList(
      topics.flatMap(({ name, now, before }) =>
        paragraph(
          ...textRun(quoteLine(name, MAX_TOPIC_CHARS), { bold: true }),
          ...textRun(`: now ${describeCount(now)}, before ${describeCount(before)}`),
        ),
      ),
    ),
  );
}

/** `6 % (13 of 217)` */
function describeCount(count: Count): string {
  return `${toPercent(count)} % (${formatCount(count.papers)} of ${formatCount(count.of)})`;
}

/** With one decimal. */
function toPercent({ papers, of }: Count): number {
  return of === 0 ? 0 : Math.round((1000 * papers) / of) / 10;
}

function renderBest({ rising, best }: TrendingReply): KnownBlock[] {
  if (best.length === 0) return [];
  const isOfPeriod = (rising.spans.at(-1)?.papers ?? 0) > 0;
  const lines: RichTextElement[][] = best.map(({ paper, reason }, index) => [
    ...textRun(`\n${index + 1}. `),
    ...shortTitle(paper, MAX_TITLE_CHARS),
    ...textRun(` — ${quoteLine(reason, MAX_REASON_CHARS)}`),
  ]);
  return richText(
    ...paragraph(
      ...textRun(isOfPeriod ? `Best of the ${rising.period}` : 'Best of what is here', {
        bold: true,
      }),
      ...lines.flat(),
    ),
  );
}
