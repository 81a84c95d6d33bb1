/** Pictures kept in `pictures/`, and whether a new one looks the same. */
import { mkdir, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import pixelmatch from 'pixelmatch';
import { PNG } from 'pngjs';

const FOLDER = fileURLToPath(new URL('./pictures/', import.meta.url));
/** How different a pixel's colour may be, of 1: what smoothing of edges does is less. */
const MAX_COLOUR_DIFFERENCE = 0.1;
/** Fewer than a menu's button has: one that is missing shows. */
const MAX_DIFFERENT_PIXELS = 60;
const MAX_SIZE_DIFFERENCE_PX = 2;

/** Names of the kept pictures, without `.png`. */
export async function listPictures(): Promise<readonly string[]> {
  const files = await readdir(FOLDER).catch(() => []);
  return files.filter((file) => file.endsWith('.png')).map((file) => file.slice(0, -4));
}

export async function keepPicture(name: string, png: Buffer): Promise<void> {
  await mkdir(FOLDER, { recursive: true });
  await writeFile(join(FOLDER, `${name}.png`), pack(png));
}

/** The same picture, smaller than the browser writes it. */
export function pack(png: Buffer): Buffer {
  // Flat colours: without filters, by the plain strategy, they are packed best.
  const options = { colorType: 2, deflateLevel: 9, deflateStrategy: 0, filterType: 0 } as const;
  return PNG.sync.write(PNG.sync.read(png), options);
}

export async function removePicture(name: string): Promise<void> {
  await rm(join(FOLDER, `${name}.png`));
}

/**
 * What is wrong with `png`; undefined = it looks like the kept picture of that name. Where it does
 * not, the new one and a picture of the differences are written to `outFolder`.
 */
export async function comparePicture(
  name: string,
  png: Buffer,
  outFolder: string,
): Promise<string | undefined> {
  const actualFile = join(outFolder, `${name}.png`);
  const kept = await readFile(join(FOLDER, `${name}.png`)).catch(() => undefined);
  if (kept === undefined) {
    await writeFile(actualFile, png);
    return `${name}: there is no picture of it yet. New: ${actualFile}`;
  }
  const [before, after] = [PNG.sync.read(kept), PNG.sync.read(png)];
  const width = Math.min(before.width, after.width);
  const height = Math.min(before.height, after.height);
  const difference = new PNG({ width, height });
  const different = pixelmatch(
    crop(before, width, height),
    crop(after, width, height),
    difference.data,
    width,
    height,
    { threshold: MAX_COLOUR_DIFFERENCE },
  );
  const isSize = isNear(before.width, after.width) && isNear(before.height, after.height);
  if (isSize && different <= MAX_DIFFERENT_PIXELS) return undefined;
  const differenceFile = join(outFolder, `${name}-difference.png`);
  await writeFile(actualFile, png);
  await writeFile(differenceFile, PNG.sync.write(difference));
  const sizes = [before, after].map((each) => `${each.width} × ${each.height}`).join(' → ');
  return `${name}: ${different} pixels differ, ${sizes}. New: ${actualFile}, difference: ${differenceFile}`;
}

function isNear(a: number, b: number): boolean {
  return Math.abs(a - b) <= MAX_SIZE_DIFFERENCE_PX;
}

function crop(png: PNG, width: number, height: number): Buffer {
  const cropped = new PNG({ width, height });
  PNG.bitblt(png, cropped, 0, 0, width, height, 0, 0);
  return cropped.data;
}
