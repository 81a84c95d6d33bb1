/** The inspector's lines, oldest first. Follows the newest while it is in sight, as a log does. */
import { Fragment, useCallback, useLayoutEffect, useRef, useState } from 'react';
import { useDirectory } from './directory.ts';
import { InspectorLine } from './inspector-line.tsx';
import type { Line } from './inspector-lines.ts';
import { renderDate } from './time-text.ts';

/** Nearer to the end than this counts as at the end. */
const END_PX = 24;

export function InspectorLog({ lines }: { lines: readonly Line[] }) {
  const { viewer } = useDirectory();
  const list = useRef<HTMLOListElement>(null);
  const isFollowing = useRef(true);
  const [isAtEnd, setAtEnd] = useState(true);
  const [open, setOpen] = useState<ReadonlySet<string>>(new Set());
  const isNewestOpen = open.has(lines.at(-1)?.key ?? '');

  const toggle = useCallback((key: string) => {
    setOpen((before) => {
      const after = new Set(before);
      if (!after.delete(key)) after.add(key);
      return after;
    });
  }, []);
  const measure = useCallback(() => {
    if (list.current === null) return;
    const { scrollHeight, scrollTop, clientHeight } = list.current;
    const isNear = scrollHeight - scrollTop - clientHeight < END_PX;
    setAtEnd(isNear);
    // Who reads the newest line should not lose it to the next one.
    isFollowing.current = isNear && !isNewestOpen;
  }, [isNewestOpen]);

  // biome-ignore lint/correctness/useExhaustiveDependencies: for every change of the lines
  useLayoutEffect(() => {
    if (isFollowing.current) scrollToEnd(list.current);
  }, [lines]);
  // biome-ignore lint/correctness/useExhaustiveDependencies: for every change of what is shown
  useLayoutEffect(measure, [lines, open, measure]);

  return (
    <div className="panel-log">
      <ol
        className="panel-lines"
        aria-label="What travelled, newest last"
        ref={list}
        onScroll={measure}
      >
        {lines.map((line, index) => (
          <Fragment key={line.key}>
            <Day line={line} before={lines[index - 1]} zone={viewer.tz} />
            <InspectorLine
              line={line}
              zone={viewer.tz}
              isOpen={open.has(line.key)}
              onToggle={toggle}
            />
          </Fragment>
        ))}
      </ol>
      {!isAtEnd && (
        <button
          type="button"
          className="panel-button panel-newest"
          onClick={() => scrollToEnd(list.current)}
        >
          To the newest
        </button>
      )}
    </div>
  );
}

/** Time can be let pass, so lines one below the other may be months apart. */
function Day({ line, before, zone }: { line: Line; before: Line | undefined; zone: string }) {
  const day = renderDate(line.atMs, zone, 'long');
  if (before !== undefined && renderDate(before.atMs, zone, 'long') === day) return null;
  return <li className="panel-day">{day}</li>;
}

function scrollToEnd(list: HTMLElement | null): void {
  list?.scrollTo({ top: list.scrollHeight, behavior: 'instant' });
}
