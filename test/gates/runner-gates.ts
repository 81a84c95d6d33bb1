/**
 * Gates on the runners themselves: `npm test` and `.ci/run` in a project that has nothing but the
 * planted tests. In `.ci/run`, npm, the compilers and the browser are stand-ins: the tests are run by the
 * real vitest, the rest says what it is told to, so that only the adding up is looked at.
 */
import { cpSync, mkdirSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { delimiter, join } from 'node:path';
import { runCommand } from './tools.ts';

type Outcome = { readonly isCaught: boolean; readonly name: string };

const PASSING = `import { expect, it } from 'vitest';\nit('passes', () => expect(1).toBe(1));\n`;
const FAILING = `import { expect, it } from 'vitest';\nit('fails', () => expect(1).toBe(2));\n`;
const SKIPPED = `import { it } from 'vitest';\nit.skip('is skipped', () => {});\n`;
const BROKEN = `import './none.ts';\n`;

/** `BREAK` names the step that fails. */
const NPM = `#!/usr/bin/env bash
case "$*" in
  "$BREAK") exit 1 ;;
  "run -s test:browser"*) shift 4; exec node_modules/.bin/vitest run --dir test/browser "$@" ;;
  test*) shift 2; exec node_modules/.bin/vitest run --exclude 'test/browser/**' "$@" ;;
  *gates) if [ "$BREAK" = miss ]; then echo "3 gates, 2 caught, 1 missed"; exit 1; fi
    echo "3 gates, 3 caught, 0 missed" ;;
esac
`;

type Case = {
  readonly what: string;
  readonly tests: readonly string[];
  /** Default: one that passes. */
  readonly browserTests?: readonly string[];
  readonly break?: string;
  /** The closing line; a browser test, three checks and three gates pass unless something breaks. */
  readonly closing: string;
};

type CiCase = Pick<Case, 'tests' | 'browserTests' | 'break'>;

const CASES: readonly Case[] = [
  { what: 'a failing test', tests: [PASSING, FAILING], closing: '8 passed, 1 failed, 0 skipped' },
  {
    what: 'a test file that cannot be loaded',
    tests: [PASSING, BROKEN],
    closing: '8 passed, 1 failed, 0 skipped',
  },
  {
    what: 'a failing browser test',
    tests: [PASSING],
    browserTests: [FAILING],
    closing: '7 passed, 1 failed, 0 skipped',
  },
  {
    what: 'no browser test',
    tests: [PASSING],
    browserTests: [],
    closing: '7 passed, 1 failed, 0 skipped',
  },
  { what: 'no test', tests: [], closing: '7 passed, 1 failed, 0 skipped' },
  { what: 'skipped tests only', tests: [SKIPPED], closing: '7 passed, 1 failed, 1 skipped' },
  {
    what: 'a check that fails',
    tests: [PASSING],
    break: 'run -s lint',
    closing: '7 passed, 1 failed, 0 skipped',
  },
  {
    what: 'a gate that misses',
    tests: [PASSING],
    break: 'miss',
    closing: '7 passed, 1 failed, 0 skipped',
  },
  {
    what: 'gates that do not run',
    tests: [PASSING],
    break: 'run -s gates',
    closing: '5 passed, 1 failed, 0 skipped',
  },
  {
    what: 'an installation that fails',
    tests: [PASSING],
    break: 'ci',
    closing: '7 passed, 1 failed, 0 skipped',
  },
];

/** In the order of the cases; makes and uses `folder`. */
export async function checkRunners(root: string, folder: string): Promise<readonly Outcome[]> {
  mkdirSync(join(folder, 'bin'), { recursive: true });
  for (const path of ['package.json', '.ci']) {
    cpSync(join(root, path), join(folder, path), { recursive: true });
  }
  symlinkSync(join(root, 'node_modules'), join(folder, 'node_modules'));
  writeFileSync(join(folder, 'bin/npm'), NPM, { mode: 0o755 });
  for (const tool of ['g++', 'make', 'python3', 'chromium']) {
    writeFileSync(join(folder, 'bin', tool), '', { mode: 0o755 });
  }

  const plant = (tests: readonly string[], browserTests: readonly string[] = []) => {
    rmSync(join(folder, 'test'), { recursive: true, force: true });
    mkdirSync(join(folder, 'test/browser'), { recursive: true });
    for (const [index, text] of tests.entries()) {
      writeFileSync(join(folder, `test/planted-${index}.test.ts`), text);
    }
    for (const [index, text] of browserTests.entries()) {
      writeFileSync(join(folder, `test/browser/planted-${index}.test.ts`), text);
    }
  };
  const npmTest = async (tests: readonly string[]) => {
    plant(tests);
    return (await runCommand(folder, 'npm', ['test'])).exitCode;
  };
  const ciRun = async ({ tests, browserTests = [PASSING], break: broken = '' }: CiCase) => {
    plant(tests, browserTests);
    const path = `${join(folder, 'bin')}${delimiter}${process.env['PATH']}`;
    const env = { ...process.env, PATH: path, BREAK: broken };
    const { exitCode, stdout } = await runCommand(folder, '.ci/run', [], env);
    return { exitCode, closing: stdout.trimEnd().split('\n').at(-1) };
  };

  const outcomes: Outcome[] = [
    {
      isCaught: (await npmTest([PASSING])) === 0,
      name: 'green as expected  npm test: a passing test',
    },
    {
      isCaught: (await npmTest([PASSING, FAILING])) === 1,
      name: 'red as expected  npm test: a failing test',
    },
    { isCaught: (await npmTest([])) === 1, name: 'red as expected  npm test: no test file' },
  ];
  const green = await ciRun({ tests: [PASSING, SKIPPED] });
  outcomes.push({
    isCaught: green.exitCode === 0 && green.closing === '8 passed, 0 failed, 1 skipped',
    name: `green as expected  .ci/run: a passing test ("${green.closing}")`,
  });
  for (const each of CASES) {
    const red = await ciRun(each);
    outcomes.push({
      isCaught: red.exitCode === 1 && red.closing === each.closing,
      name: `red as expected  .ci/run: ${each.what} ("${red.closing}")`,
    });
  }
  return outcomes;
}
