/** What a select menu shows for what is typed into it: options it came with, or the app's answer. */
import { useEffect, useEffectEvent, useState } from 'react';
import type { ActReply, Json } from '../page-protocol.ts';
import { readString } from './block-json.ts';
import {
  filterOptions,
  listOptions,
  type Option,
  type OptionGroup,
  readGroups,
} from './block-options.ts';
import { type ElementProps, useSurface } from './block-surface.ts';
import { useDirectory } from './directory.ts';

export type Offer = {
  /** What can be chosen now. */
  readonly groups: readonly OptionGroup[];
  /** Said where there is nothing to choose. */
  readonly note: string;
  /** The answer to what is typed is still to come; what is shown is for something else. */
  readonly isWaiting: boolean;
  /** Everything that was ever offered, to name what is chosen. */
  readonly known: readonly OptionGroup[];
};

/** Of a pause in typing, after which the app is asked. */
const PAUSE_MS = 200;
/** docs.slack.dev/reference/block-kit/block-elements/select-menu-element (read 2026-11) */
const DEFAULT_MIN_LENGTH = 3;

/** `typed` is undefined while the list is closed. */
export function useOffer(props: ElementProps, typed: string | undefined): Offer {
  const { element } = props;
  const directory = useDirectory();
  const isExternal = isExternalSelect(element);
  const own = listOptions(element, directory);
  const answered = useAnswers(props, isExternal ? typed : undefined);
  if (!isExternal) {
    const groups = typed === undefined ? [] : filterOptions(own, typed);
    return { groups, note: 'Nothing matches.', isWaiting: false, known: own };
  }
  return { ...answered, known: [...own, { label: '', options: answered.seen }] };
}

export function isExternalSelect(element: Json): boolean {
  return readString(element['type']).endsWith('external_select');
}

type Answer = {
  /** What it answers; undefined = nothing was asked. */
  readonly typed: string | undefined;
  readonly groups: readonly OptionGroup[];
  readonly note: string;
};

const NO_ANSWER: Answer = { typed: undefined, groups: [], note: '' };

/** Asks at each pause; an answer that comes after more was typed is not shown. */
function useAnswers({ element, blockId }: ElementProps, typed: string | undefined) {
  const { suggest } = useSurface();
  const [answer, setAnswer] = useState(NO_ANSWER);
  const [seen, setSeen] = useState<readonly Option[]>([]);
  const wanted = element['min_query_length'];
  const minLength = typeof wanted === 'number' ? wanted : DEFAULT_MIN_LENGTH;
  const asked = typed !== undefined && typed.length >= minLength ? typed : undefined;

  const ask = useEffectEvent((text: string) =>
    suggest({ actionId: readString(element['action_id']), blockId, typed: text }),
  );
  useEffect(() => {
    if (asked === undefined) {
      setAnswer(NO_ANSWER);
      return;
    }
    let isCurrent = true;
    const show = (reply: ActReply) => {
      if (!isCurrent) return;
      const groups = readAnswer(reply);
      setAnswer({ typed: asked, groups, note: reply.shown ?? 'No results' });
      setSeen((known) => addOptions(known, groups));
    };
    const timer = setTimeout(() => void ask(asked).then(show), PAUSE_MS);
    return () => {
      isCurrent = false;
      clearTimeout(timer);
    };
  }, [asked]);

  if (asked === undefined) {
    const note = typed === undefined ? '' : `Type ${minLength} letters or more.`;
    return { groups: [], note, isWaiting: false, seen };
  }
  const isWaiting = answer.typed !== asked;
  return { ...answer, note: isWaiting ? 'Searching…' : answer.note, isWaiting, seen };
}

/** Groups without options have nothing to show. */
function readAnswer({ offered }: ActReply): readonly OptionGroup[] {
  return readGroups(offered ?? {}).filter(({ options }) => options.length > 0);
}

function addOptions(known: readonly Option[], groups: readonly OptionGroup[]): readonly Option[] {
  const fresh = groups.flatMap(({ options }) => options);
  const values = new Set(fresh.map(({ value }) => value));
  return [...known.filter(({ value }) => !values.has(value)), ...fresh];
}
