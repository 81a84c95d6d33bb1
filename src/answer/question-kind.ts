/**
 * What kind of thing a question asks for, by how it is worded. First match wins, so the order
 * below goes from the most to the least certain wording.
 */
import type { QuestionKind } from './answer.ts';

const KINDS: readonly (readonly [kind: QuestionKind, wording: RegExp])[] = [
  [
    'latest',
    /\b(?:latest|newest|what(?:['’]s| is) new|anything new|most recent|what(?:['’]s| is)(?: the)? state of the art)\b/i,
  ],
  [
    'which',
    /\b(?:which|what|any|some) (?:\w+ ){0,2}(?:papers?|research|stud(?:y|ies)|surveys?|articles?|publications?)\b|\b(?:which|what|any|some) (?:\w+ ){0,2}works? (?:on|about|in|that)\b|\b(?:anything|something) (?:out there|published)\b|\bis there (?:a survey|research|work)\b|^(?:papers?|work|research) (?:on|about)\b/i,
  ],
  [
    'number',
    /\bhow (?:many|much|fast|large|big|long|often|few|far)\b|\b(?:what|which) (?:\w+ ){0,2}(?:percentage|percent|share|fraction|proportion|size|number|rate|accuracy|score|cost|price|speedup|factor)\b|\bby how\b/i,
  ],
  [
    'why',
    /\bwhy\b|\bhow come\b|\bwhat (?:causes|makes|explains|might explain|is the reason)\b|\breasons? (?:for|why|that)\b/i,
  ],
  [
    'comparison',
    /\b(?:versus|vs\.?|better|worse|compared? (?:to|with)|rather than|instead of|difference between|or just|beats?|outperforms?|faster than|stronger|which of the two)\b/i,
  ],
  [
    'definition',
    /(?:^|[.!?]\s)\W*(?:\w+[\s,]+){0,5}?what(?:['’]s| is| are| does| do people)\b(?!.*\b(?:best|way)\b)(?=.{0,80}\s*$)|\bdefin(?:e|ition)\b|\bmeaning of\b|\bwhat .*\bmean\b|\bcalled\b|\bis there a name\b/i,
  ],
  ['how', /\bhow\b|\bways? (?:to|of)\b/i],
  [
    'name',
    /\b(?:which|who|what)\b|\blooking for\b|\bis there (?:a|an|any)\b|\bdoes anyone know (?:a|an|any)\b/i,
  ],
  [
    'yes-no',
    // Or a question mark where nothing asks for more: "Is it?", "Adapters: worth the memory?".
    /^\W*(?:\w+[ ,]+){0,4}?(?:is|are|do|does|did|can|could|will|would|has|have|should|was|were)\b|\bwhether\b|\bif\b|\?\s*$/i,
  ],
];

/** Total; `other` for what is no question. */
export function readKind(question: string): QuestionKind {
  return KINDS.find(([, wording]) => wording.test(question))?.[0] ?? 'other';
}
