/**
 * Draws Block Kit blocks as Slack does. A block of a kind nobody knows, or one that is wrong
 * inside, is shown as JSON; the others around it are not affected.
 * https://docs.slack.dev/reference/block-kit/blocks (read 2026-11)
 */
import { type ReactNode, useId, useState } from 'react';
import type { ActReply, Json } from '../page-protocol.ts';
import { BlockBoundary, BlockJson } from './block-boundary.tsx';
import { CardBlock, CarouselBlock, ContainerBlock } from './block-cards.tsx';
import { ConfirmDialog } from './block-confirm.tsx';
import { FileBlock, ImageBlock, VideoBlock } from './block-image.tsx';
import { isJson, readString, requireList } from './block-json.ts';
import {
  ActionsBlock,
  AlertBlock,
  type BlockProps,
  ContextBlock,
  HeaderBlock,
  InputBlock,
  SectionBlock,
} from './block-layout.tsx';
import { LibraryBlock } from './block-library.tsx';
import { type PressRequest, type SuggestRequest, SurfaceProvider } from './block-surface.ts';
import { DataTableBlock, TableBlock } from './block-table.tsx';
import type { Choice, Values } from './block-values.ts';
import './block-elements.css';
import './block-frames.css';
import './blocks.css';

/** What was pressed or picked on a message or a view. `value`: a button's own, or what was chosen. */
export type Press = {
  readonly actionId: string;
  readonly blockId: string;
  readonly value?: Choice;
};

/** What the elements of a view or a message hold, where somebody else keeps it. */
export type Form = {
  readonly values: Values;
  readonly setValue: (key: string, choice: Choice) => void;
  /** block_id → what is wrong with its input. */
  readonly errors: Readonly<Record<string, string>>;
};

type BlocksProps = {
  readonly blocks: readonly Json[];
  readonly onPress: (press: Press) => void;
  readonly onSuggest: (request: SuggestRequest) => Promise<ActReply>;
  /** Without it the elements keep their own choices, for as long as they are seen. */
  readonly form?: Form;
  /** The conversation the blocks are in, which some menus start with. */
  readonly channelId?: string | undefined;
};

export function Blocks({ blocks, onPress, onSuggest, form, channelId }: BlocksProps) {
  const idPrefix = `${useId()}-`;
  const own = useOwnForm();
  const [asked, setAsked] = useState<PressRequest>();
  const go = ({ element, blockId, value, onGo }: PressRequest) => {
    onGo?.();
    const actionId = readString(element['action_id']);
    onPress({ actionId, blockId, ...(value !== undefined && { value }) });
  };
  const press = (request: PressRequest) => {
    if (isJson(request.element['confirm'])) setAsked(request);
    else go(request);
  };
  const confirm = asked?.element['confirm'];
  return (
    <SurfaceProvider value={{ idPrefix, channelId, press, suggest: onSuggest, ...(form ?? own) }}>
      <div className="block-stack">
        <BlockList blocks={blocks} />
      </div>
      {asked !== undefined && isJson(confirm) && (
        <BlockBoundary block={confirm}>
          <ConfirmDialog
            confirm={confirm}
            onAnswer={(isSure) => {
              setAsked(undefined);
              if (isSure) go(asked);
            }}
          />
        </BlockBoundary>
      )}
    </SurfaceProvider>
  );
}

function useOwnForm(): Form {
  const [values, setValues] = useState<Values>(new Map());
  const setValue = (key: string, choice: Choice) =>
    setValues((known) => new Map(known).set(key, choice));
  return { values, setValue, errors: {} };
}

function BlockList({ blocks }: { blocks: readonly Json[] }) {
  return blocks.map((block, index) => (
    <BlockBoundary key={readString(block['block_id']) || `${index}`} block={block}>
      <Block block={block} />
    </BlockBoundary>
  ));
}

/**
 * `slack-blocks-to-jsx` draws what it can. Ours, and why it cannot:
 * - `header`, `section`, `context`, `alert`: it reads plain text as mrkdwn, and adds and drops
 *   characters where text has been escaped
 * - `actions`, `context_actions`, `input`, accessories, `card`, `carousel`: nobody hears its buttons
 * - `image`, `video`, `container`: it loads pictures and films from elsewhere; `file`: is blank
 * - `table`: its text is read as mrkdwn and has no header cells; `data_table`: is blank
 */
const BLOCKS: Readonly<Record<string, (props: BlockProps) => ReactNode>> = {
  section: SectionBlock,
  header: HeaderBlock,
  context: ContextBlock,
  actions: ActionsBlock,
  context_actions: ActionsBlock,
  input: InputBlock,
  alert: AlertBlock,
  image: ImageBlock,
  video: VideoBlock,
  file: FileBlock,
  table: TableBlock,
  data_table: DataTableBlock,
  card: CardBlock,
  carousel: CarouselBlock,
  container: ({ block }) => (
    <ContainerBlock block={block}>
      <BlockList blocks={requireList(block, 'child_blocks')} />
    </ContainerBlock>
  ),
  rich_text: LibraryBlock,
  divider: LibraryBlock,
  plan: LibraryBlock,
  task_card: LibraryBlock,
  markdown: LibraryBlock,
  data_visualization: LibraryBlock,
};

function Block({ block }: BlockProps) {
  const type = readString(block['type']);
  const Known = Object.hasOwn(BLOCKS, type) ? BLOCKS[type] : undefined;
  return Known === undefined ? <BlockJson block={block} /> : <Known block={block} />;
}
