import { readFileSync } from 'node:fs';
import type { Command } from 'commander';
import { describe, expect, it } from 'vitest';
import { VARIABLES } from '../src/app/variables.ts';
import { createProgram } from '../src/cli/program.ts';

const readRoot = (name: string) => readFileSync(new URL(`../${name}`, import.meta.url), 'utf8');
const readme = readRoot('README.md');
const { scripts, dependencies, devDependencies } = JSON.parse(readRoot('package.json'));

/** The lines of the README that name `name` in code style, whole: `` `npm run lint` ``. */
function findLines(name: string): string[] {
  return readme.split('\n').filter((line) => line.includes(`\`${name}\``));
}

/** Every subcommand that does something, in full: `paperboy corpus build`. */
function listCommands(command: Command, parents = ''): string[] {
  const name = `${parents}${command.name()}`;
  return command.commands.length === 0
    ? [name]
    : command.commands.flatMap((child) => listCommands(child, `${name} `));
}

/** The commands are listed, none is run. */
const program = createProgram({
  print: () => {},
  progress: () => {},
  loadConfig: () => Promise.reject(new Error('no command is run')),
  fail: () => {},
  untilStopped: () => Promise.resolve(),
});

describe('README.md', () => {
  it.each(VARIABLES)('explains $name and its default', ({ name, fallback }) => {
    const lines = findLines(name).filter((line) => line.includes(fallback ?? ''));
    expect(lines).not.toEqual([]);
  });

  it.each(Object.keys(scripts))('explains the npm script %s', (script) => {
    // `npm test` and `npm start` need no `run`; `npm run test` does not stand for `test:watch`.
    expect(readme).toMatch(new RegExp(`npm (?:run )?(?:-s )?${script}(?![\\w:-])`));
  });

  it.each(listCommands(program))('explains the command %s', (command) => {
    expect(readme).toMatch(new RegExp(`\`${command}[\` ]`));
  });

  it.each(Object.keys({ ...dependencies, ...devDependencies }))(
    'says what %s does for us',
    (name) => {
      expect(findLines(name)).not.toEqual([]);
    },
  );

  it('gives the test command that .ci/run runs', () => {
    const command = 'npm ci && npm test';
    expect(readme).toContain(command);
    expect(readRoot('.ci/run')).toContain(command);
  });
});
