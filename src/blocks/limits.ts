/**
 * Says what Slack would refuse in a message or view, offline: each problem with a JSON pointer,
 * a code and a sentence that names the limit. It is the one place where Slack's limits are
 * enforced; the local workspace answers `invalid_blocks` by it. It changes and cuts nothing, and
 * is total for every JSON value.
 */
import { CHART_LIMITS } from './chart.ts';
import { CHART_DOC } from './chart-rules.ts';
import type { Rule, ShapeRow, Surface } from './limit-rule.ts';
import {
  BLOCK_TYPES,
  MESSAGE,
  SHAPES,
  SUGGESTIONS,
  TEXT_DOC,
  TYPES,
  VIEWS,
} from './limit-rules.ts';

export type LimitCode =
  | 'wrong_type'
  | 'unknown_type'
  | 'unknown_key'
  | 'missing'
  | 'too_short'
  | 'too_long'
  | 'too_few'
  | 'too_many'
  | 'bad_value'
  | 'not_here'
  | 'duplicate';

export type LimitProblem = {
  /** JSON pointer (RFC 6901) into what was checked, e.g. `/blocks/0/text`; '' = the whole. */
  readonly pointer: string;
  readonly code: LimitCode;
  /** What was expected and found, with the documentation URL. */
  readonly message: string;
};

type Context = {
  readonly surface: Surface;
  readonly problems: LimitProblem[];
  /** Pointers of the elements that ask for the focus, in order. */
  readonly focused: string[];
  hasInput: boolean;
};

type Place = { readonly pointer: string; readonly doc: string };
type Json = Readonly<Record<string, unknown>>;

/** Problems of `{text, blocks}` as chat.postMessage takes it; other keys are not looked at. */
export function checkMessage(message: unknown): LimitProblem[] {
  const context = createContext('message');
  const whole = { pointer: '', doc: MESSAGE.doc };
  if (!isJson(message)) return [problem(whole, 'wrong_type', 'a message is an object')];
  const { text, blocks } = message;
  if (text === undefined && blocks === undefined) {
    report(context, whole, 'missing', 'a message needs text or blocks');
  }
  if (text !== undefined) {
    const place = { pointer: '/text', doc: MESSAGE.doc };
    // An empty text is fine beside blocks: it is only the fallback then.
    const min = blocks === undefined ? 1 : 0;
    checkValue(text, { is: 'string', min, max: MESSAGE.maxTextChars }, place, context);
  }
  if (blocks !== undefined) {
    const place = { pointer: '/blocks', doc: MESSAGE.doc };
    checkBlocks(blocks, { min: 0, max: MESSAGE.maxBlocks }, place, context);
    checkChartCount(blocks, place, context);
    const size = countBlockChars(blocks);
    if (size > MESSAGE.maxBlockChars) {
      const expected = `at most ${MESSAGE.maxBlockChars} characters in all blocks, got ${size}`;
      report(context, place, 'too_long', expected);
    }
  }
  return context.problems;
}

/** Problems of a modal or home view as views.open and views.publish take it. */
export function checkView(view: unknown): LimitProblem[] {
  const start = { pointer: '', doc: VIEWS.modal.doc };
  if (!isJson(view)) return [problem(start, 'wrong_type', 'a view is an object')];
  const surface = view['type'];
  if (surface !== 'modal' && surface !== 'home') {
    return [problem({ ...start, pointer: '/type' }, 'unknown_type', 'expected modal or home')];
  }
  const context = createContext(surface);
  const row = VIEWS[surface];
  const whole = { pointer: '', doc: row.doc };
  checkShape(view, row, whole, context);
  checkUniqueBlockIds(view['blocks'], { ...whole, pointer: '/blocks' }, context);
  if (surface === 'modal' && context.hasInput && view['submit'] === undefined) {
    report(context, { ...whole, pointer: '/submit' }, 'missing', 'a modal with an input needs it');
  }
  for (const pointer of context.focused.slice(1)) {
    report(context, { ...whole, pointer }, 'duplicate', 'only one element may take the focus');
  }
  return context.problems;
}

/** Problems of what answers a `block_suggestion`: the options of an `external_select`. */
export function checkSuggestions(answer: unknown): LimitProblem[] {
  const whole = { pointer: '', doc: SUGGESTIONS.doc };
  if (!isJson(answer)) return [problem(whole, 'wrong_type', 'an answer is an object')];
  const context = createContext('message');
  checkShape(answer, SUGGESTIONS, whole, context);
  return context.problems;
}

const CHECKS = {
  message: checkMessage,
  modal: checkView,
  home: checkView,
  suggestions: checkSuggestions,
} as const;

/** One of the checks, one line a problem: the form in which a server says no. */
export function listProblems(kind: keyof typeof CHECKS, payload: unknown): readonly string[] {
  const problems = CHECKS[kind](payload);
  return problems.map(({ pointer, message }) => `${pointer}: ${message}`);
}

/** UTF-16 code units of the blocks' JSON, which is what the limit of a whole message counts. */
export function countBlockChars(blocks: unknown): number {
  return JSON.stringify(blocks)?.length ?? 0;
}

function createContext(surface: Surface): Context {
  return { surface, problems: [], focused: [], hasInput: false };
}

function checkBlocks(
  blocks: unknown,
  range: { readonly min: number; readonly max: number },
  place: Place,
  context: Context,
): void {
  checkValue(
    blocks,
    { is: 'list', of: { is: 'typed', of: BLOCK_TYPES }, ...range },
    place,
    context,
  );
  checkUniqueBlockIds(blocks, place, context);
}

/** One check a kind of rule. */
function checkValue(value: unknown, rule: Rule, place: Place, context: Context): void {
  switch (rule.is) {
    case 'string':
    case 'url':
      checkString(value, rule, place, context);
      break;
    case 'boolean':
      if (typeof value !== 'boolean')
        report(context, place, 'wrong_type', 'expected true or false');
      break;
    case 'number':
      checkNumber(value, rule, place, context);
      break;
    case 'amount':
      if (typeof value !== 'number' || !Number.isFinite(value)) {
        report(context, place, 'wrong_type', 'expected a number');
      }
      break;
    case 'choice':
      if (!rule.of.some((allowed) => allowed === value)) {
        report(context, place, 'bad_value', `expected one of ${rule.of.join(', ')}`);
      }
      break;
    case 'text':
      checkText(value, rule, place, context);
      break;
    case 'list':
      checkList(value, rule, place, context);
      break;
    case 'typed':
      checkTyped(value, rule.of, place, context);
      break;
    case 'shape':
      if (!isJson(value)) report(context, place, 'wrong_type', 'expected an object');
      else checkShape(value, SHAPES[rule.of], { ...place, doc: SHAPES[rule.of].doc }, context);
      break;
    default:
      rule satisfies never;
  }
}

function checkString(
  value: unknown,
  rule: Extract<Rule, { readonly is: 'string' | 'url' }>,
  place: Place,
  context: Context,
): void {
  if (typeof value !== 'string') {
    report(context, place, 'wrong_type', 'expected a string');
    return;
  }
  const min = rule.is === 'string' ? (rule.min ?? 0) : 1;
  if (value.length < min) {
    report(context, place, 'too_short', `expected at least ${min} characters, got ${value.length}`);
  } else if (rule.is === 'url' && !/^https?:\/\/[^\s<>|"]+$/i.test(value)) {
    report(context, place, 'bad_value', 'expected an http or https URL without spaces or < > | "');
  }
  if (value.length > rule.max) {
    report(context, place, 'too_long', `expected at most ${rule.max}, got ${value.length}`);
  }
}

function checkNumber(
  value: unknown,
  { min, max }: Extract<Rule, { readonly is: 'number' }>,
  place: Place,
  context: Context,
): void {
  if (typeof value !== 'number') report(context, place, 'wrong_type', 'expected a number');
  else if (!Number.isInteger(value) || value < min || value > max) {
    report(context, place, 'bad_value', `expected a whole number from ${min} to ${max}`);
  }
}

function checkText(
  value: unknown,
  rule: Extract<Rule, { readonly is: 'text' }>,
  place: Place,
  context: Context,
): void {
  const here = { ...place, doc: TEXT_DOC };
  if (!isJson(value)) {
    report(context, here, 'wrong_type', 'expected a text object');
    return;
  }
  const type = value['type'];
  const allowed = rule.plain === true ? ['plain_text'] : ['plain_text', 'mrkdwn'];
  if (typeof type !== 'string' || !allowed.includes(type)) {
    const expected = `expected ${allowed.join(' or ')}`;
    report(context, { ...here, pointer: `${place.pointer}/type` }, 'unknown_type', expected);
    return;
  }
  const required: ShapeRow['required'] = { text: { is: 'string', min: 1, max: rule.max } };
  const optional: ShapeRow['optional'] = {
    [type === 'mrkdwn' ? 'verbatim' : 'emoji']: { is: 'boolean' },
  };
  checkShape(value, { doc: TEXT_DOC, required, optional }, here, context);
}

function checkList(
  value: unknown,
  { of, min, max }: Extract<Rule, { readonly is: 'list' }>,
  place: Place,
  context: Context,
): void {
  if (!Array.isArray(value)) {
    report(context, place, 'wrong_type', 'expected a list');
    return;
  }
  if (value.length < min) report(context, place, 'too_few', `expected at least ${min}`);
  if (value.length > max) {
    report(context, place, 'too_many', `expected at most ${max}, got ${value.length}`);
  }
  for (const [index, item] of value.entries()) {
    checkValue(item, of, { ...place, pointer: `${place.pointer}/${index}` }, context);
  }
}

function checkTyped(
  value: unknown,
  types: readonly string[],
  place: Place,
  context: Context,
): void {
  if (!isJson(value)) {
    report(context, place, 'wrong_type', 'expected an object with a type');
    return;
  }
  const type = value['type'];
  if (typeof type !== 'string' || !types.includes(type)) {
    const expected = `expected one of ${types.join(', ')}`;
    report(context, { ...place, pointer: `${place.pointer}/type` }, 'unknown_type', expected);
    return;
  }
  if (type === 'plain_text' || type === 'mrkdwn') {
    checkText(value, { is: 'text', max: 3000 }, place, context);
    return;
  }
  const known = TYPES[type];
  if (known === undefined) return;
  const isBlock = types === BLOCK_TYPES;
  const row = isBlock ? withBlockId(known) : known;
  const here = { pointer: place.pointer, doc: row.doc };
  checkShape(value, row, here, context);
  if (row.surfaces !== undefined && !row.surfaces.includes(context.surface)) {
    report(context, here, 'not_here', `a ${type} block is not shown in a ${context.surface}`);
  }
  if (isBlock) checkUniqueActionIds(value, here, context);
  if (type === 'line') checkCategories(value, here, context);
  if (type === 'input') context.hasInput = true;
  if (value['focus_on_load'] === true) context.focused.push(`${place.pointer}/focus_on_load`);
}

function withBlockId(row: ShapeRow): ShapeRow {
  return { ...row, optional: { ...row.optional, block_id: { is: 'string', min: 1, max: 255 } } };
}

/** Every key: required ones there, known ones right, others reported. */
function checkShape(value: Json, row: ShapeRow, place: Place, context: Context): void {
  const rules: Readonly<Record<string, Rule>> = { ...row.required, ...row.optional };
  for (const key of Object.keys(row.required ?? {})) {
    if (value[key] === undefined) {
      report(
        context,
        { ...place, pointer: `${place.pointer}/${key}` },
        'missing',
        'it is required',
      );
    }
  }
  if (row.oneOf?.every((key) => value[key] === undefined)) {
    report(context, place, 'missing', `expected ${row.oneOf.join(' or ')}`);
  }
  for (const [key, field] of Object.entries(value)) {
    if (key === 'type' || field === undefined) continue;
    const here = { ...place, pointer: `${place.pointer}/${escapePointer(key)}` };
    const rule = Object.hasOwn(rules, key) ? rules[key] : undefined;
    if (rule === undefined) report(context, here, 'unknown_key', 'Slack knows no such key here');
    else checkValue(field, rule, here, context);
  }
}

function checkUniqueBlockIds(blocks: unknown, place: Place, context: Context): void {
  if (!Array.isArray(blocks)) return;
  reportRepeated(
    blocks.map((block: unknown) => (isJson(block) ? block['block_id'] : undefined)),
    (index) => ({ ...place, pointer: `${place.pointer}/${index}/block_id` }),
    context,
  );
}

/** Slack tells the elements of one block apart by their action_id. */
function checkUniqueActionIds(block: Json, place: Place, context: Context): void {
  const elements: unknown = block['elements'];
  const isRow = block['type'] === 'actions' || block['type'] === 'context_actions';
  if (!isRow || !Array.isArray(elements)) return;
  reportRepeated(
    elements.map((element: unknown) => (isJson(element) ? element['action_id'] : undefined)),
    (index) => ({ ...place, pointer: `${place.pointer}/elements/${index}/action_id` }),
    context,
  );
}

function checkChartCount(blocks: unknown, place: Place, context: Context): void {
  if (!Array.isArray(blocks)) return;
  const charts = blocks.filter(
    (block: unknown) => isJson(block) && block['type'] === 'data_visualization',
  ).length;
  if (charts > CHART_LIMITS.perMessage) {
    const expected = `expected at most ${CHART_LIMITS.perMessage} charts, got ${charts}`;
    report(context, { ...place, doc: CHART_DOC }, 'too_many', expected);
  }
}

/** Names and categories stand once, and every series has a value for each category. */
function checkCategories(chart: Json, place: Place, context: Context): void {
  const { series, axis_config: axes } = chart;
  const categories: unknown = isJson(axes) ? axes['categories'] : undefined;
  if (!Array.isArray(series) || !Array.isArray(categories)) return;
  const pointer = `${place.pointer}/axis_config/categories`;
  reportRepeated(categories, (index) => ({ ...place, pointer: `${pointer}/${index}` }), context);
  const placeOf = (index: number) => ({ ...place, pointer: `${place.pointer}/series/${index}` });
  reportRepeated(
    series.map((each: unknown) => (isJson(each) ? each['name'] : undefined)),
    placeOf,
    context,
  );
  for (const [index, each] of series.entries()) {
    const data: unknown = isJson(each) ? each['data'] : undefined;
    if (!Array.isArray(data)) continue;
    const labels = data.map((point: unknown) => (isJson(point) ? point['label'] : undefined));
    const isWhole =
      labels.length === categories.length && categories.every((one) => labels.includes(one));
    if (!isWhole) report(context, placeOf(index), 'bad_value', 'expected each category once');
  }
}

function reportRepeated(
  ids: readonly unknown[],
  placeOf: (index: number) => Place,
  context: Context,
): void {
  const seen = new Set<unknown>();
  for (const [index, id] of ids.entries()) {
    if (id !== undefined && seen.has(id)) {
      report(context, placeOf(index), 'duplicate', 'the same stands before');
    }
    seen.add(id);
  }
}

function report(context: Context, place: Place, code: LimitCode, expected: string): void {
  context.problems.push(problem(place, code, expected));
}

function problem({ pointer, doc }: Place, code: LimitCode, expected: string): LimitProblem {
  return { pointer, code, message: `${expected} (${doc})` };
}

function isJson(value: unknown): value is Json {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

function escapePointer(key: string): string {
  return key.replaceAll('~', '~0').replaceAll('/', '~1');
}
