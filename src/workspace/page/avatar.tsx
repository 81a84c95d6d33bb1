/** Somebody's picture: the app's own icon, initials for everybody else. Says nothing to ears. */
import './avatar.css';
import type { User } from '../page-protocol.ts';
import { useDirectory } from './directory.ts';

const ICON_URL = new URL('./icon.svg', import.meta.url).href;
/** As many as avatar.css has. */
const COLOURS = 6;

export function Avatar({ user, isSmall = false }: { user: User | undefined; isSmall?: boolean }) {
  const { botUserId } = useDirectory();
  const size = isSmall ? 'avatar-small' : 'avatar-large';
  if (user?.id === botUserId) return <img className={`avatar ${size}`} src={ICON_URL} alt="" />;
  const name = user?.realName ?? '?';
  const initials = name
    .split(' ')
    .map((word) => word.slice(0, 1))
    .join('');
  return (
    <span className={`avatar ${size} avatar-${pickColour(user?.id ?? '')}`} aria-hidden="true">
      {initials.slice(0, 2)}
    </span>
  );
}

/** The same for the same person each time. */
function pickColour(id: string): number {
  let sum = 0;
  for (const char of id) sum = (sum * 7 + (char.codePointAt(0) ?? 0)) % 9973;
  return sum % COLOURS;
}
