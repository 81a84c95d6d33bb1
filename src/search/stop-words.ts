/**
 * English words that say nothing about a paper's subject, left out of ranking and highlighting.
 *
 * Made for this search rather than taken from a list: articles, pronouns, auxiliaries, prepositions
 * and conjunctions, plus the words questions and requests are built from ("what", "how", "paper",
 * "find"), since people ask the bot in whole sentences. Words that are also subjects of papers
 * stay searchable ("can" is out, "will" is out, but "need", "state", "self" and "no" are in).
 * Entries are as `tokenize` normalises words: lower case, no apostrophes.
 */
const STOP_WORDS: ReadonlySet<string> = new Set(
  `a an the this that these those
  i me my mine we us our ours you your yours he him his she her hers it its they them their theirs
  itself themselves myself yourself ourselves one ones
  am is are was were be been being do does did doing done has have had having
  can could may might must shall should will would
  dont doesnt didnt isnt arent wasnt werent cant couldnt wont wouldnt shouldnt hasnt havent
  im ive id youre were theyre theres thats whats
  of in on at by for from to into onto with within as about over under between among through
  during than then via per upon toward towards
  and or but nor so if because while although though since whether
  what which who whom whose when where why how
  there here also very such some any each every both either other others another same
  too just only even more most much many
  please tell show give let get anyone anything something someone
  etc eg ie vs`
    .split(/\s+/)
    .filter((word) => word !== ''),
);

/** `word` is normalised as by `tokenize`. */
export function isStopWord(word: string): boolean {
  return STOP_WORDS.has(word);
}
