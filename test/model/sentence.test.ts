import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { isSentenceStarter, splitSentences } from '../../src/model/sentence.ts';

const split = (text: string) =>
  splitSentences(text).map(({ start, end }) => text.slice(start, end));

describe('splitSentences', () => {
  it('gives half-open ranges without the white space around them', () => {
    expect(splitSentences('One. Two e.g. here.')).toEqual([
      { start: 0, end: 4 },
      { start: 5, end: 19 },
    ]);
    expect(splitSentences('  One.\n')).toEqual([{ start: 2, end: 6 }]);
  });

  it.each([
    ['e.g.', 'Models, e.g. BERT, are large. We shrink them.', 2],
    ['i.e.', 'The rest, i.e. The Pile, is used.', 1],
    ['et al.', 'As Kong et al. [2023] show, it works. Next.', 2],
    ['et al. (2020)', 'As Kong et al. (2020) show, it works. Next.', 2],
    ['et. al.', 'We follow Kool et. al. Theorem 2 holds.', 1],
    ['et al. before a name', 'The bound of Kong et al. Theorem 2 is tight.', 1],
    ['et al. at the end', 'We extend Kong et al. The bound holds.', 2],
    ['Fig.', 'See Fig. 2 for it. It is red.', 2],
    ['Eq. in brackets', 'It is so (Eq. 3). Good.', 2],
    ['figures of all kinds', 'See Figs. 2 and Sec. 3 and Tab. B. We agree.', 2],
    ['vs.', 'BERT vs. GPT is old. Yes.', 2],
    ['v.s.', 'It wins (BERT v.s. GPT). Yes.', 2],
    ['i.e.,', 'The rest, i.e., The Pile, is used. Yes.', 2],
    ['etc.', 'In law, etc. We agree. Also art, etc.) here.', 3],
    ['No. 1', 'It is No. 1 of two. It wins.', 2],
    ['no at the end', 'The answer is no. We say why.', 2],
    ['p. 5', 'See p. 5 there. We agree. The value of p. We set it.', 4],
    ['dates', 'From Jan. 6 to Dec. 30 it ran. It ended in Dec. We waited.', 3],
    ['averages', 'Tasks (avg. 8 steps) and max. 65 steps. We agree.', 2],
    ['Dr.', 'By Dr. Smith and Prof. Jones. We agree.', 2],
    ['names of companies', 'By Machines Inc. Boston. We agree.', 2],
    ['a name at the end', 'By Machines Inc. We agree.', 2],
    ['units', 'It takes 5 ms. We show how. It takes 3 sec. This is fast.', 4],
    ['names in capitals', 'This is AL. We use MS. The end of NO. It works.', 4],
    ['a.k.a.', 'Retrievers (a.k.a. Readers) win.', 1],
    ['decimals', 'It gains 0.5 points. Then 1.2 more.', 2],
    ['versions', 'Llama 3.1 and v2.0.1 are used. Both work.', 2],
    ['GPT-3.5 at the end', 'We use GPT-3.5. It is old.', 2],
    ['v1.5 at the end', 'We use v1.5. It is new.', 2],
    ['e-mail', 'Write to a.b@c.org. We answer.', 2],
    ['a link at the end', 'Code: https://a.b/c. It runs.', 2],
    ['dots and sentences in links', 'See https://a.b/c.We/d?e=F!G for it. It runs.', 2],
    ['links', 'Code: https://a.b/c.d?e=F.G. It runs.', 2],
    ['a link at the end in brackets', 'See (https://a.b/c). It runs.', 2],
    ['two initials', 'By J. A. Smith and M.L. King. We agree.', 2],
    ['initials', 'By J. Smith and A. B. Jones. We agree.', 2],
    ['a letter that ends a sentence', 'We solve problem C. The rest is open.', 2],
    ['U.S.', 'The U.S. economy grows. It does.', 2],
    ['U.S. before a name', 'The U.S. Congress meets. It does.', 2],
    ['U.S. at the end', 'It is from the U.S. We are not.', 2],
    ['i.i.d.', 'With i.i.d. Gaussian noise it works. It is i.i.d. The rest is not.', 3],
    ['an ellipsis inside', 'Wait ... then go. Done.', 2],
    ['an ellipsis at the end', 'And so on... We stop.', 2],
    ['an elided series', 'The layers 1, 2, ... N and x = a + … B are used. Yes.', 2],
    ['dots with spaces', 'The set (s1, . . . , sN) is finite. Yes.', 2],
    ['several marks', 'Is it?! Yes!! Good?', 3],
    ['question and exclamation marks', 'Is it? Yes! Good.', 3],
    ['a question mark inside', 'The "why?" question is open.', 1],
    ['closing quotes', 'They said "go." We went.', 2],
    ['a quotation of two sentences', 'We add "Think. Then answer." to it. “Yes. No.” too.', 2],
    ['inches', 'A 5" wheel. A 6" wheel.', 2],
    ['a full stop in brackets', 'Cascades (CS. Drafting) win. [See A. We did.] End.', 3],
    ['half-open intervals', 'In [0, 1). We win in (0, 1]. Yes.', 3],
    ['a bracket that never closes', 'We see (a model. We train it. We stop.', 3],
    ['closing brackets', 'It works (well.) We stop. [See it.] End.', 4],
    ['TeX', 'We get $O(n^2)$. $X$ is best.', 2],
    ['full stops in TeX', 'For all $x. Y(x)$ it holds. Yes.', 2],
    ['money', 'It costs $5. We pay $6. They pay $\\sim$7. We win $8.', 4],
    [
      'glued sentences',
      'We train models.We propose more (PLMs).In this case, 5%.The end is near.',
      4,
    ],
    ['identifiers', 'Use torch.Tensor objects in Node.js or ASP.NET.', 1],
    ['names in lower case', 'That is old. xLSTM is new. mT5 too.', 3],
    ['approx. before lower case', 'It takes approx. five days.', 1],
    ['numbered lists', 'Two ways: (1) Ours. (2) Theirs. 3) None.', 3],
    ['numbered lists in prose', 'We (1) train, (2) test; and (3) stop. Yes.', 2],
    ['lettered lists', 'Two ways. (a) Ours is. b) Theirs is. (ii) none.', 4],
    ['numbers of items', 'Two ways: 1. We do. 2. They do. (3). None, 4.) All.', 3],
    ['numbers within a sentence', 'We use: 1. Tuning, which adapts, and 2. Experts. Yes.', 2],
    ['a colon and a figure', 'The ratio is 1:2. We agree (tolerance: 1). Yes.', 3],
    ['a colon and a list', 'Two ways: - ours; - theirs. Yes.', 2],
    ['lists', 'Two words. - We do. • They do.', 3],
    ['blank lines', 'A title\n\nA text.', 2],
    ['Chinese', '一句话。第二句。', 2],
    ['no full stop', 'nothing ends here', 1],
    ['blank', ' \n ', 0],
  ])('survives %s', (_, text, sentences) => {
    expect(split(text)).toHaveLength(sentences);
  });

  it('keeps closing quotes and brackets with their sentence', () => {
    expect(split('They said "go." (We went.) End.')).toEqual([
      'They said "go."',
      '(We went.)',
      'End.',
    ]);
  });

  it('loses and doubles nothing, whatever the text', () => {
    const piece = fc.oneof(
      fc.string({ unit: 'grapheme' }),
      fc.constantFrom(
        '. ',
        'e.g. ',
        '.We ',
        'https://a.b/c. ',
        '" ',
        ') ',
        '\n\n',
        '… ',
        'A. ',
        '3.5',
        '。',
        '(',
        ' $x',
        '$. ',
        'U.S. ',
        '1. ',
        ' (ii) ',
        ', ... ',
      ),
    );
    fc.assert(
      fc.property(fc.array(piece), (pieces) => {
        const text = pieces.join('');
        let end = 0;
        for (const span of splitSentences(text)) {
          expect(span.start).toBeGreaterThanOrEqual(end);
          expect(text.slice(end, span.start).trim()).toBe('');
          const sentence = text.slice(span.start, span.end);
          expect(sentence).not.toBe('');
          expect(sentence.trim()).toBe(sentence);
          end = span.end;
        }
        expect(text.slice(end).trim()).toBe('');
      }),
    );
  });
});

describe('splitSentences on hostile text', () => {
  // Quadratic work on any of these would take minutes.
  it.each(
    ['.', 'a', '. ', 'A. ', '(', '(a. ', '"', ' "a', '“', '$a', '\n ', '…', '1. ', 'http://a. ']
      .concat('http://a"..', ').', ' ', '[.(')
      .map((piece) => [piece]),
  )('ends on a great many of %j', (piece) => {
    const text = piece.repeat(Math.ceil(300_000 / piece.length));
    const covered = split(text).join('').replace(/\s/gu, '');
    expect(covered).toBe(text.replace(/\s/gu, ''));
  });

  it('ends on a link of dots, and on a million characters without a space', () => {
    expect(split(`https://${'.'.repeat(300_000)}x. We do.`)).toHaveLength(2);
    expect(split('a.B'.repeat(333_333))).toHaveLength(1);
  });
});

describe('isSentenceStarter', () => {
  it.each([
    ['We', true],
    ['the', true],
    ['Tensor', false],
    ['', false],
  ])('judges %j', (word, expected) => {
    expect(isSentenceStarter(word)).toBe(expected);
  });
});
