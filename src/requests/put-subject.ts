/**
 * Asks the question before of something else:
 *
 *     How can retrieval reduce hallucination in language models?   + in diffusion models
 *   → How can retrieval reduce hallucination in diffusion models?
 *
 * Rules over words, without grammar: they may put it in the wrong place. So the reply says what
 * was asked in the end.
 */
import { tokenize } from '../search/tokens.ts';

const PREPOSITIONS = 'for|in|with|on|of|about|by|using|without|from|when|at|under|during';
const AUX = 'is|are|was|were|does|do|did|can|could|would|will|should|has|have';

/** Base forms that end the subject of `How do … scale?`, and what follows one after `is`. */
const AFTER_SUBJECT = new RegExp(
  `^(?:${(
    'scale work learn improve reduce help compare perform affect generalize generalise hallucinate ' +
    'forget fail need use train handle make increase decrease lead cause beat outperform matter ' +
    'reason transfer solve generate model represent encode avoid prevent speed benefit change ' +
    'depend differ become require support detect measure evaluate route retrieve compress adapt ' +
    'merge align enable let take cost run combine explain be have get lose know understand plan ' +
    'better worse faster slower cheaper larger smaller more less good bad useful effective efficient ' +
    'robust necessary possible important known called used trained evaluated measured compressed'
  )
    .split(' ')
    .join('|')})$`,
  'i',
);
const PRONOUN = /^(?:i|we|you|one|people|they|it)$/i;

/** Total. `before` is a whole question; `preposition` what stood before the subject, if anything. */
export function putSubject(
  before: string,
  subject: string,
  preposition: string | undefined,
): string {
  const asked = before.trim().replace(/[\s?!.]{1,20}$/u, '');
  const changed =
    preposition === undefined
      ? (replaceSameHead(asked, subject) ??
        replaceDefined(asked, subject) ??
        replaceActor(asked, subject) ??
        replaceObject(asked, PREPOSITIONS, subject))
      : (replaceObject(asked, preposition, subject) ??
        replaceObject(asked, 'for|in|with|on|of', subject, preposition));
  return `${changed ?? `${asked} ${preposition ?? 'for'} ${subject}`}?`;
}

/** `… of language models` becomes `… of diffusion models`: a thing of the same kind. */
function replaceSameHead(asked: string, subject: string): string | undefined {
  const tokens = tokenize(asked).filter(({ kind }) => kind !== 'part');
  const named = tokenize(subject).filter(({ kind }) => kind !== 'part');
  const head = named.at(-1);
  if (head === undefined || named.length < 2) return undefined;
  const at = tokens.findLastIndex(({ term }) => term === head.term);
  const last = tokens[at];
  if (last === undefined) return undefined;
  let first = last;
  for (let index = at - 1; index > at - named.length && index >= 0; index--) {
    const token = tokens[index];
    const word = token === undefined ? '' : asked.slice(token.start, token.end);
    if (token === undefined || token.stop || AFTER_SUBJECT.test(word)) break;
    first = token;
  }
  return `${asked.slice(0, first.start)}${subject}${asked.slice(last.end)}`;
}

/** `What is X` of a few words. */
function replaceDefined(asked: string, subject: string): string | undefined {
  const { head, rest } =
    /^(?<head>(?:what(?:['’]s| is| are)|explain|define|describe)(?: (?:an?|the))?) (?<rest>(?!(?:it[’']?s|their)\b).+)$/iu.exec(
      asked,
    )?.groups ?? {};
  if (head === undefined || rest === undefined) return undefined;
  const isPlain = !new RegExp(`\\b(?:${PREPOSITIONS}|to|between)\\b`, 'iu').test(rest);
  return isPlain && rest.split(' ').length <= 5 ? `${head} ${subject}` : undefined;
}

/** `How do X scale`: the words between the auxiliary and the verb; with `we` there, those after. */
function replaceActor(asked: string, subject: string): string | undefined {
  const words = asked.split(/\s+/u);
  const aux = words.findIndex(
    (word, index) => index < 4 && new RegExp(`^(?:${AUX})$`, 'iu').test(word),
  );
  if (aux === -1) return undefined;
  const verb = words.findIndex((word, index) => index > aux + 1 && AFTER_SUBJECT.test(word));
  if (PRONOUN.test(words[aux + 1] ?? '')) {
    const [object = '', ...others] = words.slice(aux + 3);
    const isPlain = object !== '' && !new RegExp(`^(?:${PREPOSITIONS})$`, 'iu').test(object);
    return isPlain && others.length < 3
      ? [...words.slice(0, aux + 3), subject].join(' ')
      : undefined;
  }
  if (verb === -1) return undefined;
  return [...words.slice(0, aux + 1), subject, ...words.slice(verb)].join(' ');
}

/** What follows the last of these prepositions; `as` is put in its place. */
function replaceObject(
  asked: string,
  prepositions: string,
  subject: string,
  as?: string,
): string | undefined {
  const { head, preposition } =
    new RegExp(`^(?<head>.+) (?<preposition>${prepositions}) \\S.*$`, 'iu').exec(asked)?.groups ??
    {};
  if (head === undefined || preposition === undefined) return undefined;
  return `${head} ${as ?? preposition} ${subject}`;
}
