/**
 * One page of a list of papers: what was searched, up to five papers with a menu each, and the
 * next steps. Its last line says when only the person who asked sees it.
 */
import type { Button, KnownBlock } from '@slack/types';
import { EXAMPLES } from '../requests/library.ts';
import type { ResultItem, ResultsReply } from '../requests/replies.ts';
import type { MissingField } from '../search/search-index.ts';
import { ACTION_IDS, encodeListPage, encodeText } from './actions.ts';
import { button, buttonRow, contextLine, searchButtons } from './elements.ts';
import { cutText, quoteLine } from './escape.ts';
import {
  describeFollowUp,
  describeKnown,
  describeWhy,
  formatCount,
  formatPapers,
} from './facts.ts';
import { buildFittingMessage, type Detail, type Message } from './message.ts';
import { excerptQuote, factsSection, titleParagraph } from './paper-blocks.ts';
import { bulletList, paragraph, richText, textRun } from './rich-text.ts';

/** Notes of one kind that are shown; a query with more of them has been read badly anyway. */
const MAX_NOTES = 3;

/** Total. Every paper of `items` is shown; a message that grows too long shows less of each. */
export function renderResults(reply: ResultsReply): Message {
  return buildFittingMessage((detail) => [
    ...renderIntro(reply, detail),
    ...buttonRow(...buildQueryButtons(reply)),
    ...(reply.items.length === 0 ? renderAdvice(reply) : []),
    ...reply.items.flatMap((item, index) => renderItem(item, index, { reply, detail })),
    ...buttonRow(...buildButtons(reply)),
    contextLine(describeFollowUp(reply.followUp) ?? describePrivate(reply)),
  ]);
}

/** What was searched, in words, and what was made of it. */
function renderIntro(reply: ResultsReply, detail: Detail): KnownBlock[] {
  const notes = describeNotes(reply, detail);
  return richText(
    ...paragraph(
      ...textRun(reply.lead === '' ? '' : `${reply.lead}\n`),
      ...textRun(describeList(reply, detail), { bold: true }),
      ...textRun(notes.map((note) => `\n${note}`).join('')),
    ),
  );
}

/** `12 papers for “retrieval augmented year:2023”, published 2023; 3 have every word`. */
function describeList(reply: ResultsReply, detail: Detail): string {
  const { list, total, items, subject, filters, firstRank } = reply;
  const named = quoteLine(subject, detail.noteChars);
  const last = firstRank + items.length - 1;
  const count =
    items.length === 0
      ? 'No papers'
      : items.length < total
        ? `${formatCount(firstRank)}–${formatCount(last)} of ${formatPapers(total)}`
        : formatPapers(total);
  switch (list) {
    case 'search':
      return `${count} for “${named}”${filters === '' ? '' : `, ${quoteLine(filters, detail.noteChars)}`}${describeExact(reply)}`;
    case 'similar':
      return `${count} like “${named}”`;
    case 'related':
      return `${count} related to “${named}”`;
    case 'saved':
      return items.length === 0 ? 'You have no saved papers yet' : `Your saved papers: ${count}`;
    default:
      return list satisfies never;
  }
}

/** Lists hold papers with some of the words, too, or with none of them but near in meaning. */
function describeExact({ items, total, words, unknown, exact }: ResultsReply): string {
  const known = words - unknown.length;
  if (items.length === 0 || known < 1 || exact >= total) return '';
  const count = exact === 0 ? 'none' : formatCount(exact);
  const [one, all] =
    unknown.length === 0 ? ['the word', 'every word'] : ['the other word', 'all the other words'];
  return `; ${count} ${exact > 1 ? 'have' : 'has'} ${known === 1 ? one : all}`;
}

function describeNotes(
  { corrections, unknown, missingFields, problems }: ResultsReply,
  { noteChars }: Detail,
): string[] {
  return [
    ...corrections
      .slice(0, MAX_NOTES)
      .map(
        ({ typed, used }) =>
          `Nothing here has “${quoteLine(typed, 60)}”; showing results for “${quoteLine(used, 60)}”.`,
      ),
    ...unknown.slice(0, MAX_NOTES).map((word) => `Nothing here has “${quoteLine(word, 60)}”.`),
    ...missingFields.slice(0, MAX_NOTES).map(describeMissing),
    ...problems
      .slice(0, MAX_NOTES)
      .map(
        ({ text, hint }) =>
          `“${quoteLine(text, 60)}” could not be used: ${quoteLine(hint, noteChars)}. The rest was searched.`,
      ),
  ].map((note) => note.replace(/([.!?])\.(?= )/g, '$1'));
}

/** Only dates are missing from most papers, so only filters by date come here. */
function describeMissing({ filter, missing }: MissingField): string {
  const [have, them] = missing === 1 ? ['has', 'it'] : ['have', 'them'];
  return `${formatPapers(missing)} ${have} no date, so “${quoteLine(filter, 60)}” leaves ${them} out.`;
}

function renderItem(
  { paper, excerpt, why, saved }: ResultItem,
  index: number,
  { reply, detail }: { readonly reply: ResultsReply; readonly detail: Detail },
): KnownBlock[] {
  const reason = cutText(describeWhy(why, reply.list), detail.noteChars);
  // A paper without any of the words says so before all else.
  const facts =
    why.meaning === 'only' ? [reason, ...describeKnown(paper)] : [...describeKnown(paper), reason];
  return [
    ...richText(
      ...titleParagraph(paper, {
        before: `${formatCount(reply.firstRank + index)}. `,
        maxChars: detail.titleChars,
      }),
      ...excerptQuote(excerpt, detail.excerptChars),
    ),
    factsSection([...facts, saved ? 'saved' : ''], { paperId: paper.id, saved }),
  ];
}

/** What to do when nothing was found. */
function renderAdvice({ list, filters }: ResultsReply): KnownBlock[] {
  const advice =
    list === 'saved'
      ? ['Open the ⋯ menu beside any paper and choose “Save”: it is kept here, for you only.']
      : [
          ...(filters === '' ? [] : ['Take the filters away, or widen them.']),
          'Use fewer words, or more general ones.',
          'See what can be searched for with /papers help, or start from this:',
        ];
  return richText(...bulletList(advice.flatMap((line) => paragraph(...textRun(line)))));
}

/** Other readings of the query: the likelier word, or no guess at all. */
function buildQueryButtons({ suggestion, uncorrected, corrections }: ResultsReply): Button[] {
  const guesses = corrections.slice(0, MAX_NOTES).map(({ typed }) => `“${quoteLine(typed, 30)}”`);
  return [
    { query: suggestion ?? '', label: `Did you mean “${quoteLine(suggestion ?? '', 50)}”?` },
    { query: uncorrected, label: `Search without ${guesses.join(', ')}` },
  ].flatMap(({ query, label }, index) => {
    const value = encodeText(query);
    return value === undefined
      ? []
      : [button(ACTION_IDS.runSearch, { label, value, number: index + 1 })];
  });
}

function buildButtons(reply: ResultsReply): Button[] {
  const { list, items, setId, page, missingFields } = reply;
  const buttons: Button[] = [];
  // A list that everybody sees has no pages: its set is its asker's, and so would the next be.
  if (reply.followUp !== undefined) return buildOpenButtons(reply);
  if (reply.nextPage !== undefined) {
    const value = encodeListPage({ setId, page: reply.nextPage });
    buttons.push(button(ACTION_IDS.more, { label: labelMore(reply), value }));
  }
  if (page > 0) {
    const value = encodeListPage({ setId, page: page - 1 });
    buttons.push(button(ACTION_IDS.back, { label: 'Back', value }));
  }
  if (list !== 'saved' && items.length > 0) {
    const value = encodeListPage({ setId, page });
    buttons.push(button(ACTION_IDS.share, { label: 'Share to channel', value }));
  }
  for (const [index, { filter, withoutIt }] of missingFields.slice(0, MAX_NOTES).entries()) {
    const value = encodeText(withoutIt);
    if (value === undefined) continue;
    const label = `Search without ${quoteLine(filter, 40)}`;
    buttons.push(button(ACTION_IDS.runSearch, { label, value, number: index + 1 }));
  }
  const isDeadEnd = items.length === 0 && !buttons.some(isSearch);
  return isDeadEnd ? searchButtons(EXAMPLES.slice(0, 1)) : buttons;
}

/** The whole of a list that everybody sees, for whoever presses. */
function buildOpenButtons({ list, items, subject, total }: ResultsReply): Button[] {
  if (items.length === 0) return searchButtons(EXAMPLES.slice(0, 1));
  const value = list === 'search' && items.length < total ? encodeText(subject) : undefined;
  const label = `All ${formatPapers(total)}, for you only`;
  return value === undefined ? [] : [button(ACTION_IDS.runSearch, { label, value, number: 9 })];
}

/** Lists opened from an answer have numbers, too; those of its thread stay as they are. */
function describePrivate({ list, items }: ResultsReply): string {
  const isOpened = items.length > 0 && (list === 'similar' || list === 'related');
  return isOpened ? 'Only visible to you. The numbers are this list’s own.' : 'Only visible to you';
}

function isSearch(candidate: Button): boolean {
  return candidate.action_id?.startsWith(ACTION_IDS.runSearch) ?? false;
}

/** `More (6–10 of 42)`. */
function labelMore({ firstRank, items, total }: ResultsReply): string {
  const from = firstRank + items.length;
  const to = Math.min(total, from + Math.max(1, items.length) - 1);
  const range = from >= to ? formatCount(from) : `${formatCount(from)}–${formatCount(to)}`;
  return `More (${range} of ${formatCount(total)})`;
}
