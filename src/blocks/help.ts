/** What Paperboy does and how to ask it, with examples that run when pressed. */
import type { KnownBlock, RichTextBlockElement } from '@slack/types';
import type { HelloReply, HelpReply } from '../requests/replies.ts';
import { buttonRow, contextLine, searchButtons } from './elements.ts';
import { describeServers, formatPapers } from './facts.ts';
import { buildMessage, type Message } from './message.ts';
import { bulletList, paragraph, richText, textRun } from './rich-text.ts';

/** Examples that become buttons. */
const MAX_EXAMPLES = 3;

const COMMANDS: readonly (readonly [command: string, meaning: string])[] = [
  ['/papers words…', 'find papers (also /papers search words…)'],
  ['/papers similar title or arXiv id', 'papers like that one'],
  ['/papers show title or arXiv id', 'its whole abstract and links'],
  ['/papers today', 'what is trending now'],
  ['/papers trending day, week or month', 'which topics rise, and the best papers of that time'],
  ['/papers saved', 'the papers you saved, seen by you only'],
  ['/papers subscribe', 'a digest for this conversation, or change it; shows first what it brings'],
  ['/papers alert words…', 'tells you by direct message when new papers match'],
  ['/papers subscriptions', 'what comes here, and what you subscribed elsewhere'],
  ['/papers pause 1w', 'nothing comes here for a week (also 3d, 2h; alone: until resumed)'],
  ['/papers resume, /papers unsubscribe', 'it comes again; it ends'],
  ['/papers status', 'how many papers are here, and when the digest comes'],
  ['/papers privacy', 'what I keep, for how long, and who sees it'],
  ['/papers help', 'this'],
];

const FILTERS: readonly (readonly [filter: string, meaning: string])[] = [
  ['year:2023  year:2020..  after:2024-05-01  before:2024-05-01', 'by publication date'],
  ['has:code', 'with a link to code'],
  ['title:word', 'in the title'],
  ['"exact phrase"  -word', 'with these words together, without that word'],
];

export function renderHelp(reply: HelpReply): Message {
  const { examples, corpusSize } = reply;
  return buildMessage([
    ...richText(
      ...paragraph(
        ...textRun(
          `I find research papers among the ${formatPapers(corpusSize)} I know, and answer questions with quotes from their abstracts.`,
        ),
      ),
      ...paragraph(...textRun('Commands', { bold: true })),
      ...describeTable(COMMANDS),
      ...paragraph(...textRun('Filters, to be mixed with words', { bold: true })),
      ...describeTable(FILTERS),
      ...paragraph(...textRun('Questions', { bold: true })),
      ...bulletList([
        ...paragraph(
          ...textRun('Mention me in a channel with a question: I answer in the thread.'),
        ),
        ...paragraph(...textRun('Or write to me directly, without a command.')),
        ...paragraph(
          ...textRun('On any message: ⋯ menu, “Find related papers”. Only you see the answer.'),
        ),
      ]),
    ),
    ...renderExamples(examples),
    ...describeServers(reply).map(contextLine),
  ]);
}

/** Said once when the bot is added to a channel. */
export function renderHello({ examples, corpusSize }: HelloReply): Message {
  return buildMessage([
    ...richText(
      ...paragraph(
        ...textRun(
          `Hello. I find research papers for this channel, out of ${formatPapers(corpusSize)}.`,
        ),
      ),
      ...bulletList([
        ...paragraph(
          ...code('/papers words…'),
          ...textRun(' finds papers; only you see them until you share.'),
        ),
        ...paragraph(
          ...textRun('Mention me with a question and I answer in the thread, with quotes.'),
        ),
        ...paragraph(
          ...code('/papers subscribe'),
          ...textRun(' brings this channel the best new papers each morning.'),
        ),
        ...paragraph(...code('/papers help'), ...textRun(' says the rest.')),
      ]),
    ),
    ...renderExamples(examples),
  ]);
}

/** Examples as buttons that run them. */
export function renderExamples(examples: readonly string[]): KnownBlock[] {
  const buttons = searchButtons(examples.slice(0, MAX_EXAMPLES));
  if (buttons.length === 0) return [];
  return [...richText(...paragraph(...textRun('Try one:'))), ...buttonRow(...buttons)];
}

function describeTable(rows: readonly (readonly [string, string])[]): RichTextBlockElement[] {
  return bulletList(
    rows.flatMap(([name, meaning]) => paragraph(...code(name), ...textRun(`  ${meaning}`))),
  );
}

function code(text: string): ReturnType<typeof textRun> {
  return textRun(text, { code: true });
}
