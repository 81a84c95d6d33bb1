/** What Paperboy keeps, for how long, who sees it, what leaves the machine, and how it goes away. */
import type { PrivacyReply } from '../requests/replies.ts';
import { describeServers, formatCount } from './facts.ts';
import { buildMessage, type Message } from './message.ts';
import { bulletList, paragraph, richText, textRun } from './rich-text.ts';

export function renderPrivacy(reply: PrivacyReply): Message {
  return buildMessage(
    richText(
      ...section('Of what you do', listOwn(reply)),
      ...section('Of answers', listAnswers(reply)),
      ...section('Of what is subscribed', [
        'Where it goes, when, its topics and who made it: until it is ended. Everybody in that conversation can list it with /papers subscriptions, nobody else; your alerts only you.',
        'It can be seen and changed by whoever is in the conversation at that moment, guests only read. An admin who is not in it is told only when sending there fails.',
      ]),
      ...section('So that nothing comes twice', [
        'What you shared where, and which papers a digest has shown: for good.',
        `Which messages and events I have handled, without their text: ${formatDays(reply.deliveryDays)}.`,
      ]),
      ...section('Who can read it', [
        'All of it is in one database file on the machine I run on; whoever runs that can read it.',
        'My log has who asked for what kind of thing and when, never your words.',
        ...describeServers(reply),
      ]),
      ...section('To have it removed', [
        'A saved paper: “Remove from saved” in its ⋯ menu. “👍 Useful” and “Not for us”: “Take back” after the same entry of that menu. A search goes when newer ones push it out. A subscription: “/papers unsubscribe”.',
        'There is no command for the rest yet. What has a time above goes by itself; for anything else ask whoever runs me.',
      ]),
    ),
  );
}

function listOwn({ searches, listDays, messageDays }: PrivacyReply): string[] {
  return [
    'Saved papers: until you remove them; only you see them.',
    `Your last ${formatCount(searches)} searches, for my Home; only you see them.`,
    `What a list with buttons was made of, so that More still works: ${formatDays(listDays)}; where it was a message or a question, ${formatDays(messageDays)}.`,
    'Which papers you saved, opened or called useful or not for us, and which you shared or asked about in public channels, and when, for what is trending: for good, or until you take it back. Others see how many picked a paper up in public channels, from three people up, and no names.',
  ];
}

function listAnswers({ answerDays, reportDays, misses }: PrivacyReply): string[] {
  return [
    `A question I answered and the papers I named, so that you can ask on: ${formatDays(answerDays)}. Whoever asks on in the same thread builds on it.`,
    `A question without an answer, when it was asked in a public channel: ${formatDays(reportDays)} after it was last asked, the newest ${formatCount(misses)}, without any name. Workspace admins see it on my Home, and so does whoever runs me.`,
    'From a direct message or a private channel such a question is kept only when somebody reports it with the answer’s ⋯ menu.',
    `Your vote on an answer: ${formatDays(reportDays)}. Admins see how many there are, not whose.`,
  ];
}

function section(heading: string, lines: readonly string[]) {
  return [
    ...paragraph(...textRun(heading, { bold: true })),
    ...bulletList(lines.flatMap((line) => paragraph(...textRun(line)))),
  ];
}

function formatDays(days: number): string {
  return days === 1 ? 'one day' : `${formatCount(days)} days`;
}
