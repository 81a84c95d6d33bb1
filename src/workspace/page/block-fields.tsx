/** Elements that are typed into: text, e-mail, URL and number inputs, date and time pickers. */
import { type KeyboardEvent, useRef } from 'react';
import type { Json } from '../page-protocol.ts';
import { isJson, readPlain, readString } from './block-json.ts';
import { type ElementProps, useChoice, useSurface } from './block-surface.ts';

const INPUT_TYPES: Readonly<Record<string, string>> = {
  plain_text_input: 'text',
  email_text_input: 'email',
  url_text_input: 'url',
  number_input: 'number',
};

/** Where the app wants to hear of it, Enter sends what was typed (or each character, if it says so). */
export function TextField(props: ElementProps) {
  const { element, blockId, isDispatched, label } = props;
  const { press } = useSurface();
  const { choice, keep } = useChoice(props);
  const value = typeof choice === 'string' ? choice : '';
  const type = readString(element['type']);
  const triggers = readTriggers(element);
  const change = (typed: string) => {
    keep(typed);
    if (isDispatched && triggers.includes('on_character_entered')) {
      press({ element, blockId, value: typed });
    }
  };
  const shared = {
    className: 'block-field',
    name: blockId,
    value,
    placeholder: readPlain(element['placeholder']),
    minLength: readNumber(element['min_length']),
    maxLength: readNumber(element['max_length']) ?? 3000,
    ...label,
  };
  if (element['multiline'] === true) {
    return <textarea {...shared} rows={4} onChange={(event) => change(event.target.value)} />;
  }
  return (
    <input
      {...shared}
      type={INPUT_TYPES[type] ?? 'text'}
      onChange={(event) => change(event.target.value)}
      onKeyDown={(event) => {
        if (event.key !== 'Enter' || !isDispatched || event.nativeEvent.isComposing) return;
        // In Slack, too, Enter sends this one field then, not the form.
        event.preventDefault();
        if (triggers.includes('on_enter_pressed')) press({ element, blockId, value });
      }}
      {...(type === 'number_input' && readRange(element))}
    />
  );
}

function readTriggers(element: Json): readonly unknown[] {
  const config = element['dispatch_action_config'];
  const triggers: unknown = isJson(config) ? config['trigger_actions_on'] : undefined;
  return Array.isArray(triggers) ? triggers : ['on_enter_pressed'];
}

function readNumber(value: unknown): number | undefined {
  return typeof value === 'number' ? value : undefined;
}

function readRange(element: Json) {
  return {
    step: element['is_decimal_allowed'] === true ? 'any' : 1,
    min: readString(element['min_value']) || undefined,
    max: readString(element['max_value']) || undefined,
  };
}

const PICKER_TYPES: Readonly<Record<string, string>> = {
  datepicker: 'date',
  timepicker: 'time',
  datetimepicker: 'datetime-local',
};

/** The browser's own pickers. A date that is typed is sent when the field is left, or by Enter. */
export function Picker(props: ElementProps) {
  const { element, blockId, isDispatched, label } = props;
  const { choice, keep, choose } = useChoice(props);
  /** Typing goes through dates nobody means, such as the year 0002; the calendar does not. */
  const typedRef = useRef(false);
  const type = readString(element['type']);
  const isMoment = type === 'datetimepicker';
  const value = typeof choice === 'string' ? choice : '';
  const send = () => {
    if (!typedRef.current) return;
    typedRef.current = false;
    choose(value);
  };
  const zone = type === 'timepicker' ? readString(element['timezone']) : '';
  return (
    <>
      <input
        type={PICKER_TYPES[type] ?? 'date'}
        className="block-field block-picker"
        name={blockId}
        value={isMoment ? toLocalMoment(value) : value}
        onPointerDown={send}
        onChange={({ target }) => {
          const changed = isMoment ? toSeconds(target.value) : target.value;
          if (isDispatched && typedRef.current) keep(changed);
          else choose(changed);
        }}
        onKeyDown={(event: KeyboardEvent) => {
          if (isDispatched && event.key === 'Enter') send();
          else if (isDispatched && event.key !== 'Tab') typedRef.current = true;
        }}
        onBlur={send}
        {...label}
      />
      {zone !== '' && <span className="block-hint">{zone}</span>}
    </>
  );
}

/** Seconds since 1970 → the browser's local `2026-11-21T09:30`; '' stays ''. */
function toLocalMoment(seconds: string): string {
  const date = new Date(Number(seconds) * 1000);
  if (seconds === '' || Number.isNaN(date.getTime())) return '';
  const local = new Date(date.getTime() - date.getTimezoneOffset() * 60_000);
  return local.toISOString().slice(0, 16);
}

function toSeconds(localMoment: string): string {
  return localMoment === '' ? '' : String(Math.floor(new Date(localMoment).getTime() / 1000));
}
