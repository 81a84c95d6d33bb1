import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { type FollowUp, readFollowUp } from '../../src/requests/follow-up.ts';
import { putSubject } from '../../src/requests/put-subject.ts';
import { anyText } from '../helpers/papers.ts';

const READ: readonly (readonly [text: string, followUp: FollowUp])[] = [
  [
    'and for diffusion models?',
    { kind: 'instead', subject: 'diffusion models', preposition: 'for' },
  ],
  ['what about RLHF?', { kind: 'instead', subject: 'RLHF', preposition: undefined }],
  [
    'How about state space models',
    { kind: 'instead', subject: 'state space models', preposition: undefined },
  ],
  ['and RLHF?', { kind: 'instead', subject: 'RLHF', preposition: undefined }],
  ['same for vision', { kind: 'instead', subject: 'vision', preposition: 'for' }],
  ['for diffusion models?', { kind: 'instead', subject: 'diffusion models', preposition: 'for' }],
  ['which of these has code?', { kind: 'code', picks: [] }],
  ['which ones have code', { kind: 'code', picks: [] }],
  ['do they release their code?', { kind: 'code', picks: [] }],
  ['any code?', { kind: 'code', picks: [] }],
  ['is any of them open source?', { kind: 'code', picks: [] }],
  ['does the second have code?', { kind: 'code', picks: [2] }],
  ['is there code for #3?', { kind: 'code', picks: [3] }],
  ['which is the newest?', { kind: 'by date', which: 'newest' }],
  ['which of these is the most recent', { kind: 'by date', which: 'newest' }],
  ["what's the oldest one?", { kind: 'by date', which: 'oldest' }],
  ['any from 2024?', { kind: 'published', from: 2024, to: 2024 }],
  ['which of them are from 2022', { kind: 'published', from: 2022, to: 2022 }],
  ['since 2023?', { kind: 'published', from: 2023, to: undefined }],
  ['and after 2023', { kind: 'published', from: 2024, to: undefined }],
  ['before 2023?', { kind: 'published', from: undefined, to: 2022 }],
  ['which of these are about reasoning?', { kind: 'mention', subject: 'reasoning' }],
  ['which of them mention hallucination', { kind: 'mention', subject: 'hallucination' }],
  ['which of these use transformers?', { kind: 'ask', question: 'use transformers', picks: [] }],
  ['more like 2', { kind: 'similar', pick: 2 }],
  ['more like the second one', { kind: 'similar', pick: 2 }],
  ['more papers like that', { kind: 'similar', pick: 'it' }],
  ['papers similar to the first paper', { kind: 'similar', pick: 1 }],
  ['similar papers', { kind: 'similar', pick: 'it' }],
  ['bibtex of 2', { kind: 'bibtex', picks: [2] }],
  ['BibTeX', { kind: 'bibtex', picks: [] }],
  ['cite the last one', { kind: 'bibtex', picks: ['last'] }],
  ['bibtex for all of them', { kind: 'bibtex', picks: [] }],
  ['link to 3', { kind: 'show', picks: [3] }],
  ['open 3', { kind: 'show', picks: [3] }],
  ['show me the third', { kind: 'show', picks: [3] }],
  ['abstract of the second', { kind: 'show', picks: [2] }],
  ['what does the 2nd one say?', { kind: 'show', picks: [2] }],
  ['2', { kind: 'show', picks: [2] }],
  ['#2?', { kind: 'show', picks: [2] }],
  ['number 2', { kind: 'show', picks: [2] }],
  ['the last one', { kind: 'show', picks: ['last'] }],
  ['1 and 3', { kind: 'show', picks: [1, 3] }],
  ['the first two', { kind: 'show', picks: [1, 2] }],
  ['show me 1, 3 and the last', { kind: 'show', picks: [1, 3, 'last'] }],
  ['summarize 2 in simple terms', { kind: 'show', picks: [2] }],
  ["what's the second one about?", { kind: 'show', picks: [2] }],
  ['what is the main idea of the first?', { kind: 'show', picks: [1] }],
  ['when was 2 published?', { kind: 'show', picks: [2] }],
  ['how many citations does the first have?', { kind: 'show', picks: [1] }],
  ['tell me more', { kind: 'show', picks: ['it'] }],
  ['explain', { kind: 'show', picks: ['it'] }],
  ['tl;dr', { kind: 'show', picks: ['it'] }],
  ['sources?', { kind: 'show', picks: [] }],
  ['give me all the links', { kind: 'show', picks: [] }],
  ['which paper says that?', { kind: 'show', picks: [] }],
  ['show me all of them', { kind: 'show', picks: [] }],
  ['bibtex of 1-3', { kind: 'bibtex', picks: [1, 2, 3] }],
  ['1 through 3 and 5', { kind: 'show', picks: [1, 2, 3, 5] }],
  ['does 2 or 3 release code?', { kind: 'code', picks: [2, 3] }],
  ['do 1 and 2 agree?', { kind: 'compare', picks: [1, 2] }],
  ['do 1 and 3 use RL?', { kind: 'ask', question: 'do they use RL?', picks: [1, 3] }],
  ['bibtex for 1 and 2', { kind: 'bibtex', picks: [1, 2] }],
  ['compare 1 and 3', { kind: 'compare', picks: [1, 3] }],
  ['compare the first with the last', { kind: 'compare', picks: [1, 'last'] }],
  ["what's the difference between 1 and 2?", { kind: 'compare', picks: [1, 2] }],
  ['how does 1 differ from 2?', { kind: 'compare', picks: [1, 2] }],
  ['compare them', { kind: 'compare', picks: [] }],
  ['which one is best?', { kind: 'best' }],
  ['which of these should I read first?', { kind: 'best' }],
  ['similar', { kind: 'similar', pick: 'it' }],
  ['does 2 use RL?', { kind: 'ask', question: 'does it use RL?', picks: [2] }],
  [
    'what data does the first use?',
    { kind: 'ask', question: 'what data does it use?', picks: [1] },
  ],
  [
    'how big is the model in 2?',
    { kind: 'ask', question: 'how big is the model in it?', picks: [2] },
  ],
  ['which is faster, 1 or 2?', { kind: 'ask', question: 'which is faster, it?', picks: [1, 2] }],
  ['limitations?', { kind: 'ask', question: 'What are its limitations?', picks: ['it'] }],
  ['do any mention vision?', { kind: 'mention', subject: 'vision' }],
  ['the one about routing', { kind: 'mention', subject: 'routing' }],
  ['only with code', { kind: 'code', picks: [] }],
  ['something newer?', { kind: 'by date', which: 'newest' }],
  ['anything from this year?', { kind: 'by date', which: 'newest' }],
  ['newer than 2023', { kind: 'published', from: 2024, to: undefined }],
  ['no, for images', { kind: 'instead', subject: 'images', preposition: 'for' }],
  [
    'I meant diffusion models',
    { kind: 'instead', subject: 'diffusion models', preposition: undefined },
  ],
  [
    'and what about images, does it hold there too?',
    { kind: 'instead', subject: 'images', preposition: undefined },
  ],
  ['and?', { kind: 'more' }],
  ['and the second?', { kind: 'again', pick: 2 }],
  ['what about the third one?', { kind: 'again', pick: 3 }],
  ['what does the second one say about memory?', { kind: 'ask', question: 'memory', picks: [2] }],
  ['does the first use RL?', { kind: 'ask', question: 'does it use RL?', picks: [1] }],
  ['is paper 3 about vision?', { kind: 'ask', question: 'is it about vision?', picks: [3] }],
  [
    'is the first one faster than the second one?',
    { kind: 'ask', question: 'is it faster than it?', picks: [1, 2] },
  ],
  ['how does it work?', { kind: 'ask', question: 'how does it work?', picks: ['it'] }],
  ['is it faster?', { kind: 'ask', question: 'is it faster?', picks: ['it'] }],
  ['what are its limits?', { kind: 'ask', question: 'what are its limits?', picks: ['it'] }],
  ['do they use RL?', { kind: 'ask', question: 'do they use RL?', picks: [] }],
  ['more', { kind: 'more' }],
  ['any other papers?', { kind: 'more' }],
  ['what else?', { kind: 'more' }],
  ['why?', { kind: 'on', word: 'why' }],
  ['but how so?', { kind: 'on', word: 'how' }],
];

describe('readFollowUp', () => {
  it.each(READ)('reads %j', (text, followUp) => {
    expect(readFollowUp(text)).toEqual(followUp);
  });

  it.each([
    'Why do language models hallucinate?',
    'How does attention work in transformers?',
    'Is it possible to train LLMs with RL?',
    'Does it help to add examples?',
    'can LLMs tell when they are wrong?',
    'what is the first step of RLHF?',
    'does the first layer matter?',
    'which models have code generation ability?',
    'papers similar to LoRA',
    'diffusion models',
    'What are the newest methods for merging?',
    'what about how they scale?',
    'are these models open source?',
    'compare RLHF and DPO',
    'what is the difference between LoRA and adapters?',
    'how does RLHF differ from DPO?',
    'results of RLHF',
    'explain RLHF',
    'what is new in 2 bit quantization?',
    'is there a paper with 2 authors?',
    'I mean that is odd',
    '2020-2024',
    '3-1',
    'do LLMs and humans agree?',
    'do 4 and 8 bits suffice?',
    '',
    'x'.repeat(400),
  ])('leaves %j alone', (text) => {
    expect(readFollowUp(text)).toBeUndefined();
  });

  it('reads every text without delay', () => {
    fc.assert(fc.property(anyText, (text) => void readFollowUp(text)));
    const started = performance.now();
    for (const unit of ['the first ', 'of these ', 'and ', 'it ', '# ', 'which has code ']) {
      readFollowUp(unit.repeat(Math.floor(300 / unit.length)));
    }
    expect(performance.now() - started).toBeLessThan(500);
  });
});

describe('putSubject', () => {
  const before = 'How can retrieval reduce hallucination in language models?';
  it.each([
    [
      before,
      'diffusion models',
      'for',
      'How can retrieval reduce hallucination for diffusion models?',
    ],
    [
      before,
      'diffusion models',
      'in',
      'How can retrieval reduce hallucination in diffusion models?',
    ],
    [
      before,
      'diffusion models',
      undefined,
      'How can retrieval reduce hallucination in diffusion models?',
    ],
    [
      before,
      'fine-tuning',
      undefined,
      'How can fine-tuning reduce hallucination in language models?',
    ],
    ['What is LoRA?', 'RLHF', undefined, 'What is RLHF?'],
    ['What are its limits?', 'RLHF', undefined, 'What are its limits for RLHF?'],
    ['does it hold for video?', 'robotics', undefined, 'does it hold for robotics?'],
    [
      'How do transformers scale?',
      'state space models',
      undefined,
      'How do state space models scale?',
    ],
    ['What is the size of GPT-4?', 'LLaMA', undefined, 'What is the size of LLaMA?'],
    ['How do I compress a cache?', 'weights', undefined, 'How do I compress weights?'],
    [
      'Is LoRA better than full fine-tuning?',
      'adapters',
      undefined,
      'Is adapters better than full fine-tuning?',
    ],
    ['Hallucination', 'vision', 'in', 'Hallucination in vision?'],
    ['Hallucination', 'vision', undefined, 'Hallucination for vision?'],
  ])('%j with %j (%s): %j', (question, subject, preposition, expected) => {
    expect(putSubject(question, subject, preposition)).toBe(expected);
  });

  it('has the new subject in it, whatever the question', () => {
    fc.assert(
      fc.property(anyText, fc.constantFrom('for', 'in', undefined), (question, preposition) => {
        expect(putSubject(question, 'otter ponds', preposition)).toContain('otter ponds');
      }),
    );
  });
});
