/**
 * The sentences of all 724 abstracts: nothing is lost, and whatever looks odd has been read. A change
 * of the splitter, or of the corpus, shows as a difference to ODD.
 */
import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { parsePapers } from '../../src/corpus/papers-file.ts';
import { splitSentences } from '../../src/model/sentence.ts';

const { papers } = parsePapers(readFileSync('data/papers.jsonl', 'utf8'));
const SHOWN_CHARS = 40;

/** What remains odd, with the reason, each as the start of its title and its own start. */
const ODD: readonly (readonly [sign: string, why: string, sentences: readonly string[]])[] = [
  [
    'ends in a short form',
    'a variable, a version or a level that ends its sentence',
    [
      'Dualformer: Controllable Fast and Slow T | In human cognition theory, human thinkin',
      'DurIAN-E 2: Duration Informed Attention  | Similar with the DurIAN-E model, multipl',
      'MUSCLE: A Model Update Strategy for Comp | We reduce negative flips -- instances wh',
      'On the Provable Advantage of Unsupervise | This paper studies a generic framework, ',
      'Phase Transitions in the Detection of Co | Furthermore, when d is fixed, we prove t',
      'Phase Transitions in the Detection of Co | Under the alternative, however, there ex',
      'Pseudo-Labels Are All You Need | In this paper, we present our submission',
      'SVFT: Parameter-Efficient Fine-Tuning wi | Popular parameter-efficient fine-tuning ',
      'SVFT: Parameter-Efficient Fine-Tuning wi | We propose SVFT, a simple approach that ',
      'The Honeymoon Oberwolfach Problem: small | The authors conjectured that HOP(2m_1,2m',
    ],
  ],
  [
    'has no end',
    'the abstract stops without a full stop',
    [
      'Data Mixing Laws: Optimizing Data Mixtur | Extending the application of data mixing',
      'Eir: Thai Medical Large Language Models | In addition, we developed enhanced model',
      'HybridRAG: Integrating Knowledge Graphs  | The proposed technique has applications ',
      'Inherently Interpretable Time Series Cla | To the best of our knowledge, our work w',
      'Open, Closed, or Small Language Models f | This study underscores the importance of',
    ],
  ],
  [
    'holds an end',
    'Washington D.C. within brackets',
    ['Physics of Language Models: Part 3.3, Kn | We focus on factual knowledge represente'],
  ],
  [
    'holds an end',
    'a bullet of the source has become the word bullet',
    ['Rethinking Conventional Wisdom in Machin | Together, these observations highlight t'],
  ],
  [
    'holds an end',
    'a full stop inside brackets, (CS. Drafting)',
    ['Cascade Speculative Drafting for Even Fa | To address this issue, we introduce Casc'],
  ],
  [
    'holds an end',
    'a full stop, then the rest in lower case',
    ['LLM See, LLM Do: Guiding Data Generation | We find that models are surprisingly sen'],
  ],
  [
    'holds an end',
    'et. al. before a year',
    ['Conditional Poisson Stochastic Beam Sear | We view this as a more natural alternati'],
  ],
  [
    'holds an end',
    'items numbered (1). and (2).',
    ['Specializing Smaller Language Models tow | We show two important aspects of model a'],
  ],
  [
    'holds an end',
    'items numbered 1. and 2. within the sentence',
    ['Contrastive Learning and Mixture of Expe | We employ two key strategies for fine-tu'],
  ],
  [
    'holds an end',
    'items numbered 1.) and 2.)',
    ['Circuit Component Reuse Across Tasks in  | Specifically, we study the circuit disco'],
  ],
  [
    'holds an end',
    'two cases compared in brackets (v.s.)',
    ['BatchPrompt: Accomplish more with less | These performances are even competitive '],
  ],
  [
    'long',
    'one sentence that enumerates, with commas or semicolons',
    [
      'A Solvable Model of Neural Scaling Laws | By solving this model in the dual limit ',
      'Dualformer: Controllable Fast and Slow T | In all cases, Dualformer outperforms the',
      'Pre-trained Language Model based Ranking | However, it is nontrivial to directly ap',
      'Unveiling the Secret Recipe: A Guide For | Key insights from our work include: (i) ',
      'What can a Single Attention Layer Learn? | Our results feature several implications',
    ],
  ],
  [
    'short',
    'a label and a link, or an item of one word',
    [
      'FactorLLM: Factorizing Knowledge via Mix | Code: https://github.com/zhenwuweihe/Fac',
      'Gemstones: A Model Suite for Multi-Facet | Code: https://github.com/mcleish7/gemsto',
      'GraphFM: A Comprehensive Benchmark for G | 2) Scalability.',
      'GraphFM: A Comprehensive Benchmark for G | 3) Efficiency.',
      'LIBMoE: A Library for comprehensive benc | Project page: https://fsoft-aic.github.i',
      'Leveraging Skills from Unlabeled Prior D | Code: https://github.com/rail-berkeley/s',
      'Progressive Volume Distillation with Act | Project website: https://sk-fun.fun/PVD-',
    ],
  ],
  [
    'starts oddly',
    'a bullet of the source',
    [
      'Faster Algorithms for Text-to-Pattern Ha | - For the (1+ε)-approximate version of T',
      'Faster Algorithms for Text-to-Pattern Ha | - We provide an O(nm) time Las Vegas ran',
      'Physics of Language Models: Part 3.3, Kn | * Prepending training data with domain n',
    ],
  ],
  [
    'starts oddly',
    'a leftover of the source',
    ["On Giant's Shoulders: Effortless Weak to | % To address this, To surmount these lim"],
  ],
  [
    'starts oddly',
    'a name in lower case',
    [
      'iSEA: An Interactive Pipeline for Semant | iSEA enables model developers to learn m',
      'kNN-Embed: Locally Smoothed Embedding Mi | kNN-Embed represents each user as a smoo',
    ],
  ],
  [
    'starts oddly',
    'an item that opens in lower case',
    ['Convergence Rates for Mixture-of-Experts | (ii) given the total number of parameter'],
  ],
  [
    'starts oddly',
    'the numbers of two items are its subject',
    ['Current Limitations of Language Models:  | (2) and (3) do not improve the predictio'],
  ],
];

/** What makes a sentence look wrongly cut, or two look like one. */
const SIGNS: Readonly<Record<string, (sentence: string) => boolean>> = {
  short: (sentence) => countWords(sentence) < 4,
  long: (sentence) => countWords(sentence) > 80,
  'starts oddly': (sentence) =>
    !/^["'“‘([]?\p{Lu}/u.test(sentence) && !/^\(?(?:\d|[ivx]+|[a-z])\)\s?\p{Lu}/u.test(sentence),
  'has no end': (sentence) =>
    !/[.!?…。]["'”’)\]]*$/u.test(sentence) && !/https?:\S+$/u.test(sentence),
  'holds an end': (sentence) =>
    /(?<!\b(?:e\.g|i\.e|i\.i\.d|a\.k\.a|w\.r\.t|et al|vs|etc))[.!?…]["'”’)\]]*\s+["'“‘([]*[\p{L}\d]/u.test(
      sentence,
    ),
  'holds a glued end': (sentence) => /\p{Ll}{2}["'”’)\]]*[.!?]["'”’)\]]*\p{Lu}/u.test(sentence),
  'ends in a short form': (sentence) =>
    /(?:^|[\s(])(?:\p{Lu}|\d|\p{L}\.\p{L}|al|[Ff]igs?|[Ee]qs?|vs|cf|Dr|Mr|No|Inc)\.$/u.test(
      sentence,
    ),
  'is unbalanced': (sentence) => !isBalanced(sentence),
};

function countWords(text: string): number {
  return text.split(/\s+/).length;
}

/** Brackets and quotation marks; a closing bracket may also number an item of a list. */
function isBalanced(sentence: string): boolean {
  const plain = sentence.replace(/(?<=^|\s)(?:\d|i{1,3}|[ab])\.?\)/g, '');
  return [sentence, plain].some((text) => {
    const count = (mark: RegExp) => text.match(mark)?.length ?? 0;
    const isPaired =
      count(/\(/g) === count(/\)/g) &&
      count(/\[/g) === count(/\]/g) &&
      count(/\{/g) === count(/\}/g) &&
      count(/“/g) === count(/”/g);
    return isPaired && count(/"/g) % 2 === 0 && count(/\$/g) % 2 === 0;
  });
}

function listOdd(): readonly string[] {
  return papers.flatMap(({ title, abstract }) =>
    splitSentences(abstract).flatMap(({ start, end }) => {
      const sentence = abstract.slice(start, end);
      return Object.entries(SIGNS)
        .filter(([, isOdd]) => isOdd(sentence))
        .map(
          ([sign]) => `${sign}: ${title.slice(0, SHOWN_CHARS)} | ${sentence.slice(0, SHOWN_CHARS)}`,
        );
    }),
  );
}
describe('the sentences of the corpus', () => {
  it('are in order, disjoint and trimmed, and lose nothing', () => {
    for (const { title, abstract } of papers) {
      let end = 0;
      for (const span of splitSentences(abstract)) {
        expect(span.start, title).toBeGreaterThanOrEqual(end);
        expect(abstract.slice(end, span.start).trim(), title).toBe('');
        const sentence = abstract.slice(span.start, span.end);
        expect(sentence.trim(), title).toBe(sentence);
        expect(sentence.length, title).toBeGreaterThan(0);
        end = span.end;
      }
      expect(abstract.slice(end).trim(), title).toBe('');
    }
  });

  it('are as many as were read', () => {
    const counts = papers.map(({ abstract }) => splitSentences(abstract).length);
    expect(counts.reduce((sum, count) => sum + count, 0)).toBe(5787);
  });

  it('agree with what is marked as damaged', () => {
    // Otherwise half a damaged sentence could be quoted: the papers file must be built anew.
    for (const { title, abstract, damaged } of papers) {
      const sentences = splitSentences(abstract);
      const unknown = damaged.filter(
        (span) => !sentences.some(({ start, end }) => start === span.start && end === span.end),
      );
      expect(unknown, title).toEqual([]);
    }
  });

  it('look odd only where the text is', () => {
    const known = ODD.flatMap(([sign, , sentences]) => sentences.map((text) => `${sign}: ${text}`));
    expect(listOdd().toSorted()).toEqual(known.toSorted());
  });
});
