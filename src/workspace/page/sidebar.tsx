/** Who the person is, what time it is, and every conversation they can go to. */
import './sidebar.css';
import type { PageChannel } from '../page-protocol.ts';
import { Avatar } from './avatar.tsx';
import { nameChannel, useDirectory } from './directory.ts';
import { Icon } from './icons.tsx';
import { PersonMenu } from './person-menu.tsx';
import { type Route, renderRoute } from './route.ts';
import { TimeControl } from './time-control.tsx';
import type { Unread } from './unread.ts';
import { useTheme } from './use-theme.ts';
import type { DoAct } from './use-workspace.ts';
import type { WorkspaceState } from './workspace-state.ts';

/** The sidebar is a popover where there is no room beside it: the button that opens it names it. */
export const SIDEBAR_ID = 'sidebar';

type SidebarProps = {
  state: WorkspaceState;
  act: DoAct;
  route: Route;
  unread: ReadonlyMap<string, Unread>;
  onJump: () => void;
};

export function Sidebar({ state, act, route, unread, onJump }: SidebarProps) {
  const { viewer } = useDirectory();
  const sections = groupChannels(state.channels, viewer.id, state.app.botUserId);
  return (
    <nav id={SIDEBAR_ID} className="side" popover="auto" aria-label="Workspace">
      <p className="side-workspace">{state.app.name}, local workspace</p>
      <PersonMenu route={route} />
      <TimeControl state={state} act={act} />
      <button type="button" className="side-jump" onClick={onJump}>
        <Icon name="search" /> Jump to… <kbd>Ctrl K</kbd>
      </button>
      <div className="side-sections">
        {sections.map(({ title, channels }) => (
          <section key={title} aria-label={title}>
            <h2 className="side-title">{title}</h2>
            <ul className="side-list">
              {channels.map((channel) => (
                <li key={channel.id}>
                  <ChannelLink
                    channel={channel}
                    isHere={channel.id === route.channelId}
                    unread={unread.get(channel.id)}
                  />
                </li>
              ))}
            </ul>
          </section>
        ))}
      </div>
      <ThemeButton />
    </nav>
  );
}

/** As a popover, it has done its work once a conversation was chosen. */
function closeSidebar(): void {
  const side = document.getElementById(SIDEBAR_ID);
  if (side?.matches(':popover-open') === true) side.hidePopover();
}

type Section = { readonly title: string; readonly channels: readonly PageChannel[] };

/** Those that have something in them. The app comes before people. */
function groupChannels(
  channels: readonly PageChannel[],
  viewerId: string,
  botUserId: string,
): readonly Section[] {
  const isIn = ({ members }: PageChannel) => members.includes(viewerId);
  const open = channels.filter(({ kind, isArchived }) => kind !== 'im' && !isArchived);
  const direct = channels.filter(({ kind }) => kind === 'im');
  const isApp = ({ members }: PageChannel) => members.includes(botUserId);
  return [
    { title: 'Channels', channels: open.filter(isIn) },
    {
      title: 'Direct messages',
      channels: direct.toSorted((a, b) => Number(isApp(b)) - Number(isApp(a))),
    },
    { title: 'Channels to join', channels: open.filter((each) => !isIn(each)) },
    {
      title: 'Archived',
      channels: channels.filter(({ kind, isArchived }) => kind !== 'im' && isArchived),
    },
  ].filter((section) => section.channels.length > 0);
}

function ChannelLink(props: { channel: PageChannel; isHere: boolean; unread: Unread | undefined }) {
  const { channel, isHere, unread } = props;
  const directory = useDirectory();
  const isFaded = channel.isArchived || !channel.members.includes(directory.viewer.id);
  const state = unread === undefined ? '' : ' side-link-unread';
  return (
    <a
      className={`side-link${state}${isFaded ? ' side-link-faded' : ''}`}
      href={renderRoute({ userId: directory.viewer.id, channelId: channel.id })}
      aria-current={isHere ? 'page' : undefined}
      onClick={closeSidebar}
    >
      <ChannelPicture channel={channel} />
      <span className="side-name">{nameChannel(channel, directory).replace(/^#/, '')}</span>
      {channel.kind === 'private' && <span className="visually-hidden">, private</span>}
      {unread !== undefined && <Badge unread={unread} />}
    </a>
  );
}

function ChannelPicture({ channel }: { channel: PageChannel }) {
  const { users, viewer } = useDirectory();
  if (channel.kind !== 'im') return <Icon name={channel.kind === 'private' ? 'lock' : 'hash'} />;
  const other = channel.members.find((id) => id !== viewer.id) ?? viewer.id;
  return <Avatar isSmall user={users.get(other)} />;
}

function Badge({ unread: { count, mentions } }: { unread: Unread }) {
  return (
    <>
      <span className="visually-hidden">, {count} unread</span>
      <span className={mentions > 0 ? 'side-badge' : 'side-dot'} aria-hidden="true">
        {mentions > 0 && mentions}
      </span>
    </>
  );
}

function ThemeButton() {
  const { theme, setTheme } = useTheme();
  const other = theme === 'dark' ? 'light' : 'dark';
  return (
    <button type="button" className="side-theme" onClick={() => setTheme(other)}>
      <Icon name={other === 'dark' ? 'moon' : 'sun'} /> Use the {other} theme
    </button>
  );
}
