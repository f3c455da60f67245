import { Text } from '@mantine/core';
import type { JourneyRow } from '@ripen/contracts';
import { Link } from '@tanstack/react-router';
import { useMemo } from 'react';
import { useTranslation } from 'react-i18next';
import type { Column } from '../../ui/DataTable';
import { Moment } from '../../ui/Moment';
import { useFormat } from '../../ui/use-format';
import classes from './list.module.css';
import { StatusBadge } from './StatusBadge';

/** The columns of the list. Who entered is who is inside now and who has left. */
export function useJourneyColumns(): readonly Column<JourneyRow>[] {
  const { t } = useTranslation();
  const { count } = useFormat();
  return useMemo(
    () => [
      { id: 'name', header: t('journeys.list.name'), sortKey: 'name', cell: (row) => <NameCell row={row} /> },
      { id: 'status', header: t('journeys.list.status'), width: 200, cell: (row) => <StatusBadge journey={row} /> },
      {
        id: 'here',
        header: t('journeys.list.here'),
        sortKey: 'active',
        align: 'end',
        width: 110,
        cell: (row) => <strong>{count(row.active)}</strong>,
      },
      {
        id: 'entered',
        header: t('journeys.list.entered'),
        align: 'end',
        width: 110,
        wide: true,
        cell: (row) => count(row.active + row.ended),
      },
      {
        id: 'left',
        header: t('journeys.list.left'),
        align: 'end',
        width: 110,
        wide: true,
        cell: (row) => count(row.ended),
      },
      {
        id: 'changed',
        header: t('journeys.list.changed'),
        sortKey: 'updatedAt',
        width: 150,
        wide: true,
        cell: (row) => <Moment at={row.updatedAt} />,
      },
    ],
    [t, count],
  );
}

function NameCell({ row }: { row: JourneyRow }) {
  return (
    <div className={classes.name}>
      <Link to="/journeys/$journeyId" params={{ journeyId: row.id }}>
        {row.name}
      </Link>
      {row.description !== '' && (
        <Text size="xs" c="dimmed" lineClamp={1}>
          {row.description}
        </Text>
      )}
    </div>
  );
}
