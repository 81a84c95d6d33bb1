/**
 * Titles as the options of a select menu. Slack lets nothing be said there but options: where no
 * title fits, the one option is to search for the words, so that nobody ends at "No results".
 */
import type { PlainTextOption } from '@slack/types';
import type { CompletionsReply } from '../requests/replies.ts';
import { encodePaperChoice, encodeSearch } from './actions.ts';
import { plainText } from './elements.ts';
import { quoteLine } from './escape.ts';

/** https://docs.slack.dev/reference/block-kit/composition-objects/option-object */
const MAX_OPTION_CHARS = 75;

/** What an ack of `block_suggestion` carries. Total. */
export function renderCompletions({ typed, titles }: CompletionsReply): {
  options: PlainTextOption[];
} {
  const options = titles.map(({ id, title }) => ({
    text: plainText(title, MAX_OPTION_CHARS),
    value: encodePaperChoice({ action: 'details', paperId: id }),
  }));
  return { options: options.length > 0 ? options : offerSearch(typed) };
}

function offerSearch(typed: string): PlainTextOption[] {
  const value = encodeSearch(typed);
  if (value === undefined) return [];
  return [
    {
      text: plainText(`Search for “${quoteLine(typed, MAX_OPTION_CHARS - 15)}”`, MAX_OPTION_CHARS),
      value,
      description: plainText('In no title; the answer comes under Messages', MAX_OPTION_CHARS),
    },
  ];
}
