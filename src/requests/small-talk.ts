/**
 * What people say around a question, and what they say instead of one: hello, thanks, "are you
 * sure?". Rules over the words of English and over the commonest words of greeting and thanks in
 * other languages.
 */

/** A message that asks nothing of the papers. */
export type Remark =
  | 'help'
  | 'greeting'
  | 'thanks'
  | 'goodbye'
  /** `ok`, `never mind`: nothing is left to do. */
  | 'nod'
  /** `that's wrong`. */
  | 'complaint'
  /** `are you sure?`. */
  | 'doubt'
  /** `in German, please`: wants other words than the abstract's. */
  | 'rephrase'
  /** Asks what the bot holds. */
  | 'corpus'
  /** Asks what is new, of no subject. */
  | 'trending';

/** Emoji as Slack sends them, `:wave:`, standing alone. */
const EMOJI = /(?<=^|[\s:])(?::(?:[a-z][\w+'-]*|[+-]1):)+(?=$|[\s,.!?])/giu;

/** After a word of greeting or politeness comes a space or a mark: `hi-res` is no greeting. */
const END = '(?=$|[\\s,.!?;:)…])';

function atFront(words: string): RegExp {
  return new RegExp(`^(?:${words})${END}[\\s,.!?;:)…–—-]*`, 'iu');
}

const QUESTION_WORD =
  'how|why|what|which|when|where|who|do|does|did|is|are|can|could|would|should|has|have';

const SOCIAL_FRONTS: readonly (readonly [Remark, RegExp])[] = [
  [
    'thanks',
    atFront(
      '(?:(?:many|great|ok|okay|perfect|cool)[ ,]*)?(?:thanks|thank you|thank u|thx|thanx|tysm|ty|cheers|danke(?: schön)?|vielen dank|merci(?: beaucoup)?|(?:muchas )?gracias|grazie|obrigad[oa]|tack|спасибо|谢谢|ありがとう(?:ございます)?|감사합니다)' +
        '(?: (?:a lot|a bunch|so much|very much|again|paperboy|all|everyone|in advance))*' +
        // What they are for ends where a question sets in.
        `(?: for [^,.!?]{1,60}?(?=[,.!?]|$| but\\b| (?:and |so |now )?(?:${QUESTION_WORD}) [^?]*\\?))?`,
    ),
  ],
  [
    'greeting',
    atFront(
      '(?:hi+|hello|hey+|heya|hiya|yo|howdy|greetings|good (?:morning|afternoon|evening|day)|morning|gm|hola|hallo|moin|servus|guten (?:tag|morgen)|bonjour|salut|ciao|olá|привет|你好|こんにちは)' +
        "(?: (?:there|all|everyone|everybody|folks|team|guys|y'all|paperboy|bot|again))*",
    ),
  ],
  [
    'greeting',
    atFront(
      "(?:how are you(?: doing)?(?: today)?|how(?:['’]s| is) it going|what['’]?s up|sup|(?:is )?(?:anyone|anybody) (?:there|here|home))(?= ?(?:$|[,.!?;:)…]))",
    ),
  ],
  [
    'goodbye',
    atFront(
      'good ?bye|bye(?:[ -]bye)?|see (?:you|ya)(?: later| soon| tomorrow)?|good night|have a (?:nice|good|great) (?:day|evening|weekend)',
    ),
  ],
];

/** Words of approval, which are also words of questions: only whole, or with a mark after them. */
const APPROVAL =
  /^(?:(?:oh|ok|okay|ah|wow)[ ,]+)?(?:cool|great|nice|perfect|awesome|brilliant|excellent|lovely|wow|good (?:bot|job|answer)|well done|nice one|(?:(?:that|this)(?:['’]s| is| was) )?(?:very |really |so |super )?(?:helpful|useful|interesting|great|perfect))(?:$|[,.!;:…]+(?:\s+|$))/iu;

const YOU = '(?:you|u|someone|somebody|anyone|anybody)';
const POLITE_FRONT = atFront(
  [
    'please|pls|plz|kindly|just curious|(?:hmm+|um+)(?=[,.…]* \\w)|so(?= )|well|also(?= )|btw|by the way|actually|ok(?:ay)?(?=,? \\w)|sorry(?=,? \\w)',
    '(?:(?:a|one|quick|another|one more|a quick|my) )*(?:question|q|one more)(?=[:,–—-])',
    "eli5(?=[\\s:,]+\\w)|explain like i['’]?m (?:five|5)(?=[:,]\\s*\\w)|tl;?dr(?:,? (?:on|of|for|about))?(?=[\\s:,]+\\w)|/papers(?: (?:search|find))?(?= \\w)",
    'i was wondering(?: if)?|i wonder(?:ed)?|(?:do you )?(?:have )?any idea',
    `(?:can|could|would|will) ${YOU} (?:please |pls |kindly |maybe )?(?:tell|explain to|remind|help) (?:me|us)(?! (?:more\\b|about))(?: (?:to )?understand)?`,
    `(?:can|could|would|will) ${YOU}(?: please| pls| kindly| maybe)?(?= (?:tell|explain|elaborate|expand|go|describe|compare|show|find|list|recommend|suggest|summari[sz]e|give|point|send)\\b)`,
    `do ${YOU} (?:happen to )?know(?! (?:about|of)\\b)|does ${YOU}(?: here)? know(?! (?:about|of)\\b)|${YOU} knows?(?! (?:about|of)\\b)`,
    "i(?:['’]d| would| want| need)(?: like)? to (?:know|understand|ask|learn)(?! (?:more\\b|about))",
    'tell (?:me|us)(?! (?:more\\b|about))(?= )',
    'wdyt(?: (?:about|of))?|what do you think (?:about|of)|(?:any )?thoughts on',
  ].join('|'),
);

/** Said at the end of a question. */
const POLITE_BACK =
  /[\s,.!;:–—-]+(?:please|pls|plz|for (?:me|us)|thanks(?: a lot| in advance| so much)?|thank you(?: very much| so much| in advance)?|thx|cheers|ty|tl;?dr|eli5|:\))[\s.!)]*(?<mark>\??)$/iu;

/** Each thing stands at most a few times before a question; the bound ends what never would. */
const MAX_FRONTS = 12;

const ANSWER = '(?:that|this|it|the answer|your answer|the quotes?|these|those)';

/** No two of these in a row read as a third: else a long row of them took for ever. */
const NOD =
  "(?:ok(?:ay)?|k|yes|yeah|yep|yup|no|nope|nah|sure|right|fine|alright|all right|got it|i see|understood|makes sense|never ?mind|nvm|forget it|ignore (?:that|this|me)|sorry|my bad|oops|stop|cancel|lol|ha(?:ha)+|hm+|[+-]1|wait|true|same|no worries|that['’]?s (?:all|it|fine|ok))";

/** What stands for a whole message; longer ones do not. */
const MAX_REMARK_CHARS = 120;

/** Each of a whole message. */
const WHOLE: readonly (readonly [Remark, RegExp])[] = [
  [
    'help',
    /^(?:help(?: me)?|commands?|usage|menu|examples?|start|test|ping|who (?:made|built|wrote|runs) (?:you|this bot|paperboy)|are you (?:an? )?(?:bot|ai|human|robot|real|llm|chatgpt|gpt|claude|gemini|model)(?: or (?:an? )?\w+)?|(?:what|which) (?:model|llm|ai) (?:are you(?: using| running)?|do you use|is this)|what (?:can|could|should) (?:you|u|i|we|this bot|paperboy) (?:do|ask|ask you)(?: (?:for (?:me|us)|here))?|what do you do|what are you(?: (?:for|able to do|good at))?|who are you|what is (?:this bot|paperboy)|how (?:do|can|should) (?:i|we) (?:use|ask|work with) (?:you|paperboy|this bot)|how do you work|how does (?:this bot|paperboy) work)$/iu,
  ],
  ['nod', new RegExp(`^${NOD}(?:[\\s,]+${NOD})*$`, 'iu')],
  [
    'complaint',
    new RegExp(
      `^(?:(?:no|nope|hm+|sorry),? )?(?:${ANSWER}(?:['’]s| is| was| are|['’]re) (?:just |plain |completely |totally |all )?(?:wrong|incorrect|not (?:right|true|correct|it|what i (?:asked|meant|wanted)(?: for| about)?|helpful|useful|relevant|an answer|the answer|related)|useless|nonsense|irrelevant|off[- ]topic|bad|rubbish|garbage)|${ANSWER} (?:does(?:n['’]?t| not)|did(?:n['’]?t| not)|do(?:n['’]?t| not)) (?:help|answer (?:it|this|that|my question|the question)|make (?:any )?sense)|(?:you(?:['’]re| are) )?(?:wrong|mistaken)(?: answer| papers?)?|not (?:helpful|useful|relevant|true|what i (?:asked|meant|wanted)(?: for| about)?)|none of (?:these|them|those|that|the above|the papers|it)(?: (?:(?:really |actually )?(?:helps?|works?|answers? (?:it|this|that|my question|the question)|fits?|matches)|(?:is|are|was|were) (?:really )?(?:helpful|useful|relevant|related|right|it|what i (?:asked|meant|wanted)(?: for| about)?)))?|(?:please )?(?:try|search|look) (?:it )?again|try (?:harder|something else)|something (?:else|different)|bad (?:bot|answer)|useless|nonsense|i (?:do(?:n['’]?t| not)) (?:think (?:so|(?:that|this|it)(?:['’]s| is) (?:right|true|correct))|understand(?: ${ANSWER})?)|you (?:did(?:n['’]?t| not)|have(?:n['’]?t| not)) (?:answer(?:ed)? (?:it|me|my question|the question|that)|understood?(?: me| my question)?))$`,
      'iu',
    ),
  ],
  [
    'doubt',
    /^(?:(?:are you|r u) (?:really )?(?:sure|certain|serious)(?: about (?:that|this|it))?|really|seriously|is (?:that|this|it) (?:really )?(?:true|right|correct|so|sure|reliable)|(?:can|should) i (?:trust|rely on) (?:you|that|this|it)|how (?:do|can) you know(?: (?:that|this))?|how (?:sure|certain|confident) are you|what do you mean(?: by (?:that|this))?|what|huh|pardon|come again|says who|did you make (?:that|this|it) up)$/iu,
  ],
  [
    'rephrase',
    /^(?:(?:(?:can|could) you )?(?:please )?(?:translate|rephrase|paraphrase|simplify|shorten|rewrite)(?: (?:it|this|that|them|these|the (?:answer|quotes?)))?(?: (?:to|in|into) [\p{L} ]{2,20})?|(?:(?:say|put|write) (?:it|this|that) )?(?:shorter|simpler|(?:more )?(?:simply|briefly)|in (?:german|french|spanish|italian|portuguese|polish|russian|chinese|japanese|korean|english)|in (?:your|other) (?:own )?words))$/iu,
  ],
  [
    'corpus',
    /^(?:how many (?:papers|abstracts|articles) (?:do you (?:have|know|hold|cover)|are (?:there|here|in (?:here|there|your \w+)))|(?:what|which) (?:(?:papers|topics|subjects|areas|fields|data ?sets?|sources|kinds? of papers) )?(?:do you (?:have|know|hold|cover)|are (?:covered|in your \w+))|what(?:['’]s| is) in (?:your|the) (?:corpus|data|collection|database|library|index)|what do you know(?: about)?|where do(?:es)? (?:your|the) (?:papers|data) come from|(?:how (?:old|new|fresh|current|recent)|what|where) (?:is|are) your (?:data|papers|corpus|sources?|knowledge|database)(?: from)?|when (?:were|was|are) (?:you|your (?:data|corpus|papers)) (?:last )?updated|do you have access to (?:the )?(?:internet|web|arxiv))$/iu,
  ],
  [
    'trending',
    /^(?:what(?:['’]s| is) (?:new|trending|hot|up in research)(?: (?:today|this week|now|these days))?|(?:(?:what(?:['’]s| is| are)|show(?: me)?|any) )?(?:the )?(?:today['’]?s|trending|new|hot|latest|newest|recent)(?: trending)? papers?(?: (?:of )?(?:today|this week))?|(?:the )?(?:daily |morning )?digest|trending|today|(?:recommend|suggest|give)(?: me| us)? (?:a (?:good )?paper|something|papers)(?: to read)?|surprise me|what should (?:i|we) read(?: today)?)$/iu,
  ],
];

/** `text` without greeting and politeness. Undefined for what asks something. */
export function readRemark(text: string): Remark | undefined {
  if (text.length > MAX_REMARK_CHARS) return undefined;
  const said = text.replace(/[\s?!.…]{1,20}$/u, '');
  return WHOLE.find(([, pattern]) => pattern.test(said))?.[0];
}

/** The text without what is only said to be polite, and the last such thing that was said. */
export function cutPoliteness(written: string): {
  readonly text: string;
  readonly said: Remark | undefined;
} {
  let text = written.replace(EMOJI, ' ').trim();
  let said: Remark | undefined;
  for (let cuts = 0; cuts < MAX_FRONTS; cuts++) {
    const fits = (front: RegExp) => front.test(text);
    const [social, met] = SOCIAL_FRONTS.find((row) => fits(row[1])) ?? [];
    const pattern = met ?? [APPROVAL, POLITE_FRONT].find(fits);
    if (pattern === undefined) break;
    said = social ?? (pattern === APPROVAL ? (said ?? 'thanks') : said);
    text = text.replace(pattern, '').trim();
  }
  for (let cuts = 0; cuts < MAX_FRONTS && POLITE_BACK.test(text); cuts++) {
    text = text.replace(POLITE_BACK, '$<mark>');
  }
  return { text, said };
}
