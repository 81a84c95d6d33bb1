/**
 * The plain-text twin of blocks: what a screen reader, a notification or a terminal shows instead.
 * A link is its text alone, because an address read aloud helps nobody; a button is `[More]`, a
 * menu `[⋯ Details | Save]`. It is not escaped and may be of any length.
 */
import type { Block, KnownBlock, RichTextElement } from '@slack/types';
import type { ChartBlock } from './chart.ts';

type RichText = Extract<KnownBlock, { type: 'rich_text' }>;
type RichTextPart = RichText['elements'][number];
/** What stands in sections, rows of buttons and inputs. */
type Element =
  | Extract<KnownBlock, { type: 'actions' }>['elements'][number]
  | Extract<KnownBlock, { type: 'input' }>['element']
  | Extract<KnownBlock, { type: 'context' | 'context_actions' }>['elements'][number];

/** One line or more a block, blocks apart by a line break. Blocks Paperboy does not make are ''. */
export function renderTwin(blocks: readonly (KnownBlock | ChartBlock | Block)[]): string {
  return (
    blocks
      // @slack/types lists a bare Block beside the known ones; the switch tells them apart.
      .map((block) => renderBlock(block as KnownBlock | ChartBlock))
      .filter((text) => text !== '')
      .join('\n')
  );
}

function renderBlock(block: KnownBlock | ChartBlock): string {
  switch (block.type) {
    case 'rich_text':
      return block.elements.map(renderRichText).join('\n');
    case 'section': {
      const parts = [block.text, ...(block.fields ?? [])].map((part) => part?.text ?? '');
      const accessory = block.accessory === undefined ? '' : renderElement(block.accessory);
      return [...parts, accessory].filter((part) => part !== '').join(' ');
    }
    case 'header':
      return block.text.text;
    case 'context':
    case 'context_actions':
    case 'actions':
      return block.elements.map(renderElement).join(' ');
    case 'input':
      return `${block.label.text}: ${renderElement(block.element)}`;
    case 'data_visualization':
      return renderChart(block);
    case 'divider':
      return '---';
    case 'alert':
    case 'card':
    case 'carousel':
    case 'container':
    case 'data_table':
    case 'file':
    case 'image':
    case 'markdown':
    case 'plan':
    case 'table':
    case 'task_card':
    case 'video':
      return '';
    default:
      return block satisfies never;
  }
}

/** The title, then a line a series: `mamba: 1.2 (1–5 Jan), 4 (8–12 Jan)`. */
function renderChart({ title, chart }: ChartBlock): string {
  const series = chart.series.map(({ name, data }) => {
    const points = data.map(({ label, value }) => `${value} (${label})`);
    return `${name}: ${points.join(', ')}`;
  });
  return [title, ...series].join('\n');
}

function renderElement(element: Element | { readonly type: string }): string {
  if ('options' in element && element.type === 'overflow') {
    return `[⋯ ${element.options.map((option) => option.text.text).join(' | ')}]`;
  }
  if ('positive_button' in element) {
    return `[${element.positive_button.text.text} | ${element.negative_button.text.text}]`;
  }
  if ('text' in element) {
    const text = typeof element.text === 'string' ? element.text : element.text.text;
    return element.type === 'button' ? `[${text}]` : text;
  }
  return 'placeholder' in element ? `[${element.placeholder?.text ?? ''}]` : '';
}

function renderRichText(part: RichTextPart): string {
  switch (part.type) {
    case 'rich_text_section':
      return renderInline(part.elements);
    case 'rich_text_quote':
      return `> ${renderInline(part.elements).replaceAll('\n', '\n> ')}`;
    case 'rich_text_preformatted':
      return renderInline(part.elements);
    case 'rich_text_list':
      return part.elements
        .map((item, index) => {
          const mark = part.style === 'ordered' ? `${index + 1}.` : '•';
          return `${mark} ${renderInline(item.elements)}`;
        })
        .join('\n');
    default:
      return part satisfies never;
  }
}

function renderInline(elements: readonly RichTextElement[]): string {
  return elements.map(renderRun).join('');
}

function renderRun(element: RichTextElement): string {
  switch (element.type) {
    case 'text':
      return element.text;
    case 'link':
      return element.text ?? element.url;
    case 'user':
      return `@${element.user_id}`;
    case 'channel':
      return `#${element.channel_id}`;
    case 'date':
      return element.fallback ?? '';
    case 'broadcast':
    case 'color':
    case 'emoji':
    case 'team':
    case 'usergroup':
      return '';
    default:
      return element satisfies never;
  }
}
