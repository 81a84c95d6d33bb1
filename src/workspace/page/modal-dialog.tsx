/**
 * The modal on top of the person's screen. It keeps what was typed for as long as the view is on
 * the stack, also while another is above it; a press beside it does not close it, as in Slack.
 */
import {
  type FormEvent,
  type KeyboardEvent,
  type RefObject,
  useEffect,
  useId,
  useLayoutEffect,
  useRef,
  useState,
} from 'react';
import type { Json, View } from '../page-protocol.ts';
import { buildClick, buildSuggest } from './block-click.ts';
import { Icon } from './block-icons.tsx';
import { readPlain } from './block-json.ts';
import { buildForm, type Choice, type Values } from './block-values.ts';
import { Blocks, type Form, type Press } from './blocks.tsx';
import './modal.css';
import type { DoAct } from './use-workspace.ts';

type ModalDialogProps = { readonly view: View; readonly act: DoAct };

export function ModalDialog({ view, act }: ModalDialogProps) {
  const dialogRef = useRef<HTMLDialogElement>(null);
  const titleId = useId();
  const { form, submit, press, leave, isSubmitting, attempts, trouble } = useModalForm(view, act);
  useModalFocus(dialogRef, view, attempts);
  const close = async () => {
    if (await leave()) return;
    // The browser may have closed what the workspace has not.
    const dialog = dialogRef.current;
    if (dialog !== null && !dialog.open) dialog.showModal();
  };
  return (
    <dialog
      ref={dialogRef}
      className="modal"
      aria-labelledby={titleId}
      onCancel={(event) => {
        if (event.target !== event.currentTarget) return;
        event.preventDefault();
        void close();
      }}
      onKeyDown={keepTabInside}
      // The browser closes it by itself at a second Escape.
      onClose={(event) => {
        if (!event.currentTarget.open) void close();
      }}
    >
      <form className="modal-frame" noValidate onSubmit={(event) => void submit(event)}>
        <ModalHeader view={view} titleId={titleId} close={() => void close()} />
        {trouble !== '' && (
          <p className="modal-trouble" role="alert">
            {trouble}
          </p>
        )}
        {/* biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must be reachable by keyboard */}
        <section className="modal-body" tabIndex={0} aria-labelledby={titleId}>
          <Blocks
            key={view.id}
            blocks={view.blocks}
            onPress={press}
            onSuggest={(request) => act(buildSuggest('modal', request))}
            form={form}
            channelId={view.channelId}
          />
        </section>
        <ModalFooter
          payload={view.payload}
          isSubmitting={isSubmitting}
          close={() => void close()}
        />
      </form>
    </dialog>
  );
}

function ModalHeader(props: { view: View; titleId: string; close: () => void }) {
  const { view, titleId, close } = props;
  const hasPrevious = view.previousViewId !== undefined;
  return (
    <header className="modal-header">
      {hasPrevious && <CornerButton name="Back" icon="back" onClick={close} />}
      <h2 className="modal-title" id={titleId}>
        {readPlain(view.payload['title'])}
      </h2>
      {!hasPrevious && <CornerButton name="Close" icon="close" onClick={close} />}
    </header>
  );
}

function CornerButton(props: { name: string; icon: 'back' | 'close'; onClick: () => void }) {
  return (
    <button
      type="button"
      className="modal-corner"
      aria-label={props.name}
      title={props.name}
      onClick={props.onClick}
    >
      <Icon name={props.icon} />
    </button>
  );
}

function ModalFooter(props: { payload: Json; isSubmitting: boolean; close: () => void }) {
  const { payload, isSubmitting, close } = props;
  const submitText = readPlain(payload['submit']);
  return (
    <footer className="modal-footer">
      <button type="button" className="block-button" onClick={close}>
        {readPlain(payload['close']) || (submitText === '' ? 'Close' : 'Cancel')}
      </button>
      {submitText !== '' && (
        <button
          type="submit"
          className="block-button block-button-primary"
          // Not `disabled`, which would lose the focus.
          aria-disabled={isSubmitting}
          aria-live="polite"
        >
          {isSubmitting ? 'Sending…' : submitText}
        </button>
      )}
    </footer>
  );
}

/** What was put into each view of the stack, and sending it. */
function useModalForm(view: View, act: DoAct) {
  const [valuesByView, setValuesByView] = useState<ReadonlyMap<string, Values>>(new Map());
  const [sending, setSending] = useState<string>();
  const [attempts, setAttempts] = useState(0);
  const [problem, setProblem] = useState<Problem>(NO_PROBLEM);
  const values = valuesByView.get(view.id) ?? NO_VALUES;
  const isCurrent = problem.viewId === view.id;
  const errors = { ...view.errors, ...(isCurrent && problem.errors) };

  const form: Form = {
    values,
    errors,
    setValue: (key: string, choice: Choice) =>
      setValuesByView((known) => {
        const changed = new Map(known.get(view.id)).set(key, choice);
        return new Map(known).set(view.id, changed);
      }),
  };
  const submit = async (event: FormEvent<HTMLFormElement>) => {
    event.preventDefault();
    if (sending !== undefined || view.payload['submit'] === undefined) return;
    const wrong = listWrongFields(event.currentTarget);
    setProblem({ viewId: view.id, errors: wrong, trouble: '' });
    setSending(view.id);
    if (Object.keys(wrong).length === 0) {
      const reply = await act({
        kind: 'submit',
        form: { ...buildForm(view.blocks, values, view.channelId) },
      });
      // What is missing is said under its field.
      if (!reply.ok && reply.error !== 'input_required') {
        setProblem({ viewId: view.id, errors: {}, trouble: reply.shown ?? FAILED });
      }
    }
    setSending(undefined);
    setAttempts((count) => count + 1);
  };
  const press = async (pressed: Press) => {
    const reply = await act(buildClick('modal', pressed));
    setProblem({ viewId: view.id, errors: {}, trouble: reply.ok ? '' : (reply.shown ?? FAILED) });
  };
  /** True = it is closed. */
  const leave = async (): Promise<boolean> => {
    const reply = await act({ kind: 'close' });
    if (!reply.ok) setProblem({ viewId: view.id, errors: {}, trouble: reply.shown ?? FAILED });
    return reply.ok;
  };
  return {
    form,
    submit,
    leave,
    press: (pressed: Press) => void press(pressed),
    isSubmitting: sending === view.id,
    /** Submissions that were answered. */
    attempts,
    trouble: isCurrent ? problem.trouble : '',
  };
}

const NO_VALUES: Values = new Map();
const FAILED = 'That did not work. Try again?';

type Problem = {
  readonly viewId: string;
  /** block_id → what the browser itself finds wrong, such as an e-mail address without @. */
  readonly errors: Readonly<Record<string, string>>;
  readonly trouble: string;
};

const NO_PROBLEM: Problem = { viewId: '', errors: {}, trouble: '' };

/** Fields are named by their block. What is missing is for the workspace to say, as in Slack. */
function listWrongFields(form: HTMLFormElement): Readonly<Record<string, string>> {
  const wrong: Record<string, string> = {};
  for (const field of form.elements) {
    const isField = field instanceof HTMLInputElement || field instanceof HTMLTextAreaElement;
    if (isField && field.name !== '' && !field.validity.valid) {
      wrong[field.name] = field.validationMessage;
    }
  }
  return wrong;
}

const FIELD = ':is(input, textarea, button, a)';
const ASKED_FOR = `[data-focus-on-load]${FIELD}, [data-focus-on-load] ${FIELD}`;
/** A long text is read from its start, so an input further down does not take the focus. */
const OPENS_WITH_INPUT = `.block-stack > .block-input:first-child ${FIELD}`;

/** Where the focus is: in the modal, on what the app or an error asks for, and back at the end. */
function useModalFocus(
  dialogRef: RefObject<HTMLDialogElement | null>,
  { id, errors }: View,
  attempts: number,
): void {
  useLayoutEffect(() => {
    const dialog = dialogRef.current;
    dialog?.showModal();
    // Closed before it is taken away, so that the focus goes back where it was.
    return () => dialog?.close();
  }, [dialogRef]);
  // biome-ignore lint/correctness/useExhaustiveDependencies: once for each view
  useEffect(() => {
    const dialog = dialogRef.current;
    const wanted =
      dialog?.querySelector<HTMLElement>(ASKED_FOR) ??
      dialog?.querySelector<HTMLElement>(OPENS_WITH_INPUT) ??
      dialog?.querySelector<HTMLElement>('.modal-body');
    wanted?.focus();
  }, [dialogRef, id]);
  // biome-ignore lint/correctness/useExhaustiveDependencies: whichever comes last, the reply or the errors
  useEffect(() => {
    if (attempts === 0) return;
    dialogRef.current?.querySelector<HTMLElement>('[aria-invalid=true]')?.focus();
  }, [dialogRef, errors, attempts]);
}

const TAB_STOPS =
  'a[href], button:enabled, input:enabled, select:enabled, textarea:enabled, [tabindex="0"]';

/** From the last stop to the first and back: the browser's own way goes by its address bar. */
function keepTabInside(event: KeyboardEvent<HTMLDialogElement>): void {
  const { currentTarget, target, key, shiftKey } = event;
  if (key !== 'Tab' || !(target instanceof Element) || target.closest('dialog') !== currentTarget) {
    return;
  }
  const stops = [...currentTarget.querySelectorAll<HTMLElement>(TAB_STOPS)].filter(
    (each) => each.tabIndex >= 0 && each.checkVisibility(),
  );
  const [edge, next] = shiftKey ? [stops[0], stops.at(-1)] : [stops.at(-1), stops[0]];
  if (target !== edge) return;
  event.preventDefault();
  next?.focus();
}
