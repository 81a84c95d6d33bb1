#!/usr/bin/env node
// The `paperboy` command. Bundles the TypeScript sources beside the packages, the command into one file
// and its worker thread into another, and runs it: a tenth of a second, where loading source by
// source through a hook costs more than one.
import { mkdir, rename, writeFile } from 'node:fs/promises';
import { fileURLToPath, pathToFileURL } from 'node:url';
import { build, stop } from 'esbuild';

const root = new URL('../../', import.meta.url);
// Inside node_modules, so that the bundle's own imports of packages resolve from where it lies.
const folder = new URL('node_modules/.cache/paperboy/', root);
const fileOf = (name) => fileURLToPath(new URL(name, folder));

const { outputFiles } = await build({
  entryPoints: ['src/cli/paperboy.ts', 'src/app/latent-worker.ts'].map((source) =>
    fileURLToPath(new URL(source, root)),
  ),
  outdir: fileURLToPath(folder),
  entryNames: '[name]',
  outExtension: { '.js': '.mjs' },
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
// Renamed when whole: another process may be starting from the same files.
for (const { path, contents } of outputFiles) {
  const unfinished = `${path}.${process.pid}`;
  await writeFile(unfinished, contents);
  await rename(unfinished, path);
}
process.setSourceMapsEnabled(true);
await import(pathToFileURL(fileOf('paperboy.mjs')).href);
