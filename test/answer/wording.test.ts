import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { QuestionKind } from '../../src/answer/answer.ts';
import { readCues, readWordings, type Wordings } from '../../src/answer/wording.ts';
import { anyCharacters } from './made-readings.ts';

/** Of each kind a sentence that is worded as its answer and one that is not. */
const CUES: Readonly<Record<QuestionKind, readonly [has: string, lacks: string]>> = {
  definition: ['Pruning is the removal of weights.', 'Pruning removes weights.'],
  how: ['It works by removing weights.', 'The weights matter.'],
  why: ['It fails because weights matter.', 'The weights matter.'],
  comparison: ['Pruning is faster than distillation.', 'Pruning is fast.'],
  number: ['Half of 8 layers go.', 'Half of the layers go.'],
  name: ['We test on ImageNet.', 'We test on images.'],
  'yes-no': ['Our results show that it helps.', 'A big improvement.'],
  which: ['We propose a method.', 'Networks grow.'],
  latest: ['This paper is about networks.', 'Networks grow.'],
  other: ['We prune networks.', 'Networks grow.'],
};

const WORDINGS: Readonly<Record<keyof Wordings, readonly [has: string, lacks: string]>> = {
  proposes: ['Here we introduce a method.', 'We use a method.'],
  reports: ['Experiments were run.', 'We prune.'],
  finds: ['We find a law.', 'A law is there.'],
  setsScene: ['Recent networks grow.', 'Networks grow, as recent work says.'],
  defines: ['Pruning refers to removal.', 'Pruning removes.'],
  givesReason: ['This is due to noise.', 'This is noise.'],
  compares: ['It outperforms others.', 'It is fast.'],
  hasNumber: ['Of 3 layers', 'Of three layers'],
  hasQuantity: ['It saves 12.5 % of memory.', 'In 2023 it saves memory.'],
  concludes: ['In summary, it helps.', 'It helps.'],
  hedges: ['It may help.', 'It helps.'],
  asks: ['We investigate pruning.', 'We prune.'],
  lists: ['Tasks such as translation', 'Tasks of translation'],
  limits: ['Training is costly.', 'Training is cheap.'],
  turns: ['It is big but fast.', 'It is big and fast.'],
  specifies: ['Specifically, weights go.', 'The weights go.'],
};

describe('readCues', () => {
  const rows = Object.entries(CUES) as [QuestionKind, readonly [string, string]][];

  it.each(rows)('tells a sentence worded for %s', (kind, [has, lacks]) => {
    expect([readCues(has).has(kind), readCues(lacks).has(kind)]).toEqual([true, false]);
  });
});

describe('readWordings', () => {
  const rows = Object.entries(WORDINGS) as [keyof Wordings, readonly [string, string]][];

  it.each(rows)('tells a sentence that %s', (name, [has, lacks]) => {
    expect([readWordings(has)[name], readWordings(lacks)[name]]).toEqual([1, 0]);
  });

  it('has 1 or 0 for each wording of every string', () => {
    fc.assert(
      fc.property(anyCharacters, (text) => {
        const read = readWordings(text);
        expect(Object.keys(read)).toEqual(Object.keys(WORDINGS));
        for (const value of Object.values(read)) expect([0, 1]).toContain(value);
      }),
    );
  });
});
