/**
 * How Paperboy is doing: its version, its papers, what comes to the conversation it is asked in,
 * and how sending goes. Instants show in the reader's time.
 */
import type { RichTextElement, RichTextSection } from '@slack/types';
import type { StatusReply } from '../requests/replies.ts';
import type { DeliveryState } from '../requests/status.ts';
import { explainRefusal } from './delivery-notice.ts';
import { quoteLine } from './escape.ts';
import { describeCorpus, formatCount } from './facts.ts';
import { buildMessage, type Message } from './message.ts';
import { bulletList, instantRun, paragraph, richText, textRun } from './rich-text.ts';
import { describeInterest, describeSchedule } from './subscription-facts.ts';

/** Of a conversation with more, the rest is counted: it is a status, not the list of them. */
const MAX_HERE = 10;

export function renderStatus(reply: StatusReply): Message {
  const { here } = reply;
  const left = here.length - MAX_HERE;
  return buildMessage(
    richText(
      ...paragraph(...textRun(`Paperboy ${quoteLine(reply.version, 40)}`, { bold: true })),
      ...bulletList([
        ...paragraph(...textRun(describeCorpus(reply.corpus))),
        ...paragraph(...textRun('Running since '), instantRun(reply.startedMs)),
      ]),
      ...paragraph(...textRun('What comes here', { bold: true })),
      ...bulletList([
        ...(here.length === 0 ? paragraph(...textRun(NOTHING_HERE)) : []),
        ...here.slice(0, MAX_HERE).flatMap(renderHere),
        ...paragraph(...textRun(left > 0 ? `And ${formatCount(left)} more.` : '')),
      ]),
      ...paragraph(...textRun('Sending, over all conversations', { bold: true })),
      ...bulletList(renderDelivery(reply.delivery)),
    ),
  );
}

const NOTHING_HERE = 'Nothing yet. “/papers subscribe” brings a morning digest.';

function renderHere({ subscription, nextDueMs }: StatusReply['here'][number]): RichTextSection[] {
  const { kind, schedule, interest, pause, weekly } = subscription;
  const [topic = ''] = interest.topics;
  const what = kind === 'alert' ? `Alert for “${quoteLine(topic, 60)}”` : 'Digest';
  const about = kind === 'alert' ? '' : `, ${describeInterest(interest)}`;
  const again = weekly ? ', and at the end of the week its papers again' : '';
  return paragraph(
    ...textRun(`${what}: ${describeSchedule(schedule)}${about}${again}; `),
    ...(nextDueMs === undefined
      ? renderPause(pause)
      : [...textRun('next '), instantRun(nextDueMs)]),
  );
}

function renderPause(pause: StatusReply['here'][number]['subscription']['pause']) {
  if (pause?.error !== undefined) {
    return textRun(`paused: ${explainRefusal(pause.error)} “/papers resume” starts it again.`);
  }
  return pause?.untilMs === undefined
    ? textRun('paused; “/papers resume” starts it again')
    : [...textRun('paused until '), instantRun(pause.untilMs)];
}

function renderDelivery(state: DeliveryState): RichTextSection[] {
  const { lastTickMs, lastDeliveryMs, nextDueMs, lagMs, haltedBy } = state;
  if (haltedBy !== undefined) {
    const why = `Stopped: Slack refuses my token (${quoteLine(haltedBy, 60)}).`;
    return paragraph(
      ...textRun(`${why} Whoever runs me has to install me anew, or set a new token, and restart.`),
    );
  }
  return [
    ...paragraph(...renderWhen('Last delivery', lastDeliveryMs, 'none yet')),
    ...paragraph(...renderWhen('Next due', nextDueMs, 'nothing, as no subscription is running')),
    ...paragraph(...textRun(describeLag(lagMs))),
    ...paragraph(...renderWhen('Last looked for what is due', lastTickMs, 'not since the start')),
  ];
}

function renderWhen(label: string, atMs: number | undefined, none: string): RichTextElement[] {
  return atMs === undefined
    ? textRun(`${label}: ${none}`)
    : [...textRun(`${label}: `), instantRun(atMs)];
}

const MINUTE_MS = 60_000;
const HOUR_MINUTES = 60;

/** It is looked for what is due once a minute, so what has waited less than two is on time. */
function describeLag(lagMs: number): string {
  const minutes = Math.floor(lagMs / MINUTE_MS);
  if (minutes < 2) return 'Nothing is late';
  const hours = Math.round(minutes / HOUR_MINUTES);
  const late = minutes < 2 * HOUR_MINUTES ? `${minutes} minutes` : `${formatCount(hours)} hours`;
  return `What has waited longest is ${late} late`;
}
