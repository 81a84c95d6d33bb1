/**
 * Makes text from papers and people fit to be shown: what cannot be seen is taken out, what is too
 * long is cut between graphemes, and what Slack would read as markup is escaped.
 *
 * Titles in Arabic or Hebrew keep their letters and their direction marks; only characters that
 * reorder or hide the text around them go. `escapeText` is for a message's top-level `text` alone:
 * `plain_text` and `rich_text` elements carry text as it is.
 */

/**
 * Control characters (Cc), lone halves of surrogate pairs (Cs; no valid JSON text has them), soft
 * hyphens, zero-width spaces, word joiners and the invisible operators, bidi embeddings and
 * overrides (UAX #9), byte order marks, interlinear annotation and tag characters. The joiners
 * U+200C and U+200D stay, Persian and emoji are spelled with them, and so do the direction marks
 * U+200E, U+200F and U+061C, which cannot reorder other text.
 */
const INVISIBLE =
  /(?![\t\n])[\p{Cc}\p{Cs}\u00AD\u200B\u202A-\u202E\u2060-\u2065\u206A-\u206F\uFEFF\uFFF9-\uFFFB\u{E0000}-\u{E007F}]/gu;

const RIGHT_TO_LEFT = /[\p{Script=Arabic}\p{Script=Hebrew}\p{Script=Syriac}\p{Script=Thaana}]/u;
/** These order the text between them and nothing else, so they stay where each one is closed. */
const ISOLATES = /[\u2066-\u2069]/g;
const FIRST_STRONG_ISOLATE = '\u2068';
const POP_DIRECTIONAL_ISOLATE = '\u2069';

const ELLIPSIS = '…';

// A grapheme's end does not depend on the language; naming one keeps the machine's out of it.
const GRAPHEMES = new Intl.Segmenter('en', { granularity: 'grapheme' });

const MARKUP: Readonly<Record<string, string>> = { '&': '&amp;', '<': '&lt;', '>': '&gt;' };

/** `text` without what cannot be shown. Line breaks and tabs stay. May come out empty. */
export function cleanText(text: string): string {
  const visible = text.replace(/\r\n?|[\v\f\u0085\u2028\u2029]/g, '\n').replace(INVISIBLE, '');
  return hasOpenIsolate(visible) ? visible.replace(ISOLATES, '') : visible;
}

function hasOpenIsolate(text: string): boolean {
  let open = 0;
  for (const [mark] of text.matchAll(ISOLATES)) {
    open += mark === POP_DIRECTIONAL_ISOLATE ? -1 : 1;
    if (open < 0) return true;
  }
  return open > 0;
}

/** `cleanText` on one line, runs of white space as one space, trimmed. May come out empty. */
export function cleanLine(text: string): string {
  return cleanText(text).replace(/\s+/gu, ' ').trim();
}

/**
 * A line of somebody else's, cut to `maxChars`, to stand among words of ours: text written from
 * right to left is isolated, so that it does not reorder them. May come out empty.
 */
export function quoteLine(text: string, maxChars: number): string {
  const line = cleanLine(text);
  return RIGHT_TO_LEFT.test(line)
    ? `${FIRST_STRONG_ISOLATE}${cutText(line, maxChars - 2)}${POP_DIRECTIONAL_ISOLATE}`
    : cutText(line, maxChars);
}

/**
 * At most `maxChars` UTF-16 code units of `text`, ending in `…` when something was cut. Never
 * cuts inside a grapheme, so no emoji or accent breaks; one that is too long goes whole.
 * `sizeOf` measures a character (code point) otherwise than by its length.
 */
export function cutText(
  text: string,
  maxChars: number,
  sizeOf: (character: string) => number = (character) => character.length,
): string {
  let size = 0;
  let at = 0;
  // Where the last character ends that leaves room for the ellipsis.
  let room = 0;
  for (const character of text) {
    size += sizeOf(character);
    at += character.length;
    if (size <= maxChars - ELLIPSIS.length) room = at;
    if (size > maxChars) return `${text.slice(0, findGrapheme(text, room)).trimEnd()}${ELLIPSIS}`;
  }
  return text;
}

/** Where the grapheme begins that has the code unit at `index` in it. */
function findGrapheme(text: string, index: number): number {
  return GRAPHEMES.segment(text).containing(index)?.index ?? index;
}

/** Slack's three markup characters as entities: https://docs.slack.dev/messaging/formatting-message-text */
export function escapeText(text: string): string {
  return text.replace(/[&<>]/g, (character) => MARKUP[character] ?? character);
}
