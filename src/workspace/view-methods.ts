/** views.open, views.push, views.update, views.publish. */
import { isRefusal, refuse } from './refusals.ts';
import type { State } from './state.ts';
import type { Triggers } from './triggers.ts';
import { buildInitialValues, toWireView, type View, type Views } from './views.ts';
import type { Methods } from './web-api.ts';

export function createViewMethods(state: State, views: Views, triggers: Triggers): Methods {
  return {
    'views.open': (args) => {
      const content = views.parseView(args['view'], 'modal');
      if (isRefusal(content)) return content;
      const trigger = triggers.redeem(args['trigger_id']);
      if (isRefusal(trigger)) return trigger;
      return toAnswer(views.open(trigger.userId, content, trigger.channelId));
    },
    'views.push': (args) => {
      const content = views.parseView(args['view'], 'modal');
      if (isRefusal(content)) return content;
      const trigger = triggers.redeem(args['trigger_id']);
      if (isRefusal(trigger)) return trigger;
      if (trigger.viewId === undefined) return refuse('not_found');
      const view = views.push(trigger.userId, content);
      return 'ok' in view ? view : toAnswer(view);
    },
    'views.update': (args) => {
      const view = views.findView(args['view_id'], args['external_id']);
      if (view === undefined) return refuse('not_found');
      const content = views.parseView(args['view'], view.kind, view.id);
      if (isRefusal(content)) return content;
      if (isStale(args['hash'], view)) return refuse('hash_conflict');
      return toAnswer(views.update(view, content));
    },
    'views.publish': (args) => {
      const userId = args['user_id'];
      if (typeof userId !== 'string' || !state.users.has(userId)) {
        return refuse('invalid_arguments', ['[ERROR] user_id is not a user of this workspace']);
      }
      const view = views.home(userId);
      const content = views.parseView(args['view'], 'home', view?.id);
      if (isRefusal(content)) return content;
      if (view !== undefined && isStale(args['hash'], view)) return refuse('hash_conflict');
      return toAnswer(views.publish(userId, content));
    },
  };
}

function isStale(hash: unknown, view: View): boolean {
  return hash !== undefined && hash !== view.hash;
}

function toAnswer(view: View) {
  const values = buildInitialValues(view.blocks, view.channelId);
  return { ok: true as const, view: toWireView(view, values) };
}
