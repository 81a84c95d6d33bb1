import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  encodeAnswerChoice,
  encodeListPage,
  encodePaperChoice,
  encodeSearch,
  encodeText,
  encodeVote,
  parseAnswerChoice,
  parseDetailsSubmission,
  parseListPage,
  parsePaperChoice,
  parseSearch,
  parseVote,
} from '../../src/blocks/actions.ts';
import type { PaperAction } from '../../src/requests/replies.ts';
import { anyPaper } from '../helpers/papers.ts';

const anyAction = fc.constantFrom<PaperAction[]>(
  ...(['details', 'similar', 'bibtex', 'save', 'unsave', 'like', 'reject', 'retract'] as const),
);

describe('a list page', () => {
  it('comes back as it was sent', () => {
    const anySetId = fc.string({ minLength: 1, maxLength: 60 });
    fc.assert(
      fc.property(anySetId, fc.nat({ max: 9999 }), (setId, page) => {
        expect(parseListPage(encodeListPage({ setId, page }))).toEqual({ setId, page });
      }),
    );
  });

  it.each(['', 'abc', '1:', ':abc', '-1:abc', '1.5:abc', 'one:abc', '99999999:abc'])(
    'is not read from %j',
    (value) => {
      expect(parseListPage(value)).toBeUndefined();
    },
  );
});

describe('a paper choice', () => {
  it('comes back as it was sent, in at most 75 characters', () => {
    fc.assert(
      fc.property(anyAction, anyPaper, (action, { id: paperId }) => {
        const value = encodePaperChoice({ action, paperId });
        expect(value.length).toBeLessThanOrEqual(75);
        expect(parsePaperChoice(value)).toEqual({ action, paperId });
      }),
    );
  });

  it.each([
    '',
    'save',
    'save ',
    'save arxiv:1',
    'steal arxiv:2503.02130',
    'save arxiv:2503.02130 twice',
    'save title:0123456789ABCDEF',
    'constructor arxiv:2503.02130',
  ])('is not read from %j', (value) => {
    expect(parsePaperChoice(value)).toBeUndefined();
  });
});

describe('a search in an option', () => {
  it('comes back as it was sent, in at most 75 characters', () => {
    for (const query of ['graphs', 'details arxiv:2503.02130', 'a'.repeat(68)]) {
      const value = encodeSearch(` ${query} `) ?? '';
      expect(value.length).toBeLessThanOrEqual(75);
      expect(parseSearch(value)).toBe(query);
      expect(parsePaperChoice(value)).toBeUndefined();
    }
  });

  it.each(['', ' ', '\u200B', 'a'.repeat(69)])('is not made of %j', (query) => {
    expect(encodeSearch(query)).toBeUndefined();
  });

  it.each(['', 'search', 'search ', 'details arxiv:2503.02130'])('is not read from %j', (value) => {
    expect(parseSearch(value)).toBeUndefined();
  });
});

describe('encodeText', () => {
  it.each([
    [' retrieval ', 'retrieval'],
    ['', undefined],
    ['\u200B', undefined],
    ['x'.repeat(2000), 'x'.repeat(2000)],
    ['x'.repeat(2001), undefined],
  ])('carries %j as %j', (text, value) => {
    expect(encodeText(text)).toBe(value);
  });
});

describe('parseDetailsSubmission', () => {
  const view = (metadata: string, picked: string | null) => ({
    private_metadata: metadata,
    state: { values: { share: { conversation: { selected_conversation: picked } } } },
  });

  it('reads the paper and the conversation', () => {
    expect(parseDetailsSubmission(view('arxiv:2503.02130', 'C1'))).toEqual({
      paperId: 'arxiv:2503.02130',
      channelId: 'C1',
    });
  });

  it.each([
    view('nonsense', 'C1'),
    view('arxiv:2503.02130', null),
    view('arxiv:2503.02130', ''),
    { private_metadata: 'arxiv:2503.02130', state: { values: {} } },
  ])('is undefined for %j', (submitted) => {
    expect(parseDetailsSubmission(submitted)).toBeUndefined();
  });
});

describe('a vote and an answer’s menu', () => {
  it('come back as they were sent', () => {
    const answerId = 'aB3_-xyz9012';
    for (const vote of ['good', 'bad'] as const) {
      expect(parseVote(encodeVote({ vote, answerId }) ?? '')).toEqual({ vote, answerId });
    }
    for (const choice of [
      { action: 'report', answerId } as const,
      { action: 'cite', answerId, numbers: [1, 2, 12] } as const,
    ]) {
      const value = encodeAnswerChoice(choice) ?? '';
      expect(value.length).toBeLessThanOrEqual(75);
      expect(parseAnswerChoice(value)).toEqual(choice);
    }
  });

  it.each(['', 'a b', 'x'.repeat(41), '\u200B'])('are not made for the id %j', (answerId) => {
    expect(encodeVote({ vote: 'good', answerId })).toBeUndefined();
    expect(encodeAnswerChoice({ action: 'report', answerId })).toBeUndefined();
  });

  it('cites no paper by no number', () => {
    const answerId = 'aB3';
    expect(encodeAnswerChoice({ action: 'cite', answerId, numbers: [] })).toBeUndefined();
    expect(encodeAnswerChoice({ action: 'cite', answerId, numbers: [0] })).toBeUndefined();
  });

  it.each(['', 'good', 'good ', 'fine aB3', 'cite aB3', 'cite 1,x aB3', 'report a b'])(
    'are not read from %j',
    (value) => {
      expect(parseVote(value)).toBeUndefined();
      expect(parseAnswerChoice(value)).toBeUndefined();
    },
  );
});
