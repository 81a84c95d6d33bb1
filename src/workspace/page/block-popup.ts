/** A popup in the browser's top layer, so that no scrolling ancestor clips it, below its anchor. */
import { type RefObject, useLayoutEffect } from 'react';

/** Between the popup and its anchor, and at least to the edges of the window. In pixels. */
const GAP = 4;
const MARGIN = 8;

/**
 * Shows `popup` (an element with `popover="manual"`) for as long as it is rendered. It goes above
 * the anchor when there is more room there, and moves with it.
 */
export function usePopup(
  popupRef: RefObject<HTMLElement | null>,
  anchorRef: RefObject<HTMLElement | null>,
  align: 'start' | 'end',
): void {
  useLayoutEffect(() => {
    const [popup, anchor] = [popupRef.current, anchorRef.current];
    if (popup === null || anchor === null) return;
    popup.showPopover();
    const place = () => placePopup(popup, anchor, align);
    place();
    // What is in the popup changes while a person filters.
    const sizes = new ResizeObserver(place);
    sizes.observe(popup);
    window.addEventListener('scroll', place, true);
    window.addEventListener('resize', place);
    return () => {
      sizes.disconnect();
      window.removeEventListener('scroll', place, true);
      window.removeEventListener('resize', place);
    };
  }, [popupRef, anchorRef, align]);
}

function placePopup(popup: HTMLElement, anchor: HTMLElement, align: 'start' | 'end'): void {
  const box = anchor.getBoundingClientRect();
  const below = window.innerHeight - box.bottom - GAP - MARGIN;
  const above = box.top - GAP - MARGIN;
  const wanted = popup.scrollHeight;
  const isAbove = wanted > below && above > below;
  const width = popup.offsetWidth;
  const left = align === 'start' ? box.left : box.right - width;
  const style = popup.style;
  style.maxHeight = `${Math.max(isAbove ? above : below, 96)}px`;
  style.minWidth = align === 'start' ? `${box.width}px` : '';
  style.left = `${Math.max(MARGIN, Math.min(left, window.innerWidth - width - MARGIN))}px`;
  style.top = isAbove ? 'auto' : `${box.bottom + GAP}px`;
  style.bottom = isAbove ? `${window.innerHeight - box.top + GAP}px` : 'auto';
}
