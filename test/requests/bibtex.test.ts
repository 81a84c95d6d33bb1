import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Paper } from '../../src/model/paper.ts';
import { buildBibtexEntries } from '../../src/requests/bibtex.ts';
import { paper } from '../helpers/papers.ts';

const buildBibtex = (cited: Paper) => buildBibtexEntries([cited]);

describe('buildBibtexEntries', () => {
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

  it('gives an entry a paper, each with a key of its own', () => {
    const papers = ['Otters sleep', 'Otters dive', 'Badgers', 'Otters'].map((title) =>
      paper({ title }),
    );
    const entries = buildBibtexEntries(papers);
    expect([...entries.matchAll(/^@misc\{(\w+),$/gm)].map(([, key]) => key)).toEqual([
      'ottersa',
      'ottersb',
      'badgers',
      'ottersc',
    ]);
    expect(entries.match(/^\}\n$/gm)).toHaveLength(4);
  });

  it('has a key of its own for each of many', () => {
    const many = Array.from({ length: 60 }, () => paper());
    const keys = buildBibtexEntries(many).match(/^@misc\{\w+,$/gm) ?? [];
    expect(new Set(keys).size).toBe(60);
  });
});
