import { IANAZone } from 'luxon';
import { describe, expect, it } from 'vitest';
import { completeZone } from '../../src/requests/zones.ts';

const WINTER = Date.UTC(2026, 10, 21);
const SUMMER = Date.UTC(2026, 6, 21);
const zones = (typed: string) => completeZone(typed, WINTER).map(({ zone }) => zone);

describe('completeZone', () => {
  it.each([
    ['berl', 'Europe/Berlin'],
    ['new york', 'America/New_York'],
    ['kolk', 'Asia/Kolkata'],
    ['utc', 'UTC'],
    ['Asia/Calcutta', 'Asia/Calcutta'],
    ['kyiv', 'Europe/Kyiv'],
    ['são paulo', 'America/Sao_Paulo'],
    ['atlantis', undefined],
    ['<!channel>', undefined],
  ])('finds for %j %s', (typed, first) => {
    expect(zones(typed)[0]).toBe(first);
  });

  it('says the offset at that time', () => {
    expect(completeZone('berlin', WINTER)[0]).toEqual({ zone: 'Europe/Berlin', offset: '+01:00' });
    expect(completeZone('berlin', SUMMER)[0]).toEqual({ zone: 'Europe/Berlin', offset: '+02:00' });
  });

  it('offers known zones, the places that begin so first, at most thirty', () => {
    const offered = zones('a');
    expect(offered).toHaveLength(30);
    expect(offered.every((zone) => IANAZone.isValidZone(zone))).toBe(true);
    expect(zones('lon').slice(0, 2)).toEqual(['Arctic/Longyearbyen', 'Europe/London']);
  });
});
