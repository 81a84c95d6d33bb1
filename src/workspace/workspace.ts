/**
 * A Slack workspace on loopback: people on one side, an app on the other, and Slack's protocols
 * between them. It knows nothing of the app but its tokens, scopes and subscriptions.
 *
 *     const workspace = await startWorkspace({ clock, scopes, events, botToken, … });
 *     // start the app with slackApiUrl = workspace.apiUrl, then, for signed HTTP:
 *     await workspace.connectHttp('http://127.0.0.1:3000/slack/events');
 *     await workspace.as('U0ADA').command('C0GENERAL', '/papers', 'graphs');
 *     await workspace.until(() => workspace.messages('C0GENERAL', { as: 'U0ADA' })[0]);
 *
 * Not modelled: files, reactions, group messages, channels that two workspaces share (only people
 * of another one can be in one here), rate limits by themselves.
 */
import type { Clock } from '../model/clock.ts';
import { createActivity } from './activity.ts';
import { createAdministration } from './administration.ts';
import { createAssistantMethods } from './assistant-methods.ts';
import {
  createAssistantThreads,
  type SuggestedPrompts,
  type ThreadStatus,
} from './assistant-threads.ts';
import { createChatMethods } from './chat-methods.ts';
import { createConversationMethods } from './conversation-methods.ts';
import { createDelivery, type Transport } from './delivery.ts';
import { Events } from './events.ts';
import { createFaults } from './faults.ts';
import type { Stage } from './interactions.ts';
import { createOfferedOptions } from './offered-options.ts';
import { createFeed } from './page-feed.ts';
import type { PageApp, PageTime } from './page-protocol.ts';
import { createPageHandler } from './page-server.ts';
import { Person } from './people.ts';
import { createPosting, type ValidateBlocks } from './posting.ts';
import { createResponseUrls } from './response-urls.ts';
import { DEFAULT_SEED, type WorkspaceSeed } from './seed.ts';
import { type PageHandler, startServer } from './server.ts';
import { createSignedHttp, verifyUrl } from './signed-http.ts';
import type { Snapshot } from './snapshot.ts';
import { SocketMode } from './socket-mode.ts';
import { type Channel, type Message, State, type User } from './state.ts';
import { createTriggers } from './triggers.ts';
import { createUserMethods } from './user-methods.ts';
import { createViewMethods } from './view-methods.ts';
import { type View, Views } from './views.ts';
import { createWebApi } from './web-api.ts';

export type WorkspaceOptions = {
  readonly clock: Clock;
  /** Default: DEFAULT_SEED. */
  readonly seed?: WorkspaceSeed;
  /** What the bot token was granted. */
  readonly scopes: readonly string[];
  /** Bot events subscribed to, by subscription name (`message.im`). */
  readonly events: readonly string[];
  readonly botToken: string;
  readonly appToken: string;
  readonly signingSecret: string;
  /** Of the server; default 0 = any free one. One that is taken counts as 0. */
  readonly port?: number;
  /** What a `snapshot` of an earlier workspace held. */
  readonly remembered?: Snapshot | undefined;
  /** Block Kit's limits; one line a fault. Default: only what the server itself checks. */
  readonly validateBlocks?: ValidateBlocks;
};

/** The chat page, and what it needs from outside the workspace. */
export type PageSetup = {
  /** The built page. */
  readonly folder: string;
  readonly app: PageApp;
  readonly time: () => PageTime;
  /** Rejects for a stop that is not among `time().stops`. */
  readonly passTime: (stopId: string) => Promise<void>;
};

export type MessageFilter = {
  /** Only this thread: its parent and its replies. */
  readonly threadTs?: string;
  /** The person looking, who also sees their ephemeral messages. */
  readonly as?: string;
};

export type Workspace = Awaited<ReturnType<typeof startWorkspace>>;

export async function startWorkspace(options: WorkspaceOptions) {
  const parts = assemble(options);
  const { state, views, activity, faults, delivery, socketMode, stage, assistantThreads } = parts;
  let page: PageHandler | undefined;
  const server = await startServer({
    ...parts,
    port: options.port ?? 0,
    page: () => page,
  });
  parts.address.url = server.url;
  const enter = (userId: string) => new Person(stage, userId);

  return {
    url: server.url,
    /** For `slackApiUrl`; ends in a slash. */
    apiUrl: `${server.url}/api/`,
    /** Delivers to this Request URL from now on; rejects when it fails url_verification. */
    async connectHttp(requestUrl: string): Promise<void> {
      await verifyUrl(requestUrl, options.signingSecret);
      parts.address.transport = createSignedHttp(requestUrl, options.signingSecret);
    },
    /** Open Socket Mode connections; until `connectHttp` everything travels over them. */
    connectionCount: () => socketMode.connectionCount(),
    as: enter,
    ...createAdministration(state, stage.events, parts.webApi),
    /** Oldest first, threads included; ephemeral ones only for the person looking. */
    messages: (channelId: string, { threadTs, as }: MessageFilter = {}): readonly Message[] =>
      state
        .messagesOf(channelId)
        .filter(({ ephemeralFor }) => ephemeralFor === undefined || ephemeralFor === as)
        .filter(
          (message) =>
            threadTs === undefined || message.ts === threadTs || message.threadTs === threadTs,
        ),
    /** The modal on top of a person's screen. */
    modal: (userId: string): View | undefined => views.topModal(userId),
    home: (userId: string): View | undefined => views.home(userId),
    /** What the app says it is doing, thread by thread, oldest first. */
    statuses: (): readonly ThreadStatus[] => assistantThreads.statuses(),
    /** What the app suggests to say in its direct message with this person. */
    prompts: (userId: string): SuggestedPrompts | undefined => {
      const { id } = state.openDirectMessage(userId);
      return assistantThreads.prompts().find(({ channelId }) => channelId === id);
    },
    channels: (): readonly Channel[] => [...state.channels.values()],
    users: (): readonly User[] => [...state.users.values()],
    calls: activity.calls,
    deliveries: activity.deliveries,
    faults: {
      ...faults,
      dropSocket: () => socketMode.drop(),
      refreshSocket: () => socketMode.refresh(),
    },
    until: activity.until,
    /** Requests between the workspace and the app that are under way. */
    inFlight: activity.inFlight,
    /** Called after every change, until the returned function is called. */
    watch: activity.watch,
    /** Tells everybody who looks that something outside the workspace changed. */
    changed: activity.changed,
    /** What is worth keeping for a later `remembered`: conversations and who is in them. */
    snapshot: (): Snapshot => state.snapshot(),
    /** Serves the chat page at `url` from now on. */
    async openPage(setup: PageSetup): Promise<void> {
      page = await openPage({ ...parts, enter }, setup);
    },
    settled: activity.settled,
    async stop(): Promise<void> {
      delivery.stop();
      await socketMode.stop();
      await server.stop();
    },
  };
}

async function openPage(
  parts: ReturnType<typeof assemble> & { readonly enter: (userId: string) => Person },
  { folder, app, time, passTime }: PageSetup,
): Promise<PageHandler> {
  const { state, views, activity, faults, assistantThreads, enter } = parts;
  const feed = createFeed({ state, views, activity, assistantThreads, app, time });
  return await createPageHandler({
    folder,
    feed,
    stage: {
      as: enter,
      isPerson: (userId) => {
        const role = state.users.get(userId)?.role;
        return role !== undefined && role !== 'bot';
      },
      findMessage: (channelId, ts) => state.findMessage(channelId, ts),
      faults,
      isTimePassing: () => time().isPassing,
      passTime,
      showTyping: feed.showTyping,
    },
  });
}

function assemble(options: WorkspaceOptions) {
  const { clock, seed = DEFAULT_SEED, validateBlocks = () => [] } = options;
  const activity = createActivity();
  const { changed } = activity;
  const state = new State(clock, { ...seed, remembered: options.remembered }, changed);
  const faults = createFaults(clock);
  const socketMode = new SocketMode(state, changed);
  // Both are known only later: the port after listening, the Request URL when the app is up.
  const address = { url: '', transport: socketMode as Transport };
  const baseUrl = () => address.url;
  const transport = () => address.transport;
  const delivery = createDelivery({ clock, activity, faults, transport });
  const events = new Events({
    clock,
    state,
    scopes: options.scopes,
    subscriptions: options.events,
    send: delivery.sendEvent,
  });
  const posting = createPosting(state, events, validateBlocks);
  const triggers = createTriggers(clock, state, faults);
  const views = new Views(state, validateBlocks, changed);
  const assistantThreads = createAssistantThreads(clock, state, changed);
  const responseUrls = createResponseUrls({ clock, state, activity, faults, posting, baseUrl });
  const methods = {
    ...createAssistantMethods(state, assistantThreads),
    ...createConversationMethods(state),
    ...createUserMethods(state, clock, baseUrl),
    ...createChatMethods(state, posting, baseUrl),
    ...createViewMethods(state, views, triggers),
    'apps.connections.open': () => ({
      ok: true as const,
      url: `${baseUrl().replace('http', 'ws')}${socketMode.issuePath()}`,
    }),
  };
  const webApi = createWebApi({ ...options, state, activity, faults, methods });
  const stage: Stage = {
    state,
    views,
    triggers,
    posting,
    events,
    responseUrls,
    delivery,
    offeredOptions: createOfferedOptions(),
    validateBlocks,
  };
  return {
    state,
    views,
    assistantThreads,
    activity,
    faults,
    delivery,
    socketMode,
    webApi,
    responseUrls,
    stage,
    address,
  };
}
