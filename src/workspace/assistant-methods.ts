/**
 * assistant.threads.setStatus, assistant.threads.setSuggestedPrompts, as an app with `agent_view`
 * gets them. Apps that still have `assistant_view` are not modelled.
 */
import { findConversation, findVisible } from './access.ts';
import type { AssistantThreads, SuggestedPrompt } from './assistant-threads.ts';
import { isJsonList } from './block-kit.ts';
import { isRefusal, refuse } from './refusals.ts';
import { BOT_USER_ID } from './seed.ts';
import type { State } from './state.ts';
import type { Methods } from './web-api.ts';

const MAX_LOADING_MESSAGES = 10; // docs.slack.dev/reference/methods/assistant.threads.setStatus
const MAX_PROMPTS = 4; // docs.slack.dev/reference/methods/assistant.threads.setSuggestedPrompts

export function createAssistantMethods(state: State, threads: AssistantThreads): Methods {
  return {
    'assistant.threads.setStatus': (args) => {
      const { status, loading_messages: loadingMessages = [] } = args;
      const found = findConversation(state, args['channel_id']);
      if (isRefusal(found)) return found;
      if (!found.channel.members.has(BOT_USER_ID)) return refuse('no_permission');
      if (typeof status !== 'string') return refuse('invalid_arguments');
      if (!isTextList(loadingMessages) || loadingMessages.length > MAX_LOADING_MESSAGES) {
        return refuse('invalid_arguments');
      }
      const message = findVisible(state, found.channel, args['thread_ts']);
      if (message === undefined) return refuse('invalid_thread_ts');
      const { channelId, ts, threadTs = ts } = message;
      threads.setStatus({ channelId, threadTs, status, loadingMessages });
      return { ok: true };
    },
    'assistant.threads.setSuggestedPrompts': (args) => {
      const { title, thread_ts: threadTs } = args;
      const found = findConversation(state, args['channel_id']);
      if (isRefusal(found)) return found;
      // Only the app's own conversations have a Messages tab to show them in.
      const isOwn = found.channel.kind === 'im' && found.channel.members.has(BOT_USER_ID);
      if (!isOwn) return refuse('channel_not_found');
      const prompts = readPrompts(args['prompts']);
      const isTitle = title === undefined || typeof title === 'string';
      if (prompts === undefined || prompts.length > MAX_PROMPTS || !isTitle) {
        return refuse('invalid_arguments');
      }
      // The page: for an agent, a call with `thread_ts` "will silently fail".
      if (threadTs === undefined) threads.suggest({ channelId: found.channel.id, title, prompts });
      return { ok: true };
    },
  };
}

/** Undefined where one lacks its title or its message. */
function readPrompts(value: unknown): readonly SuggestedPrompt[] | undefined {
  if (!isJsonList(value)) return undefined;
  const prompts: SuggestedPrompt[] = [];
  for (const { title, message } of value) {
    if (typeof title !== 'string' || title === '') return undefined;
    if (typeof message !== 'string' || message === '') return undefined;
    prompts.push({ title, message });
  }
  return prompts;
}

function isTextList(value: unknown): value is readonly string[] {
  return Array.isArray(value) && value.every((each) => typeof each === 'string');
}
