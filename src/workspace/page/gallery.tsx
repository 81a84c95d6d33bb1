/**
 * Draws one message, modal or Home tab by itself, for tests that look at it. Nothing is sent
 * anywhere: presses and submissions are kept in `window.galleryActs`.
 *
 *     window.showBlocks('message', { blocks: [{ type: 'divider' }] }, 'dark')
 *
 * The document has `data-ready` once it is drawn, `data-fallbacks` with the number of blocks that
 * are shown as JSON, and the drawing is in `#frame` (a modal is above it).
 */
import { flushSync } from 'react-dom';
import { createRoot } from 'react-dom/client';
import '@fontsource/lato/400.css';
import '@fontsource/lato/400-italic.css';
import '@fontsource/lato/700.css';
import '@fontsource/dejavu-mono/400.css';
import './tokens.css';
import './gallery.css';
import type { Act, Json, User, View } from '../page-protocol.ts';
import { buildClick, buildSuggest } from './block-click.ts';
import { readList } from './block-json.ts';
import { Blocks } from './blocks.tsx';
import { type Directory, DirectoryProvider } from './directory.ts';
import { HomeTab } from './home-tab.tsx';
import { ModalDialog } from './modal-dialog.tsx';
import { type Theme, useTheme } from './use-theme.ts';

type Kind = 'message' | 'modal' | 'home';

declare global {
  interface Window {
    /** `payload` has `blocks`; a modal also `title`, `submit`, `close`, and `errors` by block_id. */
    showBlocks?: (kind: Kind, payload: Json, theme: Theme) => void;
    galleryActs?: Act[];
  }
}

const ADA = person('U0ADA', 'ada', 'Ada Admin', 'admin');
const PEOPLE = [
  ADA,
  person('U0BEN', 'ben', 'Ben Member', 'member'),
  person('U0CHEN', 'chen', 'Chen Member', 'member'),
  person('U0GIA', 'gia', 'Gia Guest', 'guest'),
  person('U0PAPERBOT', 'paperboy', 'Paperboy', 'bot'),
];

const DIRECTORY: Directory = {
  viewer: ADA,
  botUserId: 'U0PAPERBOT',
  users: new Map(PEOPLE.map((user) => [user.id, user])),
  channels: [
    channel('C0GENERAL', 'general', 'public'),
    channel('C0READING', 'reading', 'public'),
    channel('C0RANDOM', 'random', 'public'),
    channel('C0LAB', 'lab-private', 'private'),
    channel('D0ADABEN', 'directmessage', 'im', ['U0ADA', 'U0BEN']),
    channel('D0ADA', 'directmessage', 'im', ['U0ADA', 'U0PAPERBOT']),
  ],
};

function person(id: string, name: string, realName: string, role: User['role']): User {
  return { id, name, realName, role, tz: 'Europe/Berlin' };
}

function channel(
  id: string,
  name: string,
  kind: 'public' | 'private' | 'im',
  members: readonly string[] = PEOPLE.map((user) => user.id),
) {
  return { id, name, kind, isArchived: false, members };
}

const acts: Act[] = [];

async function keepAct(act: Act) {
  acts.push(act);
  return { ok: true };
}

function Gallery({ kind, payload, theme }: { kind: Kind; payload: Json; theme: Theme }) {
  const { theme: shown, setTheme } = useTheme();
  if (shown !== theme) queueMicrotask(() => setTheme(theme));
  return (
    <DirectoryProvider value={DIRECTORY}>
      <div id="frame">
        <Drawing kind={kind} payload={payload} />
      </div>
    </DirectoryProvider>
  );
}

function Drawing({ kind, payload }: { kind: Kind; payload: Json }) {
  const blocks = readList(payload['blocks']).map((block, index) => {
    return { block_id: `block${index}`, ...block };
  });
  if (kind === 'message') {
    const surface = { channelId: 'C0GENERAL', ts: '1' };
    return (
      <Blocks
        blocks={blocks}
        channelId="C0GENERAL"
        onPress={(press) => void keepAct(buildClick(surface, press))}
        onSuggest={(request) => keepAct(buildSuggest(surface, request))}
      />
    );
  }
  const view = buildView(kind, payload, blocks);
  if (kind === 'home') return <HomeTab view={view} act={keepAct} />;
  return <ModalDialog view={view} act={keepAct} />;
}

function buildView(kind: 'modal' | 'home', payload: Json, blocks: readonly Json[]): View {
  const { errors, previousViewId } = payload;
  return {
    id: 'V0GALLERY',
    kind,
    userId: ADA.id,
    payload,
    blocks,
    hash: '',
    rootViewId: 'V0GALLERY',
    previousViewId: typeof previousViewId === 'string' ? previousViewId : undefined,
    channelId: 'C0GENERAL',
    // Given by the test that reads the picture.
    errors: (errors ?? {}) as View['errors'],
  };
}

const place = document.getElementById('root');
if (place === null) throw new Error('gallery.html has no root');
const root = createRoot(place);
let drawn = 0;

window.galleryActs = acts;
window.showBlocks = (kind, payload, theme) => {
  delete document.documentElement.dataset['ready'];
  drawn += 1;
  // At once, or what was drawn before would be looked at.
  flushSync(() => {
    root.render(<Gallery key={drawn} kind={kind} payload={payload} theme={theme} />);
  });
  requestAnimationFrame(() => settle(theme));
};

/** Looks once a frame whether all is there: the drawing, the theme, the fonts. */
function settle(theme: Theme): void {
  const { dataset } = document.documentElement;
  const isLoading = document.querySelector('#root:empty') !== null;
  if (isLoading || dataset['theme'] !== theme || document.fonts.status === 'loading') {
    requestAnimationFrame(() => settle(theme));
    return;
  }
  dataset['fallbacks'] = String(document.querySelectorAll('.block-json').length);
  dataset['ready'] = '';
}
