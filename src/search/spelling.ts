/**
 * One spelling for words that British and American English write differently, so that
 * `tokenisation` finds `tokenization` and `colour` finds `color`. Applied to documents and queries
 * alike before stemming, so what it makes need not be a word: `size` becomes `sise` in both.
 *
 * Patterns after the systematic differences in the Oxford Guide to Style (2002), section 4: -ize,
 * -yze, -our, -ogue, -ence and -ense, ae and oe of Greek words; then single words that have no pattern.
 */

type Rule = readonly [pattern: RegExp, replacement: string];

const RULES: readonly Rule[] = [
  // Towards -ise, because -ision goes with it: supervise, supervision.
  [/(?<=\w{3})iz(?=(?:e|ed|er|ers|es|ing|ations?|able|abilit(?:y|ies)|ational)$)/, 'is'],
  [/(?<=\w{2})lyz(?=(?:e|ed|er|ers|es|ing)$)/, 'lys'],
  [
    /(?<=\w{3})our(?=(?:s|ed|ing|al|ally|able|hood|hoods|less|ful|ites?|is[mt]s?|is(?:e|ed|es|ing|ation))?$)/,
    'or',
  ],
  [/(?<=\w{2}(?:al|ol|on))ogue(?=s?$)/, 'og'],
  [/(?<=^(?:def|off|lic|pret))ence(?=s?$)/, 'ense'],
  [/^(an|h|p|or?thop|gyn|c)ae(?=[cdmns])/, '$1e'],
  [/(?<=\w{2})aemi(?=[ac])/, 'emi'],
  [/^oe(?=dem|str|soph)/, 'e'],
  [/^foet/, 'fet'],
  [/^sulph/, 'sulf'],
  [/^grey/, 'gray'],
  [/^(cent|fib|lit|theat|met|calib|lust)re(?=s?$)/, '$1er'],
  [/^centred$/, 'centered'],
  [/^centring$/, 'centering'],
  [/^practis(?=e|ing)/, 'practic'],
  [/^sceptic/, 'skeptic'],
  [/^encyclopaed/, 'encycloped'],
  [/^(kilo|centi|milli|nano|micro)metre(?=s?$)/, '$1meter'],
  [/^program(?:me)(?=s?$)/, 'program'],
  [/^(judg|acknowledg)ement/, '$1ment'],
  [/^artefact/, 'artifact'],
  [/^ageing$/, 'aging'],
  [/^aluminium/, 'aluminum'],
  [/^manoeuvr(?:e(?!d))?/, 'maneuver'],
  [/^(enrol|fulfil|distil)(?=s?$|ment)/, '$1l'],
  [/^skilful/, 'skillful'],
  [/^mould/, 'mold'],
  [/^tyre(?=s?$)/, 'tire'],
  [/^plough/, 'plow'],
];

/** No rule changes a word without one of these; most words have none. */
const CANDIDATE =
  /iz|yz|our|ogue|ence|[ao]e|foet|sulph|grey|[bdst]r[es]|metre|programme|ement|arte|age|alumin|ment|lfil|stil|enrol|skil|ould|centring|practis|sceptic|clopaed|tyre|plough/;

/** `word` is as `readWord` makes it. Words of both spellings come out the same. */
export function foldSpelling(word: string): string {
  if (!CANDIDATE.test(word)) return word;
  return RULES.reduce(
    (folded, [pattern, replacement]) => folded.replace(pattern, replacement),
    word,
  );
}
