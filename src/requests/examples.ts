/**
 * What to show people who do not know what to ask. Fixed, so that it reads the same every time; a
 * test holds each question to being answered from the corpus.
 */

/** Offered in an empty direct message, as in the manifest: at most four. */
export const EXAMPLE_QUESTIONS: readonly { readonly title: string; readonly message: string }[] = [
  {
    title: 'Attention over long inputs',
    message: 'Why is attention slow for long inputs?',
  },
  { title: 'Smaller key-value caches', message: 'How is the key-value cache compressed?' },
  { title: 'Papers about model merging', message: 'Which papers are about model merging?' },
  { title: 'Catastrophic forgetting', message: 'What is catastrophic forgetting?' },
];

/** What the corpus is about, to be said where a question lies outside it. */
export const CORPUS_SUBJECT = 'machine learning, most of all language models';
