import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { buildBibtex } from '../../src/requests/bibtex.ts';
import { paper } from '../helpers/papers.ts';

describe('buildBibtex', () => {
  it('gives what is known and says that author names are not', () => {
    const cited = paper({
      id: 'arxiv:2301.06051',
      title: 'DSVT: 100% Sparse {Voxels}',
      publishedOn: '2023-01-15',
    });
    expect(buildBibtex(cited)).toBe(`@misc{dsvt2023,
  title = {{DSVT: 100\\% Sparse \\{Voxels\\}}},
  year = {2023},
  eprint = {2301.06051},
  archiveprefix = {arXiv},
  url = {https://arxiv.org/abs/2301.06051},
  note = {Author names are not known to the source of this entry}
}
`);
  });

  it('leaves out a year and an arXiv id that are not known', () => {
    const entry = buildBibtex(paper({ id: 'title:0123456789abcdef', title: 'On Sight' }));
    expect(entry).toContain('@misc{sight,');
    expect(entry).not.toMatch(/year|eprint/);
  });

  it('is balanced for every title, and its key is plain', () => {
    fc.assert(
      fc.property(fc.string({ minLength: 1, unit: 'grapheme' }), (title) => {
        const entry = buildBibtex(paper({ title }));
        expect(entry).toMatch(/^@misc\{[a-z0-9]+,\n/);
        const braces = entry.replace(/\\[{}]/g, '');
        expect(braces.split('{').length).toBe(braces.split('}').length);
      }),
    );
  });
});
