/**
 * Reads what goes on from an answer: `and for diffusion models?`, `which of these has code?`,
 * `more like 2`. It knows the words alone; what "2" is, is looked up by whoever asks.
 *
 * Each rule takes the whole text, so that a question that stands for itself is left alone.
 */
import { tokenize } from '../search/tokens.ts';
import { ORDINAL, PICK_WITHIN, type Pick, readPick, readPicks, THESE } from './pick.ts';
import { isKeywords } from './read-message.ts';

/** `picks`: the papers spoken of; empty = all that were shown. */
export type FollowUp =
  /** The question before, of something else. */
  | {
      readonly kind: 'instead';
      readonly subject: string;
      readonly preposition: string | undefined;
    }
  /** What was asked of one paper, of another. */
  | { readonly kind: 'again'; readonly pick: Pick }
  /** `why?`, `how?`: the question before, asked on. */
  | { readonly kind: 'on'; readonly word: 'why' | 'how' }
  | {
      readonly kind: 'ask';
      readonly question: string;
      readonly picks: readonly Pick[];
    }
  /** `which of them are about routing?` */
  | { readonly kind: 'mention'; readonly subject: string }
  | { readonly kind: 'code'; readonly picks: readonly Pick[] }
  | { readonly kind: 'by date'; readonly which: 'newest' | 'oldest' }
  /** Years, both included; undefined = open. */
  | {
      readonly kind: 'published';
      readonly from: number | undefined;
      readonly to: number | undefined;
    }
  | { readonly kind: 'bibtex' | 'show' | 'compare'; readonly picks: readonly Pick[] }
  | { readonly kind: 'similar'; readonly pick: Pick }
  /** `which should I read?` */
  | { readonly kind: 'best' }
  | { readonly kind: 'more' };

/** Longer texts stand for themselves; it also bounds the time that the rules take. */
const MAX_CHARS = 300;

const PLACE = `(?:the (?:${ORDINAL})|[1-9]\\d?)`;
const AUX = 'is|are|was|were|does|do|did|can|could|would|will|should|has|have';
/** `does the first use …`: after a place a verb, where a thing would be `the first layer`. */
const PICK_BEFORE_VERB = new RegExp(
  `^(?<before>(?:(?:how|why|what|which)(?: [\\p{L}-]+){0,3} )?(?:${AUX}) )(?<picks>${PLACE}(?:(?:,|,? (?:and|or)) ${PLACE})*) (?=(?:use|need|have|work|beat|outperform|require|rely|train|report|show|say|mention|improve|scale|release|also|not|help|address|evaluate|compare|make|apply|cover|claim|propose|introduce|support|provide|discuss|look|do|better|worse|faster|more|less|about|open)\\b)`,
  'iu',
);

type Rule = readonly [
  pattern: RegExp,
  build: (groups: Readonly<Record<string, string | undefined>>) => FollowUp | undefined,
];

const withPick =
  (build: (pick: Pick) => FollowUp): Rule[1] =>
  ({ pick = '' }) => {
    const place = readPick(pick);
    return place === undefined ? undefined : build(place);
  };

const withPicks =
  (kind: 'bibtex' | 'show' | 'compare'): Rule[1] =>
  ({ picks = '', other }) => {
    const places = readPicks(other === undefined ? picks : `${picks} and ${other}`);
    return places === undefined ? undefined : { kind, picks: places };
  };

const GIVE = '(?:(?:give|show|send|list)(?: me| us)? )?';
const SHOW_WORDS =
  "(?:(?:give me |show me |send me |what(?:['’]s| is|['’]re| are) )?(?:the |a )?(?:links?|urls?|abstracts?|details|summar(?:y|ies)|pdfs?)(?: (?:of|to|for|from|on))?|open|show(?: me)?|list|give me|save|tell (?:me|us) (?:more )?about|more (?:about|on)|explain|expand on|elaborate on|look at|summari[sz]e|read|where (?:can i|do i) (?:find|read)|what(?:['’]s| is|['’]re| are))";

const RULES: readonly Rule[] = [
  [
    /^(?:(?:show|give|find)(?: me| us)? )?(?:more|(?:more )?(?:papers?|others?|something|anything)|similar)(?: papers?| ones?)? (?:like|similar to|related to|to|as|such as) (?<pick>.+)$/iu,
    withPick((pick) => ({ kind: 'similar', pick })),
  ],
  [
    /^(?:any |show (?:me )?)?similar(?: (?:papers?|ones?|work))?$/iu,
    () => ({ kind: 'similar', pick: 'it' }),
  ],
  [
    /^(?:(?:give|show|send)(?: me| us)? )?(?:the )?(?:bibtex|bib|citations?|cite|references?)(?: entr(?:y|ies))?(?: (?:of|for|to))?(?: (?<picks>.+))?$/iu,
    ({ picks = 'all' }) => withPicks('bibtex')({ picks }),
  ],
  [/^how (?:do|can|should|would) (?:i|we|you) cite (?<picks>.+)$/iu, withPicks('bibtex')],
  [
    // Of the paper spoken of; its abstract is all there is to tell.
    /^(?:(?:tell (?:me|us) |(?:any |some )?)more (?:details?|info(?:rmation)?)|tell (?:me|us) more(?: (?:about|on) (?:this|that|it))?|details|(?:please )?(?:elaborate|expand|explain|summari[sz]e)(?: more| further| (?:on )?(?:this|that|it)| (?:it |that )?in (?:more |plain |simple |simpler )*\w+)?|explain like i['’]?m (?:five|5)|go (?:deeper|into (?:more )?details?)|(?:a |the )?(?:summary|tl;?dr|abstract)|read (?:on|it|more)|in (?:more detail|plain english|short)|when|(?:from |in )?(?:what|which) year|date)$/iu,
    () => ({ kind: 'show', picks: ['it'] }),
  ],
  [
    new RegExp(
      `^(?:what(?:['’]s| is|['’]re| are) )?${GIVE}(?:all )?(?:the |your |these |those )?(?:sources?|links?|urls?|papers|abstracts|titles|list|all(?: of (?:these|them))?)(?: (?:above|again))?$|^(?:give|show|send|list)(?: me| us)? (?:them|these|those|all|everything)(?: all| again)?$|^(?:which|what) papers?(?: (?:is|was|are) (?:this|that|it|these|those)(?: from)?| says? (?:this|that|so|it))?$|^where (?:is|are|does|do|did) (?:this|that|it|these|those|the quotes?)(?: come)? from$|^who says (?:this|that|so|it)$`,
      'iu',
    ),
    () => ({ kind: 'show', picks: [] }),
  ],
  [
    new RegExp(
      `^${SHOW_WORDS} (?<picks>.+?)(?: in (?:plain|simple|simpler|layman|other|more|short|one|a few|detail)\\b.*)?$`,
      'iu',
    ),
    withPicks('show'),
  ],
  [
    /^(?:when (?:was|were|is|did)|(?:from |in )?(?:what|which) year (?:is|was|did)|how (?:old|new|recent) (?:is|are)|(?:what(?:['’]s| is) the )?(?:publication )?date of|how many (?:citations|upvotes|votes|likes|stars) (?:does|do|did|has|have)) (?<picks>.+?)(?: (?:published|released|written|from|out|posted|submitted|appear|come out|have|got|get))?$/iu,
    withPicks('show'),
  ],
  [
    /^(?:please )?compare (?<picks>.+?)(?: (?:to|with|against) (?<other>.+))?$|^(?:what(?:['’]s| is| are) )?(?:the )?differences? between (?<between>.+)$|^how (?:do|does|is|are) (?<how>.+?) (?:compare|differ|different)(?: (?:to|with|from|than) (?<than>.+))?$|^(?:do|does|are|is) (?<both>.+?) (?:agree|disagree|contradict|conflict|overlap|differ|different|the same|in agreement)(?: (?:with )?(?:each other|one another))?$/iu,
    ({ picks, other, between, how, than, both }) => {
      const [named = '', second] = [picks ?? between ?? how ?? both, other ?? than];
      return withPicks('compare')({ picks: named, other: second });
    },
  ],
  [
    new RegExp(
      `^(?:which|what)(?: (?:one|paper|ones|papers))?(?: of ${THESE})? (?:(?:is|are|would be|was) (?:the )?(?:best|better|most (?:relevant|important|useful|interesting)|(?:your )?favou?rite)(?: (?:one|paper|match))?|(?:should|do|would) (?:i|we|you) (?:read|start with|pick|choose|recommend|use|suggest|trust)(?: first)?)$|^where (?:should|do) (?:i|we) (?:start|begin)$|^(?:the )?best(?: one| paper)?$`,
      'iu',
    ),
    () => ({ kind: 'best' }),
  ],
  [
    /^(?:(?:and|but|or|does|is|no),? )+(?:(?:what|how) about )?(?<pick>.+)$|^(?:what|how) about (?<other>.+)$/iu,
    ({ pick, other }) => buildAgain(readPick(pick ?? other ?? '')),
  ],
  [/^(?:(?:the|papers?|numbers?) )?(?<picks>\S.*)$/iu, withPicks('show')],
  [
    /^(?:and |but |so )?(?:what(?:['’]s| is|['’]re| are| about) )?(?:the |its |their )?(?:results?|findings|conclusions?|contributions?|methods?|approach|gist|(?:main|key|core) (?:idea|point|result|finding|contribution|takeaway)s?|takeaways?)(?: (?:of|in|from) (?<picks>.+))?$/iu,
    ({ picks = 'it' }) => withPicks('show')({ picks }),
  ],
  [
    /^(?:and |but |so )?(?:what(?:['’]s| is|['’]re| are) )(?<picks>.+?) (?:all )?about$/iu,
    withPicks('show'),
  ],
  [
    /^(?:and |but )?(?:what about )?(?:the |any |its |their )?(?<aspect>limitations?|limits|drawbacks|data ?sets?|benchmarks?|baselines?|metrics)$/iu,
    ({ aspect = '' }) => ({ kind: 'ask', question: `What are its ${aspect}?`, picks: ['it'] }),
  ],
  [
    /^what (?:does|do|did) (?<pick>.+?) (?:say|claim|find|show|report|conclude|state|tell (?:us|me)|mean)(?: (?:about|on|regarding|of) (?<topic>.+))?$/iu,
    ({ pick = '', topic }) => buildSaying(readPick(pick), topic),
  ],
  [
    /^(?:is there |are there |any |with |has |have |and |only |just |those |ones |filter (?:by|for) )*(?:the |a )?(?:source |official )?(?:code|implementations?|github|repo(?:sitory)?)(?: available)?(?: (?:for|of|to) (?<who>.+))?$/iu,
    ({ who }) => buildCodeWish(who ?? ''),
  ],
  [
    new RegExp(
      `^(?:and )?(?:which|what|any|${AUX})\\b(?<who>.*?)(?:\\b(?:has|have|with|releases?|released|provides?|shares?|comes? with|links? to|publish(?:es)?|got|gives?)\\b)(?: (?:a|any|the|public|open|source|official|link|to|its|their))* (?:code|implementations?|github|repo(?:s|sitory|sitories)?)(?: available| online| on github)?$`,
      'iu',
    ),
    ({ who }) => buildCodeWish(who ?? ''),
  ],
  [
    new RegExp(`^(?:and )?(?:which|${AUX})\\b(?<who>.*?)(?: is| are)? open[- ]?sourced?$`, 'iu'),
    ({ who }) => buildCodeWish(who ?? ''),
  ],
  [
    /^(?:(?:show|give|find|list)(?: me| us)? )?(?:(?:are there |is there )?(?:any(?:thing)? )?(?:more|others?|else)|what else|next|go on|continue|and(?: then)?|so|then)(?: (?:papers?|ones?|results?))?(?: of (?:these|them|those))?(?: (?:about|on|for) (?:this|that|it))?$/iu,
    () => ({ kind: 'more' }),
  ],
  [
    new RegExp(
      `^(?:and )?(?:which|what|any|(?:${AUX}) any|how many) (?:(?:one|ones|papers) )?of ${THESE}(?: papers)? (?<rest>.+)$`,
      'iu',
    ),
    ({ rest = '' }) => buildAboutAll(rest),
  ],
  [/^(?:and )?which ones? (?<rest>.+)$/iu, ({ rest = '' }) => buildAboutAll(rest)],
  [
    /^(?:(?:do|does|did|is|are) any(?: papers?)? (?<any>(?:about|mention|discuss|use|cover|address|talk|deal|focus|evaluate|propose|study|look|apply)\b.+)|(?:the|that) (?:one|paper) (?<one>(?:about|on|with|using|that|which) .+))$/iu,
    ({ any, one }) => buildAboutAll(any ?? one ?? ''),
  ],
  [
    // `by how much?`
    /^(?:and |but )?(?<what>(?:(?:by|on|in|with|for|at|to|from|under|against|compared (?:to|with)) (?:what|which|how (?:much|many))|how much)(?: [\p{L}-]+){0,2})$/iu,
    ({ what = '' }) => ({ kind: 'ask', question: `${what}?`, picks: ['it'] }),
  ],
  [/^(?:and |but )?(?<word>why|how)(?: so| come| not| is that)?$/iu, ({ word }) => buildOn(word)],
  [
    /^(?:(?:and|but|or|no|so|also),? )*(?:what|how) about (?:(?<preposition>for|in|with|on|of|without|when|using|from|by) )?(?<subject>.+)$/iu,
    buildInstead,
  ],
  [
    /^(?:(?:and|but|or|no|also|only|just),? )+(?<preposition>for|in|with|on|of|about|without|when|using|from|at|by|under|during) (?<subject>.+)$/iu,
    buildInstead,
  ],
  [
    /^(?:(?:no|nope|sorry|wait)[,.]? )*(?:(?:that|this|it)(?:['’]s| is| was)(?: not|n['’]t) (?:it|what i (?:meant|asked|wanted)(?: for| about)?)[,.;:–—-]* (?:but )?)?i mea?nt? (?:(?<preposition>for|in|with|on|of|about) )?(?<subject>.+)$/iu,
    buildInstead,
  ],
  [
    /^(?:the )?same (?:thing |question )?(?<preposition>for|with|about|in|on) (?<subject>.+)$/iu,
    buildInstead,
  ],
  [
    /^(?<preposition>for|in|with|using|without) (?<subject>.+)$/iu,
    (groups) => (isKeywords(groups['subject'] ?? '') ? buildInstead(groups) : undefined),
  ],
  [
    /^(?:and|or) (?<subject>.+)$/iu,
    (groups) => (isKeywords(groups['subject'] ?? '') ? buildInstead(groups) : undefined),
  ],
];

/** `text` without greeting and politeness. Undefined for what stands for itself. Total. */
export function readFollowUp(text: string): FollowUp | undefined {
  if (text.length > MAX_CHARS) return undefined;
  const line = text.replace(/\s+/gu, ' ').trim();
  const asked = line.replace(/[ ?!.…]{1,20}$/u, '');
  const dated = readDateWish(asked);
  if (dated !== undefined) return dated;
  for (const [pattern, build] of RULES) {
    const groups = pattern.exec(asked)?.groups;
    const found = groups === undefined && !pattern.test(asked) ? undefined : build(groups ?? {});
    if (found !== undefined) return found;
  }
  return readPaperWords(asked) ?? readPickWithin(line) ?? readPronoun(line);
}

function buildAgain(pick: Pick | undefined): FollowUp | undefined {
  return pick === undefined ? undefined : { kind: 'again', pick };
}

function buildSaying(pick: Pick | undefined, topic: string | undefined): FollowUp | undefined {
  if (pick === undefined) return undefined;
  return topic === undefined
    ? { kind: 'show', picks: [pick] }
    : { kind: 'ask', question: topic, picks: [pick] };
}

/** `who`: the words between question word and verb, which must speak of papers shown. */
function buildCodeWish(who: string): FollowUp | undefined {
  const named = who
    .trim()
    .replace(/^(?:(?:ones?|papers?|any) )?of |^(?:any|ones?)$|^all of /iu, '')
    .trim();
  const isAll = named === '' || new RegExp(`^(?:${THESE}|they|any)$`, 'iu').test(named);
  if (isAll) return { kind: 'code', picks: [] };
  const picks = readPicks(named);
  return picks === undefined ? undefined : { kind: 'code', picks };
}

const SPEAKS_OF =
  /^(?:(?:is|are|was|were|do|does|can|could|also|mainly|really|that|which) )*(?:about|on|talks? (?:about|of)|mentions?|discuss(?:es)?|deals? with|covers?|focus(?:es)? on|address(?:es)?|looks? at|speaks? (?:about|of)) (?<subject>.+)$/iu;

/** `mention code generation` looks for these words; of anything else the abstracts are asked. */
function buildAboutAll(rest: string): FollowUp {
  const { subject } = SPEAKS_OF.exec(rest)?.groups ?? {};
  return subject === undefined
    ? { kind: 'ask', question: rest, picks: [] }
    : { kind: 'mention', subject };
}

function buildOn(word: string | undefined): FollowUp {
  return { kind: 'on', word: word?.toLowerCase() === 'how' ? 'how' : 'why' };
}

/** A whole question after `what about` stands for itself. */
function buildInstead({
  subject = '',
  preposition,
}: Readonly<Record<string, string | undefined>>): FollowUp | undefined {
  const named = subject.replace(
    /,? (?:does|do|is|are|would) (?:it|this|that|they) .*$|(?:,? (?:too|instead|then|though|as well|specifically|in particular)){1,3}$/iu,
    '',
  );
  const asks = /^(?:what|how|why|when|where|which|who|if|whether|to|that|i|we|you)\b/iu.test(named);
  if (asks || !/[\p{L}\p{N}]/u.test(named)) return undefined;
  return { kind: 'instead', subject: named, preposition: preposition?.toLowerCase() };
}

/** Words that may stand around a year or `newest`; with any other the text asks something else. */
const DATE_FRAME: ReadonlySet<string> = new Set(
  'and any how many which what whats one ones paper papers something anything more there of these them those are is was were published just only the how about from in since after before until came out'.split(
    ' ',
  ),
);
const NEWEST = new Set(['newest', 'newer', 'latest', 'recent']);
const OLDEST = new Set(['oldest', 'older', 'earliest']);

function readDateWish(asked: string): FollowUp | undefined {
  const words = asked
    .toLowerCase()
    .replace(/['’]/gu, '')
    .replace(/\b(?:newer|later|more recent) than\b/u, 'after')
    .replace(/\b(?:older|earlier) than\b/u, 'before')
    .replace(/\b(?:from |in )?(?:this|the last|the past) (?:year|month|week)\b/u, 'newest')
    .replace(
      /\b(?:of )?(?:the|these|those) papers\b|\bmost (?=recent\b)|^papers (?=from|in|since|after|before|published)/gu,
      '',
    )
    .split(' ')
    .filter((word) => word !== '');
  const keys = words.filter((word) => !DATE_FRAME.has(word));
  const [key] = keys;
  if (key === undefined || keys.length > 1) return undefined;
  if (NEWEST.has(key)) return { kind: 'by date', which: 'newest' };
  if (OLDEST.has(key)) return { kind: 'by date', which: 'oldest' };
  if (!/^(?:19|20)\d\d$/.test(key)) return undefined;
  const year = Number(key);
  if (words.includes('since')) return { kind: 'published', from: year, to: undefined };
  if (words.includes('after')) return { kind: 'published', from: year + 1, to: undefined };
  if (words.includes('before')) return { kind: 'published', from: undefined, to: year - 1 };
  if (words.includes('until')) return { kind: 'published', from: undefined, to: year };
  return { kind: 'published', from: year, to: year };
}

/** Words about papers rather than about what they study, by what is wanted of the papers. */
const PAPER_WORDS: ReadonlyMap<string, 'code' | 'similar' | 'more' | 'show' | 'frame'> = new Map(
  (
    [
      ['code', 'code codes github repo repos repository repositories implementation'],
      ['similar', 'similar'],
      ['more', 'rest others next'],
      [
        'show',
        `pdf pdfs link links url urls arxiv title titles id ids doi venue conference journal cited
        cites citation citations abstract abstracts summary summarise summarize overview tldr gist
        quote quotes answer`,
      ],
      ['frame', 'paper papers get got find give show send read see one ones tell most full text'],
    ] as const
  ).flatMap(([wish, words]) => words.split(/\s+/u).map((word) => [word, wish] as const)),
);

/** `where's the code for 3?`: a text with no subject of its own, but for places and such words. */
function readPaperWords(asked: string): FollowUp | undefined {
  const words =
    asked
      .toLowerCase()
      .replace(/tl;dr/u, 'tldr')
      .match(/[\p{L}\p{N}'’-]+/gu) ?? [];
  const picks = words.flatMap((word) => (word === 'it' ? [] : (readPick(word) ?? [])));
  const wishes = words.flatMap((word) => PAPER_WORDS.get(word) ?? []);
  const isAll = words.every(
    (word) =>
      PAPER_WORDS.has(word) ||
      readPick(word) !== undefined ||
      tokenize(word).every(({ stop }) => stop),
  );
  const wish = isAll ? wishes.find((each) => each !== 'frame') : undefined;
  switch (wish) {
    case undefined:
      return undefined;
    case 'more':
      return { kind: 'more' };
    case 'similar':
      return { kind: 'similar', pick: picks[0] ?? 'it' };
    case 'code':
    case 'show':
      return { kind: wish, picks };
    default:
      return wish satisfies never;
  }
}

/** A question with papers named by their places; in it `it` stands for each. */
function readPickWithin(text: string): FollowUp | undefined {
  const named = readPicks(PICK_BEFORE_VERB.exec(text)?.groups?.['picks'] ?? '');
  if (named !== undefined) {
    const subject = named.length === 1 ? 'it' : 'they';
    const question = text.replace(PICK_BEFORE_VERB, `$<before>${subject} `);
    return { kind: 'ask', question, picks: named };
  }
  const picks = [...text.matchAll(PICK_WITHIN)].flatMap(([place]) => readPicks(place) ?? []);
  if (picks.length === 0) return undefined;
  return { kind: 'ask', question: text.replace(PICK_WITHIN, 'it'), picks };
}

/** `is it possible to …`: that `it` stands for nothing. */
const EMPTY_IT =
  /\bit\b(?: [\p{L}-]+){0,2} (?:to|that|if|when|whether)\b|\b(?:time|day|date) is it\b|\bit (?:mean|depends?|matters?|make sense)\b/iu;
const PRONOUN = new RegExp(
  `^(?:and |but |so )?(?:(?:(?:in|on|for|from|by|with) )?(?:how|why|what|which|when|where|who)(?: (?:much|many|large|big|fast|good|well|long|else|exactly|\\p{L}{2,12}))? )?(?:${AUX})(?:n['’]t)? (?<who>it|its|they|their|this|that|these|those|the (?:paper|authors?|abstract))\\b(?! (?:model|models|kind|type|field|area)\\b)`,
  'iu',
);

/** A question whose subject is a pronoun: of the paper spoken of last, or of all where it is plural. */
function readPronoun(text: string): FollowUp | undefined {
  const who = PRONOUN.exec(text)?.groups?.['who']?.toLowerCase();
  if (who === undefined || (who === 'it' && EMPTY_IT.test(text))) return undefined;
  const isPlural = ['they', 'their', 'these', 'those'].includes(who);
  return { kind: 'ask', question: text, picks: isPlural ? [] : ['it'] };
}
