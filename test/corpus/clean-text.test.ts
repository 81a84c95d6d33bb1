import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { cleanAbstract, cleanTitle } from '../../src/corpus/clean-text.ts';
import { parsePage } from '../../src/corpus/parse-page.ts';
import { rawPages } from './raw-pages.ts';

const clean = (raw: string) => cleanAbstract(raw).text;
const damaged = (raw: string) => {
  const { text, damaged: spans } = cleanAbstract(raw);
  return spans.map(({ start, end }) => text.slice(start, end));
};

describe('cleanAbstract', () => {
  it.each([
    ['cut by 28\\%', 'cut by 28%'],
    ['only 13~\\% of it', 'only 13% of it'],
    ['a 1.45times reduction', 'a 1.45× reduction'],
    ['from 2-4times to 5.7times.', 'from 2-4× to 5.7×.'],
    ['1times 1 and 512times1024 and Mixtral-8times7B', '1×1 and 512×1024 and Mixtral-8×7B'],
    ['an n times d matrix', 'an n × d matrix'],
    ['(sim5% of books)', '(~5% of books)'],
    ['(sim50\\%) and sim3x', '(~50%) and ~3x'],
    ['a sim!!25% gain, sim!! 3 % off', 'a ~25% gain, ~3 % off'],
    ['the first sim 10^3 tokens', 'the first ~10^3 tokens'],
    ['2mathord,000 examples', '2,000 examples'],
    ['with n le 20 using', 'with n ≤ 20 using'],
    ['(ge 175B) to (le 11B)', '(≥ 175B) to (≤ 11B)'],
    ['when m gg n', 'when m ≫ n'],
    ['gives 11.0 pm 1.3 points', 'gives 11.0 ± 1.3 points'],
    ['\\textbf{big} and textbf{small}', 'big and small'],
    ['$textbf{specialist} and textbf{generalist}$ models', 'specialist and generalist models'],
    ['\\texttt{Merging Experts} (MEO)', 'Merging Experts (MEO)'],
    ['a {\\em finite sample} setting', 'a finite sample setting'],
    ['{bf 1}_n', '1_n'],
    ['the Msmall{AWPS} set', 'the MAWPS set'],
    ['in mathcal{O}(n) time', 'in O(n) time'],
    ['mathcal{O}left(K^{3/4} right) regret', 'O(K^(3/4)) regret'],
    ['Obig(n+mbig) time', 'O(n+m) time'],
    ['an widetilde O(K^{6/7}) bound', 'an Õ(K^(6/7)) bound'],
    ['models~(PLMs) and JiuZhang~2.0', 'models (PLMs) and JiuZhang 2.0'],
    ['TNLS~li2022permutation showed', 'TNLS showed'],
    ['weights \\(W\\) and \\(\\Delta W\\)', 'weights W and Δ W'],
    ['if $n \\le 20$ holds', 'if n ≤ 20 holds'],
    ['(\\eg BERT), \\ie, it', '(e.g. BERT), i.e., it'],
    ['(e.g.\\ relying on it)', '(e.g. relying on it)'],
    ['Q\\&A and a\\_b', 'Q&A and a_b'],
    ['Nystr\\"{o}m, Uzna\\\'{n}ski, na\\"{\\i}ve, H\\"older', 'Nyström, Uznański, naïve, Hölder'],
    ['p_{gen} and lambda_{min} and K_{2n}', 'p_gen and λ_min and K_(2n)'],
    ['a (1+epsilon)-approximation, 1-delta', 'a (1+ε)-approximation, 1-δ'],
    ['Omega(2^N) and Theta(log n)', 'Ω(2^N) and Θ(log n)'],
    ['C_{Phicirc Psi} > C_Psi', 'C_(Φ ∘ Ψ) > C_Ψ'],
    ['mu^star and W^star and QK^top', 'μ^* and W^* and QK^⊤'],
    ['2m_1,ldots,2m_t', '2m_1,…,2m_t'],
    ["'ergo' rightarrow 'epsilonrgo'", "'ergo' → 'εrgo'"],
    ['as rho^2dto0 and dtoinfty, then', 'as ρ^2 d → 0 and d → ∞, then'],
    ['XinR^{ntimes d}', 'X ∈ R^(n × d)'],
    ['o(sqrt[3]{log n})', 'o(∛(log n))'],
    [
      "the ``low-rank'' and ''mild'' and `solved' ones",
      'the "low-rank" and "mild" and \'solved\' ones',
    ],
    ['We train models.We propose more.', 'We train models. We propose more.'],
    ['the intent.The paper', 'the intent. The paper'],
    ['  two\n\tlines\u00A0here ', 'two lines here'],
    ['soft\u00ADhyphen and zero\u200Bwidth', 'softhyphen and zerowidth'],
    ['', ''],
  ])('makes %j readable', (raw, expected) => {
    expect(clean(raw)).toBe(expected);
  });

  it.each([
    '3 times faster, and 10 times more often',
    'sometimes a model',
    'The Sims and sim2real transfer in sim 3',
    'Le Monde and le chat',
    'in this section, to be or not to be',
    'the alpha factors, lambda functions and Phi-2 model',
    'a single-neuron timescale, tau, and MHR-mu',
    'text2text and mpGEMM and int8',
    'at 5 pm 3 people left',
    'the left (right) hand and (top, left and right)',
    'BigO(Bench) is big',
    'the cs60075_team2 and WARP_SELECT',
    'between $5 and $10 each',
    'about ~10% at a 10~20X speed and 0.8dB~2dB',
    'O(n^2) to O(T log T)',
    '600k {architecture, accuracy} pairs',
    'Text + {Image or Audio or Video}',
    'use torch.Tensor objects and Node.js, U.S.A',
    "the users' data and f''(x)",
    'a subset of S and partial exists',
  ])('leaves %j alone', (text) => {
    expect(clean(text)).toBe(text);
  });

  it.each([
    ['Code: https://a.org/~me/x_y%20z.', 'Code: https://a.org/~me/x_y%20z.'],
    ['Code: https://a.org/x\\_y.', 'Code: https://a.org/x_y.'],
    ['at url{https://a.org/b}.', 'at https://a.org/b.'],
    ['at \\url{https://a.org/b}.', 'at https://a.org/b.'],
    ['at https://a.org/b{https://a.org/b}.', 'at https://a.org/b.'],
    ['at https://a.org/b/{URL}.', 'at https://a.org/b.'],
    ['at \\href{https://a.org/b{https://a.org/b}.}. More', 'at https://a.org/b. More'],
    ['see \\href{https://a.org/b}{our page} now', 'see our page (https://a.org/b) now'],
    [
      'well. {The Code is available at https://a.org/b.}',
      'well. The Code is available at https://a.org/b.',
    ],
    ['at https://a.org/2times3sim5%.We stop', 'at https://a.org/2times3sim5%.We stop'],
  ])('keeps the link of %j', (raw, expected) => {
    expect(clean(raw)).toBe(expected);
  });

  it.each([' ', '', '\n\n'])('halves an abstract that stands twice, with %j between', (gap) => {
    const text = 'We study the efficiency of repetition. It is low.';
    expect(clean(`${text}${gap}${text}`)).toBe(text);
    expect(clean(`${text}${gap}${text}${gap}${text}${gap}${text}`)).toBe(text);
    expect(clean('bye bye')).toBe('bye bye');
  });

  it('keeps the longer of two versions that open alike, but not one sentence that returns', () => {
    const opening = 'We study the efficiency of repetition in long texts.';
    const short = `${opening} It is quite low.`;
    const long = `${opening} It is low, and we say why.`;
    expect(clean(`${short} ${long}`)).toBe(long);
    expect(clean(`${long} ${short}`)).toBe(long);
    const refrain = `${opening} ${'It is low, and we say why. '.repeat(9)}${opening}`;
    expect(clean(refrain)).toBe(refrain);
  });

  it.each([
    ['Fine. A regret of mathcal{O}left(Kright) is low. Good.', ['A regret of O(K) is low.']],
    ['A regret of K^{3{4}}. Fine.', ['A regret of K^(3/4).']],
    ['We flip p_i = 1{2} pm varepsilon coins. Fine.', ['We flip p_i = 1/2 ± ε coins.']],
    ['It needs O(n+nk{m}) time. Fine.', ['It needs O(n+nk{m}) time.']],
    ['It is \\[ a \\] long. Fine.', ['It is a long.']],
    ['A set ( ) is empty. Fine.', ['A set ( ) is empty.']],
    ['We \\foobar{it} all. Fine.', ['We foobar{it} all.']],
    ['An open {brace here. Fine.', ['An open {brace here.']],
    ['O(n^2) and 28\\% and \\textbf{x} are fine. So is url{https://a.org}.', []],
  ])('marks what the page damaged in %j', (raw, sentences) => {
    expect(damaged(raw)).toEqual(sentences);
  });

  it('changes nothing in clean text', () => {
    const piece = fc.oneof(
      fc.string({ unit: 'grapheme' }),
      fc.constantFrom(
        ...'\\textbf{ mathcal{O} } { ^{ _{ 1{2} 2times sim5% \\% ~ $ \\$ \\( \\) left( right) big( \\eg'.split(
          ' ',
        ),
        ...'epsilon varepsilon nu^2 Phi circ \\alpha star top ldots rceil \\"{o} https://a.org/b {URL}'.split(
          ' ',
        ),
        ...[
          "''",
          '``',
          '`',
          ' ',
          '. ',
          '.We ',
          '\u2028',
          '\uE001',
          'n le 2',
          ' pm ',
          'widetilde O',
          '1.5 pm 2',
        ],
      ),
    );
    fc.assert(
      fc.property(fc.array(piece, { maxLength: 12 }), (pieces) => {
        const once = clean(pieces.join(''));
        expect(clean(once)).toBe(once);
        expect(once).not.toMatch(/^\s|\s$|\s\s|[\u2028\uE001]/);
      }),
      { numRuns: 1000 },
    );
  });

  it('changes nothing in the clean text of the real pages, and keeps every link whole', () => {
    for (const page of rawPages) {
      for (const { title, abstract } of parsePage(page.text, page).entries) {
        const { text, damaged: spans } = cleanAbstract(abstract);
        expect(clean(text)).toBe(text);
        expect(cleanTitle(cleanTitle(title))).toBe(cleanTitle(title));
        expect(text).not.toMatch(/\\|textbf|mathcal|\dtimes|sim\d|``|\s\s/);
        expect(spans.every(({ start, end }) => text.slice(start, end).trim() !== '')).toBe(true);
        for (const [link] of abstract.matchAll(/https?:\/\/[\w./-]*\w/g))
          expect(text).toContain(link);
      }
    }
  });
});

describe('cleanTitle', () => {
  it('follows the same rules', () => {
    expect(cleanTitle(' Fast~\\textbf{Search} in  mathcal{O}(n) ')).toBe('Fast Search in O(n)');
  });
});
