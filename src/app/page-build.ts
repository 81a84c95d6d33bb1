/**
 * Builds the chat page with Vite the first time it is needed, and whenever its sources or packages
 * have changed since. Kept beside the packages, under a name made from what it was built of.
 */
import { createHash } from 'node:crypto';
import { mkdir, mkdtemp, readdir, readFile, rename, rm, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { AppError } from '../model/app-error.ts';

const ROOT = fileURLToPath(new URL('../../', import.meta.url));
const SOURCES = join(ROOT, 'src/workspace/page');
const CACHE = join(ROOT, 'node_modules/.cache/paperboy');

/** The folder of the built page. `onBuild` is called before a build, which takes a few seconds. */
export async function preparePage(onBuild: () => void): Promise<string> {
  const folder = join(CACHE, `page-${await hashSources()}`);
  if (await isFolder(folder)) return folder;
  onBuild();
  try {
    await buildPage(folder);
  } catch (error) {
    throw new AppError('config_invalid', 'The page of the local workspace cannot be built.', {
      cause: error,
    });
  }
  return folder;
}

async function buildPage(folder: string): Promise<void> {
  const { build } = await import('vite');
  await mkdir(CACHE, { recursive: true });
  const unfinished = await mkdtemp(join(CACHE, 'building-'));
  await build({
    root: SOURCES,
    configFile: false,
    envFile: false,
    logLevel: 'error',
    // Whatever NODE_ENV is: tests set their own, which would build React for development.
    define: { 'process.env.NODE_ENV': '"production"' },
    oxc: { jsx: { development: false } },
    // The content policy takes fonts from files only.
    build: {
      outDir: unfinished,
      emptyOutDir: true,
      assetsInlineLimit: 0,
      target: 'es2023',
      rolldownOptions: { input: ['index.html', 'gallery.html'].map((name) => join(SOURCES, name)) },
    },
  });
  // Renamed when whole; another process that was faster built the same.
  await rename(unfinished, folder).catch(() => rm(unfinished, { recursive: true }));
  const others = (await readdir(CACHE, { withFileTypes: true }))
    .filter((entry) => entry.isDirectory() && entry.name.startsWith('page-'))
    .map((entry) => join(CACHE, entry.name))
    .filter((other) => other !== folder);
  await Promise.all(others.map((other) => rm(other, { recursive: true, force: true })));
}

/** Of every source's path and content, and of the packages' versions. */
async function hashSources(): Promise<string> {
  const names = await readdir(SOURCES, { recursive: true });
  const hash = createHash('sha256').update(await readFile(join(ROOT, 'package-lock.json')));
  for (const name of names.toSorted()) {
    const path = join(SOURCES, name);
    if (await isFolder(path)) continue;
    hash.update(`\0${name}\0`).update(await readFile(path));
  }
  return hash.digest('hex').slice(0, 16);
}

async function isFolder(path: string): Promise<boolean> {
  return (await stat(path).catch(() => undefined))?.isDirectory() ?? false;
}
