/** Chance that repeats itself; the numbers come from `createRandom`. */

/** One of `items`, each as likely. Throws for none. */
export function pickOne<Item>(items: readonly Item[], random: () => number): Item {
  const item = items[Math.floor(random() * items.length)];
  if (item === undefined) throw new Error('there is nothing to pick from');
  return item;
}
