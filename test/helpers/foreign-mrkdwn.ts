/**
 * Finds text from papers or people where Slack would read it as markup: in any `mrkdwn` text
 * object of a payload, or unescaped in its top-level `text`.
 */

/** The offending places, as `pointer: text`; empty when there are none. Blank strings are skipped. */
export function findForeignMrkdwn(payload: unknown, strings: readonly string[]): string[] {
  const foreign = strings.map((text) => text.trim()).filter((text) => text.length > 2);
  const found: string[] = [];
  const isLive = (text: string, type: unknown, pointer: string): boolean => {
    if (pointer === '') return /[<>]|&(?!(?:amp|lt|gt);)/.test(text);
    return type === 'mrkdwn' && foreign.some((each) => text.includes(each));
  };
  const visit = (value: unknown, pointer: string): void => {
    if (typeof value !== 'object' || value === null) return;
    const { text, type }: { text?: unknown; type?: unknown } = value;
    if (typeof text === 'string' && isLive(text, type, pointer)) {
      found.push(`${pointer}/text: ${text}`);
    }
    for (const [key, each] of Object.entries(value)) visit(each, `${pointer}/${key}`);
  };
  visit(payload, '');
  return found;
}
