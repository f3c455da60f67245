import { ActionIcon, Anchor, Button, CopyButton, Group } from '@mantine/core';
import type { Offer } from '@ripen/contracts';
import { IconCheck, IconCopy, IconExternalLink, IconFileText, IconPlus } from '@tabler/icons-react';
import { useMemo, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useApi } from '../api/queries';
import { type Column, DataTable } from '../ui/DataTable';
import { Page } from '../ui/Page';
import { Panel } from '../ui/Panel';
import { HueBadge } from '../ui/stage';
import { Loaded, Note } from '../ui/states';
import { useFormat } from '../ui/use-format';
import classes from './content.module.css';
import { OfferDialog } from './OfferDialog';

export function ContentPage() {
  const { t } = useTranslation();
  const offers = useApi('listOffers', {});
  const [editing, setEditing] = useState<Offer | 'new' | null>(null);
  const columns = useColumns(setEditing);
  const add = (
    <Button leftSection={<IconPlus size={16} />} onClick={() => setEditing('new')}>
      {t('content.add')}
    </Button>
  );
  return (
    <Page
      title={t('content.title')}
      lead={t('content.lead')}
      actions={offers.data?.items.length === 0 ? undefined : add}
    >
      <Panel flush>
        <Loaded query={offers}>
          {({ items }) =>
            items.length === 0 ? (
              <Note icon={IconFileText} title={t('content.emptyTitle')} action={add}>
                {t('content.emptyHint')}
              </Note>
            ) : (
              <DataTable
                label={t('content.title')}
                columns={columns}
                rows={items}
                rowId={(row) => row.id}
                onRow={setEditing}
              />
            )
          }
        </Loaded>
      </Panel>
      {editing === null ? null : (
        <OfferDialog offer={editing === 'new' ? null : editing} close={() => setEditing(null)} />
      )}
    </Page>
  );
}

function useColumns(edit: (offer: Offer) => void): readonly Column<Offer>[] {
  const { t } = useTranslation();
  const { text, count } = useFormat();
  return useMemo(
    () => [
      {
        id: 'offer',
        main: true,
        header: t('content.offer'),
        cell: (offer) => (
          <button type="button" className={classes.title} onClick={() => edit(offer)}>
            {text(offer.title)}
          </button>
        ),
      },
      {
        id: 'state',
        header: t('content.state'),
        width: 112,
        cell: (offer) => (
          <HueBadge hue={offer.active ? 'nurture' : 'park'}>
            {t(offer.active ? 'content.active' : 'content.inactive')}
          </HueBadge>
        ),
      },
      { id: 'form', header: t('content.form'), wide: true, cell: (offer) => <FormLink offer={offer} /> },
      {
        id: 'submitted',
        header: t('content.submitted'),
        align: 'end',
        width: 112,
        cell: (offer) => count(offer.submitted),
      },
      {
        id: 'confirmed',
        header: t('content.confirmed'),
        align: 'end',
        width: 112,
        cell: (offer) => count(offer.confirmed),
      },
    ],
    [t, text, count, edit],
  );
}

/** The address of the form as people get it, to open and to copy. */
export function FormLink({ offer }: { readonly offer: Offer }) {
  const { t } = useTranslation();
  return (
    <Group gap={4} wrap="nowrap">
      <Anchor
        href={offer.formUrl}
        target="_blank"
        rel="noopener"
        size="sm"
        className={classes.link}
        title={t('content.openForm')}
      >
        /f/{offer.slug}
        <IconExternalLink size={14} stroke={1.75} aria-hidden />
      </Anchor>
      <CopyButton value={offer.formUrl}>
        {({ copied, copy }) => (
          <ActionIcon
            size="sm"
            aria-label={copied ? t('common.copied') : t('content.copyLink')}
            title={copied ? t('common.copied') : t('content.copyLink')}
            onClick={copy}
          >
            {copied ? <IconCheck size={14} /> : <IconCopy size={14} />}
          </ActionIcon>
        )}
      </CopyButton>
    </Group>
  );
}
