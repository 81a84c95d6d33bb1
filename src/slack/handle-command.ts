/** `/papers …`: acknowledged at once, then answered only to the person who typed it. */
import type { AllMiddlewareArgs, SlackCommandMiddlewareArgs } from '@slack/bolt';
import { renderReply } from '../blocks/render-reply.ts';
import { buildHelp } from '../requests/ask.ts';
import { type Command, parseCommand } from '../requests/command.ts';
import type { Asker } from '../requests/library.ts';
import { listSaved, listSimilar, searchPapers } from '../requests/lists.ts';
import type { MessageReply } from '../requests/replies.ts';
import { runTurn } from './boundary.ts';
import { buildAsker, type Desk } from './desk.ts';
import { parseIncomingText } from './incoming-text.ts';
import { openDetails } from './open-details.ts';
import { createPrivateTell } from './tell.ts';

export async function handleCommand(
  desk: Desk,
  { ack, command, client, respond }: SlackCommandMiddlewareArgs & AllMiddlewareArgs,
): Promise<void> {
  await ack();
  const userId = command.user_id;
  const tell = createPrivateTell(desk, client, userId, { respond });
  await runTurn(desk, { name: `command ${command.command}`, userId, tell }, async () => {
    const asked = parseCommand(parseIncomingText(command.text));
    const asker = buildAsker(desk, userId);
    const id = asked.name === 'show' ? desk.library.index.find(asked.rest) : undefined;
    if (id !== undefined) {
      const press = { desk, client, asker, tell, triggerId: command.trigger_id };
      await openDetails(press, id, SEND_AGAIN);
    } else {
      await tell(renderReply(await answerCommand(desk, asker, asked)));
    }
  });
}

const SEND_AGAIN = 'Slack’s time for opening a window ran out. Please send the command again.';

const NOT_NAMED = 'No paper here has that title or id. These match its words:';

async function answerCommand(desk: Desk, asker: Asker, asked: Command): Promise<MessageReply> {
  const { library } = desk;
  switch (asked.name) {
    case 'search':
      return searchPapers(library, asker, asked.rest);
    case 'show':
      return searchPapers(library, asker, asked.rest, { lead: NOT_NAMED });
    case 'similar': {
      const id = library.index.find(asked.rest);
      return id === undefined
        ? searchPapers(library, asker, asked.rest, { lead: NOT_NAMED })
        : listSimilar(library, asker, id);
    }
    case 'saved':
      return listSaved(library, asker);
    case 'today':
      return desk.summarizeToday();
    case 'status':
      return desk.buildStatus();
    case 'privacy':
      return desk.buildPrivacy();
    case 'help':
      return buildHelp(library);
    default:
      return asked.name satisfies never;
  }
}
