import { Button, Group, Text } from '@mantine/core';
import { IconArrowDown, IconArrowUp } from '@tabler/icons-react';
import {
  createColumnHelper,
  type RowData,
  rowSortingFeature,
  type SortingState,
  tableFeatures,
  useTable,
} from '@tanstack/react-table';
import { type ReactNode, useMemo } from 'react';
import { useTranslation } from 'react-i18next';
import classes from './data-table.module.css';
import { useFormat } from './use-format';

const features = tableFeatures({ rowSortingFeature });

export interface Column<Row extends RowData> {
  readonly id: string;
  readonly header: string;
  /** The header is for screen readers only. */
  readonly quiet?: boolean;
  readonly cell: (row: Row) => ReactNode;
  /** The API's sort key; absent where the column cannot be sorted. */
  readonly sortKey?: string;
  readonly align?: 'end';
  /** Stands on a line of its own, first, where a phone shows rows as cards. */
  readonly main?: boolean;
  /** Left out on narrow screens. */
  readonly wide?: boolean;
  readonly width?: number | string;
}

interface DataTableProps<Row extends RowData> {
  readonly label: string;
  readonly columns: readonly Column<Row>[];
  readonly rows: readonly Row[];
  readonly rowId: (row: Row) => string;
  /** `name` ascending, `-name` descending, as the API takes it. */
  readonly sort?: string;
  readonly onSort?: (sort: string) => void;
  readonly onRow?: (row: Row) => void;
  readonly stale?: boolean;
  readonly footer?: ReactNode;
}

/** A table whose rows come sorted and paged from the API. A click anywhere on a row does what its first link does. */
export function DataTable<Row extends RowData>({
  label,
  columns,
  rows,
  rowId,
  sort,
  onSort,
  onRow,
  stale = false,
  footer,
}: DataTableProps<Row>) {
  const definitions = useMemo(() => {
    const helper = createColumnHelper<typeof features, Row>();
    return columns.map((column) =>
      helper.display({
        id: column.sortKey ?? column.id,
        header: column.header,
        cell: ({ row }) => column.cell(row.original),
      }),
    );
  }, [columns]);
  const data = useMemo(() => [...rows], [rows]);
  const sorting: SortingState = sort === undefined ? [] : [{ id: sort.replace(/^-/, ''), desc: sort.startsWith('-') }];
  const table = useTable({
    features,
    columns: definitions,
    data,
    getRowId: rowId,
    manualSorting: true,
    state: { sorting },
  });

  return (
    <>
      <div className={classes.scroll}>
        <table className={classes.table} aria-label={label} data-stale={stale || undefined}>
          <thead>
            <tr>
              {columns.map((column) => (
                <HeaderCell key={column.id} column={column} sort={sort} onSort={onSort} />
              ))}
            </tr>
          </thead>
          <tbody>
            {table.getRowModel().rows.map((row) => (
              <tr
                key={row.id}
                data-clickable={onRow !== undefined || undefined}
                onClick={onRow === undefined ? undefined : (event) => openUnlessLink(event, () => onRow(row.original))}
              >
                {row.getAllCells().map((cell, index) => (
                  <td
                    key={cell.id}
                    data-align={columns[index]?.align}
                    data-wide={columns[index]?.wide || undefined}
                    data-main={columns[index]?.main || undefined}
                  >
                    <table.FlexRender cell={cell} />
                  </td>
                ))}
              </tr>
            ))}
          </tbody>
        </table>
      </div>
      {footer}
    </>
  );
}

/** Links and buttons inside a row keep their own meaning. */
function openUnlessLink(event: React.MouseEvent, open: () => void): void {
  if (event.target instanceof Element && event.target.closest('a, button, input, label') === null) open();
}

interface HeaderCellProps<Row extends RowData> {
  readonly column: Column<Row>;
  readonly sort: string | undefined;
  readonly onSort: ((sort: string) => void) | undefined;
}

function HeaderCell<Row extends RowData>({ column, sort, onSort }: HeaderCellProps<Row>) {
  const { t } = useTranslation();
  const { sortKey } = column;
  const state =
    sortKey === undefined
      ? undefined
      : sort === sortKey
        ? 'ascending'
        : sort === `-${sortKey}`
          ? 'descending'
          : undefined;
  const content =
    sortKey === undefined || onSort === undefined ? (
      <span className={column.quiet ? 'visually-hidden' : undefined}>{column.header}</span>
    ) : (
      <button
        type="button"
        className={classes.sort}
        onClick={() => onSort(state === 'descending' ? sortKey : `-${sortKey}`)}
        title={t('common.sortBy', { column: column.header })}
      >
        {column.header}
        {state === 'ascending' ? <IconArrowUp size={12} aria-label={t('common.ascending')} /> : null}
        {state === 'descending' ? <IconArrowDown size={12} aria-label={t('common.descending')} /> : null}
      </button>
    );
  return (
    <th
      scope="col"
      aria-sort={state}
      data-align={column.align}
      data-wide={column.wide || undefined}
      style={{ width: column.width }}
    >
      {content}
    </th>
  );
}

interface MoreProps {
  readonly shown: number;
  readonly total: number;
  readonly hasMore: boolean;
  readonly loading: boolean;
  readonly load: () => void;
}

/** The end of a paged list: how much of it is on screen, and the next page. */
export function More({ shown, total, hasMore, loading, load }: MoreProps) {
  const { t } = useTranslation();
  const { count } = useFormat();
  return (
    <Group justify="space-between" px="md" py="xs" className={classes.more}>
      <Text size="sm" c="dimmed">
        {t('common.shown', { shown: count(shown), total: count(total) })}
      </Text>
      {hasMore ? (
        <Button variant="default" size="xs" loading={loading} onClick={load}>
          {t('common.more')}
        </Button>
      ) : null}
    </Group>
  );
}
