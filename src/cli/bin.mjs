#!/usr/bin/env node
// The `paperboy` command. Bundles the TypeScript sources into one file beside the packages and runs
// it: a tenth of a second, where loading source by source through a hook costs more than one.
import { mkdir, rename, writeFile } from 'node:fs/promises';
import { fileURLToPath, pathToFileURL } from 'node:url';
import { build, stop } from 'esbuild';

const root = new URL('../../', import.meta.url);
// Inside node_modules, so that the bundle's own imports of packages resolve from where it lies.
const folder = new URL('node_modules/.cache/paperboy/', root);
const bundle = fileURLToPath(new URL('paperboy.mjs', folder));
const unfinished = `${bundle}.${process.pid}`;

const { outputFiles } = await build({
  entryPoints: [fileURLToPath(new URL('src/cli/paperboy.ts', root))],
  bundle: true,
  packages: 'external',
  platform: 'node',
  target: 'node20',
  format: 'esm',
  sourcemap: 'inline',
  write: false,
  logLevel: 'error',
  // Sources find files of the project from where they lie, two folders below its root.
  define: { 'import.meta.url': JSON.stringify(new URL('src/cli/paperboy.ts', root).href) },
});
await stop();
await mkdir(folder, { recursive: true });
// Renamed when whole: another process may be starting from the same file.
await writeFile(unfinished, outputFiles[0].contents);
await rename(unfinished, bundle);
process.setSourceMapsEnabled(true);
await import(pathToFileURL(bundle).href);
