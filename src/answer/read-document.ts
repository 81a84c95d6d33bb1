/** Documents cut into sentences and read into terms, which many questions need of the same ones. */
import { splitSentences } from '../model/sentence.ts';
import type { SearchDocument } from '../search/document.ts';
import { tokenize } from '../search/tokens.ts';
import type { QuestionKind, Quote } from './answer.ts';
import { readCues, readWordings, type Wordings } from './wording.ts';

export type ReadSentence = {
  readonly quote: Quote;
  /** Among the document's sentences, from 0. */
  readonly place: number;
  /** In order, stop words left out; a compound stands before its parts. */
  readonly sequence: readonly string[];
  readonly terms: ReadonlySet<string>;
  readonly cues: ReadonlySet<QuestionKind>;
  readonly wordings: Wordings;
  /** Part of it was lost or garbled where the abstract comes from. */
  readonly isDamaged: boolean;
};

export type ReadDocument = {
  readonly id: string;
  readonly title: ReadonlySet<string>;
  readonly titleTerms: readonly string[];
  /** Of the title and all sentences. */
  readonly sequence: readonly string[];
  /** In order, damaged ones among them. */
  readonly sentences: readonly ReadSentence[];
};

/** Some 10 KB each. */
const KEPT_DOCUMENTS = 2000;

/** Remembers what it has read; the longest unused is forgotten first. */
export function createDocumentReader(): (document: SearchDocument) => ReadDocument {
  const known = new Map<SearchDocument, ReadDocument>();
  return (document) => {
    const read = known.get(document) ?? readDocument(document);
    known.delete(document);
    known.set(document, read);
    const [oldest] = known.keys();
    if (known.size > KEPT_DOCUMENTS && oldest !== undefined) known.delete(oldest);
    return read;
  };
}

function readDocument({ id, title, abstract, damaged }: SearchDocument): ReadDocument {
  const titleTerms = readTerms(title);
  const sentences = splitSentences(abstract).map((span, place) => {
    const text = abstract.slice(span.start, span.end);
    const sequence = readTerms(text);
    return {
      quote: { docId: id, span, text },
      place,
      sequence,
      terms: new Set(sequence),
      cues: readCues(text),
      wordings: readWordings(text),
      isDamaged: damaged.some(({ start, end }) => start < span.end && span.start < end),
    };
  });
  return {
    id,
    title: new Set(titleTerms),
    titleTerms,
    sequence: titleTerms.concat(...sentences.map(({ sequence }) => sequence)),
    sentences,
  };
}

function readTerms(text: string): string[] {
  return tokenize(text)
    .filter(({ stop }) => !stop)
    .map(({ term }) => term);
}
