/** From a question to the sentences that may answer it, scored; what the answer is made from. */
import type { SearchDocument } from '../search/document.ts';
import type { GlossaryGroup } from '../search/glossary.ts';
import { plainQuery } from '../search/query.ts';
import type { StandIn } from '../search/query-reading.ts';
import type { SearchIndex } from '../search/search-index.ts';
import type { AnswerOptions } from './answer.ts';
import type { EvidenceModel } from './answer-model.ts';
import type { Case } from './case-figures.ts';
import { type Evidence, type EvidenceFigures, type Reading, readEvidence } from './evidence.ts';
import { sumFigures } from './linear-model.ts';
import { createWordMatcher, readEverydayWords } from './match-words.ts';
import { parseQuestion, type Question, type QuestionWord } from './question.ts';
import { createDocumentReader } from './read-document.ts';
import { selectEvidence } from './select-evidence.ts';
import { createWordWeigher, type SpokenWords } from './weigh-words.ts';

/** Documents whose sentences are read: of the judged questions, 95 % have an answer among so many. */
const READ_DOCUMENTS = 20;

/** Nobody writes "RLHF" here, but the glossary knows, more or less, what those write who mean it. */
const EXPLAINED_TRUST = 0.7;

export type Read = {
  readonly question: Question;
  readonly reading: Reading;
  readonly evidence: readonly Evidence[];
  /** Ids, as the search ranks them. */
  readonly found: readonly string[];
  readonly latent: number;
  readonly exact: number;
};

export function createCaseReader(world: {
  readonly index: SearchIndex;
  readonly documents: ReadonlyMap<string, SearchDocument>;
  readonly everyday: readonly GlossaryGroup[];
  readonly spoken: SpokenWords;
}): (text: string, options: AnswerOptions) => Read {
  const { index, documents, spoken } = world;
  const everyday = readEverydayWords(world.everyday);
  const weighWords = createWordWeigher(index, spoken);
  const readDocument = createDocumentReader();

  return (text, { modelQuery, among }) => {
    const question = parseQuestion(text);
    const { standIns, nearness } = index.read(text);
    const reading: Reading = {
      kind: question.kind,
      words: weighWords(question.words).map((word, place) => ({
        ...word,
        trust: isExplained(word, standIns) ? Math.max(EXPLAINED_TRUST, word.trust) : word.trust,
        match: createWordMatcher(word, standIns, everyday),
        isUnknown: word.trust === 0,
        isFocus: question.focus.has(question.words[place]?.term ?? ''),
      })),
      nearness,
    };
    const limit = among === undefined ? READ_DOCUMENTS : index.size;
    const result =
      question.words.length === 0 ? undefined : index.search(plainQuery(text), limit, modelQuery);
    const hits = (result?.hits ?? [])
      .filter(({ id }) => among?.has(id) ?? true)
      .slice(0, READ_DOCUMENTS);
    const best = result?.hits[0]?.score ?? 1;
    return {
      question,
      reading,
      evidence: hits.flatMap(({ id, score }, rank) => {
        const document = documents.get(id);
        if (document === undefined) return [];
        return readEvidence(reading, {
          document: readDocument(document),
          rank,
          score: score / best,
        });
      }),
      found: hits.map(({ id }) => id),
      latent: hits[0]?.parts.latent ?? 0,
      exact: result?.exact ?? 0,
    };
  };
}

function isExplained({ term }: QuestionWord, standIns: readonly StandIn[]): boolean {
  return standIns.some(({ trigger }) => trigger.includes(term));
}

/** Undefined when there is nothing to quote. */
export function rankCase(read: Read, { always, byKind }: EvidenceModel): Case | undefined {
  const ofKind = byKind[read.question.kind] ?? {};
  const sum = (figures: Partial<EvidenceFigures>) =>
    sumFigures(always, figures) + sumFigures(ofKind, figures);
  const all = read.evidence
    .map((evidence) => ({
      evidence,
      score: sum(evidence.figures) + sum(evidence.sentence.wordings),
    }))
    .sort((a, b) => b.score - a.score);
  const chosen = selectEvidence(all);
  return chosen.length === 0 ? undefined : { ...read, all, chosen };
}
