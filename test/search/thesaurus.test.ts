import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { parseGlossary } from '../../src/search/glossary.ts';
import { type AskedWord, createThesaurus } from '../../src/search/thesaurus.ts';
import { tokenize } from '../../src/search/tokens.ts';

const GROUPS = parseGlossary(`
  weight pruning, sparsification ~ model compression, tiny network
  world model ~ inner simulator
  one-shot learning ~ single example
  topic model ~ theme finder
  model ~ machine
  ant colony, bee swarm, cat herd, dog pack ~ group`);
const ACRONYMS = [
  ...Array.from({ length: 4 }, () => ({ short: 'LLM', long: 'Large Language Models' })),
  { short: 'LLM', long: 'large language model' },
  { short: 'LLM', long: 'Lazy Lunar Mission' },
  { short: 'RAG', long: 'retrieval-augmented generation' },
];
const thesaurus = createThesaurus(GROUPS, ACRONYMS);

/** As a query asks for them. */
const ask = (text: string): readonly AskedWord[] =>
  tokenize(text)
    .filter(({ stop }) => !stop)
    .map(({ term, kind, start, end }) => ({
      term,
      shown: text.slice(start, end).toLowerCase(),
      isPart: kind === 'part',
    }));
/** `found weight` of each, by falling weight. */
const expand = (typed: string, from = thesaurus) =>
  from.expand(ask(typed)).map(({ found, weight }) => `${found} ${weight.toFixed(2)}`);

describe('thesaurus', () => {
  it.each([
    ['sparsification', ['weight pruning 0.90', 'model compression 0.40', 'tiny network 0.40']],
    ['sparsifications now', ['weight pruning 0.90', 'model compression 0.40', 'tiny network 0.40']],
    ['world model', ['inner simulator 0.40']],
    ['world of one new model', ['inner simulator 0.40']],
    ['model world', ['machine 0.40']],
    ['world a1 a2 a3 model', ['machine 0.40']],
    ['one-shot learning', ['single example 0.40']],
    ['llm', ['large language model 0.90']],
    ['large language model', ['LLM 0.90']],
    ['retrieval augmented generation', ['RAG 0.90']],
    ['RAG', ['retrieval-augmented generation 0.90']],
    ['machine', ['model 0.90']],
    ['Models', ['machine 0.40']],
    ['modelling', []],
    ['large language modelling', ['LLM 0.90']],
    ['unknown words', []],
    ['', []],
  ])('expands %j', (typed, expansions) => {
    expect(expand(typed)).toEqual(expansions);
  });

  it('takes a compound with a stop word whole', () => {
    const shot = createThesaurus(parseGlossary('one-shot, single example'), []);
    expect(expand('shot', shot)).toEqual([]);
    expect(expand('one-shot', shot)).toEqual(['single example 0.90']);
  });

  it('takes a part of a compound for no word of its own, but for one of a phrase', () => {
    const train = createThesaurus(parseGlossary('co, company\nself training, bootstrapping'), []);
    expect(expand('co', train)).toEqual(['company 0.90']);
    expect(expand('co-training', train)).toEqual([]);
    expect(expand('self-training', train)).toEqual(['bootstrapping 0.90']);
  });

  it('takes the plural for the word, on either side', () => {
    const plural = createThesaurus(parseGlossary('GANs, neighbours\nC++, cpp'), []);
    expect(expand('gan', plural)).toEqual(['neighbours 0.90']);
    expect(expand('neighbour', plural)).toEqual(['GANs 0.90']);
    expect(expand('neighboring', plural)).toEqual([]);
    expect(expand('c++', plural)).toEqual(['cpp 0.90']);
    expect(expand('c', plural)).toEqual([]);
  });

  it('takes a word in either spelling', () => {
    const neighbour = createThesaurus(parseGlossary('neighbours, adjacent\ncolor, hue'), []);
    expect(expand('neighbor', neighbour)).toEqual(['adjacent 0.90']);
    expect(expand('colours', neighbour)).toEqual(['hue 0.90']);
  });

  it('takes the longer phrase for the words that it shares with a shorter one', () => {
    expect(expand('topic model')).not.toContain('machine 0.40');
    expect(expand('model')).toEqual(['machine 0.40']);
  });

  it('does not offer what was typed already', () => {
    expect(expand('sparsification by weight pruning')).not.toContain('weight pruning 0.90');
  });

  it('says what stands for what', () => {
    expect(thesaurus.expand(ask('Large language models'))).toEqual([
      {
        trigger: ['languag', 'larg', 'model'],
        typed: 'large language models',
        found: 'LLM',
        terms: ['llm'],
        weight: 0.9,
      },
    ]);
  });

  it('finds a group that shares several words with a request, by their share of it', () => {
    const [first] = thesaurus.expand(ask('tiny compression'));
    expect(first).toMatchObject({ found: 'weight pruning', trigger: ['compress', 'tini'] });
    expect(first?.weight).toBeCloseTo(0.95, 6);
    const longer = thesaurus.expand(ask('tiny compression unheard'));
    expect(longer[0]?.weight).toBeGreaterThan(0.38);
    expect(longer[0]?.weight).toBeLessThan(0.95);
    expect(thesaurus.expand(ask('tiny'))).toEqual([]);
    expect(thesaurus.expand(ask('tiny compression of six other unheard words'))).toEqual([]);
  });

  it('keeps the meanings of an acronym that are about as usual as its first', () => {
    const two = createThesaurus(
      [],
      [
        { short: 'ML', long: 'machine learning' },
        { short: 'ML', long: 'machine learning' },
        { short: 'ML', long: 'maximum likelihood' },
        { short: 'AI', long: 'artificial intelligence' },
      ],
    );
    expect(expand('ml', two)).toEqual(['machine learning 0.90', 'maximum likelihood 0.90']);
  });

  it('gives each phrase once for the same words, the weightiest first, 48 at most', () => {
    const many = createThesaurus(
      parseGlossary(
        Array.from({ length: 40 }, (_, i) => `alpha, beta${i}a ~ gamma${i}a, beta0a`).join('\n'),
      ),
      [],
    );
    const expansions = many.expand(ask('alpha'));
    expect(expansions).toHaveLength(48);
    expect(expansions.slice(0, 40).every(({ weight }) => weight === 0.9)).toBe(true);
    expect(new Set(expansions.map(({ terms }) => terms.join(' '))).size).toBe(48);
  });

  it('never gives what was asked for, nor a weight outside 0 to 1, and no more for a long text', () => {
    const known = GROUPS.flatMap(({ same, near }) => [...same, ...near]).flatMap(ask);
    const unknown = fc
      .string({ maxLength: 4 })
      .map((term) => ({ term, shown: term, isPart: false }));
    const word = fc.oneof(fc.constantFrom(...known), unknown);
    fc.assert(
      fc.property(fc.array(word, { maxLength: 400, size: 'large' }), (words) => {
        // No more of a pasted text is looked up.
        const terms = words.slice(0, 256).map(({ term }) => term);
        const expansions = thesaurus.expand(words);
        expect(expansions.length).toBeLessThanOrEqual(48);
        for (const { trigger, terms: found, weight } of expansions) {
          expect(weight > 0 && weight < 1).toBe(true);
          expect(trigger.every((asked) => terms.includes(asked))).toBe(true);
          expect(found.every((other) => terms.includes(other))).toBe(false);
        }
      }),
      { numRuns: 50 },
    );
  });
});
