/**
 * One small fault for each rule of Biome and oxlint that is switched on by name, for each
 * strictness option of TypeScript, and for each kind of dead code knip looks for.
 */
import { readFileSync } from 'node:fs';
import type { Plant } from './plant.ts';

const repeat = (count: number, line: (index: number) => string) =>
  Array.from({ length: count }, (_, index) => line(index)).join('\n');

const BIOME: readonly Omit<Plant, 'tool' | 'file'>[] = [
  {
    rule: 'noExcessiveCognitiveComplexity',
    what: 'complexity 16',
    text: `export function f(n: number): number {\n${repeat(16, (i) => `if (n === ${i}) n2(${i});`)}\nreturn n;\n}\nfunction n2(_: number): void {}\n`,
  },
  {
    rule: 'noExcessiveLinesPerFunction',
    what: 'a function of 61 lines',
    text: `export function f(g: (n: number) => void): void {\n${repeat(61, (i) => `g(${i});`)}\n}\n`,
  },
  {
    rule: 'useMaxParams',
    what: 'five parameters',
    text: 'export const f = (a: 1, b: 1, c: 1, d: 1, e: 1) => [a, b, c, d, e];\n',
  },
  {
    rule: 'noExcessiveLinesPerFile',
    what: 'a file of 401 lines',
    text: repeat(401, (i) => `export const a${i} = ${i};`),
  },
  {
    rule: 'noUndeclaredDependencies',
    what: 'a package package.json does not name',
    text: `import { a } from 'middle-pad';\nexport const b = a;\n`,
  },
  {
    rule: 'useImportExtensions',
    what: 'an import without its extension',
    text: `import { a } from './planted-no-enum';\nexport const b = a;\n`,
  },
  {
    rule: 'noBarrelFile',
    what: 'a barrel',
    text: `export { AppError } from '../model/app-error.ts';\nexport { paperSchema } from '../model/paper.ts';\n`,
  },
  {
    rule: 'noReExportAll',
    what: 'export *',
    text: `export * from '../model/app-error.ts';\n`,
  },
  { rule: 'noDefaultExport', what: 'a default export', text: 'export default 1;\n' },
  {
    rule: 'noNonNullAssertion',
    what: 'a non-null assertion',
    text: 'export const f = (a: number | undefined): number => a!;\n',
  },
  { rule: 'noEnum', what: 'an enum', text: 'export enum A {\n  B = 1,\n}\n' },
  {
    rule: 'noParameterAssign',
    what: 'a parameter assigned to',
    text: 'export function f(a: number): number {\n  a = 1;\n  return a;\n}\n',
  },
  {
    rule: 'noProcessEnv',
    what: 'process.env outside cli',
    text: `export const a = process.env['A'];\n`,
  },
  {
    rule: 'noCommonJs',
    what: 'require',
    text: `export const a = require('node:fs');\n`,
  },
  {
    rule: 'useImportType',
    what: 'a type imported as a value',
    text: `import { AppError } from '../model/app-error.ts';\nexport type A = AppError;\n`,
  },
  { rule: 'useThrowOnlyError', what: 'a string thrown', text: `throw 'a';\n` },
  { rule: 'noConsole', what: 'console outside cli', text: `console.log('a');\n` },
  {
    rule: 'noShadow',
    what: 'a name that hides another',
    text: 'export const a = 1;\nexport const f = () => {\n  const a = 2;\n  return a;\n};\n',
  },
  {
    rule: 'format',
    sign: 'format',
    what: 'a line not formatted',
    text: 'export const a   = 1;\n',
  },
  {
    rule: 'organizeImports',
    sign: 'assist/source/organizeImports',
    what: 'imports out of order',
    text: `import { join } from 'node:path';\nimport { readFile } from 'node:fs';\nexport const a = [join, readFile];\n`,
  },
  {
    rule: 'noUnusedImports',
    what: 'a warning: an import not used',
    text: `import { join } from 'node:path';\nexport const a = 1;\n`,
  },
  {
    rule: '.house.grit',
    sign: 'plugin',
    what: 'a type imported in place, past the import rules',
    text: `export type A = import('../cli/x.ts').A;\n`,
  },
];

const OXLINT: readonly (Pick<Plant, 'rule' | 'what'> & { readonly lines: string })[] = [
  { rule: 'no-floating-promises', what: 'ack() not awaited', lines: 'ack();' },
  { rule: 'no-floating-promises', what: 'say() not awaited', lines: `say('a');` },
  {
    rule: 'no-floating-promises',
    what: 'chat.postMessage not awaited',
    lines: `client.chat.postMessage({ channel: 'C1', text: 'a' });`,
  },
  { rule: 'no-floating-promises', what: 'an own promise not awaited', lines: 'wait();' },
  { rule: 'no-floating-promises', what: '.then left alone', lines: 'wait().then(() => 1);' },
  {
    rule: 'no-misused-promises',
    what: 'an async callback in forEach',
    lines: '[1].forEach(async () => wait());',
  },
  {
    rule: 'no-misused-promises',
    what: 'an async callback in setInterval',
    lines: 'setInterval(async () => wait(), 1);',
  },
  {
    rule: 'no-misused-promises',
    what: 'a promise as a condition',
    lines: 'if (wait()) await ack();',
  },
  { rule: 'await-thenable', what: 'await on what is no promise', lines: 'await 1;' },
  {
    rule: 'switch-exhaustiveness-check',
    what: 'a switch that forgets a case',
    lines: `switch (command.text as 'a' | 'b') {\n      case 'a':\n        break;\n    }`,
  },
];

/** Option of tsconfig.json, TypeScript's number for the complaint, the fault. */
const TSC: readonly (readonly [option: string, code: string, text: string])[] = [
  ['strict', 'TS2322', 'export const a: number = undefined;'],
  ['strict', 'TS7006', 'export const f = (a) => a;'],
  ['strict', 'TS18046', 'try {\n  Number(1);\n} catch (error) {\n  error.message;\n}'],
  ['noUncheckedIndexedAccess', 'TS2322', 'export const f = (a: number[]): number => a[0];'],
  ['exactOptionalPropertyTypes', 'TS2375', 'export const a: { b?: number } = { b: undefined };'],
  [
    'noImplicitOverride',
    'TS4114',
    'class A {\n  b() {}\n}\nexport class B extends A {\n  b() {}\n}',
  ],
  ['noImplicitReturns', 'TS7030', 'export function f(a: boolean) {\n  if (a) return 1;\n}'],
  [
    'noFallthroughCasesInSwitch',
    'TS7029',
    'export function f(a: number) {\n  switch (a) {\n    case 1:\n      f(2);\n    case 2:\n      f(1);\n  }\n}',
  ],
  [
    'noPropertyAccessFromIndexSignature',
    'TS4111',
    'export const f = (a: Record<string, number>) => a.b;',
  ],
  ['noUnusedLocals', 'TS6133', 'const a = 1;'],
  ['noUnusedParameters', 'TS6133', 'export function f(a: number) {}'],
  ['allowUnreachableCode', 'TS7027', 'export function f() {\n  return 1;\n  f();\n}'],
  ['allowUnusedLabels', 'TS7028', 'a: for (;;) {\n  break;\n}'],
  ['erasableSyntaxOnly', 'TS1294', 'export enum A {\n  B = 1,\n}'],
  [
    'verbatimModuleSyntax',
    'TS1484',
    `import { AppErrorCode } from '../model/app-error.ts';\nexport type A = AppErrorCode;`,
  ],
  ['noUncheckedSideEffectImports', 'TS2882', `import './none.ts';`],
];

const packageJson = JSON.parse(
  readFileSync(new URL('../../package.json', import.meta.url), 'utf8'),
);
const withUnusedPackages = JSON.stringify({
  ...packageJson,
  dependencies: { ...packageJson.dependencies, 'left-pad': '1.3.0' },
  devDependencies: { ...packageJson.devDependencies, 'right-pad': '1.0.1' },
});

const HALF_USED = {
  file: 'src/model/planted-half-used.ts',
  text: 'export const used = 1;\nexport const unused = 2;\nexport type Unused = 3;\n',
  beside: {
    'test/model/planted.test.ts': `import { used } from '../../src/model/planted-half-used.ts';\nused;\n`,
  },
};

const KNIP: readonly Omit<Plant, 'tool'>[] = [
  {
    rule: 'files',
    what: 'a file nothing imports',
    file: 'src/model/planted-orphan.ts',
    text: 'export const a = 1;\n',
  },
  { rule: 'exports', what: 'an export nothing imports', ...HALF_USED },
  { rule: 'types', what: 'an exported type nothing imports', ...HALF_USED },
  {
    rule: 'dependencies',
    what: 'a dependency nothing imports',
    file: 'package.json',
    text: withUnusedPackages,
  },
  {
    rule: 'devDependencies',
    what: 'a devDependency nothing uses',
    file: 'package.json',
    text: withUnusedPackages,
  },
];

const toKebab = (rule: string) =>
  rule.replace(/[A-Z]/g, (letter) => `-${letter.toLowerCase()}`).replace(/^\.|\.grit$/g, '');

export const CODE_PLANTS: readonly Plant[] = [
  ...BIOME.map(
    (fault): Plant => ({
      tool: 'biome',
      file: `src/app/planted-${toKebab(fault.rule)}.ts`,
      ...fault,
    }),
  ),
  {
    tool: 'biome',
    rule: '.house.grit',
    sign: 'plugin',
    what: 'an error that drops what was caught',
    file: 'src/app/planted-no-cause.ts',
    text: `import { AppError } from '../model/app-error.ts';\ntry {\n  Number(1);\n} catch {\n  throw new AppError('store_failed', 'a');\n}\n`,
  },
  {
    tool: 'biome',
    rule: 'noConsole',
    what: 'console in pure code',
    file: 'src/model/planted-console.ts',
    text: `console.log('a');\n`,
  },
  {
    tool: 'biome',
    rule: 'useFilenamingConvention',
    what: 'a file name in camel case',
    file: 'src/app/plantedName.ts',
    text: 'export const a = 1;\n',
  },
  {
    tool: 'biome',
    rule: 'noImportCycles',
    what: 'two files that import each other',
    file: 'src/model/planted-cycle-a.ts',
    text: `import { b } from './planted-cycle-b.ts';\nexport const a = () => b;\n`,
    beside: {
      'src/model/planted-cycle-b.ts': `import { a } from './planted-cycle-a.ts';\nexport const b = () => a;\n`,
    },
  },
  ...OXLINT.map(
    ({ rule, what, lines }, index): Plant => ({
      tool: 'oxlint',
      rule,
      sign: `typescript(${rule})`,
      what,
      file: `src/slack/planted-promise-${index}.ts`,
      text: `import type { App } from '@slack/bolt';\nexport const register = (app: App, wait: () => Promise<boolean>): void =>\n  app.command('/a', async ({ ack, say, client, command }) => {\n    ${lines}\n  });\n`,
    }),
  ),
  ...TSC.map(
    ([rule, sign, text], index): Plant => ({
      tool: 'tsc',
      rule,
      sign,
      what: text.replace(/\s+/g, ' '),
      file: `src/model/planted-type-${index}.ts`,
      text: `${text}\n`,
    }),
  ),
  ...KNIP.map((fault): Plant => ({ tool: 'knip', ...fault })),
];
