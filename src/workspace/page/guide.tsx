/** The first minute: three things to try, each done for real at a press. */
import './guide.css';
import { type ReactNode, useCallback, useEffect, useRef, useState } from 'react';
import type { PageChannel } from '../page-protocol.ts';
import { useChat, useWorld } from './chat-context.ts';
import { focusBox } from './composer.tsx';
import { useDirectory } from './directory.ts';
import { Icon } from './icons.tsx';
import type { Place } from './outbox.ts';
import { renderRoute } from './route.ts';
import { renderMoment } from './time-text.ts';
import { useKept } from './use-kept.ts';
import type { WorkspaceState } from './workspace-state.ts';

/** Where the digest goes. */
export const GUIDE_CHANNEL_ID = 'C0READING';

const SEARCH = '/papers retrieval augmented';
const QUESTION = '@paperboy How can retrieval reduce hallucination in language models?';
const CHAR_MS = 25;

const STEPS = ['search', 'ask', 'digest'] as const;
type Step = (typeof STEPS)[number];
type Progress = { readonly done: readonly Step[]; readonly isDismissed: boolean };

type GuideProps = {
  state: WorkspaceState;
  place: Place;
  /** Of the box the suggestions are written into. */
  boxId: string;
};

export function Guide({ state, place, boxId }: GuideProps) {
  const [{ done, isDismissed }, keep] = useKept('paperboy.guide', parseProgress);
  const [problem, setProblem] = useState<string>();
  const { act } = useChat();
  const { viewer } = useDirectory();
  const finish = (step: Step) => {
    keep((before) => ({ ...before, done: [...before.done, step] }));
    focusBox(document.getElementById(boxId));
  };
  const dismiss = () => {
    keep((before) => ({ ...before, isDismissed: true }));
    focusBox(document.getElementById(boxId));
  };
  const { write, isWriting } = useWriter(place);
  if (isDismissed) return null;

  const digest = state.time.stops.find(({ id }) => id === 'digest');
  const passTime = async () => {
    const reply = await act({ kind: 'passTime', stopId: 'digest' });
    setProblem(reply.ok ? undefined : (reply.shown ?? 'That did not work.'));
    if (reply.ok) finish('digest');
  };
  const isBusy = isWriting || state.time.isPassing;
  const isOver = STEPS.every((step) => done.includes(step));
  const common = { done, isBusy };
  return (
    <section className="guide" aria-label="The first minute">
      <div className="guide-head">
        {isOver ? (
          <p className="guide-end">
            That is all of it.{' '}
            <a href={renderRoute({ userId: viewer.id, channelId: findApp(state)?.id ?? '' })}>
              Write to {state.app.name}
            </a>
            , or <a href={renderRoute({ userId: 'U0BEN', channelId: place.channelId })}>be Ben</a>.
          </p>
        ) : (
          <h3 className="guide-title">The first minute</h3>
        )}
        <button
          type="button"
          className="app-icon-button guide-dismiss"
          aria-label="Dismiss the first minute"
          onClick={dismiss}
        >
          <Icon name="close" />
        </button>
      </div>
      {!isOver && (
        <ol className="guide-steps">
          <StepButton
            {...common}
            step="search"
            what="Search"
            onPress={() => write(SEARCH, () => finish('search'))}
          >
            {SEARCH}
          </StepButton>
          <StepButton
            {...common}
            step="ask"
            what="Ask"
            onPress={() => write(QUESTION, () => finish('ask'))}
          >
            {done.includes('ask') ? 'The answer is in the thread below your question.' : QUESTION}
          </StepButton>
          <StepButton {...common} step="digest" what="Read" onPress={() => void passTime()}>
            Let time pass to the next digest
            {digest && `, ${renderMoment(digest.atMs, state.time.nowMs, viewer.tz)}`}
          </StepButton>
        </ol>
      )}
      {problem !== undefined && (
        <p className="guide-problem" role="alert">
          {problem}
        </p>
      )}
    </section>
  );
}

function StepButton(props: {
  step: Step;
  what: string;
  done: readonly Step[];
  isBusy: boolean;
  onPress: () => void;
  children: ReactNode;
}) {
  const isDone = props.done.includes(props.step);
  return (
    <li className="guide-step">
      <button
        type="button"
        className="guide-button"
        aria-disabled={props.isBusy}
        onClick={() => {
          if (!props.isBusy) props.onPress();
        }}
      >
        <span className={`guide-tick${isDone ? ' guide-tick-done' : ''}`}>
          {isDone && <Icon name="check" />}
        </span>
        <span className="guide-what">{props.what}</span>
        <span className="guide-text">{props.children}</span>
        {isDone && <span className="visually-hidden">, done</span>}
      </button>
    </li>
  );
}

/** Writes a text into the box as if by hand and sends it; any key or press skips to the end. */
function useWriter(place: Place) {
  const { outbox } = useChat();
  const world = useWorld();
  const [isWriting, setWriting] = useState(false);
  const skip = useRef<() => void>(undefined);

  useEffect(() => {
    if (!isWriting) return;
    const onSkip = (event: Event) => {
      event.preventDefault();
      skip.current?.();
    };
    window.addEventListener('keydown', onSkip, true);
    window.addEventListener('pointerdown', onSkip, true);
    return () => {
      window.removeEventListener('keydown', onSkip, true);
      window.removeEventListener('pointerdown', onSkip, true);
    };
  }, [isWriting]);

  const write = useCallback(
    async (text: string, onSent: () => void) => {
      // What the person had begun to write is theirs to go on with.
      const { draft } = outbox.get(place);
      setWriting(true);
      await typeOut(text, (part) => outbox.showDraft(place, part), skip);
      setWriting(false);
      outbox.setDraft(place, draft);
      if (await outbox.send(place, text, world)) onSent();
    },
    [outbox, place, world],
  );
  return { write: (text: string, onSent: () => void) => void write(text, onSent), isWriting };
}

/** Resolves when the whole is there. */
async function typeOut(
  text: string,
  show: (part: string) => void,
  skip: { current: (() => void) | undefined },
): Promise<void> {
  const isStill = window.matchMedia('(prefers-reduced-motion: reduce)').matches;
  let length = isStill ? text.length : 0;
  await new Promise<void>((resolve) => {
    skip.current = () => {
      length = text.length;
    };
    const timer = setInterval(() => {
      length = Math.min(text.length, length + 1);
      show(text.slice(0, length));
      if (length < text.length) return;
      clearInterval(timer);
      resolve();
    }, CHAR_MS);
  });
}

function findApp({ channels, app }: WorkspaceState): PageChannel | undefined {
  return channels.find(({ kind, members }) => kind === 'im' && members.includes(app.botUserId));
}

function parseProgress(kept: unknown): Progress {
  const { done, isDismissed } = (kept ?? {}) as Partial<Record<string, unknown>>;
  return {
    done: STEPS.filter((step) => Array.isArray(done) && done.includes(step)),
    isDismissed: isDismissed === true,
  };
}
