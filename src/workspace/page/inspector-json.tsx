/** A value as JSON to read and to copy. */
import { useState } from 'react';
import type { Json } from '../page-protocol.ts';

/** What a browser lays out without a pause; the copy has all of it. */
const MAX_SHOWN_CHARS = 20_000;

export function InspectorJson({ label, value }: { label: string; value: Json }) {
  const text = JSON.stringify(value, undefined, 2);
  return (
    <section className="panel-json" aria-label={label}>
      <div className="panel-json-head">
        <span aria-hidden="true">{label}</span>
        <CopyButton label={label} text={text} />
      </div>
      {/* biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls has to be reached by keyboard */}
      <pre className="panel-json-text" tabIndex={0}>
        {text.slice(0, MAX_SHOWN_CHARS)}
      </pre>
      {text.length > MAX_SHOWN_CHARS && (
        <p className="panel-note">
          The first {MAX_SHOWN_CHARS.toLocaleString('en')} of {text.length.toLocaleString('en')}{' '}
          characters. Copy takes all of them.
        </p>
      )}
    </section>
  );
}

function CopyButton({ label, text }: { label: string; text: string }) {
  const [outcome, setOutcome] = useState('');
  const copy = async () => {
    try {
      await navigator.clipboard.writeText(text);
      setOutcome('Copied');
    } catch {
      setOutcome('This browser does not allow copying here');
    }
  };
  return (
    <span className="panel-copy">
      <span role="status">{outcome}</span>
      <button
        type="button"
        className="panel-button"
        onClick={() => void copy()}
        onBlur={() => setOutcome('')}
      >
        Copy<span className="visually-hidden"> {label}</span>
      </button>
    </span>
  );
}
