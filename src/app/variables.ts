/**
 * Every environment variable Paperboy reads, as one table: `parseConfig` takes its defaults and
 * its advice from here, `paperboy doctor` and the README list it. How values are checked is in
 * `config.ts`.
 */

type Variable = {
  readonly name: string;
  /** Its value is never printed. */
  readonly secret: boolean;
  /** Used when it is not set. `undefined` = nothing is. */
  readonly fallback: string | undefined;
  /** What it is for, one line. */
  readonly meaning: string;
  /** What to set it to; completes "Set it to …". */
  readonly expects: string;
};

/** In the order a person meets them. */
export const VARIABLES = [
  {
    name: 'SLACK_BOT_TOKEN',
    secret: true,
    fallback: undefined,
    meaning: 'Connects to a real workspace; without any SLACK_ variable Paperboy runs locally.',
    expects: 'the Bot User OAuth Token, from "OAuth & Permissions" of your Slack app',
  },
  {
    name: 'SLACK_APP_TOKEN',
    secret: true,
    fallback: undefined,
    meaning: 'Chooses Socket Mode: Paperboy calls Slack, no public address is needed.',
    expects:
      'an App-Level Token with connections:write, from "Basic Information" of your Slack app',
  },
  {
    name: 'SLACK_SIGNING_SECRET',
    secret: true,
    fallback: undefined,
    meaning: 'Chooses HTTP: Slack calls Paperboy at /slack/events of a public https address.',
    expects: 'the Signing Secret, from "Basic Information" of your Slack app',
  },
  {
    name: 'SLACK_API_URL',
    secret: false,
    fallback: undefined,
    meaning: "Where Slack's Web API is, when not at slack.com: GovSlack or a test server.",
    expects: 'an http or https address, such as https://slack-gov.com/api/',
  },
  {
    name: 'PAPERBOY_DIGEST_CHANNEL',
    secret: false,
    fallback: undefined,
    meaning: 'The channel that gets the daily digest; not set = no digest.',
    expects: "a channel's id such as C0123456789, found at the end of the channel's details",
  },
  {
    name: 'PAPERBOY_DIGEST_TIME',
    secret: false,
    fallback: '09:00',
    meaning: 'When the digest is posted, in PAPERBOY_TIME_ZONE.',
    expects: 'a time from 00:00 to 23:59, such as 08:30',
  },
  {
    name: 'PAPERBOY_TIME_ZONE',
    secret: false,
    fallback: 'UTC',
    meaning:
      'The time zone of the digest and of "today"; not set, the local workspace takes Europe/Berlin.',
    expects: 'an IANA time zone such as Europe/Berlin',
  },
  {
    name: 'PAPERBOY_ADMINS',
    secret: false,
    fallback: undefined,
    meaning:
      "Who is told when deliveries fail, and sees unanswered questions; otherwise Slack's admins.",
    expects: 'user ids with commas between, like U0123ABCD (in Slack: profile > Copy member ID)',
  },
  {
    name: 'EMBEDDINGS_URL',
    secret: false,
    fallback: undefined,
    meaning:
      'An OpenAI-compatible server that helps to rank by meaning; papers and queries are sent there.',
    expects: "the address of a server's OpenAI-compatible API, such as http://127.0.0.1:11434/v1",
  },
  {
    name: 'EMBEDDINGS_MODEL',
    secret: false,
    fallback: undefined,
    meaning: 'The embedding model it is asked for.',
    expects: 'the name that server knows an embedding model by, such as nomic-embed-text',
  },
  {
    name: 'EMBEDDINGS_API_KEY',
    secret: true,
    fallback: undefined,
    meaning: 'Its key, where it wants one; sent as a bearer token.',
    expects: 'the key as that server gave it, in one line',
  },
  {
    name: 'LLM_URL',
    secret: false,
    fallback: undefined,
    meaning:
      'An OpenAI-compatible server that writes short answers from quotes; question and quotes are sent there.',
    expects: "the address of a server's OpenAI-compatible API, such as http://127.0.0.1:11434/v1",
  },
  {
    name: 'LLM_MODEL',
    secret: false,
    fallback: undefined,
    meaning: 'The chat model it is asked for.',
    expects: 'the name that server knows a chat model by, such as qwen3:8b',
  },
  {
    name: 'LLM_API_KEY',
    secret: true,
    fallback: undefined,
    meaning: 'Its key, where it wants one; sent as a bearer token.',
    expects: 'the key as that server gave it, in one line',
  },
  {
    name: 'PAPERBOY_HOST',
    secret: false,
    fallback: '127.0.0.1',
    meaning: "Interface of Paperboy's own server: /healthz and, with HTTP, /slack/events.",
    expects: 'a host name or an address, such as 127.0.0.1, or 0.0.0.0 for all interfaces',
  },
  {
    name: 'PAPERBOY_PORT',
    secret: false,
    fallback: '3000',
    meaning: 'Port of that server; without Slack, of the local workspace. 0 = any free one.',
    expects: 'a number from 0 to 65535, such as 3000',
  },
  {
    name: 'PAPERBOY_STATE_DIR',
    secret: false,
    fallback: '.paperboy',
    meaning: 'Folder of the database; made when it is missing.',
    expects: 'a folder, such as .paperboy',
  },
  {
    name: 'PAPERBOY_CORPUS',
    secret: false,
    fallback: 'data/papers.jsonl',
    meaning: 'The papers, as `paperboy corpus build` writes them.',
    expects: 'a file, such as data/papers.jsonl',
  },
  {
    name: 'LOG_LEVEL',
    secret: false,
    fallback: 'info',
    meaning: 'How much is logged.',
    expects: 'one of trace, debug, info, warn, error, fatal, silent',
  },
] as const satisfies readonly Variable[];

export type VariableName = (typeof VARIABLES)[number]['name'];
