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
    ['et al. before a capital', 'Kong et al. The bound holds.', 1],
    ['Fig.', 'See Fig. 2 for it. It is red.', 2],
    ['Eq. in brackets', 'It is so (Eq. 3). Good.', 2],
    ['vs.', 'BERT vs. GPT is old. Yes.', 2],
    ['a.k.a.', 'Retrievers (a.k.a. Readers) win.', 1],
    ['decimals', 'It gains 0.5 points. Then 1.2 more.', 2],
    ['versions', 'Llama 3.1 and v2.0.1 are used. Both work.', 2],
    ['GPT-3.5 at the end', 'We use GPT-3.5. It is old.', 2],
    ['links', 'Code: https://a.b/c.d?e=F.G. It runs.', 2],
    ['a link at the end in brackets', 'See (https://a.b/c). It runs.', 2],
    ['initials', 'By J. Smith and A. B. Jones. We agree.', 2],
    ['a letter that ends a sentence', 'We solve problem C. The rest is open.', 2],
    ['U.S.', 'The U.S. economy grows. It does.', 2],
    ['an ellipsis inside', 'Wait ... then go. Done.', 2],
    ['an ellipsis at the end', 'And so on... We stop.', 2],
    ['question and exclamation marks', 'Is it? Yes! Good.', 3],
    ['a question mark inside', 'The "why?" question is open.', 1],
    ['closing quotes', 'They said "go." We went.', 2],
    ['closing brackets', 'It works (well.) We stop. [See it.] End.', 4],
    ['TeX', 'We get $O(n^2)$. $X$ is best.', 2],
    [
      'glued sentences',
      'We train models.We propose more (PLMs).In this case, 5%.The end is near.',
      4,
    ],
    ['identifiers', 'Use torch.Tensor objects in Node.js or ASP.NET.', 1],
    ['names in lower case', 'That is old. xLSTM is new. mT5 too.', 3],
    ['approx. before lower case', 'It takes approx. five days.', 1],
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
