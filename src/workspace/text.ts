/**
 * What happens to a person's typing on its way to an app: Slack escapes `& < >`, turns `@name`
 * and `#channel` picked from the menu into ids, and links bare URLs.
 * https://docs.slack.dev/messaging/formatting-message-text (read 2026-11)
 *
 *     'Is @ben & co. in #general?' → 'Is <@U0BEN> &amp; co. in <#C0GENERAL|general>?'
 *
 * Text of apps is kept raw: what an app forgot to escape stays live, as in Slack.
 */

/** Escapes the three characters Slack reserves. Nothing else changes. */
export function escapeText(text: string): string {
  return text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;');
}

/** Name to id, both without their sign. A name that is not listed stays text. */
export type Names = {
  readonly users: ReadonlyMap<string, string>;
  readonly channels: ReadonlyMap<string, string>;
};

const PICKED =
  /(?<url>https?:\/\/[^\s|<>]*[^\s|<>.,;:!?)'"])|@(?<user>[\w-]+(?:\.[\w-]+)*)|#(?<channel>[\w-]+)/g;

export function renderTypedText(typed: string, names: Names): string {
  let sent = '';
  let end = 0;
  for (const match of typed.matchAll(PICKED)) {
    sent += escapeText(typed.slice(end, match.index)) + renderPicked(match, names);
    end = match.index + match[0].length;
  }
  return sent + escapeText(typed.slice(end));
}

function renderPicked(match: RegExpExecArray, names: Names): string {
  const { url, user = '', channel = '' } = match.groups ?? {};
  if (url !== undefined) return `<${escapeText(url)}>`;
  const userId = names.users.get(user);
  if (userId !== undefined) return `<@${userId}>`;
  const channelId = names.channels.get(channel);
  return channelId === undefined ? match[0] : `<#${channelId}|${channel}>`;
}
