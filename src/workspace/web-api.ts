/**
 * The Web API's door: who calls, with which token and scope, in which form. Methods themselves
 * get parsed arguments and give Slack's answer; what they may not do is refused before.
 * https://docs.slack.dev/apis/web-api (read 2026-11)
 */
import type { Clock } from '../model/clock.ts';
import type { Activity, Call } from './activity.ts';
import { isJson } from './block-kit.ts';
import { describeFault, type Faults } from './faults.ts';
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

/** What goes back; absent = the connection stays open without an answer. */
export type ApiReply =
  | {
      readonly status: number;
      readonly headers: Readonly<Record<string, string>>;
      readonly body: Json;
    }
  | undefined;

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

export function createWebApi(options: WebApiOptions) {
  const { clock, state, activity, faults, scopes, methods } = options;

  function tokenKind(token: string): Call['token'] {
    if (token === options.botToken) return 'bot';
    return token === options.appToken ? 'app' : 'none';
  }

  /** Why this token may not call this method at all. */
  function checkToken(rule: MethodRule, token: string): Refusal | undefined {
    if (token === '') return refuse('not_authed');
    const kind = tokenKind(token);
    if (kind === 'none') return refuse('invalid_auth');
    const isRight = rule.token === 'any' || rule.token === kind;
    return isRight ? undefined : refuse('not_allowed_token_type');
  }

  /** Slack's answer to one call, and the scope it needed. */
  function answer(request: ApiRequest, { args, problem, token }: Arguments) {
    const rule = METHOD_RULES.get(request.method);
    const run = methods[request.method];
    if (rule === undefined || run === undefined) return { response: refuse('unknown_method') };
    const refusal = checkToken(rule, token) ?? problem;
    if (refusal !== undefined) return { response: refusal };
    const scope = selectScope(rule.scope, state.channels.get(String(args['channel']))?.kind);
    const granted = rule.token === 'app' ? ['connections:write'] : scopes;
    if (scope !== undefined && !granted.includes(scope)) {
      const provided = granted.join(',');
      return { scope, response: { ...refuse('missing_scope'), needed: scope, provided } };
    }
    return { scope, response: run(args) };
  }

  async function handle(request: ApiRequest): Promise<ApiReply> {
    const parsed = parseArguments(request);
    const fault = faults.takeMethod(request.method);
    const { response, httpStatus, scope } = ((): Pick<
      Call,
      'response' | 'httpStatus' | 'scope'
    > => {
      if (fault?.kind === 'ratelimited') {
        return { response: refuse('ratelimited'), httpStatus: 429, scope: undefined };
      }
      if (fault?.kind === 'status') {
        return { response: { ok: false }, httpStatus: fault.status, scope: undefined };
      }
      if (fault?.kind === 'error') {
        return { response: { ok: false, error: fault.error }, httpStatus: 200, scope: undefined };
      }
      const answered = answer(request, parsed);
      return { response: answered.response, httpStatus: 200, scope: answered.scope };
    })();
    activity.recordCall({
      method: request.method,
      atMs: clock.nowMs(),
      token: tokenKind(parsed.token),
      payload: parsed.args,
      response,
      httpStatus,
      scope,
      fault: fault && describeFault(fault),
    });
    if (fault?.kind === 'silent') return undefined;
    if (fault?.kind === 'slow') {
      await new Promise<void>((resolve) => clock.after(fault.delayMs, resolve));
    }
    const headers: Record<string, string> = { 'x-oauth-scopes': scopes.join(',') };
    if (scope !== undefined) headers['x-accepted-oauth-scopes'] = scope;
    if (fault?.kind === 'ratelimited') headers['retry-after'] = String(fault.retryAfterSeconds);
    return { status: httpStatus, headers, body: response };
  }

  return { handle };
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
