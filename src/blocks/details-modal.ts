/** A paper in full, in a modal: the whole abstract, what is known of it, and a way to share it. */
import type { InputBlock, KnownBlock, ModalView, RichTextSection } from '@slack/types';
import type { Paper } from '../model/paper.ts';
import type { DetailsReply } from '../requests/replies.ts';
import { DETAILS_CALLBACK_ID, SHARE_ACTION_ID, SHARE_BLOCK_ID } from './actions.ts';
import { plainText } from './elements.ts';
import { cleanText, cutText, quoteLine } from './escape.ts';
import { describeId, describeKnown, formatDay } from './facts.ts';
import { titleParagraph } from './paper-blocks.ts';
import { buildSafeUrl } from './paper-links.ts';
import { bulletList, linkRun, paragraph, richText, textRun } from './rich-text.ts';

const MAX_TITLE_CHARS = 3000;
/** Four times the longest abstract of the listings. */
const MAX_ABSTRACT_CHARS = 8000;
const MAX_LISTED = 10;

/** `private_metadata` is the paper's id; submitting shares it. */
export function renderDetails({ paper, saved }: DetailsReply): ModalView {
  return {
    type: 'modal',
    callback_id: DETAILS_CALLBACK_ID,
    private_metadata: paper.id,
    title: plainText('Paper', 24),
    submit: plainText('Share', 24),
    close: plainText('Close', 24),
    blocks: [...renderPaper(paper, saved), renderSharePicker()],
  };
}

function renderPaper(paper: Paper, saved: boolean): KnownBlock[] {
  const known = [describeId(paper.id), ...describeKnown(paper), saved ? 'saved by you' : ''];
  return [
    ...richText(
      ...titleParagraph(paper, { maxChars: MAX_TITLE_CHARS }),
      ...paragraph(...textRun(known.filter((fact) => fact !== '').join(' · '))),
    ),
    ...richText(...renderAbstract(paper), ...renderNotes(paper)),
    ...renderLinks(paper),
    ...renderListings(paper),
  ];
}

export function renderAbstract(
  { abstract }: Paper,
  maxChars: number = MAX_ABSTRACT_CHARS,
): RichTextSection[] {
  const shown = cutText(cleanText(abstract).trim(), maxChars);
  return paragraph(...textRun(shown || 'The source has no abstract.'));
}

/** What the reader should know before relying on the abstract. */
export function renderNotes(paper: Paper): RichTextSection[] {
  const notes = [
    ...(paper.damaged.length > 0
      ? [`The source’s formatting lost symbols in ${countSentences(paper.damaged.length)}.`]
      : []),
    ...(paper.truncated ? ['The source ends in the middle of this abstract.'] : []),
    'Author names are not known here.',
  ];
  return paragraph(...textRun(`\n${notes.join(' ')}`, { italic: true }));
}

function countSentences(count: number): string {
  return count === 1 ? 'one sentence' : `${count} sentences`;
}

/** A longer address is left out: none of the listings has one, and a message holds only so much. */
const MAX_LINK_CHARS = 500;

export function renderLinks({ links }: Paper, maxListed: number = MAX_LISTED): KnownBlock[] {
  const items = links.slice(0, maxListed).flatMap(({ url, kind }) => {
    const safe = buildSafeUrl(url);
    if (safe === undefined || safe.length > MAX_LINK_CHARS) return [];
    return paragraph(
      ...textRun(kind === 'code' ? 'Code: ' : 'Page: '),
      linkRun(safe, cutText(safe, 150)),
    );
  });
  return richText(...bulletList(items));
}

function renderListings({ listings }: Paper): KnownBlock[] {
  const shown = listings.slice(0, MAX_LISTED).map(({ page, place, day }) => {
    const when = day === undefined ? '' : `, ${formatDay(day)}`;
    return `page ${quoteLine(page, 60)}, place ${place}${when}`;
  });
  const rest = listings.length - shown.length;
  const more = rest > 0 ? ` and ${rest} more` : '';
  return richText(...paragraph(...textRun(`Listed in Daily Papers: ${shown.join('; ')}${more}.`)));
}

function renderSharePicker(): InputBlock {
  return {
    type: 'input',
    block_id: SHARE_BLOCK_ID,
    label: plainText('Share to', 2000),
    element: {
      type: 'conversations_select',
      action_id: SHARE_ACTION_ID,
      placeholder: plainText('Pick a conversation', 150),
      default_to_current_conversation: true,
      response_url_enabled: true,
      filter: { include: ['public', 'private', 'mpim', 'im'], exclude_bot_users: true },
    },
  };
}
