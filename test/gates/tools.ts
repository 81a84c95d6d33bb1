/**
 * Runs one tool over a copy of the project and reads its report: a folder in, the exit code and
 * one finding per complaint out. What is expected of them is decided in `gates.ts`.
 */
import { execFile } from 'node:child_process';
import { relative, resolve } from 'node:path';

export type Tool = 'biome' | 'oxlint' | 'tsc' | 'knip';

export type Finding = {
  /** The tool's own name for it: `lint/style/noEnum`, `typescript(await-thenable)`, `TS2322`, `files`. */
  readonly rule: string;
  /** Relative to the project, with slashes. */
  readonly file: string;
  /** From 1; 0 = the file as a whole. */
  readonly line: number;
};

export type Report = { readonly exitCode: number; readonly findings: readonly Finding[] };

type Output = { readonly exitCode: number; readonly stdout: string };

/** Runs a command to its end; a command that cannot be started has exit code 127. */
export function runCommand(
  folder: string,
  command: string,
  args: readonly string[],
  env: Readonly<Record<string, string | undefined>> = process.env,
): Promise<Output> {
  return new Promise((settle) => {
    execFile(command, args, { cwd: folder, env, maxBuffer: 1e8 }, (error, stdout) => {
      const code = error === null ? 0 : error.code;
      settle({ exitCode: typeof code === 'number' ? code : 127, stdout });
    });
  });
}

const RUNNERS: Record<Tool, { args: readonly string[]; read: (stdout: string) => Finding[] }> = {
  biome: {
    args: [
      'check',
      '--error-on-warnings',
      '--reporter=json',
      '--max-diagnostics=none',
      'src',
      'test',
    ],
    read: (stdout) =>
      JSON.parse(stdout).diagnostics.map(
        (item: { category: string; location: { path: string; start?: { line: number } } }) => ({
          rule: item.category,
          file: item.location.path,
          line: item.location.start?.line ?? 0,
        }),
      ),
  },
  oxlint: {
    args: ['--type-aware', '--deny-warnings', '--format=json', 'src', 'test'],
    read: (stdout) =>
      JSON.parse(stdout).diagnostics.map(
        (item: { code: string; filename: string; labels: { span: { line: number } }[] }) => ({
          rule: item.code,
          file: item.filename,
          line: item.labels[0]?.span.line ?? 0,
        }),
      ),
  },
  tsc: {
    args: ['--pretty', 'false'],
    read: (stdout) =>
      [...stdout.matchAll(/^(\S+?)\((\d+),\d+\): error (TS\d+)/gm)].map(
        ([, file = '', line, rule = '']) => ({ rule, file, line: Number(line) }),
      ),
  },
  knip: {
    args: ['--reporter', 'json'],
    read: (stdout) => {
      const issues: Record<string, string | { line?: number }[]>[] = JSON.parse(stdout).issues;
      return issues.flatMap(({ file, ...kinds }) =>
        Object.entries(kinds).flatMap(([rule, items]) =>
          // Every entry but `file` is a list of complaints of one kind.
          (items as { line?: number }[]).map(({ line }) => ({
            rule,
            file: String(file),
            line: line ?? 0,
          })),
        ),
      );
    },
  },
};

export const TOOLS = Object.keys(RUNNERS) as readonly Tool[];

/** @throws when the report cannot be read: a gate must not pass because its tool did not run. */
export async function runTool(tool: Tool, folder: string): Promise<Report> {
  const { args, read } = RUNNERS[tool];
  const { exitCode, stdout } = await runCommand(folder, `node_modules/.bin/${tool}`, args);
  const findings = read(stdout).map((finding) => ({
    ...finding,
    file: relative(folder, resolve(folder, finding.file)),
  }));
  return { exitCode, findings };
}
