/**
 * Reads the text after `/papers`: a subcommand and what it is about.
 *
 *     similar FlatFormer   →  { name: 'similar', rest: 'FlatFormer' }
 *     status of the art    →  { name: 'search', rest: 'status of the art' }
 *
 * A word that is also a subcommand stays searchable: those without an argument count only when
 * they stand alone, and `search …` searches for anything.
 */

/** In the order help lists them. */
export const SUBCOMMANDS = [
  { name: 'search', argument: 'words…', help: 'Find papers; the word “search” may be left out.' },
  { name: 'similar', argument: 'title or id', help: 'Papers like one you name.' },
  { name: 'show', argument: 'title or id', help: 'One paper with its abstract.' },
  { name: 'today', argument: '', help: 'What is trending, as the morning digest has it.' },
  { name: 'saved', argument: '', help: 'Your saved papers.' },
  { name: 'status', argument: '', help: 'What I hold and when the next digest comes.' },
  { name: 'privacy', argument: '', help: 'What I keep, for how long, and who sees it.' },
  { name: 'help', argument: '', help: 'This text.' },
] as const;

export type SubcommandName = (typeof SUBCOMMANDS)[number]['name'];

export type Command = { readonly name: SubcommandName; readonly rest: string };

/** Total. Empty text is help. Subcommands are read in any case. */
export function parseCommand(text: string): Command {
  const trimmed = text.trim();
  if (trimmed === '') return { name: 'help', rest: '' };

  const [first = '', ...others] = trimmed.split(/\s+/);
  const known = SUBCOMMANDS.find((subcommand) => subcommand.name === first.toLowerCase());
  if (known === undefined) return { name: 'search', rest: trimmed };
  if (known.argument === '') {
    return others.length === 0 ? { name: known.name, rest: '' } : { name: 'search', rest: trimmed };
  }
  // "similar" alone asks for nothing that can be found: show how it is used.
  if (others.length === 0) return { name: 'help', rest: '' };
  return { name: known.name, rest: trimmed.slice(first.length).trim() };
}
