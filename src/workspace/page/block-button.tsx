/** Everything that is pressed once: buttons, icon buttons, feedback buttons, workflow buttons. */
import type { Json } from '../page-protocol.ts';
import { Icon, type IconName } from './block-icons.tsx';
import { readHref, readPlain, readString, requireJson } from './block-json.ts';
import { toLinkProps } from './block-link.tsx';
import { type ElementProps, useSurface } from './block-surface.ts';
import { PlainText } from './block-text.tsx';
import { useDirectory } from './directory.ts';

export function Button({ element, blockId, label }: ElementProps) {
  const { press } = useSurface();
  const { viewer } = useDirectory();
  const text = requireJson(element, 'text');
  const className = `block-button${toStyleClass(element)}`;
  const go = () => press({ element, blockId, ...readValue(element) });
  const href = readHref(element['url']);
  if (href === undefined) {
    return (
      <button type="button" className={className} onClick={go} {...label}>
        <PlainText text={text} />
      </button>
    );
  }
  // The app hears of it too, as in Slack.
  const { href: address, ...how } = toLinkProps(href, viewer.id);
  return (
    <a className={className} href={address} {...how} onClick={go} {...label}>
      <PlainText text={text} />
    </a>
  );
}

/** Workflows run at Slack only. */
export function WorkflowButton({ element, label }: ElementProps) {
  return (
    <button
      type="button"
      className={`block-button${toStyleClass(element)}`}
      disabled
      title="Workflows run in Slack only"
      {...label}
    >
      <PlainText text={requireJson(element, 'text')} />
    </button>
  );
}

export function IconButton({ element, blockId, label }: ElementProps) {
  const { press } = useSurface();
  const { viewer } = useDirectory();
  const text = readPlain(requireJson(element, 'text'));
  const seenBy = element['visible_to_user_ids'];
  if (Array.isArray(seenBy) && !seenBy.includes(viewer.id)) return null;
  return (
    <button
      type="button"
      className="block-icon-button"
      title={text}
      onClick={() => press({ element, blockId, ...readValue(element) })}
      {...label}
    >
      {element['icon'] === 'trash' ? <Icon name="trash" /> : <span>{text}</span>}
      {element['icon'] === 'trash' && <span className="visually-hidden">{text}</span>}
    </button>
  );
}

export function FeedbackButtons({ element, blockId }: ElementProps) {
  const { values, setValue, press } = useSurface();
  const key = `${blockId}/${readString(element['action_id'])}`;
  const give = (side: Json, icon: IconName) => {
    const value = readString(side['value']);
    const text = readPlain(side['text']);
    return (
      <button
        type="button"
        className="block-icon-button"
        title={text}
        aria-label={readString(side['accessibility_label']) || text}
        aria-pressed={values.get(key) === value}
        onClick={() => press({ element, blockId, value, onGo: () => setValue(key, value) })}
      >
        <Icon name={icon} />
      </button>
    );
  };
  return (
    <span className="block-feedback">
      {give(requireJson(element, 'positive_button'), 'up')}
      {give(requireJson(element, 'negative_button'), 'down')}
    </span>
  );
}

function readValue(element: Json): { readonly value?: string } {
  const value = element['value'];
  return typeof value === 'string' ? { value } : {};
}

function toStyleClass({ style }: Json): string {
  return style === 'primary' || style === 'danger' ? ` block-button-${style}` : '';
}
