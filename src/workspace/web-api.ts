/**
 * The Web API's door: who calls, with which token and scope, in which form. Methods themselves
 * get parsed arguments and give Slack's answer; what they may not do is refused before.
 * https://docs.slack.dev/apis/web-api (read 2026-11)
 */
import type { Clock } from '../model/clock.ts';
import type { Activity, Call } from './activity.ts';
import { isJson } from './block-kit.ts';
import { describeFault, type Faults } from './faults.ts';
import { type Carried, carryOut, type Reply, replyTo } from './faulty-call.ts';
import { type Answer, type Refusal, refuse } from './refusals.ts';
import { METHOD_RULES, type MethodRule, selectScope } from './scopes.ts';
import type { Json, State } from './state.ts';

export type Methods = Readonly<Record<string, (args: Json) => Answer>>;

export type ApiRequest = {
  readonly method: string;
  readonly contentType: string;
  readonly authorization: string;
  readonly body: string;
};

export type WebApiOptions = {
  readonly clock: Clock;
  readonly state: State;
  readonly activity: Activity;
  readonly faults: Faults;
  readonly scopes: readonly string[];
  readonly botToken: string;
  readonly appToken: string;
  readonly methods: Methods;
};

export type WebApi = ReturnType<typeof createWebApi>;

/** Why a token that was good is no more. */
export type DeadToken = 'token_revoked' | 'account_inactive' | 'invalid_auth';

export function createWebApi(options: WebApiOptions) {
  const { clock, state, activity, faults, scopes, methods } = options;
  let dead: DeadToken | undefined;

  function tokenKind(token: string): Call['token'] {
    if (token === options.botToken) return 'bot';
    return token === options.appToken ? 'app' : 'none';
  }

  /** Why this token may not call this method at all. */
  function checkToken(rule: MethodRule, token: string): Refusal | undefined {
    if (token === '') return refuse('not_authed');
    const kind = tokenKind(token);
    if (kind === 'none') return refuse('invalid_auth');
    if (kind === 'bot' && dead !== undefined) return refuse(dead);
    const isRight = rule.token === 'any' || rule.token === kind;
    return isRight ? undefined : refuse('not_allowed_token_type');
  }

  /** Slack's answer to one call, and the scope it needed. */
  function run(method: string, { args, problem, token }: Arguments): Carried {
    const carried = (response: Answer, needed?: string) => ({
      response,
      httpStatus: 200,
      scope: needed,
    });
    const rule = METHOD_RULES.get(method);
    const carryMethodOut = methods[method];
    if (rule === undefined || carryMethodOut === undefined) {
      return carried(refuse('unknown_method'));
    }
    const refusal = checkToken(rule, token) ?? problem;
    if (refusal !== undefined) return carried(refusal);
    const scope = selectScope(rule.scope, state.channels.get(String(args['channel']))?.kind);
    const granted = rule.token === 'app' ? ['connections:write'] : scopes;
    if (scope !== undefined && !granted.includes(scope)) {
      const provided = granted.join(',');
      return carried({ ...refuse('missing_scope'), needed: scope, provided }, scope);
    }
    return carried(carryMethodOut(args), scope);
  }

  async function handle(request: ApiRequest): Promise<Reply> {
    const { method } = request;
    const parsed = parseArguments(request);
    const fault = faults.takeCall(method, parsed.args);
    const carried = carryOut(fault, clock, () => run(method, parsed));
    const { scope } = carried;
    activity.recordCall({
      method,
      atMs: clock.nowMs(),
      token: tokenKind(parsed.token),
      payload: parsed.args,
      ...carried,
      fault: fault && describeFault(fault),
    });
    const reply = await replyTo(fault, clock, carried);
    if (typeof reply === 'string') return reply;
    const headers: Record<string, string> = { 'x-oauth-scopes': scopes.join(',') };
    if (scope !== undefined) headers['x-accepted-oauth-scopes'] = scope;
    return { ...reply, headers: { ...headers, ...reply.headers } };
  }

  return {
    handle,
    /** The bot's token is refused in these words from now on; undefined = it is good again. */
    setDeadToken(why: DeadToken | undefined): void {
      dead = why;
    },
  };
}

type Arguments = {
  readonly args: Json;
  readonly token: string;
  /** Why the body could not be read. */
  readonly problem?: Refusal;
};

/** Arguments that are JSON inside a form, and those that are true or false. */
const JSON_ARGUMENTS = new Set([
  'attachments',
  'blocks',
  'loading_messages',
  'metadata',
  'prompts',
  'view',
]);
const BOOLEAN_ARGUMENTS = new Set([
  'include_all_metadata',
  'inclusive',
  'reply_broadcast',
  'unfurl_links',
  'unfurl_media',
]);

/** The token stands in the header, or in a form's `token`. */
function parseArguments({ contentType, authorization, body }: ApiRequest): Arguments {
  const type = contentType.split(';')[0]?.trim() ?? '';
  const bearer = authorization.replace(/^Bearer /, '');
  if (type === 'application/json') {
    const parsed = parseJson(body);
    return isJson(parsed)
      ? { args: mapArguments(parsed), token: bearer }
      : { args: {}, token: bearer, problem: refuse('invalid_json') };
  }
  if (type !== 'application/x-www-form-urlencoded' && body !== '') {
    return { args: {}, token: bearer, problem: refuse('invalid_post_type') };
  }
  const { token = '', ...fields } = Object.fromEntries(new URLSearchParams(body));
  return { args: mapArguments(fields), token: bearer === '' ? token : bearer };
}

function mapArguments(args: Json): Json {
  return Object.fromEntries(
    Object.entries(args).map(([key, value]) => {
      if (typeof value !== 'string') return [key, value];
      if (JSON_ARGUMENTS.has(key)) return [key, parseJson(value) ?? value];
      return [key, BOOLEAN_ARGUMENTS.has(key) ? value === 'true' || value === '1' : value];
    }),
  );
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
