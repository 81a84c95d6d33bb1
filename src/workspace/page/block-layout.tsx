/** Blocks of text and elements: section, header, context, actions, input, alert. */

import type { Json } from '../page-protocol.ts';
import { drawEach } from './block-each.tsx';
import { Element } from './block-element.tsx';
import { ImageFrame, SmallImage } from './block-image.tsx';
import { isJson, readList, readPlain, readString, requireJson, requireList } from './block-json.ts';
import { buildLabel, type LabelProps } from './block-label.ts';
import { useSurface } from './block-surface.ts';
import { PlainText, TextObject } from './block-text.tsx';

export type BlockProps = { readonly block: Json };

export function SectionBlock({ block }: BlockProps) {
  const { idPrefix } = useSurface();
  const { text, accessory } = block;
  const fields = readList(block['fields']);
  if (text === undefined && fields.length === 0) throw new Error('a section has no text');
  const textId = `${idPrefix}${readString(block['block_id'])}-text`;
  return (
    <div className="block-section">
      <div className="block-section-text" id={textId}>
        {text !== undefined && <TextObject text={text} />}
        {fields.length > 0 && (
          <div className="block-fields">
            {drawEach(fields, (field) => (
              <div>
                <TextObject text={field} />
              </div>
            ))}
          </div>
        )}
      </div>
      {isJson(accessory) && (
        <div className="block-accessory">
          {accessory['type'] === 'image' ? (
            <ImageFrame image={accessory} />
          ) : (
            <PlacedElement block={block} element={accessory} describedBy={textId} />
          )}
        </div>
      )}
    </div>
  );
}

/** An element that is not in a form: the app hears of each choice. */
function PlacedElement(props: { block: Json; element: Json; describedBy?: string }) {
  const { block, element, describedBy } = props;
  return (
    <Element
      element={element}
      blockId={readString(block['block_id'])}
      isDispatched
      label={buildLabel(element, describedBy)}
    />
  );
}

export function HeaderBlock({ block }: BlockProps) {
  return (
    <h3 className="block-header">
      <PlainText text={requireJson(block, 'text')} />
    </h3>
  );
}

export function ContextBlock({ block }: BlockProps) {
  return (
    <div className="block-context">
      {drawEach(requireList(block, 'elements'), (element) => (
        <div>
          {element['type'] === 'image' ? (
            <SmallImage image={element} />
          ) : (
            <TextObject text={element} />
          )}
        </div>
      ))}
    </div>
  );
}

/** Also `context_actions`, whose elements are smaller. */
export function ActionsBlock({ block }: BlockProps) {
  return (
    <div className="block-actions">
      {drawEach(requireList(block, 'elements'), (element) => (
        <PlacedElement block={block} element={element} />
      ))}
    </div>
  );
}

const GROUPS = new Set(['checkboxes', 'radio_buttons']);

export function InputBlock({ block }: BlockProps) {
  const { idPrefix, errors } = useSurface();
  const element = requireJson(block, 'element');
  const blockId = readString(block['block_id']);
  const id = `${idPrefix}${blockId}`;
  const error = errors[blockId];
  const hint = readPlain(block['hint']);
  const isOptional = block['optional'] === true;
  const isGroup = GROUPS.has(readString(element['type']));
  const label = (
    <>
      <PlainText text={requireJson(block, 'label')} />
      {isOptional && <span className="block-soft"> (optional)</span>}
    </>
  );
  return (
    <div className="block-input">
      {isGroup ? (
        <div className="block-label" id={`${id}-label`}>
          {label}
        </div>
      ) : (
        <label className="block-label" id={`${id}-label`} htmlFor={id}>
          {label}
        </label>
      )}
      <Element
        element={element}
        blockId={blockId}
        isDispatched={block['dispatch_action'] === true}
        label={buildFieldLabel({ id, element, isOptional, hint, error })}
      />
      {error !== undefined && (
        <div className="block-error" id={`${id}-error`} role="alert">
          {error}
        </div>
      )}
      {hint !== '' && (
        <div className="block-hint" id={`${id}-hint`}>
          {hint}
        </div>
      )}
    </div>
  );
}

type Field = {
  id: string;
  element: Json;
  isOptional: boolean;
  hint: string;
  error: string | undefined;
};

function buildFieldLabel({ id, element, isOptional, hint, error }: Field): LabelProps {
  const notes = [
    ...(error === undefined ? [] : [`${id}-error`]),
    ...(hint === '' ? [] : [`${id}-hint`]),
  ];
  return {
    id,
    'aria-labelledby': `${id}-label`,
    ...(notes.length > 0 && { 'aria-describedby': notes.join(' ') }),
    ...(error !== undefined && { 'aria-invalid': true }),
    ...(!isOptional && { 'aria-required': true }),
    ...(element['focus_on_load'] === true && { 'data-focus-on-load': true }),
  };
}

const ALERT_NAMES: Readonly<Record<string, string>> = {
  info: 'Note',
  warning: 'Warning',
  error: 'Error',
  success: 'Done',
};

export function AlertBlock({ block }: BlockProps) {
  const level = readString(block['level']) || 'default';
  const name = ALERT_NAMES[level];
  return (
    <div className={`block-alert block-alert-${level}`} role="note">
      {name !== undefined && <strong className="block-alert-level">{name}</strong>}
      <TextObject text={block['text']} />
    </div>
  );
}
