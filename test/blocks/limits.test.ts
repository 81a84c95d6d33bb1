import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  checkMessage,
  checkSuggestions,
  checkView,
  countBlockChars,
  listProblems,
} from '../../src/blocks/limits.ts';

type Json = Record<string, unknown>;

const plain = (length: number) => ({ type: 'plain_text', text: 'x'.repeat(length) });
const mrkdwn = (length: number) => ({ type: 'mrkdwn', text: 'x'.repeat(length) });
const section = (known: Json = {}) => ({ type: 'section', text: plain(1), ...known });
const actions = (...elements: unknown[]) => ({ type: 'actions', elements });
const press = (known: Json = {}) => ({ type: 'button', text: plain(1), ...known });
const rich = (...elements: unknown[]) => ({ type: 'rich_text', elements });
const paragraph = (...elements: unknown[]) => ({ type: 'rich_text_section', elements });
const option = (known: Json = {}) => ({ text: plain(1), value: 'v', ...known });
const menu = (...options: unknown[]) => section({ accessory: { type: 'overflow', options } });
const input = (known: Json = {}) => ({
  type: 'input',
  label: plain(1),
  element: { type: 'plain_text_input', ...known },
});
const message = (...blocks: unknown[]) => ({ text: 'x', blocks });
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

describe('checkMessage', () => {
  // At the limit, over it, and what is said then.
  it.each<[string, unknown, unknown, string]>([
    ['text 40,000', { text: 'x'.repeat(40_000) }, { text: 'x'.repeat(40_001) }, 'too_long /text'],
    ['text is not empty alone', { text: 'x' }, { text: '' }, 'too_short /text'],
    ['text or blocks', { text: 'x' }, {}, 'missing '],
    [
      '50 blocks',
      message(...repeat(50, { type: 'divider' })),
      message(...repeat(51, { type: 'divider' })),
      'too_many /blocks',
    ],
    [
      'section text 3,000',
      message(section({ text: plain(3000) })),
      message(section({ text: plain(3001) })),
      'too_long /blocks/0/text/text',
    ],
    [
      'section text not empty',
      message(section()),
      message(section({ text: plain(0) })),
      'too_short /blocks/0/text/text',
    ],
    [
      'section needs text or fields',
      message({ type: 'section', fields: [plain(1)] }),
      message({ type: 'section' }),
      'missing /blocks/0',
    ],
    [
      'ten fields',
      message(section({ fields: repeat(10, plain(9)) })),
      message(section({ fields: repeat(11, plain(9)) })),
      'too_many /blocks/0/fields',
    ],
    [
      'field 2,000',
      message(section({ fields: [mrkdwn(2000)] })),
      message(section({ fields: [mrkdwn(2001)] })),
      'too_long /blocks/0/fields/0/text',
    ],
    [
      'header 150',
      message({ type: 'header', text: plain(150) }),
      message({ type: 'header', text: plain(151) }),
      'too_long /blocks/0/text/text',
    ],
    [
      'header is plain',
      message({ type: 'header', text: plain(1) }),
      message({ type: 'header', text: mrkdwn(1) }),
      'unknown_type /blocks/0/text/type',
    ],
    [
      'context 10',
      message({ type: 'context', elements: repeat(10, plain(1)) }),
      message({ type: 'context', elements: repeat(11, plain(1)) }),
      'too_many /blocks/0/elements',
    ],
    [
      'actions 25',
      message(actions(...repeat(25, press()))),
      message(actions(...repeat(26, press()))),
      'too_many /blocks/0/elements',
    ],
    ['actions 1', message(actions(press())), message(actions()), 'too_few /blocks/0/elements'],
    [
      'button text 75',
      message(actions(press({ text: plain(75) }))),
      message(actions(press({ text: plain(76) }))),
      'too_long /blocks/0/elements/0/text/text',
    ],
    [
      'button value 2,000',
      message(actions(press({ value: 'v'.repeat(2000) }))),
      message(actions(press({ value: 'v'.repeat(2001) }))),
      'too_long /blocks/0/elements/0/value',
    ],
    [
      'overflow 5',
      message(menu(...repeat(5, option()))),
      message(menu(...repeat(6, option()))),
      'too_many /blocks/0/accessory/options',
    ],
    ['overflow 1', message(menu(option())), message(menu()), 'too_few /blocks/0/accessory/options'],
    [
      'option value 75',
      message(menu(option({ value: 'v'.repeat(75) }))),
      message(menu(option({ value: 'v'.repeat(76) }))),
      'too_long /blocks/0/accessory/options/0/value',
    ],
    [
      'action_id 255',
      message(actions(press({ action_id: 'a'.repeat(255) }))),
      message(actions(press({ action_id: 'a'.repeat(256) }))),
      'too_long /blocks/0/elements/0/action_id',
    ],
    [
      'action_ids differ in a block',
      message(actions(press({ action_id: 'a' })), actions(press({ action_id: 'a' }))),
      message(actions(press({ action_id: 'a' }), press({ action_id: 'a' }))),
      'duplicate /blocks/0/elements/1/action_id',
    ],
    [
      'block_ids differ',
      message(section({ block_id: 'a' }), section({ block_id: 'b' })),
      message(section({ block_id: 'a' }), section({ block_id: 'a' })),
      'duplicate /blocks/1/block_id',
    ],
    [
      'links are http',
      message(rich(paragraph({ type: 'link', url: 'https://arxiv.org' }))),
      message(rich(paragraph({ type: 'link', url: 'javascript:alert(1)' }))),
      'bad_value /blocks/0/elements/0/elements/0/url',
    ],
    [
      'rich text is not empty',
      message(rich(paragraph({ type: 'text', text: 'x' }))),
      message(rich(paragraph({ type: 'text', text: '' }))),
      'too_short /blocks/0/elements/0/elements/0/text',
    ],
    [
      'known blocks',
      message({ type: 'divider' }),
      message({ type: 'poster' }),
      'unknown_type /blocks/0/type',
    ],
    [
      'known keys',
      message({ type: 'divider' }),
      message({ type: 'divider', color: 'red' }),
      'unknown_key /blocks/0/color',
    ],
    ['no input here', message(section()), message(input()), 'not_here /blocks/0'],
    ['blocks in a list', message(), { text: 'x', blocks: {} }, 'wrong_type /blocks'],
  ])('holds to %s', (_, good, bad, problem) => {
    expect(checkMessage(good)).toEqual([]);
    expect(codes(checkMessage(bad))).toContain(problem);
  });

  it('counts 12,000 characters over all blocks', () => {
    const blocks = repeat(5, section({ text: plain(2300) }));
    const rest = 12_000 - countBlockChars([...blocks, section({ text: plain(0) })]);
    expect(checkMessage({ blocks: [...blocks, section({ text: plain(rest) })] })).toEqual([]);
    const over = { blocks: [...blocks, section({ text: plain(rest + 1) })] };
    expect(codes(checkMessage(over))).toEqual(['too_long /blocks']);
  });

  it('names the documentation of what was broken', () => {
    const [problem] = checkMessage(message(actions()));
    expect(problem?.message).toContain('docs.slack.dev/reference/block-kit/blocks/actions-block');
  });

  it('has an answer for every JSON value', () => {
    fc.assert(
      fc.property(fc.jsonValue(), (value) => {
        checkMessage(value);
        checkMessage({ blocks: value });
        checkView({ type: 'modal', blocks: [value] });
      }),
    );
  });
});

describe('checkView', () => {
  it.each<[string, unknown, unknown, string]>([
    ['title 24', modal({ title: plain(24) }), modal({ title: plain(25) }), 'too_long /title/text'],
    [
      'submit 24',
      modal({ submit: plain(24) }),
      modal({ submit: plain(25) }),
      'too_long /submit/text',
    ],
    ['close 24', modal({ close: plain(24) }), modal({ close: plain(25) }), 'too_long /close/text'],
    [
      'private_metadata 3,000',
      modal({ private_metadata: 'x'.repeat(3000) }),
      modal({ private_metadata: 'x'.repeat(3001) }),
      'too_long /private_metadata',
    ],
    [
      'callback_id 255',
      modal({ callback_id: 'x'.repeat(255) }),
      modal({ callback_id: 'x'.repeat(256) }),
      'too_long /callback_id',
    ],
    [
      '100 blocks',
      modal({ blocks: repeat(100, { type: 'divider' }) }),
      modal({ blocks: repeat(101, { type: 'divider' }) }),
      'too_many /blocks',
    ],
    [
      'an input needs submit',
      modal({ blocks: [input()] }),
      modal({ blocks: [input()], submit: undefined }),
      'missing /submit',
    ],
    [
      'one focus',
      modal({ blocks: [input({ focus_on_load: true }), input()] }),
      modal({ blocks: [input({ focus_on_load: true }), input({ focus_on_load: true })] }),
      'duplicate /blocks/1/element/focus_on_load',
    ],
    [
      'alerts 200 characters',
      modal({ blocks: [{ type: 'alert', text: plain(200) }] }),
      modal({ blocks: [{ type: 'alert', text: plain(201) }] }),
      'too_long /blocks/0/text/text',
    ],
    [
      'no markdown block',
      modal({ blocks: [section()] }),
      modal({ blocks: [{ type: 'markdown', text: 'x' }] }),
      'not_here /blocks/0',
    ],
    [
      'no title on home',
      { type: 'home', blocks: [] },
      { type: 'home', blocks: [], title: plain(1) },
      'unknown_key /title',
    ],
    ['known views', { type: 'home', blocks: [] }, { type: 'panel' }, 'unknown_type /type'],
  ])('holds to %s', (_, good, bad, problem) => {
    expect(checkView(good)).toEqual([]);
    expect(codes(checkView(bad))).toContain(problem);
  });
});

describe('the options that answer a menu', () => {
  it.each([
    { options: [] },
    { options: repeat(100, option()) },
    { option_groups: [{ label: plain(75), options: repeat(100, option()) }] },
    { options: [option({ text: plain(75), value: 'v'.repeat(75), description: plain(75) })] },
  ])('are accepted: %#', (answer) => {
    expect(checkSuggestions(answer)).toEqual([]);
  });

  it.each<[unknown, string]>([
    [undefined, 'wrong_type'],
    [[], 'wrong_type'],
    [{}, 'missing'],
    [{ options: repeat(101, option()) }, 'too_many'],
    [{ options: [option({ text: plain(76) })] }, 'too_long'],
    [{ options: [option({ text: plain(0) })] }, 'too_short'],
    [{ options: [option({ text: mrkdwn(1) })] }, 'unknown_type'],
    [{ options: [option({ value: 'v'.repeat(76) })] }, 'too_long'],
    [{ options: [option({ url: 'https://a.example' })] }, 'unknown_key'],
    [{ options: [{ text: plain(1) }] }, 'missing'],
    [{ option_groups: [{ label: plain(1), options: [] }] }, 'too_few'],
    [{ options: [], blocks: [] }, 'unknown_key'],
  ])('are refused: %#', (answer, code) => {
    expect(codes(checkSuggestions(answer)).join()).toContain(`${code} `);
    expect(listProblems('suggestions', answer)[0]).toContain('https://docs.slack.dev/');
  });
});
