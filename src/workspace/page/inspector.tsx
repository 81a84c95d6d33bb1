/**
 * What travels between the workspace and the app, newest last, and misfortune on demand. Fills the
 * box it is put into. Takes the focus when it is opened, and gives it back.
 */
import { type KeyboardEvent, type RefObject, useEffect, useMemo, useRef, useState } from 'react';
import './inspector.css';
import { InspectorFaults } from './inspector-faults.tsx';
import { mergeLines, selectLines, type Wanted } from './inspector-lines.ts';
import { InspectorLog } from './inspector-log.tsx';
import type { DoAct } from './use-workspace.ts';
import type { WorkspaceState } from './workspace-state.ts';

export function Inspector(props: { state: WorkspaceState; act: DoAct; onClose: () => void }) {
  const { state, act, onClose } = props;
  const { deliveries, calls } = state;
  const panel = useRef<HTMLElement>(null);
  const [wanted, setWanted] = useState<Wanted>('all');
  const [text, setText] = useState('');
  const [cleared, setCleared] = useState<ReadonlySet<string>>(new Set());
  const lines = useMemo(() => mergeLines(deliveries, calls), [deliveries, calls]);
  const kept = useMemo(() => lines.filter(({ key }) => !cleared.has(key)), [lines, cleared]);
  const shown = useMemo(() => selectLines(kept, wanted, text), [kept, wanted, text]);
  useFocusWhileOpen(panel);

  const handleKey = (event: KeyboardEvent) => {
    if (event.key !== 'Escape') return;
    event.stopPropagation();
    onClose();
  };
  return (
    <section
      className="panel"
      aria-labelledby="panel-title"
      tabIndex={-1}
      ref={panel}
      onKeyDown={handleKey}
    >
      <header className="panel-head">
        <h2 id="panel-title">Inspector</h2>
        <button
          type="button"
          className="panel-button"
          onClick={() => setCleared(new Set(lines.map(({ key }) => key)))}
        >
          Clear
        </button>
        <button
          type="button"
          className="panel-close"
          aria-label="Close the inspector"
          onClick={onClose}
        >
          <svg viewBox="0 0 16 16" width="16" height="16" aria-hidden="true">
            <path d="m3 3 10 10M13 3 3 13" />
          </svg>
        </button>
      </header>
      <InspectorFaults act={act} deliveries={deliveries} calls={calls} />
      <Filters wanted={wanted} onWanted={setWanted} text={text} onText={setText} />
      {shown.length > 0 ? (
        <InspectorLog lines={shown} />
      ) : (
        <p className="panel-empty">
          {kept.length > 0
            ? 'Nothing here matches. Try another filter.'
            : 'What Slack sends to Paperboy and what Paperboy asks of Slack will appear here: send /papers and a few words, or mention @paperboy with a question.'}
        </p>
      )}
    </section>
  );
}

const CHOICES: readonly { readonly wanted: Wanted; readonly label: string }[] = [
  { wanted: 'all', label: 'All' },
  { wanted: 'toApp', label: 'To the app' },
  { wanted: 'fromApp', label: 'From the app' },
  { wanted: 'failed', label: 'Failed' },
];

function Filters(props: {
  wanted: Wanted;
  onWanted: (wanted: Wanted) => void;
  text: string;
  onText: (text: string) => void;
}) {
  return (
    <div className="panel-filters">
      <fieldset className="panel-choices">
        <legend className="visually-hidden">Show</legend>
        {CHOICES.map(({ wanted, label }) => (
          <label key={wanted}>
            <input
              type="radio"
              name="panel-wanted"
              className="visually-hidden"
              checked={props.wanted === wanted}
              onChange={() => props.onWanted(wanted)}
            />
            {label}
          </label>
        ))}
      </fieldset>
      <input
        type="text"
        className="panel-field"
        aria-label="Filter by name"
        placeholder="Filter by name, e.g. views"
        value={props.text}
        onChange={({ target }) => props.onText(target.value)}
      />
    </div>
  );
}

/** Without a focused opener (the page has just loaded) the focus stays where it is. */
function useFocusWhileOpen(panel: RefObject<HTMLElement | null>): void {
  useEffect(() => {
    const opener = document.activeElement;
    const own = panel.current;
    if (own === null || !(opener instanceof HTMLElement) || opener === document.body) return;
    own.focus({ preventScroll: true });
    return () => {
      const now = document.activeElement;
      if (now === document.body || own.contains(now)) opener.focus();
    };
  }, [panel]);
}
