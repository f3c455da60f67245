import { Button } from '@mantine/core';
import { useDisclosure } from '@mantine/hooks';
import type { LeadRow, ListLeadsQuery } from '@ripen/contracts';
import { IconFileExport, IconFileImport, IconPlus, IconUsers } from '@tabler/icons-react';
import { Link, useNavigate, useSearch } from '@tanstack/react-router';
import { useMemo } from 'react';
import { useTranslation } from 'react-i18next';
import { fileUrl } from '../api/client';
import { useApiPages } from '../api/queries';
import { useMay } from '../session/session';
import { type Column, DataTable, More } from '../ui/DataTable';
import { Moment } from '../ui/Moment';
import { Page } from '../ui/Page';
import { Panel } from '../ui/Panel';
import { CellBadge, StageBadge } from '../ui/stage';
import { Loaded, Note, NothingMatches } from '../ui/states';
import { useFormat } from '../ui/use-format';
import { CreateLeadDialog } from './CreateLeadDialog';
import { LeadFilters } from './LeadFilters';
import classes from './leads.module.css';

const DEFAULT_SORT = '-lastTouchpointAt';

export function LeadsPage() {
  const { t } = useTranslation();
  const may = useMay();
  const navigate = useNavigate({ from: '/leads' });
  const search = useSearch({ from: '/shell/leads' });
  const [adding, dialog] = useDisclosure(false);
  const { sort = DEFAULT_SORT, ...filters } = search;
  // The address bar may hold an old sort key; the API refuses what it does not know, with words.
  const leads = useApiPages('listLeads', { query: { ...filters, sort: sort as ListLeadsQuery['sort'], limit: 50 } });
  const filtered = Object.values(filters).some((value) => value !== undefined);
  const columns = useColumns();

  return (
    <Page
      title={t('leads.title')}
      lead={t('leads.lead')}
      actions={
        <>
          {may('exportLeads') ? (
            <Button
              component="a"
              href={fileUrl('exportLeads', { query: filters })}
              download
              leftSection={<IconFileExport size={16} />}
              variant="default"
            >
              {t('imports.export')}
            </Button>
          ) : null}
          {may('uploadImport') ? (
            <Button component={Link} to="/imports" leftSection={<IconFileImport size={16} />} variant="default">
              {t('imports.open')}
            </Button>
          ) : null}
          {may('createLead') ? (
            <Button leftSection={<IconPlus size={16} />} variant="default" onClick={dialog.open}>
              {t('leads.add')}
            </Button>
          ) : null}
        </>
      }
    >
      <LeadFilters
        filters={filters}
        change={(next) => void navigate({ search: (last) => ({ ...last, ...next }), replace: true })}
        clear={() => void navigate({ search: {} })}
      />
      <Panel flush>
        <Loaded query={{ data: leads.rows, error: leads.error, refetch: leads.refetch }}>
          {(rows) =>
            rows.length > 0 ? (
              <DataTable
                label={t('leads.title')}
                columns={columns}
                rows={rows}
                rowId={(row) => row.id}
                sort={sort}
                onSort={(next) => void navigate({ search: (last) => ({ ...last, sort: next }), replace: true })}
                onRow={(row) => void navigate({ to: '/leads/$leadId', params: { leadId: row.id } })}
                stale={leads.isPlaceholderData}
                footer={
                  <More
                    shown={rows.length}
                    total={leads.total}
                    hasMore={leads.hasNextPage}
                    loading={leads.isFetchingNextPage}
                    load={() => void leads.fetchNextPage()}
                  />
                }
              />
            ) : filtered ? (
              <NothingMatches clear={() => void navigate({ search: {} })} />
            ) : (
              <NoLeads />
            )
          }
        </Loaded>
      </Panel>
      <CreateLeadDialog opened={adding} close={dialog.close} />
    </Page>
  );
}

function NoLeads() {
  const { t } = useTranslation();
  const may = useMay();
  const toOffers = (
    <Button component={Link} to="/content" mt="xs">
      {t('leads.emptyAction')}
    </Button>
  );
  return (
    <Note icon={IconUsers} title={t('leads.emptyTitle')} action={may('listOffers') ? toOffers : undefined}>
      {may('listOffers') ? t('leads.emptyHint') : t('leads.emptyRep')}
    </Note>
  );
}

function useColumns(): readonly Column<LeadRow>[] {
  const { t } = useTranslation();
  const format = useFormat();
  return useMemo(
    () => [
      { id: 'name', main: true, header: t('leads.name'), sortKey: 'name', cell: (lead) => <NameCell lead={lead} /> },
      {
        id: 'company',
        header: t('leads.company'),
        wide: true,
        cell: (lead) => lead.company?.name ?? <span className={classes.none}>–</span>,
      },
      {
        id: 'cell',
        header: t('leads.cell'),
        width: 72,
        cell: ({ score }) =>
          score === null ? (
            <span className={classes.none}>{t('leads.noScore')}</span>
          ) : (
            <CellBadge cell={score.cell} stage={score.stage} />
          ),
      },
      {
        id: 'stage',
        header: t('leads.stage'),
        cell: ({ score }) => (score === null ? null : <StageCell score={score} />),
      },
      {
        id: 'points',
        header: t('leads.points'),
        sortKey: 'points',
        align: 'end',
        width: 88,
        cell: ({ score }) => (score === null ? '–' : format.points(score.pointsMilli)),
      },
      {
        id: 'owner',
        header: t('leads.owner'),
        wide: true,
        cell: (lead) => lead.owner?.name ?? <span className={classes.none}>{t('leads.noOwner')}</span>,
      },
      {
        id: 'lastTouchpointAt',
        header: t('leads.lastSeen'),
        sortKey: 'lastTouchpointAt',
        align: 'end',
        width: 136,
        cell: (lead) =>
          lead.lastTouchpointAt === null ? (
            <span className={classes.none}>–</span>
          ) : (
            <Moment at={lead.lastTouchpointAt} />
          ),
      },
      {
        id: 'createdAt',
        header: t('leads.created'),
        sortKey: 'createdAt',
        align: 'end',
        wide: true,
        width: 120,
        cell: (lead) => <Moment at={lead.createdAt} as="short" />,
      },
    ],
    [t, format],
  );
}

function StageCell({ score }: { readonly score: NonNullable<LeadRow['score']> }) {
  const { t } = useTranslation();
  return score.category === 'pseudo' ? (
    <span className={classes.pseudo}>{t('words.category.pseudo')}</span>
  ) : (
    <StageBadge stage={score.stage} />
  );
}

function NameCell({ lead }: { readonly lead: LeadRow }) {
  const { t } = useTranslation();
  return (
    <div className={classes.name}>
      <Link
        to="/leads/$leadId"
        params={{ leadId: lead.id }}
        className={classes.nameLink}
        data-anonymous={lead.displayName === null || undefined}
      >
        {lead.displayName ?? t('common.anonymous')}
      </Link>
      {lead.position === null ? null : <span className={classes.sub}>{lead.position}</span>}
    </div>
  );
}
