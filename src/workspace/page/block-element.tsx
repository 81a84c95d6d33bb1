/** One interactive element, whichever it is; one of no known kind throws. */
import { Button, FeedbackButtons, IconButton, WorkflowButton } from './block-button.tsx';
import { Choices } from './block-choices.tsx';
import { Picker, TextField } from './block-fields.tsx';
import { readString } from './block-json.ts';
import { OverflowMenu } from './block-menu.tsx';
import { Select } from './block-select.tsx';
import type { ElementProps } from './block-surface.ts';

const ELEMENTS: Readonly<Record<string, (props: ElementProps) => React.ReactNode>> = {
  button: Button,
  workflow_button: WorkflowButton,
  icon_button: IconButton,
  feedback_buttons: FeedbackButtons,
  overflow: OverflowMenu,
  checkboxes: Choices,
  radio_buttons: Choices,
  datepicker: Picker,
  timepicker: Picker,
  datetimepicker: Picker,
  plain_text_input: TextField,
  email_text_input: TextField,
  url_text_input: TextField,
  number_input: TextField,
  static_select: Select,
  external_select: Select,
  users_select: Select,
  conversations_select: Select,
  channels_select: Select,
  multi_static_select: Select,
  multi_external_select: Select,
  multi_users_select: Select,
  multi_conversations_select: Select,
  multi_channels_select: Select,
};

export function Element(props: ElementProps) {
  const type = readString(props.element['type']);
  const Known = Object.hasOwn(ELEMENTS, type) ? ELEMENTS[type] : undefined;
  if (Known === undefined) throw new Error(`there is no element ${type}`);
  return <Known {...props} />;
}
