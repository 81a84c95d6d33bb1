/**
 * What Slack accepts in blocks, as data: one row a block, element or composition object, with the
 * page of Slack's documentation that states it. `limits.ts` reads these rows; nothing else does.
 *
 * Lengths are UTF-16 code units, both ends included. Where two copies of the documentation
 * disagree, the smaller number stands here. Only what is listed is accepted: a type that Slack
 * knows and Paperboy does not send is missing on purpose.
 */
import { CHART_SHAPES, CHART_TYPES } from './chart-rules.ts';
import type { Rule, ShapeName, ShapeRow, Surface } from './limit-rule.ts';
import { RICH_TEXT_DOC, RICH_TEXT_PARTS, RICH_TEXT_TYPES } from './rich-text-rules.ts';

const KIT = 'https://docs.slack.dev/reference/block-kit';
const OBJECTS = `${KIT}/composition-objects`;

const ID: Rule = { is: 'string', min: 1, max: 255 };
const FLAG: Rule = { is: 'boolean' };
const SLACK_ID: Rule = { is: 'string', min: 1, max: 255 };
const CONFIRM: Rule = { is: 'shape', of: 'confirm' };
const PLACEHOLDER: Rule = { is: 'text', max: 150, plain: true };
const DAY: Rule = { is: 'string', min: 10, max: 10 };
/** `HH:mm` */
const TIME: Rule = { is: 'string', min: 5, max: 5 };

function listOf(of: Rule, min: number, max: number): Rule {
  return { is: 'list', of, min, max };
}

function options(max: number, shape: 'option' | 'selectOption' | 'overflowOption'): Rule {
  return listOf({ is: 'shape', of: shape }, 1, max);
}

/** A chosen moment or option: what menus and pickers share. */
const PICKED = {
  action_id: ID,
  placeholder: PLACEHOLDER,
  confirm: CONFIRM,
  focus_on_load: FLAG,
} as const satisfies Record<string, Rule>;

const IN_BUTTONS = [
  'button',
  'checkboxes',
  'datepicker',
  'overflow',
  'radio_buttons',
  'timepicker',
];
const SELECTS = [
  'static_select',
  'external_select',
  'users_select',
  'conversations_select',
  'channels_select',
];

const OPTION_FIELDS = {
  value: { is: 'string', min: 1, max: 75 },
  description: { is: 'text', max: 75, plain: true },
} as const satisfies Record<string, Rule>;

export const BLOCK_TYPES: readonly string[] = [
  'actions',
  'alert',
  'context',
  'context_actions',
  'data_visualization',
  'divider',
  'header',
  'image',
  'input',
  'markdown',
  'rich_text',
  'section',
];

/** Objects told apart by where they stand. */
export const SHAPES: Readonly<Record<ShapeName, ShapeRow>> = {
  option: {
    doc: `${OBJECTS}/option-object`,
    required: { text: { is: 'text', max: 75 }, value: OPTION_FIELDS.value },
    optional: { description: OPTION_FIELDS.description },
  },
  /** Where a menu opens, no text is read as markup. */
  selectOption: {
    doc: `${OBJECTS}/option-object`,
    required: { text: { is: 'text', max: 75, plain: true }, value: OPTION_FIELDS.value },
    optional: { description: OPTION_FIELDS.description },
  },
  overflowOption: {
    doc: `${OBJECTS}/option-object`,
    required: { text: { is: 'text', max: 75, plain: true }, value: OPTION_FIELDS.value },
    optional: { description: OPTION_FIELDS.description, url: { is: 'url', max: 3000 } },
  },
  optionGroup: {
    doc: `${OBJECTS}/option-group-object`,
    required: {
      label: { is: 'text', max: 75, plain: true },
      options: options(100, 'selectOption'),
    },
  },
  confirm: {
    doc: `${OBJECTS}/confirmation-dialog-object`,
    required: { text: { is: 'text', max: 300 } },
    optional: {
      title: { is: 'text', max: 100, plain: true },
      confirm: { is: 'text', max: 30, plain: true },
      deny: { is: 'text', max: 30, plain: true },
      style: { is: 'choice', of: ['primary', 'danger'] },
    },
  },
  feedbackButton: {
    doc: `${KIT}/block-elements/feedback-buttons-element`,
    required: {
      text: { is: 'text', max: 75, plain: true },
      value: { is: 'string', min: 1, max: 2000 },
    },
    optional: { accessibility_label: { is: 'string', min: 1, max: 75 } },
  },
  conversationFilter: {
    doc: `${OBJECTS}/conversation-filter-object`,
    optional: {
      include: listOf({ is: 'choice', of: ['im', 'mpim', 'private', 'public'] }, 1, 4),
      exclude_external_shared_channels: FLAG,
      exclude_bot_users: FLAG,
    },
    oneOf: ['include', 'exclude_external_shared_channels', 'exclude_bot_users'],
  },
  richStyle: {
    doc: RICH_TEXT_DOC,
    optional: { bold: FLAG, italic: FLAG, strike: FLAG, code: FLAG, underline: FLAG },
  },
  ...CHART_SHAPES,
};

/** Objects told apart by their `type`. Every block may also have a `block_id`. */
export const TYPES: Readonly<Record<string, ShapeRow>> = {
  actions: {
    doc: `${KIT}/blocks/actions-block`,
    required: { elements: listOf({ is: 'typed', of: [...IN_BUTTONS, ...SELECTS] }, 1, 25) },
  },
  alert: {
    doc: `${KIT}/blocks/alert-block`,
    required: { text: { is: 'text', max: 200 } },
    optional: {
      level: { is: 'choice', of: ['default', 'info', 'warning', 'error', 'success'] },
    },
    surfaces: ['modal'],
  },
  context: {
    doc: `${KIT}/blocks/context-block`,
    required: { elements: listOf({ is: 'typed', of: ['plain_text', 'mrkdwn', 'image'] }, 1, 10) },
  },
  context_actions: {
    doc: `${KIT}/blocks/context-actions-block`,
    required: { elements: listOf({ is: 'typed', of: ['feedback_buttons'] }, 1, 5) },
    surfaces: ['message'],
  },
  divider: { doc: `${KIT}/blocks/divider-block` },
  header: {
    doc: `${KIT}/blocks/header-block`,
    required: { text: { is: 'text', max: 150, plain: true } },
  },
  input: {
    doc: `${KIT}/blocks/input-block`,
    required: {
      label: { is: 'text', max: 2000, plain: true },
      element: {
        is: 'typed',
        of: [
          'plain_text_input',
          'url_text_input',
          'checkboxes',
          'radio_buttons',
          'datepicker',
          'timepicker',
          'multi_static_select',
          ...SELECTS,
        ],
      },
    },
    optional: {
      hint: { is: 'text', max: 2000, plain: true },
      optional: FLAG,
      dispatch_action: FLAG,
    },
    surfaces: ['modal', 'home'],
  },
  markdown: {
    doc: `${KIT}/blocks/markdown-block`,
    required: { text: { is: 'string', min: 1, max: 12_000 } },
    surfaces: ['message'],
  },
  rich_text: {
    doc: RICH_TEXT_DOC,
    required: { elements: listOf({ is: 'typed', of: RICH_TEXT_PARTS }, 1, 1000) },
  },
  section: {
    doc: `${KIT}/blocks/section-block`,
    optional: {
      text: { is: 'text', max: 3000 },
      fields: listOf({ is: 'text', max: 2000 }, 1, 10),
      accessory: { is: 'typed', of: [...IN_BUTTONS, ...SELECTS, 'multi_static_select', 'image'] },
      expand: FLAG,
    },
    oneOf: ['text', 'fields'],
  },
  // The same row serves the image block and the image element: both need an alternative text.
  image: {
    doc: `${KIT}/blocks/image-block`,
    required: {
      image_url: { is: 'url', max: 3000 },
      alt_text: { is: 'string', min: 1, max: 2000 },
    },
    optional: { title: { is: 'text', max: 2000, plain: true } },
  },

  button: {
    doc: `${KIT}/block-elements/button-element`,
    required: { text: { is: 'text', max: 75, plain: true } },
    optional: {
      action_id: ID,
      value: { is: 'string', min: 1, max: 2000 },
      url: { is: 'url', max: 3000 },
      style: { is: 'choice', of: ['primary', 'danger'] },
      confirm: CONFIRM,
      accessibility_label: { is: 'string', min: 1, max: 75 },
    },
  },
  feedback_buttons: {
    doc: `${KIT}/block-elements/feedback-buttons-element`,
    required: {
      positive_button: { is: 'shape', of: 'feedbackButton' },
      negative_button: { is: 'shape', of: 'feedbackButton' },
    },
    optional: { action_id: ID },
  },
  overflow: {
    doc: `${KIT}/block-elements/overflow-menu-element`,
    required: { options: options(5, 'overflowOption') },
    optional: { action_id: ID, confirm: CONFIRM },
  },
  checkboxes: {
    doc: `${KIT}/block-elements/checkboxes-element`,
    required: { options: options(10, 'option') },
    optional: {
      action_id: ID,
      initial_options: options(10, 'option'),
      confirm: CONFIRM,
      focus_on_load: FLAG,
    },
  },
  radio_buttons: {
    doc: `${KIT}/block-elements/radio-button-group-element`,
    required: { options: options(10, 'option') },
    optional: {
      action_id: ID,
      initial_option: { is: 'shape', of: 'option' },
      confirm: CONFIRM,
      focus_on_load: FLAG,
    },
  },
  datepicker: {
    doc: `${KIT}/block-elements/date-picker-element`,
    optional: {
      ...PICKED,
      initial_date: DAY,
    },
  },
  timepicker: {
    doc: `${KIT}/block-elements/time-picker-element`,
    optional: { ...PICKED, initial_time: TIME, timezone: { is: 'string', min: 1, max: 255 } },
  },
  static_select: {
    doc: `${KIT}/block-elements/select-menu-element`,
    optional: {
      ...PICKED,
      options: options(100, 'selectOption'),
      option_groups: listOf({ is: 'shape', of: 'optionGroup' }, 1, 100),
      initial_option: { is: 'shape', of: 'selectOption' },
    },
    oneOf: ['options', 'option_groups'],
  },
  multi_static_select: {
    doc: `${KIT}/block-elements/multi-select-menu-element`,
    optional: {
      ...PICKED,
      options: options(100, 'selectOption'),
      option_groups: listOf({ is: 'shape', of: 'optionGroup' }, 1, 100),
      initial_options: options(100, 'selectOption'),
      max_selected_items: { is: 'number', min: 1, max: 100 },
    },
    oneOf: ['options', 'option_groups'],
  },
  external_select: {
    doc: `${KIT}/block-elements/select-menu-element`,
    optional: {
      ...PICKED,
      initial_option: { is: 'shape', of: 'selectOption' },
      min_query_length: { is: 'number', min: 0, max: 3000 },
    },
  },
  users_select: {
    doc: `${KIT}/block-elements/select-menu-element`,
    optional: {
      ...PICKED,
      initial_user: SLACK_ID,
    },
  },
  conversations_select: {
    doc: `${KIT}/block-elements/select-menu-element`,
    optional: {
      ...PICKED,
      initial_conversation: SLACK_ID,
      default_to_current_conversation: FLAG,
      response_url_enabled: FLAG,
      filter: { is: 'shape', of: 'conversationFilter' },
    },
  },
  channels_select: {
    doc: `${KIT}/block-elements/select-menu-element`,
    optional: {
      ...PICKED,
      initial_channel: SLACK_ID,
      response_url_enabled: FLAG,
    },
  },
  plain_text_input: {
    doc: `${KIT}/block-elements/plain-text-input-element`,
    optional: {
      action_id: ID,
      initial_value: { is: 'string', max: 3000 },
      multiline: FLAG,
      min_length: { is: 'number', min: 0, max: 3000 },
      max_length: { is: 'number', min: 1, max: 3000 },
      placeholder: PLACEHOLDER,
      focus_on_load: FLAG,
    },
  },
  url_text_input: {
    doc: `${KIT}/block-elements/url-input-element`,
    optional: {
      action_id: ID,
      initial_value: { is: 'string', max: 3000 },
      placeholder: PLACEHOLDER,
      focus_on_load: FLAG,
    },
  },
  ...RICH_TEXT_TYPES,
  ...CHART_TYPES,
};

/** What answers a `block_suggestion`. None at all is "No results". */
export const SUGGESTIONS: ShapeRow = {
  doc: 'https://docs.slack.dev/reference/interaction-payloads/block_suggestion-payload',
  optional: {
    options: listOf({ is: 'shape', of: 'selectOption' }, 0, 100),
    option_groups: listOf({ is: 'shape', of: 'optionGroup' }, 0, 100),
  },
  oneOf: ['options', 'option_groups'],
};

/** Text objects. */
export const TEXT_DOC = `${OBJECTS}/text-object`;

/** Limits of a whole message or view. */
export const MESSAGE = {
  doc: 'https://docs.slack.dev/reference/methods/chat.postMessage',
  maxBlocks: 50,
  maxTextChars: 40_000,
  /**
   * Of the blocks' JSON. Slack names no number; `msg_blocks_too_long` was reported from about
   * 13,200 on, with every block within its own limits:
   * https://github.com/slackapi/bolt-js/issues/2509
   */
  maxBlockChars: 12_000,
} as const;

const VIEW_OPTIONAL = {
  private_metadata: { is: 'string', max: 3000 },
  callback_id: ID,
  external_id: ID,
} as const satisfies Record<string, Rule>;

const VIEW_BLOCKS: Rule = { is: 'list', of: { is: 'typed', of: BLOCK_TYPES }, min: 0, max: 100 };

export const VIEWS: Readonly<Record<Exclude<Surface, 'message'>, ShapeRow>> = {
  modal: {
    doc: 'https://docs.slack.dev/reference/views/modal-views',
    required: { title: { is: 'text', max: 24, plain: true }, blocks: VIEW_BLOCKS },
    optional: {
      ...VIEW_OPTIONAL,
      submit: { is: 'text', max: 24, plain: true },
      close: { is: 'text', max: 24, plain: true },
      clear_on_close: FLAG,
      notify_on_close: FLAG,
    },
  },
  home: {
    doc: 'https://docs.slack.dev/reference/views/home-tab-views',
    required: { blocks: VIEW_BLOCKS },
    optional: VIEW_OPTIONAL,
  },
};
