/** Turns each reply that is one message into that message. */
import type { MessageReply } from '../requests/replies.ts';
import { renderAnswer } from './answer.ts';
import { renderBibtex } from './bibtex.ts';
import { renderToday } from './digest.ts';
import { renderHello, renderHelp } from './help.ts';
import type { Message } from './message.ts';
import { renderNoted, renderNotice } from './notice.ts';
import { renderPaper, renderPapers } from './paper-message.ts';
import { renderPrivacy } from './privacy.ts';
import { renderResults } from './results.ts';
import { renderShared } from './shared.ts';
import { renderStatus } from './status.ts';
import { renderAlert, renderChange, renderSubscriptions } from './subscriptions.ts';
import { renderTrending } from './trending.ts';

/** Total: every reply has a message within Slack's limits. */
export function renderReply(reply: MessageReply): Message {
  switch (reply.kind) {
    case 'results':
      return renderResults(reply);
    case 'help':
      return renderHelp(reply);
    case 'notice':
      return renderNotice(reply);
    case 'noted':
      return renderNoted(reply);
    case 'bibtex':
      return renderBibtex(reply);
    case 'paper':
      return renderPaper(reply);
    case 'papers':
      return renderPapers(reply);
    case 'answer':
      return renderAnswer(reply);
    case 'today':
      return renderToday(reply);
    case 'trending':
      return renderTrending(reply);
    case 'status':
      return renderStatus(reply);
    case 'privacy':
      return renderPrivacy(reply);
    case 'hello':
      return renderHello(reply);
    case 'shared':
      return renderShared(reply);
    case 'subscriptions':
      return renderSubscriptions(reply);
    case 'change':
      return renderChange(reply);
    case 'alert':
      return renderAlert(reply);
    default:
      return reply satisfies never;
  }
}
