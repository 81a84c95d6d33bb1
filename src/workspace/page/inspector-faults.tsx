/**
 * Misfortune on demand: what Slack and the network do to an app on a bad day, for whatever the app
 * does next. Each button sets one, which is used up by what meets it.
 */
import { useId, useState } from 'react';
import type { Act, Call, Delivery, Numbered } from '../page-protocol.ts';
import type { DoAct } from './use-workspace.ts';

type Fault = Extract<Act, { kind: 'fault' }>['fault'];

type Misfortune = {
  readonly fault: Fault;
  readonly name: string;
  /** What will happen, in a few words. */
  readonly effect: string;
  /** What is said once it is set; `method` is the one chosen. */
  readonly tell: (method: string) => string;
  /** Does what has just travelled mean that it has happened? */
  readonly hasMet: (line: LogLine, method: string) => boolean;
};

type LogLine = Delivery | Call;

const isFaultyCall = (line: LogLine, method: string) =>
  'method' in line && line.method === method && line.fault !== undefined;
const isDoneByPerson = (line: LogLine) => 'kind' in line && line.kind !== 'event';
const isEvent = (line: LogLine) => 'kind' in line && line.kind === 'event';

/** The methods Paperboy calls in its work, and when. */
const METHODS = [
  { method: 'chat.postMessage', when: 'answers, shares, digests' },
  { method: 'views.open', when: 'Details of a paper' },
  { method: 'views.publish', when: 'the Home tab' },
];

const OF_METHOD: readonly Misfortune[] = [
  {
    fault: 'rateLimit',
    name: 'Rate limit',
    effect: 'HTTP 429, “try again in 3 s”',
    tell: (method) => `The next ${method} will be rate limited for 3 s.`,
    hasMet: isFaultyCall,
  },
  {
    fault: 'slow',
    name: 'Slow',
    effect: 'done at once, answered 5 s late',
    tell: (method) => `The next ${method} will be answered 5 s late.`,
    hasMet: isFaultyCall,
  },
  {
    fault: 'fail',
    name: 'Refuse',
    effect: 'answered with restricted_action',
    tell: (method) => `The next ${method} will be refused with restricted_action.`,
    hasMet: isFaultyCall,
  },
];

const OF_WHAT_YOU_DO: readonly Misfortune[] = [
  {
    fault: 'deadResponseUrl',
    name: 'Dead response URL',
    effect: 'your next command or press cannot be answered through it',
    tell: () => 'The response_url of your next command or press will be dead.',
    hasMet: isDoneByPerson,
  },
  {
    fault: 'expireTrigger',
    name: 'Expired trigger',
    effect: 'your next command or press can open no window',
    tell: () => 'The trigger of your next command or press will have expired.',
    hasMet: isDoneByPerson,
  },
  {
    fault: 'retryEvent',
    name: 'Lost ack',
    effect: 'the next event is sent again',
    tell: () => 'The ack of the next event will get lost, and Slack will send it again.',
    hasMet: isEvent,
  },
];

type Logs = {
  readonly deliveries: readonly Numbered<Delivery>[];
  readonly calls: readonly Numbered<Call>[];
};

export function InspectorFaults({ act, ...logs }: Logs & { act: DoAct }) {
  const [method, setMethod] = useState('chat.postMessage');
  const [told, setTold] = useState<Told>();
  const selectId = useId();
  const set = async ({ fault, tell, hasMet }: Misfortune) => {
    const before = { call: toNext(logs.calls), delivery: toNext(logs.deliveries) };
    const reply = await act({ kind: 'fault', fault, method });
    const text = reply.ok ? tell(method) : (reply.shown ?? 'That could not be set.');
    setTold({ text, before, isOver: (line) => reply.ok && hasMet(line, method) });
  };
  const isToldYet = told !== undefined && !listSince(logs, told.before).some(told.isOver);
  return (
    <details className="panel-faults">
      <summary>Misfortune for what comes next</summary>
      <div className="panel-faults-body">
        <label htmlFor={selectId}>The next call of</label>{' '}
        <select
          id={selectId}
          className="panel-field"
          value={method}
          onChange={({ target }) => setMethod(target.value)}
        >
          {METHODS.map((each) => (
            <option key={each.method} value={each.method}>
              {each.method} ({each.when})
            </option>
          ))}
        </select>
        <MisfortuneList misfortunes={OF_METHOD} onChoose={set} />
        <p className="panel-faults-rest">What you do next</p>
        <MisfortuneList misfortunes={OF_WHAT_YOU_DO} onChoose={set} />
      </div>
      <p className="panel-told" role="status">
        {isToldYet && told.text}
      </p>
    </details>
  );
}

/** What is said until it has happened. */
type Told = {
  readonly text: string;
  /** Numbers of the lines that were to come next when it was set. */
  readonly before: { readonly call: number; readonly delivery: number };
  readonly isOver: (line: LogLine) => boolean;
};

function toNext(lines: readonly Numbered<LogLine>[]): number {
  return (lines.at(-1)?.number ?? -1) + 1;
}

function listSince({ calls, deliveries }: Logs, { call, delivery }: Told['before']) {
  return [
    ...calls.filter(({ number }) => number >= call),
    ...deliveries.filter(({ number }) => number >= delivery),
  ];
}

function MisfortuneList(props: {
  misfortunes: readonly Misfortune[];
  onChoose: (misfortune: Misfortune) => Promise<void>;
}) {
  const { misfortunes, onChoose } = props;
  const id = useId();
  return (
    <ul className="panel-misfortunes">
      {misfortunes.map((misfortune) => (
        <li key={misfortune.fault}>
          <button
            type="button"
            className="panel-button"
            aria-describedby={`${id}${misfortune.fault}`}
            onClick={() => void onChoose(misfortune)}
          >
            {misfortune.name}
          </button>
          <span id={`${id}${misfortune.fault}`}>{misfortune.effect}</span>
        </li>
      ))}
    </ul>
  );
}
