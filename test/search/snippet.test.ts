import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Span } from '../../src/model/paper.ts';
import { buildSnippet } from '../../src/search/snippet.ts';

const ABSTRACT =
  'Language models are large. We study retrieval for language models. Retrieval-augmented models win.';

function marked(text: string, marks: readonly Span[]): readonly string[] {
  return marks.map(({ start, end }) => text.slice(start, end));
}

describe('buildSnippet', () => {
  it('takes the sentence that covers most of the words', () => {
    const snippet = buildSnippet({ abstract: ABSTRACT, damaged: [] }, ['retrieve', 'language']);
    expect(snippet).toMatchObject({
      text: 'We study retrieval for language models.',
      offset: 27,
      cutStart: false,
      cutEnd: false,
    });
    expect(marked(snippet?.text ?? '', snippet?.marks ?? [])).toEqual(['retrieval', 'language']);
  });

  it('weighs a word less the more sentences have it', () => {
    const abstract = 'Models and data scale. Models and data grow. Models hallucinate.';
    const snippet = buildSnippet({ abstract, damaged: [] }, ['models', 'hallucination']);
    expect(snippet?.text).toBe('Models hallucinate.');
  });

  it('takes the first sentence where none or all are equally good', () => {
    for (const words of [[], ['what', 'is'], ['unknown'], ['model']]) {
      expect(buildSnippet({ abstract: ABSTRACT, damaged: [] }, words)?.offset).toBe(0);
    }
  });

  it('avoids a damaged sentence when another one does nearly as well, and only then', () => {
    const damaged = [{ start: 27, end: 66 }];
    const taken = buildSnippet({ abstract: ABSTRACT, damaged }, ['retrieval']);
    expect(taken?.text).toBe('Retrieval-augmented models win.');
    const needed = buildSnippet(
      { abstract: 'One here. Two transformers.', damaged: [{ start: 10, end: 27 }] },
      ['transformer'],
    );
    expect(needed?.text).toBe('Two transformers.');
  });

  it('has none for a paper without an abstract', () => {
    expect(buildSnippet({ abstract: ' ', damaged: [] }, ['model'])).toBeUndefined();
  });

  it('cuts a long sentence at words around the matches', () => {
    const abstract = `${'filler words here '.repeat(20)}dense retrieval ${'and more text '.repeat(20)}end.`;
    const snippet = buildSnippet({ abstract, damaged: [] }, ['dense', 'retrieval'], 100);
    expect(snippet).toMatchObject({ cutStart: true, cutEnd: true });
    expect(snippet?.text).toMatch(/^(filler|words|here) .*dense retrieval .*(and|more|text)$/);
    expect(snippet?.text.length).toBeLessThanOrEqual(100);
  });

  it('is a verbatim, bounded part of the abstract with marks inside, for every text', () => {
    const text = fc
      .array(
        fc.oneof(
          fc.constantFrom('model ', 'GPT-4', '. We ', 'retrieval-', '😀'),
          fc.string({ unit: 'binary' }),
        ),
      )
      .map((pieces) => pieces.join(''));
    fc.assert(
      fc.property(text, fc.integer({ min: 1, max: 120 }), (abstract, maxChars) => {
        const snippet = buildSnippet(
          { abstract, damaged: [] },
          ['model', 'gpt-4', 'retrieve'],
          maxChars,
        );
        if (snippet === undefined) {
          expect(abstract.trim()).toBe('');
          return;
        }
        const { offset, marks } = snippet;
        expect(snippet.text).toBe(abstract.slice(offset, offset + snippet.text.length));
        expect(snippet.text.length).toBeGreaterThan(0);
        expect(snippet.text.length).toBeLessThanOrEqual(Math.max(40, maxChars));
        let end = 0;
        for (const mark of marks) {
          expect(mark.start).toBeGreaterThanOrEqual(end);
          expect(mark.end).toBeGreaterThan(mark.start);
          end = mark.end;
        }
        expect(end).toBeLessThanOrEqual(snippet.text.length);
      }),
    );
  });

  it('never cuts a character in two', () => {
    const snippet = buildSnippet({ abstract: '😀'.repeat(200), damaged: [] }, [], 101);
    expect(snippet?.text).toBe('😀'.repeat(50));
  });
});

describe('marks', () => {
  it.each([
    ['Retrieving with GPT-4.', ['retrieval', 'gpt4'], ['Retrieving', 'GPT-4']],
    ['Fine-tuning tuned', ['fine', 'tuning'], ['Fine-tuning', 'tuned']],
    ['State-of-the-art', ['art'], ['art']],
    ['What it is', ['what', 'is', 'it'], []],
  ])('are the words in %j in any form', (abstract, words, expected) => {
    const snippet = buildSnippet({ abstract, damaged: [] }, words);
    expect(marked(abstract, snippet?.marks ?? [])).toEqual(expected);
  });
});
