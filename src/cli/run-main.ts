/**
 * The command line's boundary: what a command gets from the process, and what becomes of its
 * errors. Exit codes: 0 done, 1 failed or found something wrong, 2 used wrongly.
 */
import { CommanderError } from 'commander';
import { type Config, loadEnvironment, parseConfig } from '../app/config.ts';
import { AppError } from '../model/app-error.ts';

export type CliContext = {
  /** One line to standard output. */
  readonly print: (line: string) => void;
  /** A note to standard error, so that output stays clean; passing, so at a terminal only. */
  readonly progress: (line: string) => void;
  /** The checked configuration. Throws `config_invalid` with every problem at once. */
  readonly loadConfig: () => Promise<Config>;
  /** Marks the run as failed without stopping it. */
  readonly fail: () => void;
  /**
   * Resolves at the first ctrl-C, request to end, or when the terminal is closed. Otherwise those end the process at once,
   * which every command but a running bot can take: files are written whole or not at all.
   */
  readonly untilStopped: () => Promise<void>;
};

/** Runs the command and sets the exit code. An error is one plain sentence, never a stack. */
export async function runMain(run: (context: CliContext) => Promise<unknown>): Promise<void> {
  try {
    await run({
      print: (line) => process.stdout.write(`${line}\n`),
      progress: (line) => {
        if (process.stderr.isTTY) process.stderr.write(`${line}\n`);
      },
      loadConfig,
      fail: () => {
        process.exitCode = 1;
      },
      untilStopped: () =>
        new Promise((resolve) => {
          for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const)
            process.once(signal, () => resolve());
        }),
    });
  } catch (error) {
    // Commander has said what was wrong with the usage by now.
    if (error instanceof CommanderError) process.exitCode = error.exitCode === 0 ? 0 : 2;
    else reportError(error);
  }
}

async function loadConfig(): Promise<Config> {
  const result = parseConfig(await loadEnvironment('.env', process.env));
  if ('config' in result) return result.config;
  const lines = result.problems.map(({ variable, wrong, fix }) => `  ${variable} ${wrong}. ${fix}`);
  throw new AppError('config_invalid', `The configuration cannot be used:\n${lines.join('\n')}`);
}

function reportError(error: unknown): void {
  process.exitCode = error instanceof AppError && error.code === 'config_invalid' ? 2 : 1;
  if (!(error instanceof AppError)) {
    console.error('paperboy: this is a bug.', error);
    return;
  }
  console.error(`paperboy: ${error.message}`);
  if (error.cause instanceof Error) console.error(`  because: ${error.cause.message}`);
}
