/** Who the person is, and a list of who else they could be: links, so that each can have a tab. */
import './person-menu.css';
import { useState } from 'react';
import { Avatar } from './avatar.tsx';
import { useDirectory } from './directory.ts';
import { Icon } from './icons.tsx';
import { type Route, renderRoute } from './route.ts';

const LIST_ID = 'person-list';

export function PersonMenu({ route }: { route: Route }) {
  const { viewer, users, channels } = useDirectory();
  const [isOpen, setOpen] = useState(false);
  const people = [...users.values()].filter(({ role }) => role !== 'bot');
  // Others have direct messages of their own.
  const here = channels.find(({ id, kind }) => id === route.channelId && kind !== 'im');
  const toPerson = (userId: string) => renderRoute({ userId, channelId: here?.id ?? '' });
  return (
    <>
      <button
        type="button"
        className="person-button"
        popoverTarget={LIST_ID}
        aria-expanded={isOpen}
      >
        <Avatar user={viewer} />
        <span className="person-name">
          <span className="visually-hidden">You are </span>
          {viewer.realName}
          <span className="person-role">{viewer.role}</span>
        </span>
        <Icon name="down" />
      </button>
      <div
        id={LIST_ID}
        className="person-list"
        popover="auto"
        onToggle={({ newState }) => setOpen(newState === 'open')}
      >
        <p className="person-note">
          Be somebody else. A second tab can be another person, at the same time.
        </p>
        <ul>
          {people.map(({ id, realName, role, name }) => (
            <li key={id} className="person-line">
              <a href={toPerson(id)} aria-current={id === viewer.id ? 'true' : undefined}>
                <Avatar isSmall user={users.get(id)} />
                {realName} <span className="person-role">{role}</span>
              </a>
              <a
                href={toPerson(id)}
                target="_blank"
                rel="noreferrer noopener"
                aria-label={`${realName} in a new tab`}
                title={`Open as ${name} in a new tab`}
              >
                <Icon name="newTab" />
              </a>
            </li>
          ))}
        </ul>
      </div>
    </>
  );
}
