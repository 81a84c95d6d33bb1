/** Lists without identities of their own: rows, fields, runs of text. */
import { Fragment, type ReactNode } from 'react';

/** Blocks come whole, so the place of an item tells it apart. */
export function drawEach<T>(
  items: readonly T[],
  draw: (item: T, index: number) => ReactNode,
): ReactNode {
  return items.map((item, index) => {
    // biome-ignore lint/suspicious/noArrayIndexKey: items are never moved, only replaced together
    return <Fragment key={index}>{draw(item, index)}</Fragment>;
  });
}
