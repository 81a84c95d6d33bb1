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

/** An entry a paper, an empty line between them; keys that would be the same get `a`, `b` … */
export function buildBibtexEntries(papers: readonly Paper[]): string {
  const keys = papers.map((paper) => buildKey(paper));
  return papers
    .map((paper, index) => {
      const key = keys[index] ?? '';
      const same = keys.slice(0, index).filter((earlier) => earlier === key).length;
      const isShared = keys.filter((other) => other === key).length > 1;
      return buildEntry(paper, isShared ? `${key}${numberToLetters(same)}` : key);
    })
    .join('\n');
}

/** One `@misc` entry, ending in a newline. The title keeps its capitals through double braces. */
function buildEntry(paper: Paper, key: string): string {
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
  return `@misc{${key},\n${lines.join(',\n')}\n}\n`;
}

function escapeTex(text: string): string {
  return text.replace(/[\\{}$&#%_~^]/g, (character) => TEX_ESCAPES[character] ?? character);
}

/** `flatformer2023`: the title's first word that has ASCII letters, then the year if known. */
function buildKey({ title, publishedOn }: Paper): string {
  const words =
    title
      .normalize('NFKD')
      .toLowerCase()
      .match(/[a-z][a-z0-9]*/g) ?? [];
  const word = words.find((candidate) => candidate.length > 3) ?? words[0] ?? 'paper';
  return `${word}${publishedOn?.slice(0, 4) ?? ''}`;
}

/** 0 → `a`, 25 → `z`, 26 → `za`. */
function numberToLetters(index: number): string {
  return `${'z'.repeat(Math.floor(index / 26))}${String.fromCharCode(97 + (index % 26))}`;
}
