/**
 * The environment → a checked configuration, or everything that is wrong with it at once, each
 * with its variable and its fix.
 *
 * Without any `SLACK_` variable the mode is `local`; with some, the set must be whole: the bot
 * token and exactly one of app token (Socket Mode) and signing secret (HTTP). An empty value
 * counts as not set. Whether a token works is for `paperboy doctor` to find out, not for here.
 */
import { readFile } from 'node:fs/promises';
import { parseEnv } from 'node:util';
import { closest, distance } from 'fastest-levenshtein';
import { z } from 'zod';
import { parseTime, parseZone } from '../digest/schedule.ts';
import { AppError } from '../model/app-error.ts';
import { type ModelService, type ModelSettings, parseEndpoint } from '../model/endpoint.ts';
import { VARIABLES, type VariableName } from './variables.ts';

export type SlackMode =
  | { readonly kind: 'local' }
  | { readonly kind: 'socket'; readonly botToken: string; readonly appToken: string }
  | { readonly kind: 'http'; readonly botToken: string; readonly signingSecret: string };

export type Config = {
  readonly mode: SlackMode;
  /** Ends with a slash. Absent = Slack's own. */
  readonly slackApiUrl: string | undefined;
  /** Where our own server listens: `/healthz` and, in http mode, `/slack/events`. */
  readonly host: string;
  /** 0 = the system chooses. */
  readonly port: number;
  /** IANA time zone of the digest and of "today". */
  readonly zone: string;
  /** False when `zone` is the default. */
  readonly isZoneChosen: boolean;
  /** The digest of a channel that nobody has subscribed; local wall-clock time in `zone`. */
  readonly digest:
    | { readonly channelId: string; readonly hour: number; readonly minute: number }
    | undefined;
  /** User ids of those who run Paperboy; empty = the workspace's own admins. */
  readonly admins: readonly string[];
  /** Absent = no model helps to rank. */
  readonly embeddings: ModelSettings | undefined;
  /** Absent = nobody writes answers; quotes stand alone. */
  readonly writer: ModelSettings | undefined;
  readonly stateDir: string;
  readonly corpusFile: string;
  readonly logLevel: z.infer<typeof logLevelSchema>;
};

export type ConfigProblem = {
  readonly variable: string;
  /** What is wrong, completing "VARIABLE …". Never holds what `HIDDEN` says must not be seen. */
  readonly wrong: string;
  /** One sentence: what to do. */
  readonly fix: string;
};

export type Environment = Readonly<Record<string, string | undefined>>;

/** Variables that are secret, or may have a secret pasted into them. */
const HIDDEN = /^(?:SLACK|EMBEDDINGS|LLM)_/;

/** https://github.com/pinojs/pino/blob/main/docs/api.md#loggerlevel-string-gettersetter */
const logLevelSchema = z.enum(['trace', 'debug', 'info', 'warn', 'error', 'fatal', 'silent'], {
  error: 'is not a log level',
});

/** Swapping the two tokens is the easiest mistake to make: their prefixes tell them apart. */
const slackSecret = (wrongPrefix: RegExp, message: string) =>
  z.string().refine((value) => !wrongPrefix.test(value), message);

/** A schema of a reader that is total and has undefined for what it cannot read. */
function readWith<T>(parse: (text: string) => T | undefined, message: string) {
  return z.string().transform((text, context) => {
    const value = parse(text);
    if (value !== undefined) return value;
    context.addIssue({ code: 'custom', message });
    return z.NEVER;
  });
}

function modelAddress(service: ModelService, keyVariable: VariableName) {
  return z.string().transform((text, context) => {
    const endpoint = parseEndpoint(text, service, keyVariable);
    if ('url' in endpoint) return endpoint;
    context.addIssue({ code: 'custom', message: endpoint.wrong });
    return z.NEVER;
  });
}

const modelKey = z.string().regex(/^[\x21-\x7e]+$/, 'has a space or a letter that no key has');

const environmentSchema = z.object({
  SLACK_BOT_TOKEN: slackSecret(/^xapp-|^xoxp-/, 'holds a token of another kind').optional(),
  SLACK_APP_TOKEN: slackSecret(/^xox/, 'holds a token of another kind').optional(),
  SLACK_SIGNING_SECRET: slackSecret(/^xapp-|^xox/, 'holds a token, not the secret').optional(),
  SLACK_API_URL: z
    .url({ protocol: /^https?$/, error: 'is not a web address' })
    .transform((url) => (url.endsWith('/') ? url : `${url}/`))
    .optional(),
  PAPERBOY_DIGEST_CHANNEL: z
    .string()
    .regex(/^[CDG][A-Z0-9]+$/, 'is not a channel id')
    .optional(),
  PAPERBOY_DIGEST_TIME: readWith(parseTime, 'is not a time of day'),
  PAPERBOY_TIME_ZONE: readWith(parseZone, 'is not a time zone'),
  PAPERBOY_ADMINS: z
    .string()
    .regex(/^\s*[UW][A-Z0-9]+(?:[\s,]+[UW][A-Z0-9]+)*[\s,]*$/, 'is not a list of user ids')
    .transform((text) => text.split(/[\s,]+/).filter((id) => id !== ''))
    .optional(),
  EMBEDDINGS_URL: modelAddress('embeddings', 'EMBEDDINGS_API_KEY').optional(),
  EMBEDDINGS_MODEL: z.string().optional(),
  EMBEDDINGS_API_KEY: modelKey.optional(),
  LLM_URL: modelAddress('chat/completions', 'LLM_API_KEY').optional(),
  LLM_MODEL: z.string().optional(),
  LLM_API_KEY: modelKey.optional(),
  PAPERBOY_HOST: z.string().regex(/^[\w.:-]+$/, 'is not a host'),
  PAPERBOY_PORT: z
    .string()
    .regex(/^\d{1,5}$/, 'is not a port')
    .transform(Number)
    .refine((port) => port <= 65_535, 'is not a port'),
  PAPERBOY_STATE_DIR: z.string(),
  PAPERBOY_CORPUS: z.string(),
  LOG_LEVEL: logLevelSchema,
} satisfies Record<VariableName, z.ZodType>);

type Values = z.infer<typeof environmentSchema>;

/** Edits between an unknown name and a known one up to which it is taken for a typo. */
const MAX_TYPO_EDITS = 2;

/** Total. `problems`: names that are unknown, then what is missing, then what cannot be read. */
export function parseConfig(
  env: Environment,
): { readonly config: Config } | { readonly problems: readonly ConfigProblem[] } {
  const set = new Map<string, string>();
  for (const { name } of VARIABLES) {
    const value = env[name]?.trim();
    if (value) set.set(name, value);
  }
  const withFallbacks = VARIABLES.map(({ name, fallback }) => [name, set.get(name) ?? fallback]);
  const parsed = environmentSchema.safeParse(Object.fromEntries(withFallbacks));
  const problems = [
    ...findUnknownNames(env),
    ...findSlackProblems(set),
    ...findDigestProblems(set),
    ...findModelProblems('EMBEDDINGS', set),
    ...findModelProblems('LLM', set),
    ...findBadValues(parsed.error?.issues ?? [], set),
  ];
  return parsed.success && problems.length === 0
    ? { config: buildConfig(parsed.data, set) }
    : { problems };
}

/**
 * `env` over what `file` sets, in the format of `node --env-file`. A missing file sets nothing.
 *
 * @throws AppError `config_invalid` when the file is there and cannot be read.
 */
export async function loadEnvironment(file: string, env: Environment): Promise<Environment> {
  try {
    return { ...parseEnv(await readFile(file, 'utf8')), ...env };
  } catch (error) {
    if (error instanceof Error && 'code' in error && error.code === 'ENOENT') return env;
    throw new AppError('config_invalid', `${file} cannot be read`, { cause: error });
  }
}

function buildConfig(values: Values, set: ReadonlyMap<string, string>): Config {
  const channelId = values.PAPERBOY_DIGEST_CHANNEL;
  return {
    mode: buildMode(values),
    slackApiUrl: values.SLACK_API_URL,
    host: values.PAPERBOY_HOST,
    port: values.PAPERBOY_PORT,
    zone: values.PAPERBOY_TIME_ZONE,
    isZoneChosen: set.has('PAPERBOY_TIME_ZONE'),
    digest: channelId === undefined ? undefined : { channelId, ...values.PAPERBOY_DIGEST_TIME },
    admins: values.PAPERBOY_ADMINS ?? [],
    embeddings: buildModel(
      values.EMBEDDINGS_URL,
      values.EMBEDDINGS_MODEL,
      values.EMBEDDINGS_API_KEY,
    ),
    writer: buildModel(values.LLM_URL, values.LLM_MODEL, values.LLM_API_KEY),
    stateDir: values.PAPERBOY_STATE_DIR,
    corpusFile: values.PAPERBOY_CORPUS,
    logLevel: values.LOG_LEVEL,
  };
}

/** For a whole set of Slack variables or none; see `findSlackProblems` for the others. */
function buildMode(values: Values): SlackMode {
  const { SLACK_BOT_TOKEN: botToken, SLACK_APP_TOKEN: appToken } = values;
  const signingSecret = values.SLACK_SIGNING_SECRET;
  if (botToken && appToken) return { kind: 'socket', botToken, appToken };
  if (botToken && signingSecret) return { kind: 'http', botToken, signingSecret };
  return { kind: 'local' };
}

/** For address and model or neither; see `findModelProblems` for the others. */
function buildModel(
  endpoint: Pick<ModelSettings, 'url' | 'host'> | undefined,
  model: string | undefined,
  apiKey: string | undefined,
): ModelSettings | undefined {
  if (endpoint === undefined || model === undefined) return undefined;
  return { ...endpoint, model, apiKey };
}

function findSlackProblems(set: ReadonlyMap<string, string>): ConfigProblem[] {
  if (![...set.keys()].some((name) => name.startsWith('SLACK_'))) return [];
  const problems: ConfigProblem[] = [];
  if (!set.has('SLACK_BOT_TOKEN')) {
    problems.push({
      variable: 'SLACK_BOT_TOKEN',
      wrong: 'is not set',
      fix: fixOf('SLACK_BOT_TOKEN'),
    });
  }
  const hasAppToken = set.has('SLACK_APP_TOKEN');
  if (hasAppToken === set.has('SLACK_SIGNING_SECRET')) {
    problems.push({
      variable: 'SLACK_APP_TOKEN and SLACK_SIGNING_SECRET',
      wrong: hasAppToken ? 'are both set' : 'are both not set',
      fix: `${hasAppToken ? 'Keep' : 'Set'} SLACK_APP_TOKEN for Socket Mode or SLACK_SIGNING_SECRET for HTTP, not both.`,
    });
  }
  return problems;
}

function findDigestProblems(set: ReadonlyMap<string, string>): ConfigProblem[] {
  if (!set.has('PAPERBOY_DIGEST_TIME') || set.has('PAPERBOY_DIGEST_CHANNEL')) return [];
  return [
    {
      variable: 'PAPERBOY_DIGEST_CHANNEL',
      wrong: 'is not set, but PAPERBOY_DIGEST_TIME is: no digest would be sent',
      fix: fixOf('PAPERBOY_DIGEST_CHANNEL'),
    },
  ];
}

/** An address without a model asks nothing, and the other way round. */
function findModelProblems(
  prefix: 'EMBEDDINGS' | 'LLM',
  set: ReadonlyMap<string, string>,
): ConfigProblem[] {
  const given = [...set.keys()].find((name) => name.startsWith(`${prefix}_`));
  if (given === undefined) return [];
  return [`${prefix}_URL`, `${prefix}_MODEL`]
    .filter((variable) => !set.has(variable))
    .map((variable) => ({
      variable,
      wrong: `is not set, but ${given} is`,
      fix: fixOf(variable),
    }));
}

function findBadValues(
  issues: readonly z.core.$ZodIssue[],
  set: ReadonlyMap<string, string>,
): ConfigProblem[] {
  return issues.map(({ path, message }) => {
    const variable = String(path[0]);
    const got = HIDDEN.test(variable) ? '' : `: ${JSON.stringify(set.get(variable))}`;
    return { variable, wrong: `${message}${got}`, fix: fixOf(variable) };
  });
}

/**
 * Every unknown `PAPERBOY_` name, and names of the other prefixes close enough to ours to be typos:
 * the others belong to other tools.
 */
function findUnknownNames(env: Environment): ConfigProblem[] {
  const known: readonly string[] = VARIABLES.map(({ name }) => name);
  return Object.keys(env)
    .filter((name) => /^(?:PAPERBOY|SLACK|EMBEDDINGS|LLM)_/.test(name) && !known.includes(name))
    .map((name) => ({ name, nearest: closest(name, known) }))
    .filter(
      ({ name, nearest }) =>
        name.startsWith('PAPERBOY_') || distance(name, nearest) <= MAX_TYPO_EDITS,
    )
    .map(({ name, nearest }) => ({
      variable: name,
      wrong: 'is not a variable of Paperboy',
      fix: `Did you mean ${nearest}? Rename or remove it.`,
    }));
}

function fixOf(variable: string): string {
  return `Set it to ${VARIABLES.find(({ name }) => name === variable)?.expects}.`;
}
