import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { parseCommand, SUBCOMMANDS } from '../../src/requests/command.ts';

describe('parseCommand', () => {
  it.each([
    ['similar FlatFormer', { name: 'similar', rest: 'FlatFormer' }],
    ['status of the art', { name: 'search', rest: 'status of the art' }],
    ['retrieval  augmented', { name: 'search', rest: 'retrieval  augmented' }],
    ['search status', { name: 'search', rest: 'status' }],
    ['  show  Attention Is All You Need ', { name: 'show', rest: 'Attention Is All You Need' }],
    ['TODAY', { name: 'today', rest: '' }],
    ['trending', { name: 'trending', rest: '' }],
    ['trending week', { name: 'trending', rest: 'week' }],
    ['Trending  MONTH', { name: 'trending', rest: 'MONTH' }],
    ['trending topics in nlp', { name: 'search', rest: 'trending topics in nlp' }],
    ['trending year', { name: 'search', rest: 'trending year' }],
    ['trending day 2', { name: 'search', rest: 'trending day 2' }],
    ['saved', { name: 'saved', rest: '' }],
    ['status', { name: 'status', rest: '' }],
    ['privacy', { name: 'privacy', rest: '' }],
    ['privacy of gradients', { name: 'search', rest: 'privacy of gradients' }],
    ['subscribe', { name: 'subscribe', rest: '' }],
    ['subscribe diffusion, RAG', { name: 'subscribe', rest: 'diffusion, RAG' }],
    ['alert key-value cache', { name: 'alert', rest: 'key-value cache' }],
    ['alert', { name: 'help', rest: '' }],
    ['Pause 1w', { name: 'pause', rest: '1w' }],
    ['pause', { name: 'pause', rest: '' }],
    ['pause until resumed', { name: 'pause', rest: 'until resumed' }],
    ['search pause', { name: 'search', rest: 'pause' }],
    ['resume', { name: 'resume', rest: '' }],
    ['resume parsing', { name: 'search', rest: 'resume parsing' }],
    ['subscriptions', { name: 'subscriptions', rest: '' }],
    ['unsubscribe', { name: 'unsubscribe', rest: '' }],
    ['help', { name: 'help', rest: '' }],
    ['', { name: 'help', rest: '' }],
    [' \n ', { name: 'help', rest: '' }],
    ['similar', { name: 'help', rest: '' }],
    ['search', { name: 'help', rest: '' }],
    ['today year:2023', { name: 'search', rest: 'today year:2023' }],
  ])('reads %j', (text, command) => {
    expect(parseCommand(text)).toEqual(command);
  });

  it('has a command for every text, and searches for what is not a subcommand', () => {
    const word = fc.oneof(
      fc.string(),
      fc.constantFrom(...SUBCOMMANDS.map(({ name }): string => name)),
    );
    fc.assert(
      fc.property(fc.array(word), (words) => {
        const text = words.join(' ');
        const { name, rest } = parseCommand(text);
        expect(text).toContain(rest);
        expect(name === 'search' || SUBCOMMANDS.some((known) => known.name === name)).toBe(true);
      }),
    );
  });
});
