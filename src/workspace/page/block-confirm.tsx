/** Asks before a press goes through, where the app wants that. */
import { useId, useLayoutEffect, useRef } from 'react';
import type { Json } from '../page-protocol.ts';
import { readPlain } from './block-json.ts';
import { TextObject } from './block-text.tsx';

type ConfirmProps = { confirm: Json; onAnswer: (isSure: boolean) => void };

export function ConfirmDialog({ confirm, onAnswer }: ConfirmProps) {
  const dialogRef = useRef<HTMLDialogElement>(null);
  const id = useId();
  useLayoutEffect(() => {
    const dialog = dialogRef.current;
    dialog?.showModal();
    // Closed before it is taken away, so that the focus goes back to what was pressed.
    return () => dialog?.close();
  }, []);
  const isDanger = confirm['style'] === 'danger';
  return (
    <dialog
      ref={dialogRef}
      className="block-confirm"
      aria-labelledby={`${id}-title`}
      aria-describedby={`${id}-text`}
      onCancel={(event) => {
        event.preventDefault();
        onAnswer(false);
      }}
    >
      <h2 className="block-confirm-title" id={`${id}-title`}>
        {readPlain(confirm['title']) || 'Are you sure?'}
      </h2>
      <div id={`${id}-text`}>
        <TextObject text={confirm['text']} />
      </div>
      <div className="block-confirm-buttons">
        <button type="button" className="block-button" onClick={() => onAnswer(false)}>
          {readPlain(confirm['deny']) || 'Cancel'}
        </button>
        <button
          type="button"
          className={`block-button ${isDanger ? 'block-button-danger' : 'block-button-primary'}`}
          onClick={() => onAnswer(true)}
        >
          {readPlain(confirm['confirm']) || 'Yes'}
        </button>
      </div>
    </dialog>
  );
}
