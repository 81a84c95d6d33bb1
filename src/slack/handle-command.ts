/** `/papers …`: acknowledged at once, then answered only to the person who typed it. */
import type { AllMiddlewareArgs, SlackCommandMiddlewareArgs } from '@slack/bolt';
import { renderReply } from '../blocks/render-reply.ts';
import { buildHelp } from '../requests/ask.ts';
import { parseCommand, type SubcommandName } from '../requests/command.ts';
import type { Asker } from '../requests/library.ts';
import { listSaved, listSimilar, searchPapers } from '../requests/lists.ts';
import type { MessageReply } from '../requests/replies.ts';
import { addAlert, listSubscriptions, pause, resume } from '../requests/subscriptions.ts';
import { runTurn } from './boundary.ts';
import { buildAsker, type Desk } from './desk.ts';
import { parseIncomingText } from './incoming-text.ts';
import { openDetails } from './open-details.ts';
import { type Opening, openEnding, openSubscribe } from './open-subscribe.ts';
import { SEND_AGAIN } from './open-view.ts';
import { createPrivateTell } from './tell.ts';

export async function handleCommand(
  desk: Desk,
  { ack, command, client, respond }: SlackCommandMiddlewareArgs & AllMiddlewareArgs,
): Promise<void> {
  await ack();
  const userId = command.user_id;
  const tell = createPrivateTell(desk, client, userId, { respond });
  await runTurn(desk, { name: `command ${command.command}`, userId, tell }, async () => {
    const { name, rest } = parseCommand(parseIncomingText(command.text));
    const asker = buildAsker(desk, userId);
    const { channel_id: channelId } = command;
    const opening: Opening = { desk, client, asker, tell, triggerId: command.trigger_id };
    const id = name === 'show' ? desk.library.index.find(rest) : undefined;
    if (id !== undefined) await openDetails(opening, id, SEND_AGAIN);
    else if (name === 'subscribe')
      await openSubscribe(opening, { channelId, topics: rest }, SEND_AGAIN);
    else if (name === 'unsubscribe') await openEnding(opening, { channelId }, SEND_AGAIN);
    else await tell(renderReply(await answerCommand(desk, asker, { name, rest, channelId })));
  });
}

const NOT_NAMED = 'No paper here has that title or id. These match its words:';

async function answerCommand(
  desk: Desk,
  asker: Asker,
  asked: {
    readonly name: Exclude<SubcommandName, 'subscribe' | 'unsubscribe'>;
    readonly rest: string;
    readonly channelId: string;
  },
): Promise<MessageReply> {
  const { library } = desk;
  const { channelId } = asked;
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
    case 'trending':
      return desk.summarizeTrending(asked.rest);
    case 'status':
      return desk.buildStatus(channelId);
    case 'privacy':
      return desk.buildPrivacy();
    case 'alert':
      return addAlert(desk, asker, asked.rest);
    case 'subscriptions':
      return listSubscriptions(desk, asker, channelId);
    case 'pause':
      return pause(desk, asker, { channelId }, asked.rest);
    case 'resume':
      return resume(desk, asker, { channelId });
    case 'help':
      return buildHelp(library);
    default:
      return asked.name satisfies never;
  }
}
