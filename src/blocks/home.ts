/** App Home: what can be done, the person's saved papers and last searches, the corpus. */
import type { HomeView, InputBlock, KnownBlock } from '@slack/types';
import type { HomeReply } from '../requests/replies.ts';
import { ACTION_IDS, FINDER_BLOCK_ID } from './actions.ts';
import { buttonRow, contextLine, plainText, searchButtons } from './elements.ts';
import { describeCorpus, describeKnown, describeOutside, formatPapers } from './facts.ts';
import { renderExamples } from './help.ts';
import { factsSection, titleParagraph } from './paper-blocks.ts';
import { bulletList, paragraph, richText, textRun } from './rich-text.ts';

const MAX_TITLE_CHARS = 300;

const ABILITIES = [
  '/papers words… finds papers; only you see them until you share',
  'Mention me in a channel, or write to me under Messages: I answer with quotes from abstracts',
  '“Find related papers” in any message’s ⋯ menu finds papers about it',
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
      ...renderHeading('Saved papers'),
      ...renderSaved(reply),
      ...renderHeading('Your last searches'),
      ...renderSearches(reply),
      contextLine(describeCorpus(reply.corpus)),
      contextLine('Saved papers and searches are seen by you only.'),
      ...(reply.outside === undefined ? [] : [contextLine(describeOutside(reply.outside))]),
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

function sentence(text: string): KnownBlock[] {
  return richText(...paragraph(...textRun(text)));
}
