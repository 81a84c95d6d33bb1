/** One line of the inspector; opened, all that travelled. */
import { memo, useEffect, useId, useRef } from 'react';
import { InspectorJson } from './inspector-json.tsx';
import type { Line } from './inspector-lines.ts';
import { renderSecond } from './time-text.ts';

type LineProps = {
  line: Line;
  /** IANA, of the person looking. */
  zone: string;
  isOpen: boolean;
  /** Called with the line's key. */
  onToggle: (key: string) => void;
};

/** Drawn anew only when something of it changes: there can be a thousand. */
export const InspectorLine = memo(DrawnLine);

function DrawnLine(props: LineProps) {
  const { line, zone, isOpen, onToggle } = props;
  const item = useRef<HTMLLIElement>(null);
  const detailsId = useId();
  useEffect(() => {
    if (isOpen) item.current?.scrollIntoView({ block: 'nearest' });
  }, [isOpen]);
  const fault = line.direction === 'fromApp' ? line.call.fault : undefined;
  return (
    <li className="panel-line" ref={item}>
      <button
        type="button"
        className="panel-line-head"
        aria-expanded={isOpen}
        aria-controls={isOpen ? detailsId : undefined}
        onClick={() => onToggle(line.key)}
      >
        <Arrow direction={line.direction} />
        <span className="panel-line-name">{line.name}</span>{' '}
        <time className="panel-line-time" dateTime={new Date(line.atMs).toISOString()}>
          {renderSecond(line.atMs, zone)}
        </time>{' '}
        <span className="panel-line-notes">
          <span className={line.isFailed ? 'panel-failed' : 'panel-fine'}>{line.outcome}</span>{' '}
          {line.retry !== undefined && <span className="panel-badge">{line.retry}</span>}{' '}
          {fault !== undefined && (
            <span className="panel-badge panel-badge-fault">misfortune: {fault}</span>
          )}
        </span>
      </button>
      {isOpen && (
        <div className="panel-details" id={detailsId}>
          <Details line={line} />
        </div>
      )}
    </li>
  );
}

function Arrow({ direction }: { direction: Line['direction'] }) {
  const isToApp = direction === 'toApp';
  return (
    <span className={isToApp ? 'panel-arrow panel-arrow-to' : 'panel-arrow panel-arrow-from'}>
      <svg viewBox="0 0 16 16" width="16" height="16" aria-hidden="true">
        <path d={isToApp ? 'M2 8h11M9 4l4 4-4 4' : 'M14 8H3M7 4 3 8l4 4'} />
      </svg>
      <span className="visually-hidden">{isToApp ? 'To the app: ' : 'From the app: '}</span>
    </span>
  );
}

function Details({ line }: { line: Line }) {
  if (line.direction === 'toApp') {
    const { kind, via, scope, body } = line.delivery;
    return (
      <>
        <Facts facts={{ kind, via, scope: scope ?? 'none needed' }} />
        <InspectorJson label="Body" value={body} />
      </>
    );
  }
  const { token, scope, payload, response } = line.call;
  return (
    <>
      <Facts facts={{ token, scope: scope ?? 'none needed' }} />
      <InspectorJson label="Payload" value={payload} />
      <InspectorJson label="Response" value={response} />
    </>
  );
}

function Facts({ facts }: { facts: Readonly<Record<string, string>> }) {
  return (
    <dl className="panel-facts">
      {Object.entries(facts).map(([name, value]) => (
        <div key={name}>
          <dt>{name}</dt>
          <dd>{value}</dd>
        </div>
      ))}
    </dl>
  );
}
