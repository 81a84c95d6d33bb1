/**
 * A short answer written by a language model from quotes, once it has been checked: every
 * sentence names the quotes it rests on.
 */

export type WrittenSentence = {
  /** One sentence, plain text, without its citations. */
  readonly text: string;
  /** Places of the quotes it cites, from 0; at least one, each once, ascending. */
  readonly cites: readonly number[];
};

export interface Writer {
  /** Whose server it is, without its port: help and App Home name it. */
  readonly host: string;
  /**
   * Undefined when nothing it wrote passes the check, or it is slow, refuses or breaks. Never
   * throws. `quotes`: best first, verbatim sentences with the titles of their papers.
   */
  write(
    question: string,
    quotes: readonly { readonly text: string; readonly title: string }[],
  ): Promise<readonly WrittenSentence[] | undefined>;
}
