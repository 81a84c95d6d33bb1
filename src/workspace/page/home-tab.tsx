/** The app's Home tab; null until the app has published one. */
import { useState } from 'react';
import type { View } from '../page-protocol.ts';
import { buildClick, buildSuggest } from './block-click.ts';
import { Blocks, type Press } from './blocks.tsx';
import { useDirectory } from './directory.ts';
import type { DoAct } from './use-workspace.ts';

export function HomeTab({ view, act }: { view: View | null; act: DoAct }) {
  const { users, botUserId } = useDirectory();
  const [trouble, setTrouble] = useState('');
  if (view === null) {
    const name = users.get(botUserId)?.realName ?? 'The app';
    return (
      <p className="block-home-empty" role="status">
        {name} is preparing its Home.
      </p>
    );
  }
  const press = async (pressed: Press) => {
    const reply = await act(buildClick('home', pressed));
    setTrouble(reply.ok ? '' : (reply.shown ?? 'That did not work.'));
  };
  return (
    <div className="block-home">
      <p className="block-error" role="alert">
        {trouble}
      </p>
      <Blocks
        blocks={view.blocks}
        onPress={(pressed) => void press(pressed)}
        onSuggest={(request) => act(buildSuggest('home', request))}
      />
    </div>
  );
}
