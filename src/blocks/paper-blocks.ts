/** The ways one paper is shown inside messages: its linked title, its excerpt, its line of facts. */
import type {
  RichTextBlockElement,
  RichTextElement,
  RichTextSection,
  SectionBlock,
} from '@slack/types';
import type { Paper, PaperId } from '../model/paper.ts';
import type { Excerpt } from '../requests/replies.ts';
import { paperMenu, plainText } from './elements.ts';
import { cleanLine, cleanText, cutText, quoteLine } from './escape.ts';
import { buildPaperLinks } from './paper-links.ts';
import { linkRun, markedRun, paragraph, quotation, textRun } from './rich-text.ts';

/** How long a line of facts may get. */
const MAX_FACTS_CHARS = 400;

/**
 * `before` and the title, linked: to its page, or for a paper without one to a search for its
 * title, which is then said beside it together with a second place to search.
 */
export function titleParagraph(
  paper: Paper,
  { before = '', maxChars }: { readonly before?: string; readonly maxChars: number },
): RichTextSection[] {
  const links = buildPaperLinks(paper);
  const title = showTitle(paper, maxChars);
  const bold = { bold: true } as const;
  return links.kind === 'page'
    ? paragraph(...textRun(before), linkRun(links.url, title, bold))
    : paragraph(
        ...textRun(before),
        linkRun(links.huggingFace, title, bold),
        ...textRun('  (title search; also at '),
        linkRun(links.arxiv, 'arXiv'),
        ...textRun(')'),
      );
}

/** A title as it is shown: on one line, cut to `maxChars`. Never empty. */
export function showTitle({ title }: Pick<Paper, 'title'>, maxChars: number): string {
  return quoteLine(title, maxChars) || 'untitled';
}

/** The title, linked where the paper has a page of its own, and nothing more. For one line. */
export function shortTitle(paper: Paper, maxChars: number): RichTextElement[] {
  const title = showTitle(paper, maxChars);
  const links = buildPaperLinks(paper);
  return links.kind === 'page' ? [linkRun(links.url, title)] : textRun(title);
}

/** The excerpt as a quotation, matched words bold, `…` where the sentence goes on. */
export function excerptQuote(
  excerpt: Excerpt | undefined,
  maxChars: number,
): RichTextBlockElement[] {
  if (excerpt === undefined || maxChars === 0 || cleanLine(excerpt.text) === '') return [];
  const kept = cutText(excerpt.text, maxChars);
  const isCut = kept !== excerpt.text;
  const text = isCut ? kept.replace(/…$/u, '') : kept;
  return quotation(
    ...textRun(excerpt.cutStart ? '… ' : ''),
    ...markedRun(text, excerpt.marks),
    ...textRun(isCut ? '…' : excerpt.cutEnd ? ' …' : ''),
  );
}

/** A sentence of an abstract, whole where it fits. */
export function sentenceQuote(sentence: string, maxChars: number): RichTextBlockElement[] {
  return maxChars === 0 ? [] : quotation(...textRun(cutText(cleanText(sentence), maxChars)));
}

/** What is known, with the paper's menu beside it. */
export function factsSection(
  facts: readonly string[],
  menu: { readonly paperId: PaperId; readonly saved: boolean },
): SectionBlock {
  const known = facts.filter((fact) => fact !== '');
  return {
    type: 'section',
    text: plainText(known.join(' · ') || 'date and authors not known', MAX_FACTS_CHARS),
    accessory: paperMenu(menu.paperId, menu.saved),
  };
}
