/** Each row of the tables, on its limits and beyond them: nothing in them is without effect. */
import { describe, expect, it } from 'vitest';
import { CHART_TYPES } from '../../src/blocks/chart-rules.ts';
import type { Rule, ShapeName, ShapeRow } from '../../src/blocks/limit-rule.ts';
import { BLOCK_TYPES, SHAPES, TYPES, VIEWS } from '../../src/blocks/limit-rules.ts';
import { checkMessage, checkView } from '../../src/blocks/limits.ts';
import { RICH_TEXT_PARTS } from '../../src/blocks/rich-text-rules.ts';

type Json = Record<string, unknown>;

const plain = (length: number) => ({ type: 'plain_text', text: 'x'.repeat(length) });
const mrkdwn = (length: number) => ({ type: 'mrkdwn', text: 'x'.repeat(length) });
const actions = (...elements: unknown[]) => ({ type: 'actions', elements });
const press = (known: Json = {}) => ({ type: 'button', text: plain(1), ...known });
const rich = (...elements: unknown[]) => ({ type: 'rich_text', elements });
const paragraph = (...elements: unknown[]) => ({ type: 'rich_text_section', elements });
const modal = (known: Json = {}) => ({
  type: 'modal',
  title: plain(1),
  submit: plain(1),
  blocks: [],
  ...known,
});

function repeat<T>(count: number, value: T): T[] {
  return Array.from({ length: count }, () => value);
}

const codes = (problems: readonly { code: string; pointer: string }[]) =>
  problems.map(({ code, pointer }) => `${code} ${pointer}`);

/** The smallest value a rule accepts. */
function sample(rule: Rule): unknown {
  switch (rule.is) {
    case 'string':
      return 'x'.repeat(rule.min ?? 0);
    case 'url':
      return 'https://a.example';
    case 'boolean':
      return true;
    case 'number':
      return rule.min;
    case 'amount':
      return 0.5;
    case 'choice':
      return rule.of[0];
    case 'text':
      return plain(1);
    case 'list':
      return repeat(rule.min, sample(rule.of));
    case 'typed':
      return sampleTyped(rule.of[0] ?? '');
    case 'shape':
      return sampleRow(SHAPES[rule.of]);
    default:
      return rule satisfies never;
  }
}

function sampleTyped(type: string): Json {
  if (type === 'plain_text') return plain(1);
  return { type, ...sampleRow(TYPES[type] ?? { doc: '' }) };
}

function sampleRow(row: ShapeRow): Json {
  const one = row.oneOf?.slice(0, 1).map((key) => [key, row.optional?.[key]] as const) ?? [];
  return Object.fromEntries(
    [...Object.entries(row.required ?? {}), ...one].flatMap(([key, rule]) =>
      rule === undefined ? [] : [[key, sample(rule)]],
    ),
  );
}

/** Values on the limits of a rule, and values beyond them with the code each deserves. */
function edges(rule: Rule): { good: unknown[]; bad: [unknown, string][] } {
  switch (rule.is) {
    case 'string': {
      const min = rule.min ?? 0;
      const short: [unknown, string][] = min > 0 ? [['x'.repeat(min - 1), 'too_short']] : [];
      return {
        good: ['x'.repeat(min), 'x'.repeat(rule.max)],
        bad: [['x'.repeat(rule.max + 1), 'too_long'], [7, 'wrong_type'], ...short],
      };
    }
    case 'url': {
      const long = `https://a.example/${'x'.repeat(rule.max - 18)}`;
      return {
        good: [long],
        bad: [
          [`${long}x`, 'too_long'],
          ['ftp://a.example', 'bad_value'],
        ],
      };
    }
    case 'boolean':
      return { good: [true, false], bad: [['yes', 'wrong_type']] };
    case 'number':
      return {
        good: [rule.min, rule.max],
        bad: [
          [rule.min - 1, 'bad_value'],
          [rule.max + 1, 'bad_value'],
          [rule.min + 0.5, 'bad_value'],
          ['1', 'wrong_type'],
        ],
      };
    case 'amount':
      return { good: [-1, 0.5], bad: [['1', 'wrong_type']] };
    case 'choice':
      return { good: [...rule.of], bad: [['other', 'bad_value']] };
    case 'text': {
      const markup: [unknown, string][] = rule.plain ? [[mrkdwn(1), 'unknown_type']] : [];
      return {
        good: [plain(1), plain(rule.max), ...(rule.plain ? [] : [mrkdwn(rule.max)])],
        bad: [
          [plain(0), 'too_short'],
          [plain(rule.max + 1), 'too_long'],
          ['bare', 'wrong_type'],
          ...markup,
        ],
      };
    }
    case 'list': {
      const few: [unknown, string][] =
        rule.min > 0 ? [[repeat(rule.min - 1, sample(rule.of)), 'too_few']] : [];
      return {
        good: [repeat(Math.max(1, rule.min), sample(rule.of)), repeat(rule.max, sample(rule.of))],
        bad: [[repeat(rule.max + 1, sample(rule.of)), 'too_many'], [{}, 'wrong_type'], ...few],
      };
    }
    case 'typed':
      return {
        good: rule.of.map(sampleTyped),
        bad: [
          [{ type: 'other' }, 'unknown_type'],
          ['bare', 'wrong_type'],
        ],
      };
    case 'shape':
      return { good: [], bad: [['bare', 'wrong_type']] };
    default:
      return rule satisfies never;
  }
}

/** A message or a view with `element` where its type belongs. */
function place(type: string, element: Json): unknown {
  if (type === 'context_actions') return { blocks: [element] };
  if (type === 'feedback_buttons') {
    return { blocks: [{ type: 'context_actions', elements: [element] }] };
  }
  if (BLOCK_TYPES.includes(type)) return modal({ blocks: [element] });
  if (RICH_TEXT_PARTS.includes(type)) return modal({ blocks: [rich(element)] });
  if (type.endsWith('_input') || type.startsWith('multi_')) {
    return modal({ blocks: [{ type: 'input', label: plain(1), element }] });
  }
  const isInline = TYPES[type]?.doc === TYPES['rich_text']?.doc;
  return modal({ blocks: [isInline ? rich(paragraph(element)) : actions(element)] });
}

/** What stands in a chart must fit what stands beside it: `chart.test.ts`. */
type LoneShape = Exclude<ShapeName, `chart${string}`>;

/** A whole element around an object without a type. */
const AROUND: Readonly<Record<LoneShape, (shape: Json) => [string, Json]>> = {
  option: (shape) => ['checkboxes', { type: 'checkboxes', options: [shape] }],
  selectOption: (shape) => ['static_select', { type: 'static_select', options: [shape] }],
  overflowOption: (shape) => ['overflow', { type: 'overflow', options: [shape] }],
  optionGroup: (shape) => ['static_select', { type: 'static_select', option_groups: [shape] }],
  confirm: (shape) => ['button', press({ confirm: shape })],
  feedbackButton: (shape) => [
    'feedback_buttons',
    {
      type: 'feedback_buttons',
      positive_button: shape,
      negative_button: { text: plain(1), value: 'x' },
    },
  ],
  conversationFilter: (shape) => [
    'conversations_select',
    { type: 'conversations_select', filter: shape },
  ],
  richStyle: (shape) => ['text', { type: 'text', text: 'x', style: shape }],
};

const shapeNames = Object.keys(AROUND) as LoneShape[]; // Object.keys forgets its keys' type

const ROWS: [string, ShapeRow, (known: Json) => unknown][] = [
  ...Object.entries(TYPES)
    .filter(([type]) => type !== 'markdown' && !Object.hasOwn(CHART_TYPES, type))
    .map(([type, row]): (typeof ROWS)[number] => [
      type,
      row,
      (known) => place(type, { ...sampleTyped(type), ...known }),
    ]),
  ...shapeNames.map((name): (typeof ROWS)[number] => [
    name,
    SHAPES[name],
    (known) => place(...AROUND[name]({ ...sampleRow(SHAPES[name]), ...known })),
  ]),
  ['modal view', VIEWS.modal, (known) => modal(known)],
  ['home view', VIEWS.home, (known) => ({ type: 'home', blocks: [], ...known })],
];

/** A message has no type of its own. */
function check(built: unknown): ReturnType<typeof checkView> {
  const isView = typeof built === 'object' && built !== null && 'type' in built;
  return isView ? checkView(built) : checkMessage(built);
}

describe('each row of the rules', () => {
  it.each(ROWS)('%s: accepts every key on its limits and refuses it beyond', (_, row, build) => {
    expect(row.doc).toMatch(/^https:\/\/docs\.slack\.dev\/reference\//);
    expect(check(build({}))).toEqual([]);
    for (const [key, rule] of Object.entries({ ...row.required, ...row.optional })) {
      const { good, bad } = edges(rule);
      for (const value of good) expect(check(build({ [key]: value })), key).toEqual([]);
      for (const [value, code] of bad) {
        const found = check(build({ [key]: value })).map((each) => each.code);
        expect(found, `${key} ${code}`).toContain(code);
      }
    }
    for (const key of Object.keys(row.required ?? {})) {
      expect(codes(check(build({ [key]: undefined }))).join(), key).toContain('missing ');
    }
    expect(codes(check(build({ strange: 1 }))).join()).toContain('unknown_key');
  });
});
