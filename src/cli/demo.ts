/** `paperboy demo`: the play without Slack. Needs no variable and leaves nothing behind. */
import { playDemo } from '../app/demo.ts';
import type { CliContext } from './run-main.ts';

export async function demo(context: CliContext): Promise<void> {
  await playDemo(await context.loadConfig(), context.print);
}
