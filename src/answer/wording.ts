/** How sentences of abstracts are worded when they state what a kind of question asks for. */
import type { QuestionKind } from './answer.ts';

const OWN_WORK = /\b(?:propose|introduce|present|we)\b|\bthis (?:paper|work)\b/i;

const CUES: Readonly<Record<QuestionKind, RegExp>> = {
  definition:
    /\b(?:is|are) (?:an?|the|defined|called|referred)\b|\brefers? to\b|\bknown as\b|\bi\.e\.|\bconsists? of\b|\bmeans?\b|\baims? to\b|\bthe (?:task|problem|process) of\b/i,
  how: /\bby \w+ing\b|\b(?:via|using|through|method|approach|based on)\b|\bpropose|\bintroduce|\bpresent\b|\bwe (?:first|then|use|train|develop|design|leverage|employ)\b|\bworks? by\b/i,
  why: /\b(?:because|since|due to|owing|therefore|thus|as a result)\b|\bcaus|\bstems?\b|\barises?\b|\breason|\bhypothes|\battribut|\bleads? to\b|\bresult(?:s|ing)? (?:in|from)\b|\bexplain|\bsuffer|\bfail/i,
  comparison:
    /\bthan\b|\bbetter\b|\bworse\b|\bsuperior\b|\bcompar|outperform|surpass|exceed|competitive|\bon par\b|\bwhereas\b|\bwhile\b|\binstead\b|\bversus\b|\bin contrast\b|\bover\b|\bmatch/i,
  number: /\d/,
  name: /[A-Z][A-Za-z]*[A-Z0-9]|\b[A-Z]{2,}|\b[A-Z][a-z]+-?\d/,
  'yes-no':
    /\b(?:we|results?|experiments?|analysis|findings?) (?:\w+ )?(?:show|find|demonstrate|observe|reveal|prove|suggest|indicate|confirm)|\b(?:can|cannot|not|able|unable|does)\b/i,
  which: OWN_WORK,
  latest: OWN_WORK,
  other: OWN_WORK,
};

/** The kinds of question that a sentence is worded as an answer to. */
export function readCues(sentence: string): ReadonlySet<QuestionKind> {
  const cues = Object.entries(CUES) as [QuestionKind, RegExp][]; // keys are as typed
  return new Set(cues.filter(([, cue]) => cue.test(sentence)).map(([kind]) => kind));
}

const WORDINGS = {
  proposes:
    /\bwe (?:propose|introduce|present|develop|design)\b|\bthis (?:paper|work) (?:proposes|introduces|presents)\b/i,
  reports: /\b(?:experiment|result|outperform|achiev|improv|demonstrat|show)/i,
  finds: /\bwe (?:find|show|observe|demonstrate|prove|hypothes)/i,
  setsScene:
    /^(?:recent|however|existing|while|although|despite|current|prior|previous|in recent|many|most|traditional)/i,
  defines: CUES.definition,
  givesReason: CUES.why,
  compares: CUES.comparison,
  hasNumber: /\d/,
  hasQuantity:
    /\d[\d.,]*\s?(?:%|x\b|×|k\b|m\b|b\b|gb\b|mb\b|fps\b|ms\b|percent|times|fold|points?\b|hours?\b|days?\b|steps?\b|tokens?\b|parameters?\b|billion|million|thousand|papers?\b|tasks?\b|languages?\b|examples?\b|images?\b|questions\b|samples\b|datasets?\b)/i,
  concludes:
    /\b(?:conclu\w*|in (?:summary|short)|overall|(?:these|our|the|study) (?:\w+ )?(?:results?|findings?|data|study|analysis|evidence|experiments?) (?:\w+ )?(?:suggest|indicate|show|demonstrate|reveal|support|confirm|highlight|imply|provide)|(?:appears?|seems?) to|suggest(?:s|ing)?)\b/i,
  hedges: /\b(?:may|might|could|should|can|cannot|appears?|seems?|likely|potential(?:ly)?|not)\b/i,
  asks: /\b(?:aims?|aimed|objective|purpose|goal|whether|investigat\w*|examin\w*|assess\w*|evaluat\w*|explor\w*|to (?:determine|study|analy[sz]e|compare|understand|address)|ask)\b/i,
  lists:
    /\b(?:such as|e\.g\.|including|for example|namely|consist\w* of|compris\w*|\(i\)|\(1\)|first\b.*\bsecond)\b/i,
  limits:
    /\b(?:limit\w*|lack\w*|challeng\w*|struggl\w*|fail\w*|difficult\w*|problem|issue|suffer\w*|costly|expensive|inefficient|bottleneck)\b/i,
  turns: /\b(?:however|but|yet|although|despite|nevertheless|nonetheless)\b/i,
  specifies:
    /\b(?:specifically|in particular|concretely|by \w+ing|via|using|leverag\w*|based on|through)\b/i,
} as const satisfies Readonly<Record<string, RegExp>>;

export type Wordings = Readonly<ReturnType<typeof readWordings>>;

/** Which of the wordings a sentence has, as 1 and 0. */
export function readWordings(sentence: string) {
  const has = (wording: keyof typeof WORDINGS) => Number(WORDINGS[wording].test(sentence));
  return {
    proposes: has('proposes'),
    reports: has('reports'),
    finds: has('finds'),
    setsScene: has('setsScene'),
    defines: has('defines'),
    givesReason: has('givesReason'),
    compares: has('compares'),
    hasNumber: has('hasNumber'),
    hasQuantity: has('hasQuantity'),
    concludes: has('concludes'),
    hedges: has('hedges'),
    asks: has('asks'),
    lists: has('lists'),
    limits: has('limits'),
    turns: has('turns'),
    specifies: has('specifies'),
  };
}
