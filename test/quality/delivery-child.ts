/** The bot's sending part in a process of its own, told over IPC what to do; made to be killed. */
import type { Subscription } from '../../src/digest/subscription.ts';
import { type Bot, type BotOptions, openBot, type Step } from './delivery-bot.ts';

type Call =
  | { readonly id: number; readonly name: 'open'; readonly argument: BotOptions }
  | { readonly id: number; readonly name: 'step'; readonly argument: Step }
  | { readonly id: number; readonly name: 'subscribe'; readonly argument: readonly Subscription[] }
  | { readonly id: number; readonly name: 'resume'; readonly argument: number }
  | { readonly id: number; readonly name: 'close'; readonly argument: undefined };

let opened: Promise<Bot> | undefined;

async function carryOut(call: Call): Promise<unknown> {
  if (call.name === 'open') {
    opened = openBot(call.argument);
    await opened;
    return undefined;
  }
  const bot = await opened;
  switch (call.name) {
    case 'step':
      return await bot?.step(call.argument);
    case 'subscribe':
      return await bot?.subscribe(call.argument);
    case 'resume':
      return await bot?.resume(call.argument);
    case 'close':
      return await bot?.close();
    default:
      return call satisfies never;
  }
}

process.on('message', (call: Call) => {
  carryOut(call).then(
    (result) => process.send?.({ id: call.id, result }),
    (error: unknown) => process.send?.({ id: call.id, error: String(error) }),
  );
});
