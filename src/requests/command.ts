/**
 * Reads the text after `/papers`: a subcommand and what it is about.
 *
 *     similar FlatFormer   →  { name: 'similar', rest: 'FlatFormer' }
 *     trending week        →  { name: 'trending', rest: 'week' }
 *     status of the art    →  { name: 'search', rest: 'status of the art' }
 *
 * A word that is also a subcommand stays searchable: those without an argument count only when
 * they stand alone, those that take one of a few words only with one of these or alone, and
 * `search …` searches for anything.
 */

import { PERIODS } from '../trending/periods.ts';

/** In the order help lists them. `choices`: the only arguments it takes, or none at all. */
export const SUBCOMMANDS = [
  { name: 'search', argument: 'words…', help: 'Find papers; the word “search” may be left out.' },
  { name: 'similar', argument: 'title or id', help: 'Papers like one you name.' },
  { name: 'show', argument: 'title or id', help: 'One paper with its abstract.' },
  { name: 'today', argument: '', help: 'What is trending, as the morning digest has it.' },
  {
    name: 'trending',
    argument: 'day, week or month',
    choices: PERIODS,
    help: 'Topics that rise, and the best papers of the period.',
  },
  { name: 'saved', argument: '', help: 'Your saved papers.' },
  { name: 'subscribe', argument: 'topics', help: 'A digest for this conversation, or change it.' },
  { name: 'alert', argument: 'words…', help: 'Tell you when new papers match a search.' },
  { name: 'subscriptions', argument: '', help: 'What comes here, and what you subscribed.' },
  { name: 'pause', argument: '1w, 3d, 2h', help: 'Nothing comes here for so long.' },
  { name: 'resume', argument: '', help: 'It comes again.' },
  { name: 'unsubscribe', argument: '', help: 'End what comes here.' },
  { name: 'status', argument: '', help: 'What I hold and when the next digest comes.' },
  { name: 'privacy', argument: '', help: 'What I keep, for how long, and who sees it.' },
  { name: 'help', argument: '', help: 'This text.' },
] as const satisfies readonly Subcommand[];

type Subcommand = {
  readonly name: string;
  readonly argument: string;
  readonly choices?: readonly string[];
  readonly help: string;
};

export type SubcommandName = (typeof SUBCOMMANDS)[number]['name'];

export type Command = { readonly name: SubcommandName; readonly rest: string };

/** Total. Empty text is help. Subcommands are read in any case. */
export function parseCommand(text: string): Command {
  const trimmed = text.trim();
  if (trimmed === '') return { name: 'help', rest: '' };

  const [first = '', ...others] = trimmed.split(/\s+/);
  const known = SUBCOMMANDS.find((subcommand) => subcommand.name === first.toLowerCase());
  if (known === undefined) return { name: 'search', rest: trimmed };
  const rest = trimmed.slice(first.length).trim();
  if (known.argument === '' || 'choices' in known) {
    const choices: readonly string[] = 'choices' in known ? known.choices : [];
    const isAsked = rest === '' || choices.includes(rest.toLowerCase());
    return isAsked ? { name: known.name, rest } : { name: 'search', rest: trimmed };
  }
  // "pause" alone has no end, "subscribe" alone takes everything.
  const isWhole = known.name === 'pause' || known.name === 'subscribe';
  // "similar" alone asks for nothing that can be found: show how it is used.
  if (others.length === 0) return { name: isWhole ? known.name : 'help', rest: '' };
  return { name: known.name, rest };
}
