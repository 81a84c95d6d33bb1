import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { QuestionKind } from '../../src/answer/answer.ts';
import { readKind } from '../../src/answer/question-kind.ts';
import { anyCharacters } from './made-readings.ts';

const ASKED: Readonly<Record<QuestionKind, readonly string[]>> = {
  latest: [
    "What's new in quantization?",
    'What is new in speech models?',
    'latest on state space models',
    'the newest work on agents',
    'anything new about agents',
    'most recent papers on RAG',
    'What is the state of the art in ASR?',
  ],
  which: [
    'Which papers prune vision transformers?',
    'any work on merging models',
    'some recent papers on agents',
    'What research exists on watermarks?',
    'Is there a survey of agents?',
    'papers about diffusion',
    'is there anything out there on tokenizers',
  ],
  number: [
    'How many parameters does LLaMA have?',
    'how much memory does 4-bit quantization save',
    'How often do models lie?',
    'How fast is speculative decoding?',
    'What percentage of weights can be pruned?',
    'What accuracy does BERT reach?',
    'By how much does pruning speed it up?',
  ],
  why: [
    'Why does dropout help?',
    'how come bigger batches hurt',
    'What causes hallucination?',
    'what explains grokking?',
    'what is the reason for loss spikes',
    'reasons for mode collapse',
    'Can anyone explain why Adam works?',
  ],
  comparison: [
    'Is LoRA better than full fine-tuning?',
    'Pruning vs quantization',
    'Adam vs. SGD',
    'pruning versus distillation',
    'difference between LoRA and adapters',
    'Which of the two is cheaper?',
    'Does GPT-4 outperform Gemini on code?',
    'should I prune instead of distilling',
  ],
  definition: [
    'What is LoRA?',
    'Hello Paperboy, what is LoRA?',
    'What are adapters?',
    "what's a state space model",
    'What does catastrophic forgetting mean?',
    'Define perplexity',
    'what do people call it when a model forgets',
    'is there a name for that trick',
  ],
  how: [
    'How does RLHF work?',
    'how do I stop a model from repeating itself',
    'ways to shrink a model',
    'What is the best way to prune a network?',
    'Could you tell me how pruning works?',
  ],
  name: [
    'Which benchmark tests long context?',
    'Who introduced attention?',
    'what dataset was CLIP trained on',
    'looking for a benchmark of code models',
    'Does anyone know a tool for pruning?',
    'Is there a dataset of math proofs?',
  ],
  'yes-no': [
    'Do small models reason?',
    'can I prune without retraining',
    'hey, is RLHF needed',
    'tell me whether scaling still helps',
    'I wonder if scaling still helps',
    'Title: are they effective?',
    'Adapters: worth the memory?',
    'pruning?',
  ],
  other: [
    '',
    'hello',
    'thanks for the papers',
    'pruning transformers',
    'sparse autoencoder features',
    'Tell me about pruning',
  ],
};

describe('readKind', () => {
  const rows = Object.entries(ASKED).flatMap(([kind, texts]) => texts.map((text) => [text, kind]));

  it.each(rows)('reads %j as %s', (text, kind) => {
    expect(readKind(text)).toBe(kind);
  });

  it('reads capitals and curly apostrophes alike', () => {
    expect(readKind('WHY DOES DROPOUT HELP?')).toBe('why');
    expect(readKind('What’s new in pruning?')).toBe('latest');
    expect(readKind('What’s a state space model?')).toBe('definition');
  });

  it('knows a kind for every string', () => {
    fc.assert(
      fc.property(anyCharacters, (text) => {
        expect(Object.keys(ASKED)).toContain(readKind(text));
      }),
    );
  });
});
