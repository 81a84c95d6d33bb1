/**
 * Makes a block fit for `slack-blocks-to-jsx`, which opens any address, shows nothing in place of
 * a part it does not know, loses a date's link and fallback, and names only what it has a list of.
 */
import type { Block } from 'slack-blocks-to-jsx';
import type { Json } from '../page-protocol.ts';
import { formatDate } from './block-date.ts';
import {
  isJson,
  readHref,
  readList,
  readString,
  requireJson,
  requireList,
  requireString,
} from './block-json.ts';
import type { Directory } from './directory.ts';

/** Throws for what would not be shown. */
export function toLibraryBlock(block: Json, directory: Directory): Block {
  // What is wrong deeper inside throws when it is drawn.
  return toShown(block, directory) as unknown as Block;
}

/** Without ids, which would become those of elements, and of several where messages have the same. */
function toShown({ block_id: _, ...block }: Json, directory: Directory): Json {
  switch (block['type']) {
    case 'rich_text':
      return {
        ...block,
        elements: readList(block['elements']).map((part) => toPart(part, directory)),
      };
    case 'plan': {
      const tasks = readList(block['tasks']).map((task) => toTask(task, directory));
      return { ...block, title: requireString(block, 'title'), tasks };
    }
    case 'task_card':
      return toTask(block, directory);
    case 'markdown':
      return { ...block, text: linkImages(requireString(block, 'text')) };
    case 'data_visualization':
      return { ...block, chart: requireJson(block, 'chart') };
    default:
      return block;
  }
}

function toTask({ block_id: _, details, output, ...task }: Json, directory: Directory): Json {
  return {
    ...task,
    title: requireString(task, 'title'),
    ...(isJson(details) && { details: toShown(details, directory) }),
    ...(isJson(output) && { output: toShown(output, directory) }),
  };
}

/** `![alt](url)` → `[alt](url)`: the page may not load images. */
function linkImages(markdown: string): string {
  return markdown.replaceAll(/!\[([^\]\n]*)\]\((https?:\/\/[^\s)]+)[^)\n]*\)/g, '[$1]($2)');
}

/** Beyond it, lists are drawn at the margin. */
const MAX_INDENT = 5;

function toPart(part: Json, directory: Directory): Json {
  switch (part['type']) {
    case 'rich_text_section':
    case 'rich_text_quote':
    case 'rich_text_preformatted':
      return {
        ...part,
        elements: readList(part['elements']).map((each) => toElement(each, directory)),
      };
    case 'rich_text_list':
      return {
        ...part,
        style: part['style'] === 'ordered' ? 'ordered' : 'bullet',
        indent: Math.min(Math.max(Math.trunc(Number(part['indent'] ?? 0)) || 0, 0), MAX_INDENT),
        elements: requireList(part, 'elements').map((item) => toPart(item, directory)),
      };
    default:
      throw new Error(`rich_text has no part ${readString(part['type'])}`);
  }
}

function toElement(element: Json, directory: Directory): Json {
  const text = (shown: string) => ({ type: 'text', text: shown, style: element['style'] });
  const name = readString(element['name']);
  switch (element['type']) {
    case 'text':
    case 'link':
    case 'user':
    case 'emoji':
    case 'color':
    case 'broadcast':
      return element;
    case 'channel': {
      const isKnown = directory.channels.some(({ id }) => id === element['channel_id']);
      return isKnown || name === '' ? element : text(`#${name}`);
    }
    case 'usergroup':
      return text(`@${name.replace(/^@/, '') || readString(element['usergroup_id'])}`);
    case 'team':
      return text(`@${readString(element['team_id'])}`);
    case 'date':
      return toDate(element, directory);
    default:
      throw new Error(`rich_text has no element ${readString(element['type'])}`);
  }
}

/** In the viewer's time zone, which need not be the browser's. */
function toDate({ timestamp, format, fallback, url, style }: Json, { viewer }: Directory): Json {
  const text =
    formatDate(Number(timestamp), readString(format), viewer.tz) ??
    (readString(fallback) || String(timestamp));
  const href = readHref(url);
  return href === undefined
    ? { type: 'text', text, style }
    : { type: 'link', url: href, text, style };
}
