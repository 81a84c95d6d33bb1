/**
 * A paper as a BibTeX entry. The corpus has no author names, so the entry has none and says so;
 * the year stands only where a date is known.
 */
import type { Paper } from '../model/paper.ts';

/** Characters with a meaning in TeX, and how each is written as itself. */
const TEX_ESCAPES: Readonly<Record<string, string>> = {
  '\\': '\\textbackslash{}',
  '{': '\\{',
  '}': '\\}',
  $: '\\$',
  '&': '\\&',
  '#': '\\#',
  '%': '\\%',
  _: '\\_',
  '~': '\\textasciitilde{}',
  '^': '\\textasciicircum{}',
};

/** One `@misc` entry, ending in a newline. The title keeps its capitals through double braces. */
export function buildBibtex(paper: Paper): string {
  const arxivId = paper.id.startsWith('arxiv:') ? paper.id.slice('arxiv:'.length) : undefined;
  const year = paper.publishedOn?.slice(0, 4);
  const fields = [
    ['title', `{${escapeTex(paper.title)}}`],
    ...(year === undefined ? [] : [['year', year]]),
    ...(arxivId === undefined
      ? []
      : [
          ['eprint', arxivId],
          ['archiveprefix', 'arXiv'],
          ['url', `https://arxiv.org/abs/${arxivId}`],
        ]),
    ['note', 'Author names are not known to the source of this entry'],
  ];
  const lines = fields.map(([name, value]) => `  ${name} = {${value}}`);
  return `@misc{${buildKey(paper.title, year)},\n${lines.join(',\n')}\n}\n`;
}

function escapeTex(text: string): string {
  return text.replace(/[\\{}$&#%_~^]/g, (character) => TEX_ESCAPES[character] ?? character);
}

/** `flatformer2023`: the title's first word that has ASCII letters, then the year if known. */
function buildKey(title: string, year: string | undefined): string {
  const words =
    title
      .normalize('NFKD')
      .toLowerCase()
      .match(/[a-z][a-z0-9]*/g) ?? [];
  const word = words.find((candidate) => candidate.length > 3) ?? words[0] ?? 'paper';
  return `${word}${year ?? ''}`;
}
