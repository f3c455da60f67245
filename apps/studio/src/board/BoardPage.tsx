import { Button, SegmentedControl, Select } from '@mantine/core';
import type { Board, WorklistItem } from '@ripen/contracts';
import { IconLayoutKanban } from '@tabler/icons-react';
import { Link, useNavigate, useSearch } from '@tanstack/react-router';
import { useMemo, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useApi } from '../api/queries';
import { HandoffBadge } from '../leads/HandoffsPanel';
import { useMay } from '../session/session';
import { ClockRing } from '../ui/ClockRing';
import { type Column, DataTable } from '../ui/DataTable';
import { Page } from '../ui/Page';
import { Panel } from '../ui/Panel';
import { CellBadge } from '../ui/stage';
import { Loaded, Note } from '../ui/states';
import { useFormat } from '../ui/use-format';
import { ReassignDialog } from '../worklist/ReassignDialog';
import classes from './board.module.css';
import { RepLoad } from './RepLoad';

const REFRESH_MS = 5_000;

/** What sales owes now: figures, who carries how much, and every open handoff by urgency. */
export function BoardPage() {
  const { t } = useTranslation();
  const navigate = useNavigate({ from: '/board' });
  const { team } = useSearch({ from: '/shell/board' });
  const teams = useApi('listTeams', {});
  const board = useApi('getBoard', { query: { teamId: team } }, { refetchInterval: REFRESH_MS, keep: true });
  const teamNames = (teams.data?.items ?? []).map(({ id, name }) => ({ value: id, label: name }));
  return (
    <Page
      title={t('board.title')}
      lead={t('board.lead')}
      actions={
        teamNames.length < 2 ? undefined : (
          <Select
            size="xs"
            aria-label={t('board.team')}
            placeholder={t('board.allTeams')}
            data={teamNames}
            value={team ?? null}
            onChange={(next) =>
              void navigate({ search: (last) => ({ ...last, team: next ?? undefined }), replace: true })
            }
            clearable
          />
        )
      }
    >
      <Loaded query={board}>{(data) => <BoardScreen board={data} />}</Loaded>
    </Page>
  );
}

function BoardScreen({ board }: { readonly board: Board }) {
  const { t } = useTranslation();
  return (
    <>
      <div className={classes.tiles}>
        <Tile word={t('board.open')} value={board.open} />
        <Tile word={t('board.dueSoon')} value={board.dueSoon} tone="soon" />
        <Tile word={t('board.breached')} value={board.breached} tone="breached" />
        <Tile word={t('board.pool')} value={board.pool} />
      </div>
      <div className={classes.columns}>
        <OpenHandoffs items={board.items} />
        <Panel title={t('board.load')}>
          <RepLoad reps={board.reps} />
        </Panel>
      </div>
    </>
  );
}

interface TileProps {
  readonly word: string;
  readonly value: number;
  readonly tone?: 'soon' | 'breached';
}

function Tile({ word, value, tone }: TileProps) {
  const { count } = useFormat();
  return (
    <div className={classes.tile} data-tone={value > 0 ? tone : undefined}>
      <span className={classes.tileWord}>{word}</span>
      <span className={classes.tileValue}>{count(value)}</span>
    </div>
  );
}

function OpenHandoffs({ items }: { readonly items: readonly WorklistItem[] }) {
  const { t } = useTranslation();
  const navigate = useNavigate({ from: '/board' });
  const { view = 'urgency' } = useSearch({ from: '/shell/board' });
  const [moving, setMoving] = useState<string | null>(null);
  const columns = useColumns(setMoving);
  const rows = useMemo(
    () =>
      view === 'rep'
        ? items.toSorted((one, other) => (one.owner?.name ?? '').localeCompare(other.owner?.name ?? ''))
        : items,
    [items, view],
  );
  return (
    <Panel
      flush
      title={t('board.urgent')}
      aside={
        <SegmentedControl
          size="xs"
          aria-label={t('board.view')}
          value={view}
          onChange={(next) =>
            void navigate({ search: (last) => ({ ...last, view: next === 'rep' ? 'rep' : undefined }), replace: true })
          }
          data={[
            { value: 'urgency', label: t('board.byUrgency') },
            { value: 'rep', label: t('board.byRep') },
          ]}
        />
      }
    >
      {rows.length === 0 ? (
        <Note icon={IconLayoutKanban} title={t('board.emptyTitle')}>
          {t('board.emptyHint')}
        </Note>
      ) : (
        <DataTable label={t('board.urgent')} columns={columns} rows={rows} rowId={(row) => row.id} />
      )}
      {moving === null ? null : <Reassign handoffId={moving} close={() => setMoving(null)} />}
    </Panel>
  );
}

/** The dialog needs the team's members, which only the dossier has. */
function Reassign({ handoffId, close }: { readonly handoffId: string; readonly close: () => void }) {
  const dossier = useApi('getHandoff', { params: { id: handoffId } });
  return dossier.data === undefined ? null : <ReassignDialog dossier={dossier.data} close={close} done={close} />;
}

function useColumns(reassign: (id: string) => void): readonly Column<WorklistItem>[] {
  const { t } = useTranslation();
  const may = useMay();
  const mayMove = may('reassignHandoff');
  return useMemo(
    () => [
      {
        id: 'clock',
        header: t('board.clock'),
        width: 208,
        cell: ({ clock, pool }) => {
          const countdown = clock ?? pool;
          return countdown === null ? null : <ClockRing clock={countdown} />;
        },
      },
      { id: 'lead', main: true, header: t('board.who'), cell: (item) => <LeadCell item={item} /> },
      {
        id: 'cell',
        header: t('leads.cell'),
        width: 64,
        wide: true,
        cell: ({ score }) => (score === null ? null : <CellBadge cell={score.cell} stage={score.stage} />),
      },
      {
        id: 'owner',
        header: t('board.owner'),
        cell: ({ owner }) =>
          owner === null ? (
            <span className={classes.quiet}>{t('board.nobody')}</span>
          ) : (
            <span className={classes.owner}>{owner.name}</span>
          ),
      },
      { id: 'state', header: t('board.state'), wide: true, cell: (item) => <HandoffBadge handoff={item} /> },
      {
        id: 'reassign',
        header: t('worklist.action.reassign'),
        quiet: true,
        align: 'end',
        cell: (item) =>
          mayMove ? (
            <Button variant="default" size="compact-xs" onClick={() => reassign(item.id)}>
              {t('worklist.action.reassign')}
            </Button>
          ) : null,
      },
    ],
    [t, mayMove, reassign],
  );
}

function LeadCell({ item }: { readonly item: WorklistItem }) {
  const { t } = useTranslation();
  return (
    <>
      <Link to="/worklist/$handoffId" params={{ handoffId: item.id }} className={classes.name}>
        {item.lead.displayName ?? t('common.anonymous')}
      </Link>
      {item.lead.companyName === null ? null : <span className={classes.quiet}> · {item.lead.companyName}</span>}
    </>
  );
}
