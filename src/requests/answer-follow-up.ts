/**
 * What a follow-up is answered with. It speaks of the papers shown in its conversation, by the
 * numbers they have there, which stay until another question shows others.
 */
import type { Paper } from '../model/paper.ts';
import { plainQuery } from '../search/query.ts';
import { tokenize } from '../search/tokens.ts';
import { type Asked, answerQuestion } from './answer-question.ts';
import { type Conversation, keepAnswer, showToAll } from './conversation.ts';
import { type FollowUp, readFollowUp } from './follow-up.ts';
import { type Asker, findPapers, type Library } from './library.ts';
import { listSimilar } from './lists.ts';
import { citePapers, showPaper } from './paper.ts';
import type { Pick } from './pick.ts';
import type { StoredAnswer } from './ports.ts';
import { putSubject } from './put-subject.ts';
import type { MessageReply, NoticeReply, PaperReply, PapersReply } from './replies.ts';

/** How many more papers are named at once, and how far down they are looked for. */
const MORE_SHOWN = 5;
const MORE_SEARCHED = 60;

export const NOTHING_AT_HAND: NoticeReply = {
  kind: 'notice',
  text: 'I have no papers at hand here to go on from: I keep those of an answer for a day, in its own thread. Please ask the whole question.',
};

const ABOVE = 'The papers above:';
const COMPARED = 'I quote papers and do not compare them. To read side by side:';
const RANKED = 'I do not judge papers. Nearest to what was asked first:';

/** Everything a follow-up is answered from. */
type Scene = {
  readonly library: Library;
  readonly asker: Asker;
  readonly conversation: Conversation;
  /** The last answer there. */
  readonly before: StoredAnswer;
  /** Its papers; at least one. */
  readonly shown: readonly Paper[];
};

/** `text` is the follow-up as written, for it to be told apart when it is kept. */
export async function answerFollowUp(
  place: Omit<Scene, 'shown'>,
  followUp: FollowUp,
  text: string,
): Promise<MessageReply> {
  const shown = findPapers(place.library, place.before.paperIds);
  if (shown.length === 0) return NOTHING_AT_HAND;
  const scene: Scene = { ...place, shown };
  const missing = findMissing(followUp, shown.length);
  if (missing !== undefined) return missing;
  const reply = await answerScene(scene, followUp, text);
  await keepFocus(scene, followUp, reply);
  return reply;
}

function answerScene(
  scene: Scene,
  followUp: FollowUp,
  text: string,
): Promise<MessageReply> | MessageReply {
  switch (followUp.kind) {
    case 'instead':
      return askInstead(scene, followUp);
    case 'again':
      return askAgain(scene, followUp.pick);
    case 'on':
      return askOn(scene, followUp.word);
    case 'ask':
      return askAmong(scene, followUp, { text, isGuess: false });
    case 'mention':
      return listMentioning(scene, followUp.subject, text);
    case 'code':
      return listWithCode(scene, followUp.picks);
    case 'by date':
      return listByDate(scene, followUp.which);
    case 'published':
      return listPublished(scene, followUp);
    case 'bibtex':
      return citePapers(pickPapers(scene, followUp.picks), true);
    case 'similar':
      return showSimilar(scene, followUp.pick);
    case 'show':
      return showPapers(scene, followUp.picks);
    case 'compare':
      return listPapers(scene, COMPARED, pickPapers(scene, followUp.picks));
    case 'best':
      return listPapers(scene, RANKED, scene.shown);
    case 'more':
      return listMore(scene);
    default:
      return followUp satisfies never;
  }
}

/** One paper that was shown is what "it" means from then on; the numbers stay. */
async function keepFocus(scene: Scene, followUp: FollowUp, reply: MessageReply): Promise<void> {
  const { library, asker, conversation, before } = scene;
  // More papers are kept with those they are numbered on from.
  const focus = followUp.kind === 'more' ? undefined : findFocus(scene, followUp, reply);
  if (focus === undefined || focus === before.focus) return;
  const { question, outcome, paperIds } = before;
  await keepAnswer(library, asker, conversation, { question, outcome, paperIds, focus });
}

function findFocus(scene: Scene, followUp: FollowUp, reply: MessageReply): number | undefined {
  if (reply.kind === 'paper') return reply.number;
  const [only, ...others] =
    reply.kind === 'papers'
      ? reply.items.map(({ number }) => number)
      : followUp.kind === 'bibtex' || followUp.kind === 'code'
        ? followUp.picks.map((pick) => toNumber(pick, scene))
        : [];
  return others.length === 0 ? only : undefined;
}

/** What is said to the number of a paper that was not shown. */
function findMissing(followUp: FollowUp, count: number): NoticeReply | undefined {
  const picks = 'picks' in followUp ? followUp.picks : 'pick' in followUp ? [followUp.pick] : [];
  if (picks.every((pick) => typeof pick === 'string' || (pick >= 1 && pick <= count)))
    return undefined;
  const text =
    count === 1
      ? 'There is one paper above; “the first” is it.'
      : `There are ${count} papers above; name one of them by its number, 1 to ${count}.`;
  return { kind: 'notice', text };
}

function toNumber(pick: Pick, { shown, before }: Scene): number {
  if (pick === 'it') return Math.min(before.focus, shown.length);
  return pick === 'last' ? shown.length : pick;
}

/** None named = all. */
function pickPapers(scene: Scene, picks: readonly Pick[]): readonly Paper[] {
  const { shown } = scene;
  if (picks.length === 0) return shown;
  const numbers = new Set(picks.map((pick) => toNumber(pick, scene)));
  return shown.filter((_, index) => numbers.has(index + 1));
}

function ask({ library, asker, conversation }: Scene, asked: Asked): Promise<MessageReply> {
  return answerQuestion(library, asker, asked, conversation);
}

/** The question before, and of which papers it was asked; undefined = of all there are. */
function readBefore({ before }: Scene): {
  readonly question: string;
  readonly picks: readonly Pick[] | undefined;
} {
  const asked = readFollowUp(before.question);
  return asked?.kind === 'ask' ? asked : { question: before.question, picks: undefined };
}

function askInstead(
  scene: Scene,
  { subject, preposition }: Extract<FollowUp, { readonly kind: 'instead' }>,
): Promise<MessageReply> | MessageReply {
  const { question, picks } = readBefore(scene);
  // A search by filters alone asked for nothing that could be asked of something else.
  const understoodAs = question === '' ? `${subject}?` : putSubject(question, subject, preposition);
  return picks === undefined
    ? ask(scene, { question: understoodAs, understoodAs })
    : askAmong(scene, { question: understoodAs, picks }, { text: understoodAs, isGuess: true });
}

/** `and the second?`: what was asked of one paper before, or else the paper itself. */
function askAgain(scene: Scene, pick: Pick): Promise<MessageReply> | MessageReply {
  const { question, picks } = readBefore(scene);
  const isOfOne = picks !== undefined && picks.length > 0;
  return isOfOne
    ? askAmong(scene, { question, picks: [pick] }, { text: question, isGuess: false })
    : showPicked(scene, pick);
}

/** `why?`: the question before with that word, of the paper spoken of. */
function askOn(scene: Scene, word: 'why' | 'how'): Promise<MessageReply> {
  const { question, picks } = readBefore(scene);
  if (question === '') return showPicked(scene, 'it');
  const plain = question.replace(/[\s?!.]{1,20}$/u, '');
  const { rest } =
    /^(?:(?:how|why|when|where) )?(?<rest>(?:is|are|do|does|did|can|could|will|should) .+)$/iu.exec(
      plain,
    )?.groups ?? {};
  const asked = word === 'why' ? 'Why' : 'How';
  const understoodAs =
    rest === undefined
      ? `${plain}: ${word}?`
      : `${asked} ${rest.charAt(0).toLowerCase()}${rest.slice(1)}?`;
  const among = limitTo(scene, picks ?? ['it']);
  return ask(scene, { question: understoodAs, understoodAs, among });
}

function limitTo(scene: Scene, picks: readonly Pick[]): NonNullable<Asked['among']> {
  return { shown: scene.shown, ids: new Set(pickPapers(scene, picks).map(({ id }) => id)) };
}

/**
 * A question about papers shown; one without a subject word asks for the papers themselves.
 * `text` is how it was put, `isGuess` whether that was put together here.
 */
function askAmong(
  scene: Scene,
  { question, picks }: { readonly question: string; readonly picks: readonly Pick[] },
  { text, isGuess }: { readonly text: string; readonly isGuess: boolean },
): Promise<MessageReply> | MessageReply {
  const hasSubject = tokenize(question).some(({ stop }) => !stop);
  if (!hasSubject) return showPapers(scene, picks);
  const [pick, ...others] = picks;
  const only = others.length === 0 ? pick : undefined;
  const keptAs = only === undefined ? text : namePaper(question, toNumber(only, scene));
  const understoodAs = isGuess ? keptAs : undefined;
  return ask(scene, { question, keptAs, understoodAs, among: limitTo(scene, picks) });
}

/** The question with its paper named, so that another can be put in its place. */
function namePaper(question: string, number: number): string {
  const named = question
    .replace(/\bits\b/iu, `paper ${number}’s`)
    .replace(/\bit\b/iu, `paper ${number}`);
  if (named !== question) return named;
  const isWhole = /^(?:what|which|who|how|why|when|where)\b|\?/iu.test(question);
  return isWhole
    ? `Of paper ${number}: ${question}`
    : `What does paper ${number} say about ${question.replace(/[\s.!]{1,20}$/u, '')}?`;
}

/** Papers of the conversation under the numbers they have there. */
function listPapers(
  { shown, conversation }: Scene,
  lead: string,
  papers: readonly Paper[],
): PapersReply {
  const items = papers.map((paper) => ({ paper, number: shown.indexOf(paper) + 1 }));
  return { kind: 'papers', lead, items, followUp: conversation.followUp };
}

function notice(text: string): NoticeReply {
  return { kind: 'notice', text };
}

/** Those that have all the words; where none has, the abstracts are asked by meaning. */
function listMentioning(
  scene: Scene,
  subject: string,
  text: string,
): Promise<MessageReply> | MessageReply {
  const { shown } = scene;
  const words = readTerms(subject);
  const found = shown.filter(({ title, abstract }) => {
    const said = new Set(readTerms(`${title} ${abstract}`));
    return words.every((word) => said.has(word));
  });
  if (words.length === 0 || found.length === 0) {
    return askAmong(scene, { question: subject, picks: [] }, { text, isGuess: false });
  }
  const count = `${found.length} of ${shown.length} ${found.length === 1 ? 'has' : 'have'}`;
  return listPapers(scene, `${count} these words in title or abstract:`, found);
}

/** Base forms, without stop words, of a compound those of its parts. */
function readTerms(text: string): readonly string[] {
  return tokenize(text).flatMap(({ term, stop, kind }) =>
    stop || kind === 'compound' ? [] : term,
  );
}

function listWithCode(scene: Scene, picks: readonly Pick[]): PapersReply | NoticeReply {
  const asked = pickPapers(scene, picks);
  const found = asked.filter(({ links }) => links.some(({ kind }) => kind === 'code'));
  if (found.length > 0) {
    const all =
      asked.length === 1
        ? 'It has'
        : `${found.length} of ${asked.length} ${found.length === 1 ? 'has' : 'have'}`;
    return listPapers(scene, `${all} a link to code in the abstract:`, found);
  }
  const whose = asked.length === 1 ? 'Its abstract has' : `The ${asked.length} abstracts have`;
  return notice(`${whose} no link to code. There may be code all the same: follow the title.`);
}

function listByDate(scene: Scene, which: 'newest' | 'oldest'): PapersReply | NoticeReply {
  const { shown } = scene;
  const dated = shown
    .filter(({ publishedOn }) => publishedOn !== undefined)
    .sort((a, b) => (a.publishedOn ?? '').localeCompare(b.publishedOn ?? '', 'en'));
  const found = which === 'newest' ? dated.at(-1) : dated[0];
  if (found === undefined) {
    return notice(
      `I cannot say which is the ${which}: the source gives ${describeUndated(shown.length, shown.length)}.`,
    );
  }
  const unknown = shown.length - dated.length;
  const rest = unknown === 0 ? '' : ` (${describeUndated(unknown, shown.length)})`;
  return listPapers(scene, `The ${which} with a known date${rest}:`, [found]);
}

function listPublished(
  scene: Scene,
  { from, to }: Extract<FollowUp, { readonly kind: 'published' }>,
): PapersReply | NoticeReply {
  const years =
    from === to ? `from ${from}` : from === undefined ? `up to ${to}` : `from ${from} on`;
  const found = scene.shown.filter(({ publishedOn }) => {
    const year = publishedOn === undefined ? undefined : Number(publishedOn.slice(0, 4));
    return year !== undefined && year >= (from ?? year) && year <= (to ?? year);
  });
  const count = scene.shown.length;
  const unknown = scene.shown.filter(({ publishedOn }) => publishedOn === undefined).length;
  const rest = unknown === 0 ? '' : ` (${describeUndated(unknown, count)})`;
  return found.length === 0
    ? notice(`None of the papers above is known to be ${years}${rest}.`)
    : listPapers(scene, `Known to be ${years}${rest}:`, found);
}

function describeUndated(unknown: number, count: number): string {
  if (count === 1) return 'no date for it';
  return unknown === count ? 'no date for any of them' : `no date for ${unknown} of the ${count}`;
}

/** One with its abstract; none named = all. */
function showPapers(
  scene: Scene,
  picks: readonly Pick[],
): Promise<PaperReply | NoticeReply> | PapersReply {
  const [pick, ...others] = picks;
  return pick === undefined || others.length > 0
    ? listPapers(scene, ABOVE, pickPapers(scene, picks))
    : showPicked(scene, pick);
}

async function showPicked(scene: Scene, pick: Pick): Promise<PaperReply | NoticeReply> {
  const { library, asker, conversation, shown } = scene;
  const number = toNumber(pick, scene);
  const details = await showPaper(library, asker, shown[number - 1]?.id ?? '');
  if (details.kind === 'notice') return details;
  return { kind: 'paper', paper: details.paper, number, followUp: conversation.followUp };
}

/** The list is what is spoken of from then on. */
async function showSimilar(scene: Scene, pick: Pick): Promise<MessageReply> {
  const { library, asker, conversation, shown } = scene;
  const paper = shown[toNumber(pick, scene) - 1];
  const list = await listSimilar(library, asker, paper?.id ?? '');
  if (list.kind === 'notice' || paper === undefined) return list;
  const paperIds = list.items.map((item) => item.paper.id);
  if (paperIds.length > 0) {
    const kept = { question: paper.title, outcome: 'closest', paperIds } as const;
    await keepAnswer(library, asker, conversation, kept);
  }
  return showToAll(list, conversation);
}

/** The next nearest papers, numbered on from those shown. */
async function listMore(scene: Scene): Promise<MessageReply> {
  const { library, asker, conversation, before, shown } = scene;
  const asked = readBefore(scene);
  // What was asked of some papers, or searched by filters, has no subject of its own.
  const isWhole = asked.picks === undefined && asked.question !== '';
  const question = isWhole ? asked.question : (shown[0]?.title ?? '');
  const vector = await library.embedQuery(question);
  const { hits } = library.index.search(plainQuery(question), MORE_SEARCHED, vector);
  const known = new Set(shown.map(({ id }) => id));
  const more = findPapers(
    library,
    hits.flatMap(({ id }) => (known.has(id) ? [] : id)).slice(0, MORE_SHOWN),
  );
  if (more.length === 0) return notice('No other paper here is near that question.');
  const all = [...shown, ...more];
  const paperIds = all.map(({ id }) => id);
  const kept = {
    question: before.question,
    outcome: 'closest',
    paperIds,
    focus: before.focus,
  } as const;
  await keepAnswer(library, asker, conversation, kept);
  return listPapers({ ...scene, shown: all }, 'Papers near the same question:', more);
}
