/**
 * `paperboy doctor`: looks at everything Paperboy needs and says for each what is wrong and what
 * to do. Asks Slack who the tokens belong to, the embedding model for one vector, and the writer for
 * one answer. An older database is brought up to date.
 */
import { existsSync } from 'node:fs';
import { checkWritten } from '../answer/check-written.ts';
import { type Config, loadEnvironment, parseConfig } from '../app/config.ts';
import { loadPapers } from '../app/corpus-file.ts';
import { createLogger } from '../app/logger.ts';
import { systemClock } from '../app/system-clock.ts';
import { createEmbeddingClient } from '../embeddings/client.ts';
import { QUERY_BUDGET_MS } from '../embeddings/query-vectors.ts';
import { AppError } from '../model/app-error.ts';
import { countCorpus } from '../requests/library.ts';
import { checkAppToken, fetchIdentity } from '../slack/slack-app.ts';
import { openStore } from '../store/store.ts';
import { createChatClient } from '../writer/chat-client.ts';
import { buildMessages, stripThinking } from '../writer/prompt.ts';
import { PATIENCE } from '../writer/writer.ts';
import { findOwnStoreFile } from './open-library.ts';
import type { CliContext } from './run-main.ts';

type Finding = { readonly what: string; readonly ok: boolean; readonly says: string };

/** A model of some gigabytes, read from disk. */
const LOADING_TIMEOUT_MS = 60_000;

/** Fails (exit code 1) when anything needs mending. */
export async function doctor(
  context: CliContext,
  options: { readonly json?: boolean },
): Promise<void> {
  const findings = await examine(context);
  if (options.json === true) context.print(JSON.stringify(findings, undefined, 2));
  else {
    for (const { what, ok, says } of findings)
      context.print(`${ok ? 'ok  ' : 'MEND'}  ${what}: ${says}`);
  }
  if (findings.some(({ ok }) => !ok)) context.fail();
}

async function examine(context: CliContext): Promise<Finding[]> {
  const parsed = parseConfig(await loadEnvironment('.env', process.env));
  if ('problems' in parsed) {
    return parsed.problems.map(({ variable, wrong, fix }) => ({
      what: 'configuration',
      ok: false,
      says: `${variable} ${wrong}. ${fix}`,
    }));
  }
  const { config } = parsed;
  const findings: Finding[] = [
    { what: 'configuration', ok: true, says: `${config.mode.kind} mode` },
  ];
  const checks: readonly [string, (config: Config) => Promise<string>][] = [
    ['corpus', describeCorpus],
    ['database', describeDatabase],
    ['Slack', describeSlack],
    ['embeddings', describeEmbeddings],
    ['writer', describeWriter],
  ];
  for (const [what, check] of checks) {
    context.progress(`checking ${what} …`);
    findings.push(await attempt(what, () => check(config)));
  }
  return findings;
}

async function attempt(what: string, check: () => Promise<string>): Promise<Finding> {
  try {
    return { what, ok: true, says: await check() };
  } catch (error) {
    if (error instanceof AppError) return { what, ok: false, says: error.message };
    throw error;
  }
}

async function describeCorpus({ corpusFile }: Config): Promise<string> {
  const { papers, dated } = countCorpus(await loadPapers(corpusFile));
  return `${corpusFile}, ${papers} papers, ${dated} with a date`;
}

async function describeDatabase(config: Config): Promise<string> {
  const file = findOwnStoreFile(config);
  if (!existsSync(file)) return `${file} does not exist yet; “paperboy start” makes it`;
  const store = await openStore({ file }).catch((error: unknown) => {
    if (error instanceof AppError && error.code === 'store_locked') return undefined;
    throw error;
  });
  if (store === undefined) return `${file} is in use by a running Paperboy`;
  try {
    const { schema, problems, sizeBytes, rows } = await store.check();
    if (problems.length > 0) {
      throw new AppError(
        'store_failed',
        `${file} is damaged (${problems.join('; ')}). Stop Paperboy, keep a copy, and restore a backup.`,
      );
    }
    return `${file}, ${Math.ceil(sizeBytes / 1024)} KiB, schema ${schema}, ${rows['papers'] ?? 0} papers added, sound`;
  } finally {
    await store.close();
  }
}

async function describeSlack(config: Config): Promise<string> {
  const { mode, slackApiUrl: apiUrl } = config;
  if (mode.kind === 'local') return 'not configured, so “paperboy start” plays the demo';
  const options = { connection: mode, apiUrl, log: createLogger('silent') };
  const { team } = await fetchIdentity(options);
  if (mode.kind === 'socket') await checkAppToken(mode.appToken, options);
  const digest =
    config.digest === undefined
      ? 'no digest channel (PAPERBOY_DIGEST_CHANNEL)'
      : `digest to ${config.digest.channelId}`;
  return `the token is for ${team}, ${digest}`;
}

/** Asks twice: a server may load the model at the first call, which takes seconds. */
async function describeEmbeddings({ embeddings }: Config): Promise<string> {
  if (embeddings === undefined) return 'not configured, so no model is asked';
  const { host, model } = embeddings;
  const client = createEmbeddingClient(embeddings, systemClock);
  const ask = async () => {
    const startMs = performance.now();
    const outcome = await client.embed(['A text to see whether it works.'], LOADING_TIMEOUT_MS);
    if (outcome.kind === 'vectors') {
      return { dimension: outcome.vectors[0]?.length, ms: performance.now() - startMs };
    }
    const fix =
      outcome.kind === 'busy' ? ' Check that it runs and that EMBEDDINGS_URL names it.' : '';
    throw new AppError('embeddings_failed', `${host} ${outcome.why}.${fix}`);
  };
  await ask();
  const { dimension, ms } = await ask();
  const found = `${model} at ${host} makes vectors of ${dimension} numbers in ${Math.round(ms)} ms`;
  if (ms <= QUERY_BUDGET_MS) return found;
  throw new AppError(
    'embeddings_failed',
    `${found}, but a search waits ${QUERY_BUDGET_MS} ms for it. Choose a smaller model or a faster machine.`,
  );
}

/** Two sentences any model can arrange. */
const SAMPLE = {
  question: 'Why do river otters hold hands?',
  quotes: [
    {
      title: 'Sleeping habits of otters',
      text: 'River otters hold hands while they sleep so that they do not drift apart.',
    },
    {
      title: 'Otter families',
      text: 'We find that otters in larger families hold hands less often.',
    },
  ],
};

async function describeWriter({ writer: settings }: Config): Promise<string> {
  if (settings === undefined) return 'not configured, so quotes stand alone';
  const { host, model } = settings;
  const startMs = performance.now();
  const draft = await createChatClient(settings, systemClock).complete(
    buildMessages(SAMPLE.question, SAMPLE.quotes),
    { firstMs: LOADING_TIMEOUT_MS, totalMs: LOADING_TIMEOUT_MS },
  );
  const ms = Math.round(performance.now() - startMs);
  if (draft.kind === 'failed') throw new AppError('writer_failed', `${host} ${draft.why}.`);
  const { sentences, faults } = checkWritten(stripThinking(draft.text), SAMPLE);
  if (sentences.length === 0) {
    const why = faults.length > 0 ? ` (${[...new Set(faults)].join(', ')})` : '';
    throw new AppError(
      'writer_failed',
      `${model} at ${host} answers, but no sentence of it passes the check${why}. Choose a larger model.`,
    );
  }
  const found = `${model} at ${host} wrote ${sentences.length + faults.length} sentences in ${ms} ms, of which ${sentences.length} pass the check`;
  if (ms <= PATIENCE.totalMs) return found;
  throw new AppError(
    'writer_failed',
    `${found}, but an answer waits ${PATIENCE.totalMs / 1000} s for them. If it was loading the model, try again.`,
  );
}
