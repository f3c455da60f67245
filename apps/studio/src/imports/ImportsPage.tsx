import { Button } from '@mantine/core';
import type { ImportRow } from '@ripen/contracts';
import { IconFileImport } from '@tabler/icons-react';
import { Link, useNavigate } from '@tanstack/react-router';
import { useMemo } from 'react';
import { useTranslation } from 'react-i18next';
import { useApiPages } from '../api/queries';
import { type Column, DataTable, More } from '../ui/DataTable';
import { Moment } from '../ui/Moment';
import { Page } from '../ui/Page';
import { Panel } from '../ui/Panel';
import { Loaded, Note } from '../ui/states';
import { useFormat } from '../ui/use-format';
import { ImportStatus } from './ImportStatus';
import { UploadBox } from './UploadBox';

const REFRESH_MS = 5_000;

/** Files that were brought, newest first, and the place to bring another. */
export function ImportsPage() {
  const { t } = useTranslation();
  const navigate = useNavigate();
  const imports = useApiPages('listImports', { query: { limit: 50 } }, { refetchInterval: REFRESH_MS });
  const columns = useColumns();
  return (
    <Page
      title={t('imports.title')}
      lead={t('imports.lead')}
      actions={
        <Button component={Link} to="/leads" variant="subtle" color="gray">
          {t('imports.toLeads')}
        </Button>
      }
    >
      <UploadBox />
      <Panel flush>
        <Loaded query={{ data: imports.rows, error: imports.error, refetch: imports.refetch }}>
          {(rows) =>
            rows.length === 0 ? (
              <Note icon={IconFileImport} title={t('imports.emptyTitle')}>
                {t('imports.emptyHint')}
              </Note>
            ) : (
              <DataTable
                label={t('imports.title')}
                columns={columns}
                rows={rows}
                rowId={(row) => row.id}
                onRow={(row) => void navigate({ to: '/imports/$importId', params: { importId: row.id } })}
                footer={
                  <More
                    shown={rows.length}
                    total={imports.total}
                    hasMore={imports.hasNextPage}
                    loading={imports.isFetchingNextPage}
                    load={() => void imports.fetchNextPage()}
                  />
                }
              />
            )
          }
        </Loaded>
      </Panel>
    </Page>
  );
}

function useColumns(): readonly Column<ImportRow>[] {
  const { t } = useTranslation();
  const { count } = useFormat();
  return useMemo(() => {
    const counted = (key: 'created' | 'changed' | 'refused'): Column<ImportRow> => ({
      id: key,
      header: t(`imports.${key}`),
      align: 'end',
      width: 104,
      cell: (row) => (row.status === 'mapping' ? '–' : count(row[key])),
    });
    return [
      {
        id: 'name',
        main: true,
        header: t('imports.file'),
        cell: (row) => (
          <Link to="/imports/$importId" params={{ importId: row.id }}>
            {row.name}
          </Link>
        ),
      },
      { id: 'kind', header: t('imports.what'), wide: true, cell: (row) => t(`imports.kind.${row.kind}`) },
      { id: 'status', header: t('imports.state'), cell: (row) => <ImportStatus status={row.status} /> },
      counted('created'),
      counted('changed'),
      counted('refused'),
      { id: 'by', header: t('imports.by'), wide: true, cell: (row) => row.askedBy ?? '–' },
      {
        id: 'at',
        header: t('imports.at'),
        align: 'end',
        width: 136,
        cell: (row) => <Moment at={row.createdAt} as="short" />,
      },
    ];
  }, [t, count]);
}
