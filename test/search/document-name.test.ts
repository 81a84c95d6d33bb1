import { describe, expect, it } from 'vitest';
import { buildDocumentNames } from '../../src/search/document-name.ts';

const names = buildDocumentNames(
  [
    ['arxiv:2503.02130', 'Forgetting Transformer: Softmax Attention'],
    ['arxiv:cs.CL/0501001', 'Old'],
    ['title:0123456789abcdef', 'Über "Models"'],
    ['doc-1', 'Same Title'],
    ['doc-2', 'Same title!'],
    ['doc-3', '???'],
    ['doc-4', 'FlatFormer: Flattened Window Attention'],
    ['doc-5', 'Twin: One'],
    ['doc-6', 'Twin: Two'],
    ['doc-7', 'Point Clouds: A Survey'],
  ].map(([id = '', title = '']) => ({ id, title, abstract: '', links: [], damaged: [] })),
);

describe('buildDocumentNames', () => {
  it.each([
    ['arxiv:2503.02130', 'arxiv:2503.02130'],
    [' ARXIV: 2503.02130v2 ', 'arxiv:2503.02130'],
    ['2503.02130', 'arxiv:2503.02130'],
    ['2503.02130v12', 'arxiv:2503.02130'],
    ['https://arxiv.org/abs/2503.02130', 'arxiv:2503.02130'],
    ['http://www.arxiv.org/pdf/2503.02130v1.pdf', 'arxiv:2503.02130'],
    ['<https://huggingface.co/papers/2503.02130?x=1#y>', 'arxiv:2503.02130'],
    ['arxiv.org/abs/cs.CL/0501001', 'arxiv:cs.CL/0501001'],
    ['title:0123456789abcdef', 'title:0123456789abcdef'],
    ['forgetting transformer — softmax ATTENTION.', 'arxiv:2503.02130'],
    ['“über models”', 'title:0123456789abcdef'],
    ['doc-1', 'doc-1'],
    ['same title', undefined],
    ['Forgetting Transformer', undefined],
    ['2503.02131', undefined],
    ['https://example.org/abs/2503.02130', undefined],
    ['???', 'doc-3'],
    ['flatformer', 'doc-4'],
    ['Twin', undefined],
    ['Point Clouds', undefined],
    ['', undefined],
  ])('takes %j to name %s', (text, id) => {
    expect(names(text)).toBe(id);
  });
});
