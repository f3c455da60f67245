import { Badge, Button } from '@mantine/core';
import { useDisclosure } from '@mantine/hooks';
import type { Erasure } from '@ripen/contracts';
import { IconEraser } from '@tabler/icons-react';
import { Link } from '@tanstack/react-router';
import { useMemo } from 'react';
import { useTranslation } from 'react-i18next';
import { useApiPages } from '../api/queries';
import { SectionHead } from '../settings/SectionHead';
import { type Column, DataTable } from '../ui/DataTable';
import { Moment } from '../ui/Moment';
import { Panel } from '../ui/Panel';
import { Failure, Note, SkeletonRows } from '../ui/states';
import { useFormat } from '../ui/use-format';
import { ErasePersonDialog } from './ErasePersonDialog';
import { useAskedBy } from './use-asked-by';

const REFRESH_MS = 5_000;

/** Receipts, newest first. */
export function ErasuresSection() {
  const { t } = useTranslation();
  const [asking, dialog] = useDisclosure(false);
  const add = (
    <Button variant="default" leftSection={<IconEraser size={16} />} onClick={dialog.open}>
      {t('privacy.eraseOther')}
    </Button>
  );
  return (
    <>
      <SectionHead title={t('privacy.erasuresTitle')} hint={t('privacy.erasuresHint')} action={add} />
      <Panel flush>
        <Receipts />
      </Panel>
      {asking ? <ErasePersonDialog close={dialog.close} /> : null}
    </>
  );
}

function Receipts() {
  const { t } = useTranslation();
  const { rows, error, refetch, hasNextPage, fetchNextPage } = useApiPages(
    'listErasures',
    { query: {} },
    { refetchInterval: REFRESH_MS },
  );
  const columns = useColumns();
  if (rows === undefined)
    return error === null ? <SkeletonRows /> : <Failure error={error} retry={() => void refetch()} />;
  if (rows.length === 0) {
    return (
      <Note icon={IconEraser} title={t('privacy.erasuresEmptyTitle')}>
        {t('privacy.erasuresEmptyHint')}
      </Note>
    );
  }
  return (
    <DataTable
      label={t('privacy.erasuresTitle')}
      columns={columns}
      rows={rows}
      rowId={(row) => row.id}
      footer={
        hasNextPage ? (
          <Button variant="subtle" onClick={() => void fetchNextPage()}>
            {t('common.more')}
          </Button>
        ) : undefined
      }
    />
  );
}

function useColumns(): readonly Column<Erasure>[] {
  const { t } = useTranslation();
  const { count } = useFormat();
  const askedBy = useAskedBy();
  return useMemo(
    () => [
      {
        id: 'at',
        header: t('privacy.askedAt'),
        main: true,
        cell: (erasure) => (
          <Link to="/erasures/$erasureId" params={{ erasureId: erasure.id }}>
            <Moment at={erasure.askedAt} as="short" />
          </Link>
        ),
      },
      { id: 'by', header: t('privacy.askedBy'), cell: askedBy },
      { id: 'people', header: t('privacy.people'), align: 'end', cell: (erasure) => count(erasure.people) },
      { id: 'state', header: t('privacy.state'), cell: (erasure) => <StateOf erasure={erasure} /> },
    ],
    [t, count, askedBy],
  );
}

export function StateOf({ erasure }: { readonly erasure: Erasure }) {
  const { t } = useTranslation();
  if (erasure.stuck) return <Badge variant="default">{t('privacy.stuck')}</Badge>;
  const isDone = erasure.stage === 'done';
  if (isDone && erasure.openMentions > 0)
    return <Badge variant="default">{t('privacy.toDecide', { count: erasure.openMentions })}</Badge>;
  return <Badge variant="default">{t(`privacy.stage.${erasure.stage}`)}</Badge>;
}
