/**
 * What Slack accepts inside a `rich_text` block, as data for `limits.ts`.
 */
import type { Rule, ShapeRow } from './limit-rule.ts';

export const RICH_TEXT_DOC = 'https://docs.slack.dev/reference/block-kit/blocks/rich-text-block';

const RICH = RICH_TEXT_DOC;
const STYLE: Rule = { is: 'shape', of: 'richStyle' };
const SLACK_ID: Rule = { is: 'string', min: 1, max: 255 };
const INLINE = [
  'text',
  'link',
  'user',
  'usergroup',
  'channel',
  'broadcast',
  'emoji',
  'date',
  'team',
];

export const RICH_TEXT_PARTS: readonly string[] = [
  'rich_text_section',
  'rich_text_list',
  'rich_text_quote',
  'rich_text_preformatted',
];

const INLINE_LIST = listOf({ is: 'typed', of: INLINE }, 1, 1000);

export const RICH_TEXT_TYPES: Readonly<Record<string, ShapeRow>> = {
  rich_text_section: { doc: RICH, required: { elements: INLINE_LIST } },
  rich_text_quote: {
    doc: RICH,
    required: { elements: INLINE_LIST },
    optional: { border: { is: 'choice', of: [0, 1] } },
  },
  rich_text_preformatted: {
    doc: RICH,
    required: { elements: listOf({ is: 'typed', of: ['text', 'link'] }, 1, 1000) },
    optional: { border: { is: 'choice', of: [0, 1] } },
  },
  rich_text_list: {
    doc: RICH,
    required: {
      style: { is: 'choice', of: ['bullet', 'ordered'] },
      elements: listOf({ is: 'typed', of: ['rich_text_section'] }, 1, 1000),
    },
    optional: {
      indent: { is: 'number', min: 0, max: 8 },
      offset: { is: 'number', min: 0, max: 100_000 },
      border: { is: 'choice', of: [0, 1] },
    },
  },
  // Slack states no length for a rich text element; text objects end at 3000, so these do too.
  text: {
    doc: RICH,
    required: { text: { is: 'string', min: 1, max: 3000 } },
    optional: { style: STYLE },
  },
  link: {
    doc: RICH,
    required: { url: { is: 'url', max: 3000 } },
    optional: {
      text: { is: 'string', min: 1, max: 3000 },
      unsafe: { is: 'boolean' },
      style: STYLE,
    },
  },
  user: { doc: RICH, required: { user_id: SLACK_ID }, optional: { style: STYLE } },
  usergroup: { doc: RICH, required: { usergroup_id: SLACK_ID }, optional: { style: STYLE } },
  team: { doc: RICH, required: { team_id: SLACK_ID }, optional: { style: STYLE } },
  channel: { doc: RICH, required: { channel_id: SLACK_ID }, optional: { style: STYLE } },
  broadcast: {
    doc: RICH,
    required: { range: { is: 'choice', of: ['here', 'channel', 'everyone'] } },
    optional: { style: STYLE },
  },
  emoji: {
    doc: RICH,
    required: { name: { is: 'string', min: 1, max: 255 } },
    optional: { unicode: { is: 'string', min: 1, max: 255 }, style: STYLE },
  },
  date: {
    doc: RICH,
    required: {
      timestamp: { is: 'number', min: 0, max: 100_000_000_000 },
      format: { is: 'string', min: 1, max: 255 },
    },
    optional: {
      url: { is: 'url', max: 3000 },
      fallback: { is: 'string', min: 1, max: 255 },
      style: STYLE,
    },
  },
};

function listOf(of: Rule, min: number, max: number): Rule {
  return { is: 'list', of, min, max };
}
