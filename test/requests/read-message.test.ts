import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { foldMessage, isKeywords, readMessage } from '../../src/requests/read-message.ts';
import { anyText } from '../helpers/papers.ts';

const PAPERS: Readonly<Record<string, string>> = {
  gear: 'arxiv:2403.00001',
  'neural turing machines': 'arxiv:1410.00002',
  'is more better? a study': 'arxiv:1410.00003',
};
const find = (name: string) => PAPERS[name.replace(/^[“"]|[?”"]+$/gu, '').toLowerCase()];
const read = (written: string) => readMessage(written, find);

describe('readMessage', () => {
  it.each([
    'hi',
    'Hello there!',
    'good morning team',
    'hey, how are you?',
    'hi everyone :wave:',
    'yo',
  ])('takes %j as a greeting', (written) => {
    expect(read(written)).toEqual({ kind: 'greeting' });
  });

  it.each([
    'thanks!',
    'Thank you so much',
    'thanks for the help :pray:',
    'ok great',
    'very helpful!',
    'cool',
    'merci beaucoup',
    'Danke!',
    'gracias',
  ])('takes %j as thanks', (written) => {
    expect(read(written)).toEqual({ kind: 'thanks' });
  });

  it.each(['bye', 'thanks, bye!', 'see you tomorrow', 'good night'])(
    'takes %j as a goodbye',
    (written) => {
      expect(read(written)).toEqual({ kind: 'goodbye' });
    },
  );

  it.each([
    '',
    '???',
    '🙂',
    ':tada:',
    'help',
    'Help!',
    'what can you do?',
    'hi, what can you do',
    'who are you',
    'can you help me?',
    'are you chatgpt?',
    'who made you?',
  ])('answers %j with help', (written) => {
    expect(read(written)).toEqual({ kind: 'help' });
  });

  it.each([
    ['ok', 'nod'],
    ['no, sorry', 'nod'],
    ['never mind', 'nod'],
    ['hmm', 'nod'],
    ['lol', 'nod'],
    ['+1', 'nod'],
    ["that's wrong", 'complaint'],
    ['not what I asked', 'complaint'],
    ["I don't think that's right", 'complaint'],
    ["you didn't answer my question", 'complaint'],
    ['are you sure?', 'doubt'],
    ['really?', 'doubt'],
    ['what do you mean?', 'doubt'],
    ['can you translate that to German?', 'rephrase'],
    ['shorter please', 'rephrase'],
    ['how many papers do you have?', 'corpus'],
    ['what topics do you know?', 'corpus'],
    ['how old is your data?', 'corpus'],
    ["what's trending?", 'trending'],
    ["today's papers", 'trending'],
    ['recommend me a paper', 'trending'],
  ])('takes %j as %s', (written, kind) => {
    expect(read(written)).toEqual({ kind });
  });

  it.each([
    ['hi, how do transformers scale?', 'how do transformers scale?'],
    ['hey folks, wdyt about mixture of experts?', 'mixture of experts?'],
    ['Can you tell me how attention works, please?', 'how attention works?'],
    ['does anyone know if LLMs can plan? thanks!', 'if LLMs can plan?'],
    ['Quick question: why do models hallucinate?', 'why do models hallucinate?'],
    ['thanks! and what about RLHF?', 'and what about RLHF?'],
    ['What is chain of thought prompting', 'What is chain of thought prompting'],
    ['LoRA vs full fine-tuning', 'LoRA vs full fine-tuning'],
    ['Which papers are about model merging?', 'Which papers are about model merging?'],
    ['explain chain of thought', 'explain chain of thought'],
    ['What is GEAR?', 'What is GEAR?'],
    ['hi-res diffusion, how does it work?', 'hi-res diffusion, how does it work?'],
    ['retrieval augmented generation?', 'retrieval augmented generation?'],
    ['ok so how does routing work', 'how does routing work'],
    ['tl;dr on how LLMs reason?', 'how LLMs reason?'],
    ['is there evidence that it helps?', 'is there evidence that it helps?'],
    ['what do you know about RLHF?', 'what do you know about RLHF?'],
    ['def f(x): return x + 1 == 2;', 'def f(x): return x + 1 == 2;'],
    ['How are you able to merge models?', 'How are you able to merge models?'],
  ])('takes %j as the question %j', (written, text) => {
    expect(read(written)).toEqual({ kind: 'question', text, paperId: undefined });
  });

  it.each([
    ['retrieval augmented generation', 'retrieval augmented generation'],
    ['question answering with retrieval', 'question answering with retrieval'],
    ['hi, diffusion models', 'diffusion models'],
    ['has:code year:2023 diffusion', 'has:code year:2023 diffusion'],
    ['what is new in diffusion year:2024', 'what is new in diffusion year:2024'],
    ['"chain of thought" -vision', '"chain of thought" -vision'],
    ['find me some papers about model merging', 'model merging'],
    ['papers on RLHF', 'RLHF'],
    ['search for graph transformers', 'graph transformers'],
    ['any papers on diffusion transformers?', 'diffusion transformers'],
    ['do you have anything on speculative decoding?', 'speculative decoding'],
    ['what papers do you have on tool use?', 'tool use'],
    ['can u help me find smth about moe routing', 'moe routing'],
    ["I'm looking for papers on long context", 'long context'],
    ['is there any work on model merging?', 'model merging'],
    ['top 5 papers on reasoning', 'reasoning'],
    ['papers from 2023', 'year:2023'],
    ['papers on agents from 2024 with code', 'agents year:2024 has:code'],
    ['papers on agents since 2023?', 'agents year:2023..'],
    ['summarize https://arxiv.org/abs/2403.05527', 'https://arxiv.org/abs/2403.05527'],
    ['/papers graph transformers', 'graph transformers'],
  ])('searches for %j with %j', (written, query) => {
    expect(read(written)).toMatchObject({ kind: 'search', query });
  });

  it.each([
    ['GEAR', 'gear'],
    ['tell me about GEAR', 'gear'],
    ['can you tell me about the paper GEAR?', 'gear'],
    ['what is GEAR about?', 'gear'],
    ['abstract of Neural Turing Machines', 'neural turing machines'],
    ['hi, "Neural Turing Machines"', 'neural turing machines'],
    ['Is more better? A study', 'is more better? a study'],
    ['do you have the GEAR paper?', 'gear'],
    ['have you read "Neural Turing Machines"?', 'neural turing machines'],
  ])('takes %j as the paper %j', (written, title) => {
    expect(read(written)).toEqual({ kind: 'paper', paperId: PAPERS[title] });
  });

  it('asks the paper whose title is quoted in a question', () => {
    expect(read('what does "Neural Turing Machines" say about memory?')).toMatchObject({
      kind: 'question',
      paperId: PAPERS['neural turing machines'],
    });
  });

  it.each([
    'who wrote GEAR?',
    'Who are the authors of it',
    'authors of GEAR',
    'and who is behind this',
    'authors?',
    'any papers by Ada Lovelace?',
  ])('knows no authors to tell for %j', (written) => {
    expect(read(written)).toEqual({ kind: 'authors' });
  });

  it('reads every text, a long one without delay', () => {
    fc.assert(fc.property(anyText, (written) => void read(written)));
    const started = performance.now();
    for (const unit of [
      'please ',
      ' ,',
      'what is about ',
      ':a',
      'the papers ',
      '"',
      'ha',
      'ok got it ',
      'any ',
    ]) {
      read(unit.repeat(20_000));
      read(unit.repeat(Math.floor(1000 / unit.length)));
      foldMessage(unit.repeat(20_000));
    }
    expect(performance.now() - started).toBeLessThan(2000);
  });
});

describe('foldMessage', () => {
  it.each([
    ['How do transformers  scale?', 'hi, how do transformers scale please'],
    ['What is RAG', 'what is RAG?! thanks'],
    ['', '???'],
  ])('takes %j and %j as the same', (one, other) => {
    expect(foldMessage(one)).toBe(foldMessage(other));
  });

  it('tells another question apart', () => {
    expect(foldMessage('What is RAG?')).not.toBe(foldMessage('What is RLHF?'));
  });
});

describe('isKeywords', () => {
  it.each([
    ['diffusion models', true],
    ['six words are a search, still', false],
    ['one two three four five six seven', false],
    ['diffusion?', false],
    ["what's new", false],
  ])('of %j is %j', (text, expected) => {
    expect(isKeywords(text)).toBe(expected);
  });
});
