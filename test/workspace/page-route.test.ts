import { describe, expect, it } from 'vitest';
import { parsePermalink, parseRoute, renderRoute } from '../../src/workspace/page/route.ts';

const BEN = { userId: 'U0BEN', channelId: 'C0READING' };
const TS = '1795243148.000004';
const REPLY = '1795243150.000012';

describe('an address of the page', () => {
  it.each([
    ['#U0BEN/C0READING', BEN],
    [`#U0BEN/C0READING/${TS}`, { ...BEN, threadTs: TS }],
    [`#U0BEN/C0READING/p${TS}`, { ...BEN, messageTs: TS }],
    [`#U0BEN/C0READING/${TS}/p${REPLY}`, { ...BEN, threadTs: TS, messageTs: REPLY }],
    ['#U0BEN/C0READING/home', { ...BEN, isHome: true }],
  ])('%s is a place, and the place has that address', (address, route) => {
    expect(parseRoute(address)).toEqual(route);
    expect(renderRoute(route)).toBe(address);
  });

  it.each(['', '#', '#/', '#//p'])('%j is where a first visit starts', (address) => {
    expect(parseRoute(address)).toEqual({ userId: 'U0ADA', channelId: 'C0READING' });
  });
});

describe('a permalink', () => {
  const path = `/archives/C0READING/p${TS.replace('.', '')}`;

  it.each([
    [`http://127.0.0.1:3000${path}`, { ...BEN, messageTs: TS }],
    [`http://localhost${path}`, { ...BEN, messageTs: TS }],
    [
      `http://127.0.0.1:3000${path}?thread_ts=${REPLY}&cid=C0READING`,
      { ...BEN, messageTs: TS, threadTs: REPLY },
    ],
    [`http://127.0.0.1:3000${path}?thread_ts=x`, { ...BEN, messageTs: TS }],
  ])('%s leads to its message', (href, route) => {
    expect(parsePermalink(href, 'U0BEN')).toEqual(route);
  });

  it.each([
    `https://team.slack.com${path}`,
    `http://127.0.0.1.evil.example${path}`,
    `http://127.0.0.1:3000${path}/more`,
    'http://127.0.0.1:3000/archives/C0READING',
    'http://127.0.0.1:3000/archives/C0READING/p12345',
    'https://arxiv.org/abs/2401.00001',
    'archives',
  ])('is not %s', (href) => {
    expect(parsePermalink(href, 'U0BEN')).toBeUndefined();
  });
});
