/**
 * The workspace's clock, and a menu of moments to let time pass to. Made for the dark sidebar,
 * from 200 px of width.
 */
import { type KeyboardEvent, useEffect, useId, useRef, useState } from 'react';
import './time-control.css';
import type { TimeStop } from '../page-protocol.ts';
import { useDirectory } from './directory.ts';
import { renderDate, renderDateAndTime, renderTime } from './time-text.ts';
import type { DoAct } from './use-workspace.ts';
import { tellTime, type WorkspaceState } from './workspace-state.ts';

/** A clock that is further off than this has been moved. */
const LEAP_MS = 30_000;
const MENU_WIDTH_PX = 288;
const GAP_PX = 4;

export function TimeControl({ state, act }: { state: WorkspaceState; act: DoAct }) {
  const { zone, isPassing } = state.time;
  const [isAsked, setAsked] = useState(false);
  const [problem, setProblem] = useState('');
  const pass = async ({ id }: TimeStop) => {
    setAsked(true);
    setProblem('');
    const reply = await act({ kind: 'passTime', stopId: id });
    setAsked(false);
    if (!reply.ok) setProblem(reply.shown ?? 'Time could not be let pass.');
  };
  const arrivalMs = useArrival(state);
  return (
    <section className="time" aria-label="Time in the workspace">
      <Clock state={state} />
      <TimeMenu state={state} isPassing={isPassing || isAsked} onChoose={pass} />
      <p className="time-problem" role="alert">
        {problem}
      </p>
      <p className="visually-hidden" role="status">
        {arrivalMs !== undefined && `It is now ${renderDateAndTime(arrivalMs, zone, 'long')}.`}
      </p>
    </section>
  );
}

function Clock({ state }: { state: WorkspaceState }) {
  const { viewer } = useDirectory();
  const { zone } = state.time;
  const [atMs, setAtMs] = useState(() => performance.now());
  useEffect(() => {
    const timer = setInterval(() => setAtMs(performance.now()), 1000);
    return () => clearInterval(timer);
  }, []);
  const nowMs = tellTime(state, Math.max(atMs, state.toldAtMs));
  const theirs = `${renderDate(nowMs, viewer.tz, 'short')}, ${renderTime(nowMs, viewer.tz)}`;
  const isSame = theirs === renderDateAndTime(nowMs, zone, 'short');
  return (
    <div className="time-clock">
      <div className="time-now">
        {renderDate(nowMs, zone, 'short')}, <strong>{renderTime(nowMs, zone)}</strong>
      </div>
      <div>{zone}</div>
      {!isSame && (
        <div>
          For you: {theirs} ({viewer.tz})
        </div>
      )}
    </div>
  );
}

function TimeMenu(props: {
  state: WorkspaceState;
  isPassing: boolean;
  onChoose: (stop: TimeStop) => Promise<void>;
}) {
  const { state, isPassing, onChoose } = props;
  const { stops, zone } = state.time;
  const menuId = useId();
  const button = useRef<HTMLButtonElement>(null);
  const menu = useRef<HTMLDivElement>(null);
  const [isOpen, setOpen] = useState(false);

  const choose = (stop: TimeStop) => {
    menu.current?.hidePopover();
    void onChoose(stop);
  };
  return (
    <>
      <button
        type="button"
        className="time-button"
        ref={button}
        aria-haspopup="menu"
        aria-expanded={isOpen}
        // Not `disabled`, which would lose the focus of who has just chosen.
        aria-disabled={isPassing}
        popoverTarget={isPassing ? undefined : menuId}
      >
        {isPassing ? 'Time is passing…' : 'Let time pass'}
      </button>
      <div
        className="time-menu"
        id={menuId}
        role="menu"
        tabIndex={-1}
        aria-label="Let time pass"
        popover="auto"
        ref={menu}
        onKeyDown={moveInMenu}
        onBeforeToggle={({ newState }) => {
          if (newState === 'open') placeMenu(menu.current, button.current);
        }}
        onToggle={({ newState, currentTarget }) => {
          setOpen(newState === 'open');
          if (newState === 'open') listItems(currentTarget)[0]?.focus();
        }}
      >
        {stops.map((stop) => (
          <button
            key={stop.id}
            type="button"
            role="menuitem"
            tabIndex={-1}
            className="time-stop"
            onClick={() => choose(stop)}
          >
            <span>{stop.label}</span>{' '}
            <span className="time-when">{renderDateAndTime(stop.atMs, zone, 'short')}</span>
          </button>
        ))}
      </div>
    </>
  );
}

/** Where the clock was moved to last while this was looking; undefined = nowhere yet. */
function useArrival({ time, toldAtMs }: WorkspaceState): number | undefined {
  const offsetMs = time.nowMs - toldAtMs;
  const [known, setKnown] = useState<{ offsetMs: number; arrivalMs?: number }>({ offsetMs });
  if (!time.isPassing && Math.abs(offsetMs - known.offsetMs) > LEAP_MS) {
    setKnown({ offsetMs, arrivalMs: time.nowMs });
  }
  return known.arrivalMs;
}

/** Below the button, or above it where there is more room; never beyond the window's edge. */
function placeMenu(menu: HTMLElement | null, button: HTMLElement | null): void {
  if (menu === null || button === null) return;
  const { left, top, bottom } = button.getBoundingClientRect();
  const { innerWidth, innerHeight } = window;
  const isBelow = innerHeight - bottom > top;
  const furthest = Math.max(GAP_PX, innerWidth - MENU_WIDTH_PX - GAP_PX);
  Object.assign(menu.style, {
    width: `${MENU_WIDTH_PX}px`,
    left: `${Math.min(left, furthest)}px`,
    top: isBelow ? `${bottom + GAP_PX}px` : 'auto',
    bottom: isBelow ? 'auto' : `${innerHeight - top + GAP_PX}px`,
    maxHeight: `${(isBelow ? innerHeight - bottom : top) - 2 * GAP_PX}px`,
  });
}

/** https://www.w3.org/WAI/ARIA/apg/patterns/menu-button/ (read 2026-11); Escape is the popover's. */
function moveInMenu(event: KeyboardEvent<HTMLElement>): void {
  const items = listItems(event.currentTarget);
  const at = event.target instanceof HTMLElement ? items.indexOf(event.target) : -1;
  const targets: Readonly<Record<string, number>> = {
    ArrowDown: (at + 1) % items.length,
    ArrowUp: (at - 1 + items.length) % items.length,
    Home: 0,
    End: items.length - 1,
  };
  const target = targets[event.key];
  if (target !== undefined) {
    event.preventDefault();
    items[target]?.focus();
  } else if (event.key === 'Tab') {
    // Closing gives the focus back to the button, from where Tab goes on.
    event.currentTarget.hidePopover();
  }
}

function listItems(menu: HTMLElement): readonly HTMLElement[] {
  return [...menu.querySelectorAll<HTMLElement>('[role="menuitem"]')];
}
