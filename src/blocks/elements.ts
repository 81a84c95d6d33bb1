/** Makers of the small parts messages share: buttons, a paper's menu, lines of plain text. */
import type {
  ActionsBlock,
  Button,
  ContextBlock,
  Overflow,
  PlainTextElement,
  PlainTextOption,
} from '@slack/types';
import type { PaperId } from '../model/paper.ts';
import type { PaperAction, PaperChoice } from '../requests/replies.ts';
import { ACTION_IDS, encodePaperChoice, encodeText } from './actions.ts';
import { cleanLine, cutText } from './escape.ts';

const MENU_LABELS: Readonly<Record<PaperAction, string>> = {
  details: 'Details',
  similar: 'Similar papers',
  bibtex: 'BibTeX',
  save: 'Save',
  unsave: 'Remove from saved',
  like: '👍 Useful',
  reject: 'Not for us',
  retract: 'Take back',
};

/** https://docs.slack.dev/reference/block-kit/block-elements/button-element */
const MAX_LABEL_CHARS = 75;

/** A line as plain text, cut to `maxChars`; `–` when nothing of it can be shown. */
export function plainText(text: string, maxChars: number): PlainTextElement {
  // Without this a title's ":smile:" would turn into a picture.
  return { type: 'plain_text', text: cutText(cleanLine(text), maxChars) || '–', emoji: false };
}

/** `number` tells buttons of one kind in one block apart. */
export function button(
  actionId: string,
  { label, value, number }: { label: string; value: string; number?: number },
): Button {
  return {
    type: 'button',
    action_id: number === undefined ? actionId : `${actionId}:${number}`,
    text: plainText(label, MAX_LABEL_CHARS),
    value,
  };
}

/** A button a query, in order; queries too long for a button are left out. */
export function searchButtons(queries: readonly string[]): Button[] {
  return queries
    .flatMap((query) => encodeText(query) ?? [])
    .map((value, index) =>
      button(ACTION_IDS.runSearch, { label: value, value, number: index + 1 }),
    );
}

/** A row of buttons and menus; none when there are none. */
export function buttonRow(...elements: readonly (Button | Overflow)[]): ActionsBlock[] {
  return elements.length === 0 ? [] : [{ type: 'actions', elements: [...elements] }];
}

/** A button that does one thing with a paper. */
export function paperButton(choice: PaperChoice): Button {
  const label = MENU_LABELS[choice.action];
  return button(ACTION_IDS.paperButton, { label, value: encodePaperChoice(choice) });
}

/** What can be done with a paper. `saved` is false where different people see the menu. */
export function paperMenu(paperId: PaperId, saved: boolean): Overflow {
  return actionsMenu(paperId, ['details', 'similar', 'bibtex', saved ? 'unsave' : 'save']);
}

/** These things, to be done with a paper: two to five (see `limit-rules.ts`). */
export function actionsMenu(paperId: PaperId, actions: readonly PaperAction[]): Overflow {
  return {
    type: 'overflow',
    action_id: ACTION_IDS.paperMenu,
    options: actions.map(
      (action): PlainTextOption => ({
        text: plainText(MENU_LABELS[action], MAX_LABEL_CHARS),
        value: encodePaperChoice({ action, paperId }),
      }),
    ),
  };
}

/** A small grey line. */
export function contextLine(text: string): ContextBlock {
  return { type: 'context', elements: [plainText(text, 300)] };
}
