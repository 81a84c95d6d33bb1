/** What each button and menu entry does. `handle-press.ts` has acknowledged it by then. */
import type { RespondFn } from '@slack/bolt';
import type { WebClient } from '@slack/web-api';
import {
  parseAnswerChoice,
  parseListPage,
  parsePaperChoice,
  parseSearch,
  parseVote,
} from '../blocks/actions.ts';
import { renderNotice } from '../blocks/notice.ts';
import { renderReply } from '../blocks/render-reply.ts';
import type { PaperId } from '../model/paper.ts';
import { castVote, citeAnswer } from '../requests/answer-actions.ts';
import type { Asker } from '../requests/library.ts';
import { listRelated, listSimilar, loadPage, searchPapers, showPage } from '../requests/lists.ts';
import { reportMissing } from '../requests/misses.ts';
import { giveOpinion, retractOpinion } from '../requests/opinion.ts';
import { citePaper, GONE_PAPER, savePaper, unsavePaper } from '../requests/paper.ts';
import type { MessageReply, NoticeReply, PaperAction } from '../requests/replies.ts';
import { claimShare } from '../requests/share.ts';
import { type Desk, isFirst } from './desk.ts';
import { openDetails } from './open-details.ts';
import { PRESS_AGAIN } from './open-view.ts';
import { publishHome } from './publish-home.ts';
import { ALREADY_SHARED, postShare } from './share.ts';
import type { Tell } from './tell.ts';

export type Press = {
  readonly desk: Desk;
  readonly client: WebClient;
  readonly asker: Asker;
  readonly tell: Tell;
  /** What the button or the chosen entry carries; anybody could have made it up. */
  readonly value: string;
  readonly triggerId: string;
  /** Undefined in App Home. */
  readonly channelId: string | undefined;
  readonly respond: RespondFn | undefined;
  /** Lets the same press count at once: this one came to nothing. */
  readonly forget: () => void;
};

const SHARE_FROM_DM =
  'This is a direct message. Open “Details” in a paper’s menu to pick where to share it.';

const GONE_LIST =
  'That list is not here any more, or it was made for somebody else. Search again with “/papers”.';

/** More: the next page, in place of this one. */
export async function turnPage({ desk, asker, tell, value }: Press): Promise<void> {
  const wanted = parseListPage(value);
  const reply = wanted && (await showPage(desk.library, asker, wanted.setId, wanted.page));
  if (reply === undefined) await say(tell, GONE_LIST);
  else await tell(renderReply(reply), { replace: true });
}

/** Share to channel: the page as it is seen, for all to see. An expired one is shown anew. */
export async function sharePage(press: Press): Promise<void> {
  const { desk, client, asker, tell, value, channelId, respond } = press;
  const wanted = parseListPage(value);
  const page = wanted && (await loadPage(desk.library, asker, wanted.setId, wanted.page));
  if (page === undefined || channelId === undefined) {
    await say(tell, GONE_LIST);
    return;
  }
  if (channelId.startsWith('D')) {
    await say(tell, SHARE_FROM_DM);
    return;
  }
  if (page === 'expired') {
    await turnPage(press);
    return;
  }
  const shared = await claimShare(desk.library, asker, {
    channelId,
    paperIds: page.map(({ paper }) => paper.id),
    excerpts: new Map(
      page.flatMap(({ paper, excerpt }) => (excerpt ? [[paper.id, excerpt] as const] : [])),
    ),
  });
  const problem =
    shared === undefined
      ? ALREADY_SHARED
      : await postShare(desk, client, { asker, channelId, shared, respond });
  if (problem !== undefined) await say(tell, problem);
}

/** An example, an earlier search, a search without its filter: the value is the query. */
export async function runSearch({ desk, asker, tell, value }: Press): Promise<void> {
  await tell(renderReply(await searchPapers(desk.library, asker, value)));
}

/** The papers behind an answer, as a list: the value is the question. */
export async function listAnswerPapers({ desk, asker, tell, value }: Press): Promise<void> {
  await tell(renderReply(await listRelated(desk.library, asker, value)));
}

const GONE_ANSWER = 'That answer is not here any more. Please ask again.';

/** Thumbs up or down. */
export async function castAnswerVote({ desk, asker, tell, value }: Press): Promise<void> {
  const cast = parseVote(value);
  if (cast === undefined) await say(tell, GONE_ANSWER);
  else await tell(renderReply(await castVote(desk.library, asker, cast.answerId, cast.vote)));
}

/** The menu under an answer. */
export async function chooseAnswerAction({ desk, asker, tell, value }: Press): Promise<void> {
  const { library } = desk;
  const choice = parseAnswerChoice(value);
  if (choice === undefined) {
    await say(tell, GONE_ANSWER);
  } else if (choice.action === 'cite') {
    await tell(renderReply(await citeAnswer(library, asker, choice.answerId, choice.numbers)));
  } else {
    await tell(renderReply(await report(desk, asker, choice.answerId)));
  }
}

/** Counted once a person; one that could not be kept may be pressed again. */
async function report(desk: Desk, asker: Asker, answerId: string): Promise<NoticeReply> {
  const key = `report ${answerId} ${asker.person.userId}`;
  let isClaimed = false;
  try {
    return await reportMissing(desk.library, asker, answerId, async () => {
      isClaimed = await isFirst(desk, key);
      return isClaimed;
    });
  } catch (error) {
    if (isClaimed) await desk.deliveries.forget(desk.teamId, key);
    throw error;
  }
}

/** A paper's menu, and buttons that stand for one of its entries. */
export async function choosePaperAction(press: Press): Promise<void> {
  const choice = parsePaperChoice(press.value);
  if (choice === undefined) {
    await press.tell(renderNotice(GONE_PAPER));
  } else if (choice.action === 'details') {
    if (!(await openDetails(press, choice.paperId, PRESS_AGAIN))) press.forget();
  } else {
    const reply = await answerChoice(press, choice.action, choice.paperId);
    // It was pressed in a message that only its person sees, and that says what is no longer so.
    await press.tell(renderReply(reply), { replace: choice.action === 'retract' });
    const changesHome = press.channelId === undefined && choice.action === 'unsave';
    if (changesHome) await publishHome(press.desk, press.client, press.asker.person.userId);
  }
}

/** What was chosen of the titles offered: a paper, or the search where no title fitted. */
export async function chooseCompletion(press: Press): Promise<void> {
  const query = parseSearch(press.value);
  if (query === undefined) await choosePaperAction(press);
  else await runSearch({ ...press, value: query });
}

async function answerChoice(
  { desk, asker, channelId }: Press,
  action: Exclude<PaperAction, 'details'>,
  paperId: PaperId,
): Promise<MessageReply> {
  const { library } = desk;
  switch (action) {
    case 'similar':
      return listSimilar(library, asker, paperId);
    case 'bibtex':
      return citePaper(library, paperId);
    case 'save':
      return savePaper(library, asker, paperId);
    case 'unsave':
      return unsavePaper(library, asker, paperId);
    case 'like':
    case 'reject': {
      const opinion = action === 'like' ? 'liked' : 'rejected';
      const isOpen = channelId !== undefined && (await desk.isPublicChannel(channelId));
      return giveOpinion(library, asker, paperId, { opinion, isOpen });
    }
    case 'retract':
      return retractOpinion(library, asker, paperId);
    default:
      return action satisfies never;
  }
}

function say(tell: Tell, text: string): Promise<void> {
  return tell(renderNotice({ kind: 'notice', text }));
}
