/** Names and descriptions of elements, for those who hear the page. */
import type { Json } from '../page-protocol.ts';
import { readPlain, readString } from './block-json.ts';

/** Spread onto the control itself. */
export type LabelProps = {
  readonly id?: string;
  readonly 'aria-label'?: string;
  readonly 'aria-labelledby'?: string;
  readonly 'aria-describedby'?: string;
  readonly 'aria-invalid'?: true;
  readonly 'aria-required'?: true;
  readonly 'data-focus-on-load'?: true;
};

const DEFAULT_LABELS: Readonly<Record<string, string>> = {
  overflow: 'More actions',
  datepicker: 'Date',
  timepicker: 'Time',
  datetimepicker: 'Date and time',
  checkboxes: 'Options',
  radio_buttons: 'Options',
  static_select: 'Option',
  external_select: 'Option',
  users_select: 'Person',
  conversations_select: 'Conversation',
  channels_select: 'Channel',
  multi_static_select: 'Options',
  multi_external_select: 'Options',
  multi_users_select: 'People',
  multi_conversations_select: 'Conversations',
  multi_channels_select: 'Channels',
};

/** Of an element without a label of its own. `describedBy` is the id of the text it stands beside. */
export function buildLabel(element: Json, describedBy?: string): LabelProps {
  const name =
    readString(element['accessibility_label']) ||
    readPlain(element['placeholder']) ||
    DEFAULT_LABELS[readString(element['type'])];
  return {
    ...(name !== undefined && { 'aria-label': name }),
    ...(describedBy !== undefined && { 'aria-describedby': describedBy }),
    ...(element['focus_on_load'] === true && { 'data-focus-on-load': true }),
  };
}
