/**
 * Reads Slack's mrkdwn into the parts of a `rich_text` block, as Slack does with what people write.
 * https://docs.slack.dev/messaging/formatting-message-text (read 2026-11)
 *
 *     'See *<https://arxiv.org|arXiv>*, <@U0ADA>' → one section: text, bold link, text, user
 *
 * Total, and linear in the length of the text. What is not markup stays text, and an address that
 * is not http or https never becomes a link. Emoji shortcodes stay as typed.
 */

export type MrkdwnStyle = {
  readonly bold?: true;
  readonly italic?: true;
  readonly strike?: true;
  readonly code?: true;
};

/** As in `rich_text`; `name` is what the writer called a channel, `fallback` what to show instead. */
export type MrkdwnElement = { readonly style?: MrkdwnStyle } & (
  | { readonly type: 'text'; readonly text: string }
  | { readonly type: 'link'; readonly url: string; readonly text?: string }
  | { readonly type: 'user'; readonly user_id: string }
  | { readonly type: 'channel'; readonly channel_id: string; readonly name: string }
  | { readonly type: 'broadcast'; readonly range: string }
  | { readonly type: 'usergroup'; readonly usergroup_id: string; readonly name: string }
  | {
      readonly type: 'date';
      /** Seconds since 1970. */
      readonly timestamp: number;
      readonly format: string;
      readonly url?: string;
      readonly fallback: string;
    }
);

export type MrkdwnPart = {
  readonly type: 'rich_text_section' | 'rich_text_quote' | 'rich_text_preformatted';
  readonly elements: readonly MrkdwnElement[];
};

const FENCE = /```\n?(?<code>[\s\S]*?)```/g;
const QUOTE = /^(?:&gt;|>) ?/;
const QUOTE_REST = /^(?:&gt;|>){3} ?/;

/** In the order of the text; none for an empty one. */
export function parseMrkdwn(text: string): readonly MrkdwnPart[] {
  const parts: MrkdwnPart[] = [];
  let end = 0;
  for (const fence of text.matchAll(FENCE)) {
    const code = (fence.groups?.['code'] ?? '').replace(/\n$/, '');
    if (code === '') continue;
    parts.push(...parseLines(text.slice(end, fence.index).replace(/\n$/, '')));
    parts.push({ type: 'rich_text_preformatted', elements: parseTags(code, {}) });
    end = fence.index + fence[0].length;
    if (text[end] === '\n') end += 1;
  }
  return [...parts, ...parseLines(text.slice(end))];
}

/** Lines in quotes and others, each run of one kind a part. */
function parseLines(text: string): readonly MrkdwnPart[] {
  if (text === '') return [];
  const runs: { type: MrkdwnPart['type']; lines: string[] }[] = [];
  let isRestQuoted = false;
  for (const line of text.split('\n')) {
    const isRestMark: boolean = !isRestQuoted && QUOTE_REST.test(line);
    const isQuoted = isRestQuoted || QUOTE.test(line);
    const mark = isRestMark ? QUOTE_REST : QUOTE;
    const type = isQuoted ? 'rich_text_quote' : 'rich_text_section';
    const shown = isQuoted && !isRestQuoted ? line.replace(mark, '') : line;
    isRestQuoted ||= isRestMark;
    const last = runs.at(-1);
    if (last?.type === type) last.lines.push(shown);
    else runs.push({ type, lines: [shown] });
  }
  return runs.map(({ type, lines }) => ({ type, elements: parseInline(lines.join('\n')) }));
}

type Mark = '*' | '_' | '~';

const STYLE_OF: Readonly<Record<Mark, MrkdwnStyle>> = {
  '*': { bold: true },
  _: { italic: true },
  '~': { strike: true },
};

/** Ends before punctuation, so that a full stop after an address is not part of it. */
const ADDRESS = /https?:\/\/(?:(?!&[lg]t;)[^\s|<>`])*(?!&[lg]t;)[^\s|<>`.,;:!?)'"*_~]/.source;
const TOKEN = new RegExp(
  `<[^<>\\n]+>|\`(?<code>[^\`\\n]+)\`|(?<url>${ADDRESS})|(?<mark>[*_~])|(?<newline>\\n)`,
  'g',
);

type Token =
  | { readonly kind: 'elements'; readonly elements: readonly MrkdwnElement[] }
  | { readonly kind: 'mark'; readonly mark: Mark; partner: number | undefined };

function parseInline(text: string): readonly MrkdwnElement[] {
  const tokens: Token[] = [];
  /** Marks of this line that may still be closed, at most one of a kind, outermost first. */
  let open: number[] = [];
  let end = 0;
  const pushText = (until: number) => {
    if (until > end) tokens.push({ kind: 'elements', elements: [plain(text.slice(end, until))] });
  };
  for (const match of text.matchAll(TOKEN)) {
    pushText(match.index);
    end = match.index + match[0].length;
    const mark = match.groups?.['mark'];
    if (isMark(mark)) {
      tokens.push({ kind: 'mark', mark, partner: undefined });
      open = pairMark(tokens, open, {
        before: text[match.index - 1] ?? ' ',
        after: text[end] ?? ' ',
      });
    } else {
      if (match[0] === '\n') open = [];
      tokens.push({ kind: 'elements', elements: readToken(match) });
    }
  }
  pushText(text.length);
  return styleTokens(tokens);
}

function isMark(text: string | undefined): text is Mark {
  return text === '*' || text === '_' || text === '~';
}

function readToken(match: RegExpExecArray): readonly MrkdwnElement[] {
  const { code, url } = match.groups ?? {};
  if (code !== undefined) return parseTags(code, { code: true });
  if (url !== undefined) return [{ type: 'link', url: unescapeText(url) }];
  return [match[0] === '\n' ? plain('\n') : readTag(match[0])];
}

/** Closes the last mark's partner, or leaves it open. Marks that crossed stay text. */
function pairMark(
  tokens: Token[],
  open: readonly number[],
  { before, after }: { before: string; after: string },
): number[] {
  const at = tokens.length - 1;
  const last = tokens[at];
  if (last?.kind !== 'mark') return [...open];
  const place = open.findIndex((index) => {
    const token = tokens[index];
    return token?.kind === 'mark' && token.mark === last.mark;
  });
  const opener = open[place];
  const partner = opener === undefined ? undefined : tokens[opener];
  if (opener !== undefined && partner?.kind === 'mark') {
    const canClose = opener < at - 1 && !/\s/.test(before) && !isWord(after);
    if (!canClose) return [...open];
    partner.partner = at;
    last.partner = opener;
    return open.slice(0, place);
  }
  return !isWord(before) && !/\s/.test(after) ? [...open, at] : [...open];
}

function isWord(char: string): boolean {
  return /[\p{L}\p{N}]/u.test(char);
}

/** Paired marks become the style of what is between them; others are text. */
function styleTokens(tokens: readonly Token[]): readonly MrkdwnElement[] {
  const elements: MrkdwnElement[] = [];
  let styles: readonly Mark[] = [];
  for (const [at, token] of tokens.entries()) {
    if (token.kind === 'mark' && token.partner !== undefined) {
      const { mark } = token;
      styles = token.partner > at ? [...styles, mark] : styles.filter((each) => each !== mark);
      continue;
    }
    const style = Object.assign({}, ...styles.map((mark) => STYLE_OF[mark])) as MrkdwnStyle; // of such parts only
    const found = token.kind === 'mark' ? [plain(token.mark)] : token.elements;
    for (const element of found) pushElement(elements, withStyle(element, style));
  }
  return elements;
}

/** Neighbouring text of one style is one element. */
function pushElement(elements: MrkdwnElement[], element: MrkdwnElement): void {
  const last = elements.at(-1);
  const isSame = JSON.stringify(last?.style) === JSON.stringify(element.style);
  if (last?.type === 'text' && element.type === 'text' && isSame) {
    elements[elements.length - 1] = { ...last, text: last.text + element.text };
  } else {
    elements.push(element);
  }
}

function withStyle(element: MrkdwnElement, style: MrkdwnStyle): MrkdwnElement {
  const whole = { ...element.style, ...style };
  return Object.keys(whole).length === 0 ? element : { ...element, style: whole };
}

const TAG = /<[^<>\n]+>/g;

/** Only `<…>` and escapes: inside code nothing else is markup. */
function parseTags(text: string, style: MrkdwnStyle): readonly MrkdwnElement[] {
  const elements: MrkdwnElement[] = [];
  let end = 0;
  for (const match of text.matchAll(TAG)) {
    if (match.index > end) elements.push(plain(text.slice(end, match.index)));
    elements.push(readTag(match[0]));
    end = match.index + match[0].length;
  }
  if (end < text.length) elements.push(plain(text.slice(end)));
  return elements.map((element) => withStyle(element, style));
}

/** `<@U0ADA>` and the like; a tag of no known kind is text. */
function readTag(tag: string): MrkdwnElement {
  const [target = '', ...labels] = tag.slice(1, -1).split('|');
  const label = unescapeText(labels.join('|'));
  const [, sign, id] = /^(@|#|!subteam\^)([A-Z0-9]+)$/.exec(target) ?? [];
  if (id !== undefined && sign === '@') return { type: 'user', user_id: id };
  if (id !== undefined && sign === '#') return { type: 'channel', channel_id: id, name: label };
  if (id !== undefined) return { type: 'usergroup', usergroup_id: id, name: label };
  if (/^!(?:here|channel|everyone)$/.test(target)) {
    return { type: 'broadcast', range: target.slice(1) };
  }
  if (/^https?:\/\/\S+$/i.test(target)) {
    return { type: 'link', url: unescapeText(target), ...(label !== '' && { text: label }) };
  }
  return readDate(target, label) ?? plain(tag);
}

function readDate(target: string, fallback: string): MrkdwnElement | undefined {
  const [, seconds, format, url] = /^!date\^(\d{1,11})\^([^^]+)(?:\^(.+))?$/.exec(target) ?? [];
  if (seconds === undefined || format === undefined) return undefined;
  const link = url === undefined ? {} : { url: unescapeText(url) };
  return { type: 'date', timestamp: Number(seconds), format, fallback, ...link };
}

function plain(escaped: string): MrkdwnElement {
  return { type: 'text', text: unescapeText(escaped) };
}

function unescapeText(text: string): string {
  return text.replaceAll('&lt;', '<').replaceAll('&gt;', '>').replaceAll('&amp;', '&');
}
