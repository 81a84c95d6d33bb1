/**
 * Makers of `rich_text`: the one kind of block in which text from papers and people stands with
 * links and bold, because nothing in it is read as markup. Each maker cleans its text, leaves out
 * what is empty and keeps to Slack's lengths, so callers need not.
 */
import type {
  RichTextBlock,
  RichTextBlockElement,
  RichTextDate,
  RichTextElement,
  RichTextLink,
  RichTextSection,
  RichTextText,
} from '@slack/types';
import type { Span } from '../model/paper.ts';
import { cleanText, cutText } from './escape.ts';
import { formatInstant } from './facts.ts';

type Style = { readonly bold?: true; readonly italic?: true; readonly code?: true };

/** See `rich-text-rules.ts`. */
const MAX_ELEMENT_CHARS = 3000;

/** `text` as one element, more where it is longer than one may be, none where it is empty. */
export function textRun(text: string, style?: Style): RichTextText[] {
  const runs: RichTextText[] = [];
  let rest = cleanText(text);
  while (rest !== '') {
    const piece = takePiece(rest);
    runs.push({ type: 'text', text: piece, ...(style && { style: { ...style } }) });
    rest = rest.slice(piece.length);
  }
  return runs;
}

/** Up to one element's worth, not ending between the halves of a surrogate pair. */
function takePiece(text: string): string {
  const piece = text.slice(0, MAX_ELEMENT_CHARS);
  return /[\uD800-\uDBFF]$/.test(piece) ? piece.slice(0, -1) : piece;
}

/** A link; `url` is one of ours or has passed `buildSafeUrl`. Without a label the URL is seen. */
export function linkRun(url: string, label: string, style?: Style): RichTextLink {
  const text = cutText(cleanText(label), MAX_ELEMENT_CHARS);
  return {
    type: 'link',
    url,
    ...(text !== '' && { text }),
    ...(style && { style: { ...style } }),
  };
}

/**
 * An instant in the reader's own time.
 * https://docs.slack.dev/messaging/formatting-message-text#date-formatting
 */
export function instantRun(instantMs: number): RichTextDate {
  return {
    type: 'date',
    timestamp: Math.floor(instantMs / 1000),
    format: '{date_short_pretty} at {time}',
    fallback: formatInstant(instantMs),
  };
}

/** `text` with the marked ranges in bold. Marks beyond the text or out of order are left out. */
export function markedRun(text: string, marks: readonly Span[]): RichTextText[] {
  const runs: RichTextText[] = [];
  let at = 0;
  for (const { start, end } of marks) {
    if (start < at || end > text.length || start >= end) continue;
    runs.push(...textRun(text.slice(at, start)));
    runs.push(...textRun(text.slice(start, end), { bold: true }));
    at = end;
  }
  return [...runs, ...textRun(text.slice(at))];
}

/** A paragraph; none when there is nothing in it. */
export function paragraph(...elements: readonly RichTextElement[]): RichTextSection[] {
  return elements.length === 0 ? [] : [{ type: 'rich_text_section', elements: [...elements] }];
}

/** A quotation; none when there is nothing in it. */
export function quotation(...elements: readonly RichTextElement[]): RichTextBlockElement[] {
  return elements.length === 0 ? [] : [{ type: 'rich_text_quote', elements: [...elements] }];
}

/** Text in the fixed-width font, line breaks kept; none when it is empty. */
export function preformatted(text: string): RichTextBlockElement[] {
  const elements = textRun(text);
  return elements.length === 0 ? [] : [{ type: 'rich_text_preformatted', elements }];
}

export function bulletList(items: readonly RichTextSection[]): RichTextBlockElement[] {
  if (items.length === 0) return [];
  return [{ type: 'rich_text_list', style: 'bullet', elements: [...items] }];
}

/** One block of these parts; none when there are none. */
export function richText(...parts: readonly RichTextBlockElement[]): RichTextBlock[] {
  return parts.length === 0 ? [] : [{ type: 'rich_text', elements: [...parts] }];
}
