import { Button, Group, Modal, Stack, Text } from '@mantine/core';
import type { Purpose, PurposeChange } from '@ripen/contracts';
import { IconPlus } from '@tabler/icons-react';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useApi } from '../api/queries';
import { useMay } from '../session/session';
import { SectionHead } from '../settings/SectionHead';
import { Moment } from '../ui/Moment';
import { Panel } from '../ui/Panel';
import { Loaded } from '../ui/states';
import { useFormat } from '../ui/use-format';
import { PurposeDialog } from './PurposeDialog';
import classes from './privacy.module.css';

/** What people may be written to for, each with its wording and who changed it. */
export function PurposesSection() {
  const { t } = useTranslation();
  const purposes = useApi('listPurposes', {});
  const [editing, setEditing] = useState<Purpose | 'new' | null>(null);
  const [told, setTold] = useState<Purpose | null>(null);
  return (
    <>
      <SectionHead
        title={t('consent.purposes.title')}
        hint={t('consent.purposes.hint')}
        action={
          <Button variant="default" leftSection={<IconPlus size={16} />} onClick={() => setEditing('new')}>
            {t('consent.purposes.add')}
          </Button>
        }
      />
      <Loaded query={purposes}>
        {({ items }) =>
          items.map((purpose) => (
            <PurposeCard
              key={purpose.key}
              purpose={purpose}
              edit={() => setEditing(purpose)}
              tell={() => setTold(purpose)}
            />
          ))
        }
      </Loaded>
      {editing === null ? null : (
        <PurposeDialog purpose={editing === 'new' ? null : editing} close={() => setEditing(null)} />
      )}
      {told === null ? null : <HistoryDialog purpose={told} close={() => setTold(null)} />}
    </>
  );
}

interface CardProps {
  readonly purpose: Purpose;
  readonly edit: () => void;
  readonly tell: () => void;
}

function PurposeCard({ purpose, edit, tell }: CardProps) {
  const { t } = useTranslation();
  const may = useMay();
  const { text, count } = useFormat();
  const facts = [
    purpose.channels.map((channel) => t(`words.channel.${channel}`)).join(', '),
    purpose.needsConsent
      ? t('consent.purposes.granted', { count: purpose.granted, formatted: count(purpose.granted) })
      : t('consent.purposes.noConsent'),
    ...(purpose.active ? [] : [t('consent.purposes.off')]),
  ];
  return (
    <Panel
      title={text(purpose.name)}
      aside={
        <Group gap="xs">
          <Button variant="subtle" color="gray" size="xs" onClick={tell}>
            {t('consent.purposes.history')}
          </Button>
          {may('updatePurpose') ? (
            <Button variant="default" size="xs" onClick={edit}>
              {t('common.edit')}
            </Button>
          ) : null}
        </Group>
      }
    >
      <Stack gap={4}>
        <Text size="sm">{text(purpose.explanation)}</Text>
        {text(purpose.wording) === '' ? null : (
          <blockquote className={classes.wording}>
            {text(purpose.wording)}{' '}
            <span className={classes.quiet}>{t('consent.purposes.version', { version: purpose.wordingVersion })}</span>
          </blockquote>
        )}
        <Text size="xs" c="dimmed">
          {facts.join(' · ')} · {text(purpose.legalBasis)} · <code>{purpose.key}</code>
        </Text>
      </Stack>
    </Panel>
  );
}

function HistoryDialog({ purpose, close }: { readonly purpose: Purpose; readonly close: () => void }) {
  const { t } = useTranslation();
  const { text } = useFormat();
  const changes = useApi('listPurposeChanges', { params: { key: purpose.key } });
  return (
    <Modal
      opened
      onClose={close}
      size="lg"
      title={t('consent.purposes.historyTitle', { name: text(purpose.name) })}
      closeButtonProps={{ 'aria-label': t('common.close') }}
    >
      <Loaded query={changes}>
        {({ items }) => (
          <ol className={classes.history}>
            {items.map((change) => (
              <ChangeLine key={`${change.at}-${change.changed.join()}`} change={change} />
            ))}
          </ol>
        )}
      </Loaded>
    </Modal>
  );
}

const PARTS = [
  'created',
  'name',
  'explanation',
  'wording',
  'channels',
  'legalBasis',
  'needsConsent',
  'active',
  'position',
] as const;

function ChangeLine({ change }: { readonly change: PurposeChange }) {
  const { t } = useTranslation();
  const { text } = useFormat();
  const parts = PARTS.filter((part) => change.changed.includes(part)).map((part) => t(`consent.purposes.part.${part}`));
  const first = change.changed.includes('created');
  return (
    <li>
      <Text size="sm">
        <Moment at={change.at} as="short" /> · {change.by ?? t('consent.purposes.nobody')} ·{' '}
        {first ? parts[0] : t('consent.purposes.historyLine', { parts: parts.join(', ') })}
      </Text>
      {(first || change.changed.includes('wording')) && text(change.wording) !== '' ? (
        <blockquote className={classes.wording}>
          {text(change.wording)}{' '}
          <span className={classes.quiet}>{t('consent.purposes.version', { version: change.wordingVersion })}</span>
        </blockquote>
      ) : null}
    </li>
  );
}
