/** `table` and `data_table`: both real tables, the second with a caption and pages. */

import { useId, useState } from 'react';
import type { Json } from '../page-protocol.ts';
import { drawEach } from './block-each.tsx';
import { isJson, readList, readString, requireString } from './block-json.ts';
import { LibraryBlock } from './block-library.tsx';

type Row = readonly Json[];

export function TableBlock({ block }: { block: Json }) {
  const [header, ...rows] = readRows(block);
  return (
    <TableFrame label="Table">
      <table className="block-table">
        <HeaderRow cells={header} columns={readList(block['column_settings'])} />
        <tbody>
          {drawEach(rows, (cells) => (
            <BodyRow cells={cells} columns={readList(block['column_settings'])} />
          ))}
        </tbody>
      </table>
    </TableFrame>
  );
}

/** https://docs.slack.dev/reference/block-kit/blocks/data-table-block (read 2026-11) */
const DEFAULT_PAGE_SIZE = 5;

export function DataTableBlock({ block }: { block: Json }) {
  const id = useId();
  const [page, setPage] = useState(0);
  const [header, ...rows] = readRows(block);
  const size = typeof block['page_size'] === 'number' ? block['page_size'] : DEFAULT_PAGE_SIZE;
  const pages = Math.max(Math.ceil(rows.length / size), 1);
  const first = Math.min(page, pages - 1) * size;
  const shown = rows.slice(first, first + size);
  const headed = block['row_header_column_index'];
  const caption = requireString(block, 'caption');
  return (
    <div className="block-data-table">
      <TableFrame label={caption}>
        <table className="block-table" id={id}>
          <caption>{caption}</caption>
          <HeaderRow cells={header} columns={[]} />
          <tbody>
            {drawEach(shown, (cells) => (
              <BodyRow cells={cells} columns={[]} headed={headed} />
            ))}
          </tbody>
        </table>
      </TableFrame>
      {pages > 1 && (
        <div className="block-pager">
          <span role="status">
            {first + 1}–{first + shown.length} of {rows.length}
          </span>
          <PageButton name="Previous" id={id} isOff={first === 0} go={() => setPage(page - 1)} />
          <PageButton
            name="Next"
            id={id}
            isOff={first + size >= rows.length}
            go={() => setPage(page + 1)}
          />
        </div>
      )}
    </div>
  );
}

/** Stays in reach of the keyboard when it leads nowhere: the focus is not lost on the last page. */
function PageButton(props: { name: string; id: string; isOff: boolean; go: () => void }) {
  const { name, id, isOff, go } = props;
  return (
    <button
      type="button"
      className="block-button"
      aria-controls={id}
      aria-disabled={isOff}
      onClick={isOff ? undefined : go}
    >
      {name}
    </button>
  );
}

/** Wide tables scroll by themselves, by keyboard too. */
function TableFrame({ label, children }: { label: string; children: React.ReactNode }) {
  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must be reachable by keyboard
    <section className="block-table-frame" aria-label={label} tabIndex={0}>
      {children}
    </section>
  );
}

function HeaderRow({ cells = [], columns }: { cells: Row | undefined; columns: readonly Json[] }) {
  return (
    <thead>
      <tr>
        {drawEach(cells, (cell, index) => (
          <th scope="col" className={toAlignClass(cell, columns[index])}>
            <Cell cell={cell} />
          </th>
        ))}
      </tr>
    </thead>
  );
}

type BodyRowProps = { cells: Row; columns: readonly Json[]; headed?: unknown };

function BodyRow({ cells, columns, headed }: BodyRowProps) {
  return (
    <tr>
      {drawEach(cells, (cell, index) => {
        const className = toAlignClass(cell, columns[index]);
        return index === headed ? (
          <th scope="row" className={className}>
            <Cell cell={cell} />
          </th>
        ) : (
          <td className={className}>
            <Cell cell={cell} />
          </td>
        );
      })}
    </tr>
  );
}

function Cell({ cell }: { cell: Json }) {
  switch (cell['type']) {
    case 'raw_text':
      return readString(cell['text']);
    case 'raw_number':
      return readString(cell['text']) || String(cell['value']);
    case 'rich_text':
      return <LibraryBlock block={cell} />;
    default:
      throw new Error(`a table has no cell ${readString(cell['type'])}`);
  }
}

function readRows(block: Json): readonly Row[] {
  const rows: unknown = block['rows'];
  if (!Array.isArray(rows) || rows.length === 0) throw new Error('a table has no rows');
  return rows.map((row: unknown) => {
    if (!Array.isArray(row) || !row.every(isJson)) throw new Error('a row is not a list of cells');
    return row;
  });
}

/** Numbers stand under each other unless the app says otherwise. */
function toAlignClass(cell: Json, column: Json | undefined): string {
  const natural = cell['type'] === 'raw_number' ? 'right' : 'left';
  const align = readString(column?.['align']) || natural;
  return `block-cell-${align}${column?.['is_wrapped'] === true ? ' block-cell-wrapped' : ''}`;
}
