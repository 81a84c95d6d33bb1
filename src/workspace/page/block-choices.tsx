/** Checkboxes and radio buttons. */
import type { Json } from '../page-protocol.ts';
import { isJson, readString, requireList } from './block-json.ts';
import { type ElementProps, useChoice, useSurface } from './block-surface.ts';
import { toKey } from './block-values.ts';
import { Mrkdwn } from './mrkdwn.tsx';

export function Choices(props: ElementProps) {
  const { element, blockId, label } = props;
  const { choice, choose } = useChoice(props);
  const { idPrefix } = useSurface();
  const isRadio = element['type'] === 'radio_buttons';
  const chosen = typeof choice === 'string' ? [choice] : choice;
  const toggle = (value: string) => {
    if (isRadio) choose(value);
    else
      choose(chosen.includes(value) ? chosen.filter((each) => each !== value) : [...chosen, value]);
  };
  return (
    <div
      role={isRadio ? 'radiogroup' : 'group'}
      className="block-choices"
      {...withoutState(label, isRadio)}
    >
      {requireList(element, 'options').map((option) => {
        const value = readString(option['value']);
        return (
          <label key={value} className="block-choice">
            <input
              type={isRadio ? 'radio' : 'checkbox'}
              name={`${idPrefix}${toKey(blockId, element)}`}
              checked={chosen.includes(value)}
              onChange={() => toggle(value)}
            />
            <span className="block-option-name">
              <OptionText text={option['text']} />
              {isJson(option['description']) && (
                <span className="block-option-description">
                  <OptionText text={option['description']} />
                </span>
              )}
            </span>
          </label>
        );
      })}
    </div>
  );
}

/** A plain group of checkboxes may not say that it is required or wrong. */
function withoutState(label: ElementProps['label'], isRadio: boolean): ElementProps['label'] {
  if (isRadio) return label;
  const { 'aria-required': _, 'aria-invalid': __, ...rest } = label;
  return rest;
}

/** In a label only running text may stand, so mrkdwn has no quotes and lists here. */
function OptionText({ text }: { text: unknown }) {
  const json: Json = isJson(text) ? text : {};
  const content = readString(json['text']);
  return json['type'] === 'mrkdwn' ? <Mrkdwn text={content} /> : content;
}
