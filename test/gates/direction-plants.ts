/**
 * The folder table of the README as faults: for each folder every import it may not have, the
 * ways to write one that could slip through, and what pure code may not touch. The table is
 * written out here, not read from `.biome.json`, so that loosening the settings shows.
 */
import type { Plant } from './plant.ts';

const PURE = ['model', 'corpus', 'search', 'answer', 'trending', 'digest', 'requests', 'blocks'];
const FOLDERS = [...PURE, 'store', 'embeddings', 'writer', 'slack', 'workspace', 'app', 'cli'];

/** The folders and packages each folder may import, besides itself. */
const PERMITTED: Readonly<Record<string, string>> = {
  model: 'zod',
  corpus: 'model zod',
  search: 'model minisearch stemmer fastest-levenshtein ml-matrix',
  answer: 'model search',
  trending: 'model search luxon',
  digest: 'model search trending luxon',
  requests: 'model search answer trending digest luxon',
  blocks: 'model search answer trending digest requests @slack/types zod',
  store: `${PURE.join(' ')} kysely better-sqlite3 zod node:fs`,
  embeddings: 'model search pino zod node:fs',
  writer: 'model answer openai pino zod',
  slack: `${PURE.join(' ')} @slack/bolt @slack/web-api @slack/types pino zod undici node:fs`,
  workspace: 'model blocks ws zod @slack/types node:fs',
};

const PACKAGES = [
  'node:fs',
  '@slack/bolt',
  '@slack/types',
  '@slack/web-api',
  'better-sqlite3',
  'commander',
  'fastest-levenshtein',
  'kysely',
  'luxon',
  'minisearch',
  'node-cron',
  'open',
  'openai',
  'pino',
  'react',
  'react-dom',
  'slack-blocks-to-jsx',
  'stemmer',
  'undici',
  'vite',
  'ws',
  'yaml',
  'zod',
];

const CLOCK = [
  'Date.now();',
  'export const clock = Date.now;',
  'new Date();',
  'new Date;',
  'Date();',
  'Math.random();',
  'DateTime.now();',
  'DateTime.local();',
  'DateTime.utc();',
];
const GLOBALS = [
  'process.exit();',
  'globalThis.fetch();',
  'fetch();',
  'performance.now();',
  'crypto.randomUUID();',
  'setTimeout();',
  'setInterval();',
  'setImmediate();',
];

/** The imports, one a line; none of the modules needs to exist. */
function buildImports(sources: readonly string[]): string {
  return sources.map((source, index) => `import { a as a${index} } from '${source}';`).join('\n');
}

function planDirection(folder: string): Plant[] {
  const permitted = new Set(PERMITTED[folder]?.split(' '));
  const folders = FOLDERS.filter((other) => other !== folder && !permitted.has(other));
  const [forbidden] = folders;
  const common = { tool: 'biome', rule: 'noRestrictedImports', everyLine: true } as const;
  return [
    {
      ...common,
      what: `src/${folder} imports ${folders.join(', ')}, test`,
      file: `src/${folder}/planted-folders.ts`,
      text: buildImports([...folders.map((other) => `../${other}/x.ts`), '../../test/x.ts']),
    },
    {
      ...common,
      what: `src/${folder} imports a package that is not on its list`,
      file: `src/${folder}/planted-packages.ts`,
      text: buildImports(PACKAGES.filter((name) => !permitted.has(name))),
    },
    {
      ...common,
      what: `src/${folder} imports by type, dynamically, as re-export, by a detour, for effect`,
      file: `src/${folder}/planted-detours.ts`,
      text: [
        `import type { A } from '../${forbidden}/x.ts';`,
        `export const b = await import('../${forbidden}/x.ts');`,
        `export { c } from '../${forbidden}/x.ts';`,
        `import { d } from './../${forbidden}/x.ts';`,
        `import { e } from '../../src/${forbidden}/x.ts';`,
        `import { f } from '../model/../${forbidden}/x.ts';`,
        `import { g } from '../${forbidden}/deep/x.ts';`,
        `import '../${forbidden}/x.ts';`,
      ].join('\n'),
    },
  ];
}

/** The page runs in a browser: of the project it may know what it says to its server, no more. */
const PAGE = 'src/workspace/page';
const PAGE_PACKAGES = ['react', 'react-dom', 'slack-blocks-to-jsx'];
const PAGE_PLANTS: readonly Plant[] = [
  {
    tool: 'biome',
    rule: 'noRestrictedImports',
    what: `${PAGE} imports folders, or files of the workspace's server`,
    file: `${PAGE}/planted-folders.ts`,
    text: [
      buildImports([
        ...FOLDERS.map((other) => `../../${other}/x.ts`),
        '../state.ts',
        '../../../test/x.ts',
      ]),
      `import type { A } from '../state.ts';`,
      `export const b = await import('../state.ts');`,
      `export { c } from '../state.ts';`,
      `import { d } from './../state.ts';`,
    ].join('\n'),
    everyLine: true,
  },
  {
    tool: 'biome',
    rule: 'noRestrictedImports',
    what: `${PAGE} imports a package that is not on its list`,
    file: `${PAGE}/planted-packages.ts`,
    text: buildImports(PACKAGES.filter((name) => !PAGE_PACKAGES.includes(name))),
    everyLine: true,
  },
];

function planPurity(folder: string): Plant[] {
  return [
    {
      tool: 'biome',
      rule: '.pure.grit',
      sign: 'plugin',
      what: `src/${folder} reads the clock or rolls dice`,
      file: `src/${folder}/planted-clock.ts`,
      text: CLOCK.join('\n'),
      everyLine: true,
    },
    {
      tool: 'biome',
      rule: 'noRestrictedGlobals',
      what: `src/${folder} touches the process, the network or a timer`,
      file: `src/${folder}/planted-globals.ts`,
      text: GLOBALS.join('\n'),
      everyLine: true,
    },
  ];
}

export const DIRECTION_PLANTS: readonly Plant[] = [
  ...Object.keys(PERMITTED).flatMap(planDirection),
  {
    tool: 'biome',
    rule: 'noRestrictedImports',
    what: 'src/app imports cli, test',
    file: 'src/app/planted-folders.ts',
    text: [
      buildImports(['../cli/x.ts', './../cli/x.ts', '../../src/cli/x.ts', '../../test/x.ts']),
      `import type { A } from '../cli/x.ts';`,
      `export const b = await import('../cli/x.ts');`,
    ].join('\n'),
    everyLine: true,
  },
  {
    tool: 'biome',
    rule: 'noRestrictedImports',
    what: 'src/cli imports test',
    file: 'src/cli/planted-folders.ts',
    text: buildImports(['../../test/x.ts', '../../test/helpers/x.ts']),
    everyLine: true,
  },
  ...PAGE_PLANTS,
  ...PURE.flatMap(planPurity),
];

/** Path → text of files that import only what is permitted: no complaint about imports. */
export const PERMITTED_IMPORTS: Readonly<Record<string, string>> = {
  [`${PAGE}/planted-permitted.ts`]: buildImports([
    './x.ts',
    '../page-protocol.ts',
    ...PAGE_PACKAGES,
  ]),
  ...Object.fromEntries(
    Object.entries(PERMITTED).map(([folder, permitted]) => [
      `src/${folder}/planted-permitted.ts`,
      buildImports([
        './x.ts',
        ...permitted.split(' ').map((name) => (FOLDERS.includes(name) ? `../${name}/x.ts` : name)),
      ]),
    ]),
  ),
};
