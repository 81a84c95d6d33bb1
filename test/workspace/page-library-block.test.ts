import { describe, expect, it } from 'vitest';
import type { Directory } from '../../src/workspace/page/directory.ts';
import { toLibraryBlock } from '../../src/workspace/page/library-block.ts';

const viewer = { id: 'U0ADA', name: 'ada', realName: 'Ada', role: 'admin', tz: 'UTC' } as const;
const directory: Directory = {
  viewer,
  botUserId: 'U0BOT',
  users: new Map([[viewer.id, viewer]]),
  channels: [{ id: 'C0LAB', name: 'lab', kind: 'public', isArchived: false, members: [] }],
};

const richText = (...elements: object[]) => ({ type: 'rich_text', elements });
const section = (...elements: object[]) => ({ type: 'rich_text_section', elements });

describe('toLibraryBlock', () => {
  it('takes the ids out, which would be those of elements', () => {
    const divider = { type: 'divider', block_id: 'b1' };
    expect(toLibraryBlock(divider, directory)).toEqual({ type: 'divider' });
    const plan = { type: 'plan', title: 'A plan', tasks: [{ title: 'Read', block_id: 'b2' }] };
    expect(toLibraryBlock(plan, directory)).toEqual({
      type: 'plan',
      title: 'A plan',
      tasks: [{ title: 'Read' }],
    });
  });

  it.each([
    [{ type: 'text', text: '*x* :smile: <b>' }, undefined],
    [{ type: 'channel', channel_id: 'C0LAB', name: 'old-name' }, undefined],
    [
      { type: 'channel', channel_id: 'C9', name: 'gone' },
      { type: 'text', text: '#gone' },
    ],
    [
      { type: 'usergroup', usergroup_id: 'S1', name: '@team' },
      { type: 'text', text: '@team' },
    ],
    [
      { type: 'usergroup', usergroup_id: 'S1' },
      { type: 'text', text: '@S1' },
    ],
    [
      { type: 'date', timestamp: 0, format: '{date_num}', style: { bold: true } },
      { type: 'text', text: '1970-01-01', style: { bold: true } },
    ],
    [
      { type: 'date', timestamp: 0, format: '{date_num}', url: 'https://a.org' },
      { type: 'link', url: 'https://a.org', text: '1970-01-01' },
    ],
    [
      { type: 'date', timestamp: 0, format: '{x}', url: 'javascript:x', fallback: 'then' },
      { type: 'text', text: 'then' },
    ],
  ])('hands %j over as it can be shown', (element, shown) => {
    expect(toLibraryBlock(richText(section(element)), directory)).toEqual(
      richText(section(shown ?? element)),
    );
  });

  it.each([
    [undefined, 0],
    [-1, 0],
    ['x', 0],
    [2, 2],
    [8, 5],
  ])('keeps the indent %j of a list within what is drawn', (indent, drawn) => {
    const list = { type: 'rich_text_list', style: 'ordered', indent, elements: [section()] };
    expect(toLibraryBlock(richText(list), directory)).toEqual(richText({ ...list, indent: drawn }));
  });

  it.each([
    richText({ type: 'rich_text_poem', elements: [] }),
    richText(section({ type: 'video' })),
    richText({ type: 'rich_text_list', style: 'bullet' }),
    { type: 'plan' },
    { type: 'task_card' },
    { type: 'markdown', text: '' },
    { type: 'data_visualization' },
  ])('throws for %j, which would not be shown', (block) => {
    expect(() => toLibraryBlock(block, directory)).toThrow();
  });

  it('makes links of the images in markdown', () => {
    const block = { type: 'markdown', text: 'See ![a chart](https://a.org/i.png "it")' };
    expect(toLibraryBlock(block, directory)).toEqual({
      type: 'markdown',
      text: 'See [a chart](https://a.org/i.png)',
    });
  });
});
