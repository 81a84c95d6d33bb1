/**
 * Reads a glossary: groups of terms that stand for one another, one group a line.
 *
 *     pruning, weight pruning, sparsification ~ model compression, shrink network
 *
 * Left of `~` are terms that mean the same; right of it near ones, which stand for those on the
 * left but not for each other. `#` begins a comment.
 */

export type GlossaryGroup = {
  /** At least one, the usual name first. */
  readonly same: readonly string[];
  readonly near: readonly string[];
};

/** Total; a line that names fewer than two terms says nothing and is left out. */
export function parseGlossary(text: string): readonly GlossaryGroup[] {
  return text.split(/\r?\n/).flatMap((line) => {
    const [same = '', near = ''] = line.replace(/#.*/, '').split('~');
    const group = { same: splitTerms(same), near: splitTerms(near) };
    return group.same.length > 0 && group.same.length + group.near.length > 1 ? [group] : [];
  });
}

function splitTerms(text: string): readonly string[] {
  return text
    .split(',')
    .map((term) => term.trim())
    .filter((term) => term !== '');
}
