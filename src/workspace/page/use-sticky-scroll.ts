/** Keeps a list of messages at its end while the person is there, and says so when they are not. */
import { useCallback, useEffect, useRef, useState } from 'react';

/** So near to the end counts as at the end. */
const NEAR_PX = 40;

type Options = {
  /** Of the last message. */
  readonly newestTs: string | undefined;
  /** Grows when the person sends something. */
  readonly sentCount: number;
  /** Where reading begins: a channel at its end, a thread at its start. */
  readonly startsAtEnd: boolean;
};

export function useStickyScroll({ newestTs, sentCount, startsAtEnd }: Options) {
  const scroller = useRef<HTMLDivElement>(null);
  const content = useRef<HTMLOListElement>(null);
  const isAtEnd = useRef(startsAtEnd);
  /** On the way to the end, smoothly. */
  const isGliding = useRef(false);
  const [hasNew, setHasNew] = useState(false);
  const seen = useRef({ newestTs, sentCount });
  const shape = useRef({ top: 0, height: 0, viewHeight: 0 });

  const toEnd = useCallback((behavior: ScrollBehavior = 'instant') => {
    const box = scroller.current;
    if (box === null) return;
    isAtEnd.current = true;
    isGliding.current = behavior === 'smooth';
    setHasNew(false);
    box.scrollTo({ top: box.scrollHeight, behavior });
    shape.current = readShape(box);
  }, []);

  /** Scrolls so that an element begins at the list's top, and stays there. */
  const toStartOf = useCallback((element: HTMLElement | null) => {
    isAtEnd.current = false;
    isGliding.current = false;
    element?.scrollIntoView({ block: 'start', behavior: 'instant' });
    if (scroller.current !== null) shape.current = readShape(scroller.current);
  }, []);

  useEffect(() => {
    const keep = () => {
      const box = scroller.current;
      // What fits is at its end too.
      const isToKeep = isAtEnd.current || box?.scrollHeight === box?.clientHeight;
      if (isToKeep) toEnd(isGliding.current ? 'smooth' : 'instant');
    };
    const observer = new ResizeObserver(keep);
    for (const element of [scroller.current, content.current]) {
      if (element !== null) observer.observe(element);
    }
    return () => observer.disconnect();
  }, [toEnd]);

  useEffect(() => {
    const before = seen.current;
    seen.current = { newestTs, sentCount };
    if (before.sentCount !== sentCount) toEnd();
    else if ((newestTs ?? '') > (before.newestTs ?? '') && !isAtEnd.current) setHasNew(true);
  }, [newestTs, sentCount, toEnd]);

  const onScroll = useCallback(() => {
    const box = scroller.current;
    if (box === null) return;
    const before = shape.current;
    const now = readShape(box);
    shape.current = now;
    const isNear = now.height - now.top - now.viewHeight < NEAR_PX;
    // The browser scrolls too, when what is in the list or the list itself changes its height, and
    // tells of it before any observer hears. Only up, with all else the same, is the person.
    const isSameSize = now.height === before.height && now.viewHeight === before.viewHeight;
    if (isNear) {
      isAtEnd.current = true;
      isGliding.current = false;
      setHasNew(false);
    } else if (isSameSize && now.top < before.top) {
      isAtEnd.current = false;
      isGliding.current = false;
    }
  }, []);

  return { scroller, content, onScroll, hasNew, toEnd, toStartOf };
}

function readShape({ scrollTop, scrollHeight, clientHeight }: HTMLElement) {
  return { top: scrollTop, height: scrollHeight, viewHeight: clientHeight };
}
