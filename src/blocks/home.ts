/**
 * App Home: what can be done, the person's saved papers and last searches, the corpus; for an admin
 * also the questions without an answer.
 */
import type { HomeView, InputBlock, KnownBlock } from '@slack/types';
import type { HomeReply, MissReport } from '../requests/replies.ts';
import { ACTION_IDS, FINDER_BLOCK_ID } from './actions.ts';
import { buttonRow, contextLine, plainText, searchButtons } from './elements.ts';
import { quoteLine } from './escape.ts';
import {
  describeCorpus,
  describeKnown,
  describeMiss,
  describeServers,
  describeVotes,
  formatPapers,
} from './facts.ts';
import { renderExamples } from './help.ts';
import { factsSection, titleParagraph } from './paper-blocks.ts';
import { bulletList, instantRun, paragraph, richText, textRun } from './rich-text.ts';
import { renderOwn } from './subscriptions.ts';

const MAX_TITLE_CHARS = 300;
const MAX_QUESTION_CHARS = 300;

const ABILITIES = [
  '/papers words… finds papers; only you see them until you share',
  'Mention me in a channel, or write to me under Messages: I answer with quotes from abstracts',
  '“Find related papers” in any message’s ⋯ menu finds papers about it',
  '/papers subscribe brings a digest to a channel or to you each morning',
  '/papers today shows what is trending; /papers help says the rest',
];

export function renderHome(reply: HomeReply): HomeView {
  return {
    type: 'home',
    blocks: [
      renderFinder(),
      ...renderHeading('What I can do'),
      ...richText(...bulletList(ABILITIES.flatMap((line) => paragraph(...textRun(line))))),
      ...renderExamples(reply.examples),
      ...renderHeading('Your subscriptions'),
      ...renderOwn(reply.subscriptions),
      ...renderHeading('Saved papers'),
      ...renderSaved(reply),
      ...renderHeading('Your last searches'),
      ...renderSearches(reply),
      ...(reply.report === undefined ? [] : renderReport(reply.report)),
      contextLine(describeCorpus(reply.corpus)),
      contextLine(
        'Saved papers and searches are seen by you only. /papers privacy says what else I keep.',
      ),
      ...describeServers(reply).map(contextLine),
    ],
  };
}

/** An input, because nothing else is as wide as a title; what is chosen is sent at once. */
function renderFinder(): InputBlock {
  return {
    type: 'input',
    // The same each time: what somebody is typing outlasts the Home being published anew.
    block_id: FINDER_BLOCK_ID,
    dispatch_action: true,
    label: plainText('Find a paper', 2000),
    element: {
      type: 'external_select',
      action_id: ACTION_IDS.findPaper,
      placeholder: plainText('Type words of its title', 150),
      min_query_length: 2,
    },
  };
}

function renderHeading(text: string): KnownBlock[] {
  return [{ type: 'header', text: plainText(text, 150) }];
}

function renderSaved({ saved, savedTotal }: HomeReply): KnownBlock[] {
  if (savedTotal === 0) {
    return sentence('None yet. Open the ⋯ menu beside any paper and choose “Save”.');
  }
  const rest = savedTotal - saved.length;
  return [
    ...saved.flatMap((paper): KnownBlock[] => [
      ...richText(...titleParagraph(paper, { maxChars: MAX_TITLE_CHARS })),
      factsSection(describeKnown(paper), { paperId: paper.id, saved: true }),
    ]),
    ...(rest > 0 ? sentence(`${formatPapers(rest)} more: see /papers saved.`) : []),
  ];
}

/** Each runs again when pressed; the answer comes as a direct message. */
function renderSearches({ searches }: HomeReply): KnownBlock[] {
  const buttons = searchButtons(searches.slice(0, 5));
  if (buttons.length === 0) return sentence('None yet. Type /papers and a few words anywhere.');
  return [
    ...buttonRow(...buttons),
    contextLine('A search that is pressed is answered under Messages.'),
  ];
}

function renderReport({ misses, votes }: MissReport): KnownBlock[] {
  return [
    ...renderHeading('Questions without an answer'),
    ...(misses.length === 0
      ? sentence('None so far: every question asked in a public channel had an answer.')
      : richText(
          ...paragraph(
            ...textRun(
              'What people missed here most. Papers on it would help them, or other words.',
            ),
          ),
          ...bulletList(
            misses.flatMap((miss) =>
              paragraph(
                ...textRun(quoteLine(miss.question, MAX_QUESTION_CHARS), { bold: true }),
                ...textRun(` ${describeMiss(miss)}; last `),
                instantRun(miss.lastMs),
              ),
            ),
          ),
        )),
    ...sentence(describeVotes(votes)),
    contextLine(
      'Seen by workspace admins only. From public channels, or reported by whoever asked; nobody’s name is kept. “paperboy report misses” prints them all.',
    ),
  ];
}

function sentence(text: string): KnownBlock[] {
  return richText(...paragraph(...textRun(text)));
}
