/**
 * The rewriting rules that turn TeX residue into readable text, in the order they apply. Each
 * rule needs evidence beside the word (a digit, a brace, a caret, a backslash), so that English
 * survives: `3 times faster`, `sim2real`, `the left (right) hand`. Rules never see links.
 */
import { isSentenceStarter } from '../model/sentence.ts';
import { ACCENTS, BARE, GREEK, SYMBOLS, WRAPPERS } from './tex-symbols.ts';

export type Rule = readonly [RegExp, string | ((match: string, ...groups: string[]) => string)];

const GREEK_NAMES = Object.keys(GREEK).sort((a, b) => b.length - a.length);
const GREEK_CHARS = [...new Set(Object.values(GREEK))].join('');
const GREEK_ANY = `(?:${GREEK_NAMES.join('|')}|[${GREEK_CHARS}])`;

/** Commands, escapes, accents, delimiters and braces. */
const MARKUP: readonly Rule[] = [
  [/\\\\(?![A-Za-z])/g, ' '],
  [/\\[()[\]]/g, ''],
  [/(?<!\\)\$([^$]*[\\^_{}=<>~×≤≥∈][^$]*)\$(?!\d)/g, '$1'],
  [/(?<!\\)\$([A-Za-z]|[^\s$]+%)\$(?!\d)/g, '$1'],
  [/(\d)[~\s]?\\%/g, '$1%'],
  [/\\([%&#_$])/g, '$1'],
  [/\\[,;:!>\s]/g, ' '],
  [/\\(["'`^~=.])\s?(?:\{\\?([A-Za-z])\}|\\?([A-Za-z]))/g, accented],
  [/\\([uvHckrd])\{\\?([A-Za-z])\}/g, accented],
  // `\cite{key}` and what is left of it.
  [/[~\s]?\\(?:cite[a-z]*|ref|label)\*?(?:\[[^\]{}]*\])*\{[^{}]*\}/g, ''],
  [/~[a-z]+(?:19|20)\d\d[a-z]*\b/g, ''],
  [new RegExp(`\\\\(?:${WRAPPERS})\\s?\\{([^{}]*)\\}`, 'g'), '$1'],
  [new RegExp(`(?<![A-Za-z])(?:${WRAPPERS})\\{([^{}]*)\\}`, 'g'), '$1'],
  [/\\?small\{([A-Z]+)\}/g, '$1'],
  [/\{\\?(?:em|it|bf|tt|sc|rm|sf|cal)\s([^{}]*)\}/g, '$1'],
  [/(\d)\\?mathord\{?,\}?(?=\d)/g, '$1,'],
  [/\\?(?:wide)?tilde\s?\{([A-Z])\}|\\?widetilde\s([A-Z])(?![A-Za-z])/g, withTilde],
  [/\\sqrt\{([^{}]*)\}/g, '√($1)'],
  // A citation key that repeats the name before it: `GPT-4~gpt4`.
  [/(?<![\w-])([A-Za-z]+)-?(\d*)~([a-z]+\d*)(?![\w~])/g, dropCitationKey],
  [/(?<![A-Za-z])approx\s(?=\d)/g, '≈ '],
  [/\\([A-Za-z]+)(?=([^A-Za-z]?))/g, command],
  // Pairs of `\left( … \right)` and `\big( … \big)`, innermost first.
  [/left([([])((?:(?!left[([]|right[)\]])[\s\S])*?)\s?right([)\]])/g, '$1$2$3'],
  [/[Bb]ig[gl]?\(((?:(?![Bb]ig)[\s\S])*?)\s?[Bb]ig[gr]?\)/g, '($1)'],
  // A fraction of two plain numbers; its bar is gone, its sentence is marked damaged.
  [/(?<![\w.)}\]])(\d+)\{(\d+)\}/g, '$1/$2'],
  [/([\^_])\{([A-Za-z]+|\d+|[*⊤∘])\}/g, '$1$2'],
  [/([\^_])\{([^{}]*)\}/g, '$1($2)'],
  [/\bsqrt\[3\]\{([^{}]*)\}/g, '∛($1)'],
  [/\bsqrt\{([^{}]*)\}/g, '√($1)'],
  // A group that is a word, or a whole sentence; `{a, b}` is a set and stays.
  [/(?<![A-Za-z0-9)}\]\\^_])\{([^\s{},]*)\}/g, '$1'],
  [/(?<![^\s(])\{([A-Z][^{}]*\s[^{}]*[.\uE001]\s?)\}/g, '$1'],
];

/** Symbols whose backslash is gone. */
const SYMBOL_WORDS: readonly Rule[] = [
  [new RegExp(`(?<![A-Za-z\\\\])(${BARE.join('|')})(?![A-Za-z])\\s?(?=([^]?))`, 'g'), bareSymbol],
  [
    /(\d)\s?\\?times\s?(?=\d+[A-Z]?\b)/g,
    (whole, digit) => (/\s\S/.test(whole) ? whole : `${digit}×`),
  ],
  [/(\d)times(?![A-Za-z])/g, '$1×'],
  [/(\d)×\s(?=\d\b)/g, '$1×'],
  [/(?<![A-Za-z'’])([b-zB-HJ-Z])\stimes\s(?=[b-z](?![A-Za-z]))/g, '$1 × '],
  [/(?<![A-Za-z])([a-z])times\s(?=[a-z](?![A-Za-z]))/g, '$1 × '],
  [/(?<![A-Za-z])sim[!\s]*(?=\d[\d.,]*\s?(?:\\?%|\^))/g, '~'],
  [/(?<![A-Za-z])sim!*(?=\d[\d.,]*(?:[xXkKMB×]|×)?(?:[\s),;.]|$))/g, '~'],
  [
    new RegExp(
      `((?<![A-Za-z])[A-Za-z]|[\\d)\\]${GREEK_CHARS}])\\s(le|ge|ll|gg)\\s(?=[\\d(${GREEK_CHARS}]|[A-Za-z](?![A-Za-z]))`,
      'g',
    ),
    (_, left, name) => `${left} ${SYMBOLS[name ?? '']} `,
  ],
  [/\((le|ge)\s(?=\d)/g, (_, name) => `(${SYMBOLS[name ?? '']} `],
  [/(\d\.\d+)\spm\s(?=\d)/g, '$1 ± '],
  [new RegExp(`([\\d}])\\s?pm\\s?(?=${GREEK_ANY})`, 'g'), '$1 ± '],
  [/\s?(?<![A-Za-z])([a-z])to(?=0(?!\d)|infty|∞)/g, ' $1 → '],
  [/(\^\d)([a-z])to(?=0(?!\d)|infty|∞)/g, '$1 $2 → '],
  [/→\sinfty(?![A-Za-z])/g, '→ ∞'],
  [new RegExp(`(${GREEK_ANY})\\s?circ\\s?(?=${GREEK_ANY})`, 'g'), '$1 ∘ '],
  [/([_^])star(?![A-Za-z])/g, '$1*'],
  [/\^top(?![A-Za-z])/g, '^⊤'],
  [/(?<![A-Za-z])([A-Z])in(?=[RNZ]\^)/g, '$1 ∈ '],
  [/(?<![A-Za-z])([A-Z]'?)\ssubset\s(?=[A-Z](?![A-Za-z]))/g, '$1 ⊂ '],
  [/(?<![A-Za-z])cal(?=[A-Z](?![A-Za-z]))/g, ''],
  [/([.:;]\s)bullet\s(?=[A-Z])/g, '$1'],
  [/(?<=\blog\s)([a-z])loglog(?=\s)/g, '$1 log log'],
  [/\s(?=[⌉⌋])/g, ''],
  [/(?<![A-Za-z])(?:var)?epsilon(?=[a-rt-z])/g, 'ε'],
];

/** Ties, quotation marks, glued sentences. */
const PUNCTUATION: readonly Rule[] = [
  [/~(?=\()/g, ' '],
  // Between words `~` ties; `10~20X` and `0.8dB~2dB` are ranges.
  [/(?<=(?:^|[\s(])[A-Za-z][\w.+-]*)~(?=[\w(])/g, ' '],
  [/~\s(?=\S)/g, ' '],
  [/``/g, '"'],
  [/(?<=\S)''(?=[\s.,;:)\]?!-]|$)/g, '"'],
  [/(?<=^|[\s(])''(?=\w)/g, '"'],
  [/(?<=^|[\s(])`(?=[^\s`']+(?:\s[^\s`']+){0,5}')/g, "'"],
  [/(?<=\s[a-z]{2,}|\s[a-z]+-[a-z]+|[A-Za-z\d]{2}[)\]%])([.?!])(?=([A-Z][a-z]*)[\s,])/g, glued],
];

/** Applied in turn, again and again until nothing changes. */
export const RULES: readonly Rule[] = [...MARKUP, ...SYMBOL_WORDS, ...PUNCTUATION];

/** One row a name: the name as a word, and the signs that the text uses it as a symbol. */
const GREEK_RULES = GREEK_NAMES.map((name) => {
  const word = `(?<![A-Za-z\\\\])${name}(?![A-Za-z])`;
  const signs = [
    `${word}[\\^_{}]`,
    `[\\^_{}]\\(?${name}(?![A-Za-z])`,
    `[=<>+]\\s?${word}`,
    `${word}\\s?[=<>+≤≥≪≫∘]`,
    `(?<![\\w.])(?:\\d+|[A-Za-z])(?:[-+/,]|\\s--?\\s)${word}(?!\\s?-)`,
    `(?<![\\w.])\\d${word}`,
    `[${GREEK_CHARS}∘±]\\s?${word}`,
    ...(/^(?:Omega|Theta)$/.test(name) ? [`${word}\\(`] : []),
  ];
  return { name, word: new RegExp(word, 'g'), evidence: new RegExp(signs.join('|')) };
});

/**
 * Greek names become letters throughout a text that uses the name as a symbol at least once:
 * beside `^`, `_` or a brace, or inside a formula such as `(1+epsilon)`, `1-delta`, `Omega(2^n)`.
 * Elsewhere `alpha` and `Phi` may be words.
 */
export function replaceGreek(text: string): string {
  return GREEK_RULES.reduce(
    (current, { name, word, evidence }) =>
      current.includes(name) && evidence.test(current)
        ? current.replace(word, GREEK[name] ?? name)
        : current,
    text,
  );
}

function accented(_: string, accent = '', braced = '', bare = ''): string {
  return `${braced || bare}${ACCENTS[accent] ?? ''}`.normalize('NFC');
}

function withTilde(_: string, braced = '', bare = ''): string {
  return `${braced || bare}\u0303`.normalize('NFC');
}

function dropCitationKey(whole: string, name = '', number = '', key = ''): string {
  return key === `${name}${number}`.toLowerCase() ? whole.slice(0, -key.length - 1) : whole;
}

/** An unknown command keeps its name; its sentence is marked damaged. */
function command(_: string, name = '', next = ''): string {
  const text = Object.hasOwn(SYMBOLS, name) ? (SYMBOLS[name] ?? '') : name;
  return text.endsWith('.') && next === '.' ? text.slice(0, -1) : text;
}

/** Keeps the space after a symbol, except inside brackets and before a comma. */
function bareSymbol(whole: string, name = '', next = ''): string {
  const symbol = SYMBOLS[name] ?? name;
  return /\s$/.test(whole) && !/^(?:lceil|lfloor)$/.test(name) && next !== ''
    ? `${symbol} `
    : symbol;
}

function glued(_: string, ender = '', next = ''): string {
  return isSentenceStarter(next) ? `${ender} ` : ender;
}
