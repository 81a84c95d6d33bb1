/**
 * Text as Slack sends it → the text the person typed: entities undone, mentions of people and
 * groups taken out, links and channel references as their visible words.
 *
 *     &lt;b&gt; <@U1> see <https://x.org|x.org> in <#C1|papers>   →   <b> see x.org in #papers
 *
 * Source: docs.slack.dev/messaging/formatting-message-text, read November 2026.
 */

const REFERENCE = /<(?<sigil>[@#!]?)(?<target>[^<>|]*)(?:\|(?<label>[^<>]*))?>/g;

/** Total. White space is collapsed at the ends only, so quoted phrases keep theirs. */
export function parseIncomingText(text: string): string {
  return text
    .replace(REFERENCE, (whole, sigil: string, target: string, label: string | undefined) => {
      if (sigil === '#') return `#${label ?? ''}`;
      if (sigil === '@' || sigil === '!') return '';
      // Slack turns what looks like a URL or an address into a link; anything else is not one.
      return /^(?:https?|mailto):/.test(target) ? (label ?? target) : whole;
    })
    .replaceAll('&lt;', '<')
    .replaceAll('&gt;', '>')
    .replaceAll('&amp;', '&')
    .trim();
}
