import { expect, it } from 'vitest';
import { measureDeliveries } from './deliveries.ts';

/** Two of each kind, of which two kill a real process; `npm run quality -- deliveries` has a thousand. */
it('repeats, doubles and loses nothing whatever goes wrong', { timeout: 120_000 }, async () => {
  const results = await measureDeliveries(
    () => {},
    () => 2,
  );
  expect(results.flatMap(({ broken }) => broken)).toEqual([]);
  expect(results.map(({ injections }) => injections)).toEqual(results.map(() => 2));
  // It cannot be seen what became of a post only where nobody may look.
  const unknown = results.filter((each) => each.unknown > 0).map(({ name }) => name);
  expect(['', 'the same, history unreadable']).toContain(unknown.join());
});
