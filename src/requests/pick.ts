/**
 * How people name papers by their places: `2`, `#3`, `the second one`, `1 and the last`. It knows
 * the words alone; which paper is second is looked up by whoever asks.
 */

/** The place of a paper among those shown, from 1; `it` is the one shown or asked about last. */
export type Pick = number | 'last' | 'it';

const ORDINALS = [
  ...['first', 'second', 'third', 'fourth', 'fifth'],
  ...['sixth', 'seventh', 'eighth', 'ninth', 'tenth'],
];
export const ORDINAL = `${ORDINALS.join('|')}|last|[1-9]\\d?(?:st|nd|rd|th)`;
const NOUN = '(?:one|paper|article|abstract|result|hit)';
export const THESE =
  '(?:these|them|those|(?:the|these|those) (?:papers|ones)|the above|all of (?:these|them))';

/** A paper by its place, or the one just spoken of; the whole of a text. */
const PICK = new RegExp(
  `^(?:the )?(?:(?:${NOUN}|number|no\\.?|nr\\.?)\\s*)?(?:[#[(]\\s*)?(?:(?<number>\\d{1,3})|(?<ordinal>${ORDINAL}))[\\])]?(?:\\s${NOUN})?(?: of ${THESE})?$|^(?<same>(?:this|that)(?:\\s${NOUN})?|it|the paper)$`,
  'iu',
);

/** The same in the midst of a text, where only what is no other thing counts. */
export const PICK_WITHIN = new RegExp(
  `\\b(?:the )(?:${ORDINAL})(?: (?:one|paper|article|abstract)| of ${THESE})\\b|\\b(?:paper|number|no\\.) ?[1-9]\\d?\\b|#[1-9]\\d?\\b|\\[[1-9]\\d?\\]|\\b(?:this|that) (?:paper|one|article)\\b|(?<=\\b(?:in|of|from|by) )(?:[1-9]\\d?|the (?:${ORDINAL}))(?=[\\s?!.]{0,20}$)|(?<=, )[1-9]\\d? or [1-9]\\d?(?=[\\s?!.]{0,20}$)`,
  'giu',
);

/** `the second one` → 2, `#3` → 3, `that paper` → it. */
export function readPick(text: string): Pick | undefined {
  const { number, ordinal, same } = PICK.exec(text.trim())?.groups ?? {};
  if (same !== undefined) return 'it';
  if (number !== undefined) return Number(number);
  return ordinal === undefined ? undefined : readOrdinal(ordinal);
}

export function readOrdinal(ordinal: string): Pick {
  const word = ordinal.toLowerCase();
  if (word === 'last') return 'last';
  const place = ORDINALS.indexOf(word);
  return place === -1 ? Number.parseInt(word, 10) : place + 1;
}

const ALL = new RegExp(
  `^(?:all(?: (?:the )?papers)?|everything|both|each(?: of ${THESE})?|${THESE})$`,
  'iu',
);

const NUMBERS = ['one', 'two', 'three', 'four', 'five'];
const FIRST_FEW = new RegExp(
  `^(?:the )?(?:first|top) (?<count>${NUMBERS.join('|')}|[1-9])(?: (?:ones|papers))?$`,
  'iu',
);

/** `1 to 3`, `#2-4`. */
const RANGE =
  /^(?:(?:papers|numbers) )?#?(?<from>[1-9]\d?) ?(?:[-–]|to|through) ?#?(?<to>[1-9]\d?)$/iu;

/** `1-3 and the last` → [1, 2, 3, 'last']; none for all. Undefined where one is something else. */
export function readPicks(text: string): readonly Pick[] | undefined {
  if (ALL.test(text.trim())) return [];
  const { count } = FIRST_FEW.exec(text.trim())?.groups ?? {};
  if (count !== undefined) {
    const length = NUMBERS.indexOf(count.toLowerCase()) + 1 || Number(count);
    return Array.from({ length }, (_, index) => index + 1);
  }
  const named = text.split(/ ?[,&] ?(?:and )?| (?:and|or|vs\.?|versus) /iu);
  const picks = named.map((each) => readRange(each) ?? readPick(each));
  return picks.includes(undefined) ? undefined : picks.flatMap((pick) => pick ?? []);
}

function readRange(text: string): readonly number[] | undefined {
  const { from, to } = RANGE.exec(text.trim())?.groups ?? {};
  const length = Number(to) - Number(from) + 1;
  return length > 1 ? Array.from({ length }, (_, index) => Number(from) + index) : undefined;
}
