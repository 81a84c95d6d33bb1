/** `paperboy manifest [--url …]`: the Slack app manifest, for Socket Mode or for HTTP. */
import { readFile } from 'node:fs/promises';
import { buildHttpManifest } from '../app/manifest.ts';
import type { CliContext } from './run-main.ts';

export async function manifest(
  context: CliContext,
  options: { readonly url?: string },
): Promise<void> {
  const yaml = await readFile(new URL('../../manifest.yml', import.meta.url), 'utf8');
  context.print(
    (options.url === undefined ? yaml : buildHttpManifest(yaml, options.url)).trimEnd(),
  );
}
