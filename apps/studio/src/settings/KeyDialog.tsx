import { Alert, Button, Checkbox, CopyButton, Group, Modal, SegmentedControl, Stack, TextInput } from '@mantine/core';
import { KEY_SCOPE_TEXTS, KEY_SCOPES, type KeyScope } from '@ripen/contracts';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useApiAction } from '../api/queries';
import { useLanguage } from '../i18n/use-language';
import { useZone } from '../session/session';
import { FormDialog } from '../ui/FormDialog';
import { notifyFailure } from '../ui/notices';
import { instantIn } from '../ui/zoned';
import classes from './settings.module.css';

/** Creates a key and shows it once. */
export function KeyDialog({ close }: { readonly close: () => void }) {
  const { t } = useTranslation();
  const [kind, setKind] = useState('write');
  const [scopes, setScopes] = useState<readonly KeyScope[]>(['leads:read']);
  const [lastDay, setLastDay] = useState('');
  const zone = useZone();
  const [name, setName] = useState('');
  const create = useApiAction('createKey', ['listKeys']);
  const submit = (): void => {
    const expiresAt = lastDay === '' ? null : instantIn(zone, lastDay, '00:00');
    create.mutate(
      {
        body:
          kind === 'write' ? { kind: 'write', name, expiresAt } : { kind: 'api', name, scopes: [...scopes], expiresAt },
      },
      { onError: notifyFailure },
    );
  };
  if (create.data !== undefined) return <ShownOnce secret={create.data.key} close={close} />;
  return (
    <FormDialog
      title={t('settings.keyAdd')}
      close={close}
      submit={submit}
      pending={create.isPending}
      disabled={name.trim() === '' || (kind === 'api' && scopes.length === 0)}
      verb={t('common.add')}
    >
      <SegmentedControl
        aria-label={t('settings.keyKind')}
        value={kind}
        onChange={setKind}
        data={[
          { value: 'write', label: t('settings.keyWrite') },
          { value: 'api', label: t('settings.keyApi') },
        ]}
      />
      <TextInput
        label={t('settings.keyName')}
        value={name}
        onChange={(event) => setName(event.currentTarget.value)}
        data-autofocus
      />
      {kind === 'write' ? null : <Scopes value={scopes} onChange={setScopes} />}
      <TextInput
        label={t('access.expiry')}
        description={t('access.expiryHint')}
        type="date"
        value={lastDay}
        onChange={(event) => setLastDay(event.currentTarget.value)}
      />
    </FormDialog>
  );
}

function Scopes({
  value,
  onChange,
}: {
  readonly value: readonly KeyScope[];
  readonly onChange: (scopes: readonly KeyScope[]) => void;
}) {
  const { t } = useTranslation();
  const language = useLanguage();
  return (
    <Checkbox.Group
      label={t('access.scopesTitle')}
      description={t('access.scopesHint')}
      value={[...value]}
      onChange={(chosen) => onChange(KEY_SCOPES.filter((scope) => chosen.includes(scope)))}
    >
      <Stack gap={6} mt="xs">
        {KEY_SCOPES.map((scope) => (
          <Checkbox
            key={scope}
            value={scope}
            label={KEY_SCOPE_TEXTS[scope][language]}
            description={<span className={classes.mono}>{scope}</span>}
          />
        ))}
      </Stack>
    </Checkbox.Group>
  );
}

function ShownOnce({ secret, close }: { readonly secret: string; readonly close: () => void }) {
  const { t } = useTranslation();
  return (
    // A click beside it must not lose the only chance to copy.
    <Modal
      opened
      onClose={close}
      closeOnClickOutside={false}
      title={t('settings.keyAdd')}
      closeButtonProps={{ 'aria-label': t('common.close') }}
    >
      <Stack>
        <Alert color="ripe">{t('settings.keyOnce')}</Alert>
        <code className={classes.key}>{secret}</code>
        <Group justify="flex-end">
          <CopyButton value={secret}>
            {({ copied, copy }) => (
              <Button variant="default" onClick={copy}>
                {copied ? t('common.copied') : t('common.copy')}
              </Button>
            )}
          </CopyButton>
          <Button onClick={close}>{t('settings.keyDone')}</Button>
        </Group>
      </Stack>
    </Modal>
  );
}
