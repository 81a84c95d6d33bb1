/** What holds for every message and view, whatever papers and people wrote. */
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { renderCompletions } from '../../src/blocks/completions.ts';
import { renderDetails } from '../../src/blocks/details-modal.ts';
import { renderDigestEntry, renderDigestParent } from '../../src/blocks/digest.ts';
import { renderHome } from '../../src/blocks/home.ts';
import { checkMessage, checkSuggestions, checkView } from '../../src/blocks/limits.ts';
import { renderReply } from '../../src/blocks/render-reply.ts';
import { renderRollUp, renderRollUpRest } from '../../src/blocks/roll-up.ts';
import { renderTwin } from '../../src/blocks/twin.ts';
import type { MessageReply } from '../../src/requests/replies.ts';
import { findForeignMrkdwn } from '../helpers/foreign-mrkdwn.ts';
import {
  anyPaper,
  digestEntry,
  HOSTILE_TEXTS,
  paper,
  resultItem,
  resultsReply,
} from '../helpers/papers.ts';
import {
  anyCompletions,
  anyDigest,
  anyEntry,
  anyHome,
  anyReply,
  anyRollUp,
} from '../helpers/replies.ts';

/** Every string anywhere in `value`. */
function collectStrings(value: unknown): string[] {
  if (typeof value === 'string') return [value];
  if (typeof value !== 'object' || value === null) return [];
  return Object.values(value).flatMap(collectStrings);
}

function expectSafe(message: { readonly text: string }, source: unknown): void {
  expect(checkMessage(message)).toEqual([]);
  expect(findForeignMrkdwn(message, collectStrings(source))).toEqual([]);
  expect(message.text.length).toBeLessThanOrEqual(4000);
  expect(message.text).not.toBe('');
  expect(JSON.stringify(message)).not.toMatch(/[\u202A-\u202E\u200B\uFEFF]|\\ud[89a-f]/);
}

describe('every reply', () => {
  it('keeps to Slack’s limits, with nobody’s text as markup', () => {
    fc.assert(
      fc.property(anyReply, (reply) => {
        const message = renderReply(reply);
        expectSafe(message, reply);
        if (message.fallback !== undefined) expectSafe(message.fallback, reply);
      }),
      { numRuns: 250 },
    );
  });

  it('keeps to them for digests', () => {
    fc.assert(
      fc.property(anyDigest, anyEntry, (digest, entry) => {
        expectSafe(renderDigestParent(digest), digest);
        expectSafe(renderDigestEntry(entry), entry);
      }),
    );
  });

  it('keeps to them for the week’s papers, sixty of them too', () => {
    const place = {
      workspaceUrl: 'https://a-team-with-a-name.slack.com/',
      channelId: 'C0123456789',
    };
    fc.assert(
      fc.property(anyRollUp, (rollUp) => {
        expectSafe(renderRollUp(rollUp, place), rollUp);
        if (rollUp.items.length > 5) expectSafe(renderRollUpRest(rollUp, place), rollUp);
      }),
      { numRuns: 40 },
    );
  });

  it('keeps to them for the details modal and App Home', () => {
    fc.assert(
      fc.property(anyPaper, anyHome, fc.boolean(), (each, home, saved) => {
        const details = renderDetails({ kind: 'details', paper: each, saved });
        const view = renderHome(home);
        expect(checkView(details)).toEqual([]);
        expect(checkView(view)).toEqual([]);
        expect(findForeignMrkdwn([details, view], collectStrings([each, home]))).toEqual([]);
      }),
      { numRuns: 40 },
    );
  });
});

describe('every list of titles', () => {
  it('keeps to Slack’s limits, with nobody’s text as markup', () => {
    fc.assert(
      fc.property(anyCompletions, (reply) => {
        const answer = renderCompletions(reply);
        expect(checkSuggestions(answer)).toEqual([]);
        expect(findForeignMrkdwn(answer, collectStrings(reply))).toEqual([]);
      }),
    );
  });
});

describe('hostile text', () => {
  const replies = (text: string): MessageReply[] => {
    const hostile = paper({ id: 'title:0123456789abcdef', title: text, abstract: text });
    const excerpt = { text, cutStart: true, cutEnd: true, marks: [{ start: 0, end: 2 }] };
    const item = resultItem({
      paper: hostile,
      excerpt,
      why: {
        matches: [{ field: 'title', words: [text] }],
        related: [{ typed: text, found: text }],
        meaning: 'also',
      },
    });
    const entry = digestEntry({ paper: hostile, sentence: text, reason: text });
    return [
      resultsReply({
        subject: text,
        filters: text,
        items: [item, item, item, item, item],
        corrections: [{ typed: text, used: text }],
        uncorrected: text,
        suggestion: text,
        missingFields: [{ filter: text, missing: 3, withoutIt: text }],
        problems: [{ text, offset: 0, hint: text }],
      }),
      resultsReply({ subject: text, items: [], total: 0 }),
      {
        kind: 'answer',
        question: text,
        understoodAs: text,
        outcome: 'closest',
        quotes: [{ paper: hostile, text }],
        papers: [hostile, paper()],
        among: undefined,
        confidence: 0.5,
        corpusSize: 724,
        answerId: text,
        followUp: 'by mention',
        written: { sentences: [{ text, cites: [0] }], host: text },
      },
      { kind: 'bibtex', titles: [text], entries: text, isOpen: true },
      { kind: 'paper', paper: hostile, number: 1, followUp: 'by message' },
      {
        kind: 'papers',
        lead: text,
        items: [{ paper: hostile, number: 2 }],
        followUp: 'by mention',
      },
      {
        kind: 'today',
        digest: {
          kind: 'papers',
          day: '2026-11-21',
          entries: [entry, entry],
          remaining: 3,
          silence: undefined,
          missed: [],
          alert: text,
        },
      },
      { kind: 'shared', sharedBy: 'U1', items: [item], alreadyShared: 0 },
    ];
  };

  it.each(HOSTILE_TEXTS.map((text) => [text.slice(0, 40), text]))('is harmless: %j', (_, text) => {
    for (const reply of replies(text)) expectSafe(renderReply(reply), reply);
  });
});

describe('the twin', () => {
  it('contains the title of each paper on the page', () => {
    fc.assert(
      fc.property(
        fc.array(fc.stringMatching(/^[A-Z][A-Za-z0-9-]{1,12}( [a-z]{1,9}){0,5}$/), {
          minLength: 1,
          maxLength: 5,
        }),
        (titles) => {
          const items = titles.map((title) => resultItem({ paper: paper({ title }) }));
          const twin = renderTwin(renderReply(resultsReply({ items })).blocks);
          for (const title of titles) expect(twin).toContain(title);
        },
      ),
    );
  });
});
