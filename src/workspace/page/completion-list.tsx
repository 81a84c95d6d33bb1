/** What can be completed, above the box; the box keeps the focus. */
import './completion-list.css';
import { Avatar } from './avatar.tsx';
import type { CompletionOption } from './completion.ts';
import { useDirectory } from './directory.ts';
import { Icon } from './icons.tsx';
import type { OpenCompletion } from './use-completion.ts';

export function CompletionList({ id, open }: { id: string; open: OpenCompletion | undefined }) {
  return (
    <>
      <span className="visually-hidden" role="status">
        {open !== undefined && `${open.options.length} suggestions, arrow keys to choose`}
      </span>
      {open !== undefined && (
        <div className="completion" id={id} role="listbox" aria-label="Suggestions">
          {open.options.map((option, index) => (
            <CompletionItem
              key={option.id}
              id={toOptionId(id, index)}
              option={option}
              isActive={index === open.activeIndex}
              onPick={() => open.pick(option)}
            />
          ))}
        </div>
      )}
    </>
  );
}

/** The id of an option's element, for `aria-activedescendant`. */
export function toOptionId(listId: string, index: number): string {
  return `${listId}-${index}`;
}

function CompletionItem(props: {
  id: string;
  option: CompletionOption;
  isActive: boolean;
  onPick: () => void;
}) {
  const { word, label, hint } = props.option;
  return (
    // The keys are heard by the box, which has the focus.
    <div
      id={props.id}
      role="option"
      tabIndex={-1}
      aria-selected={props.isActive}
      className="completion-item"
      onPointerDown={(event) => {
        event.preventDefault();
        props.onPick();
      }}
    >
      <CompletionPicture option={props.option} />
      <span className="completion-word">{word}</span>
      <span className="completion-label">{label}</span>
      {hint !== undefined && <span className="completion-hint">{hint}</span>}
    </div>
  );
}

function CompletionPicture({ option: { word, user } }: { option: CompletionOption }) {
  const { users, botUserId } = useDirectory();
  if (word.startsWith('#')) return <Icon name="hash" />;
  return <Avatar isSmall user={word.startsWith('/') ? users.get(botUserId) : user} />;
}
