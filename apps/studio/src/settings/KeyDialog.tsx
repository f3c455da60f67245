import { Alert, Button, CopyButton, Group, Modal, SegmentedControl, Select, Stack, TextInput } from '@mantine/core';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useApiAction } from '../api/queries';
import { FormDialog } from '../ui/FormDialog';
import { notifyFailure } from '../ui/notices';
import classes from './settings.module.css';

const API_ROLES = ['marketer', 'admin'] as const;

/** Creates a key and shows it once. */
export function KeyDialog({ close }: { readonly close: () => void }) {
  const { t } = useTranslation();
  const [kind, setKind] = useState('write');
  const [role, setRole] = useState<(typeof API_ROLES)[number]>('marketer');
  const [name, setName] = useState('');
  const create = useApiAction('createKey', ['listKeys']);
  const submit = (): void =>
    create.mutate(
      { body: kind === 'write' ? { kind: 'write', name } : { kind: 'api', name, role } },
      { onError: notifyFailure },
    );
  if (create.data !== undefined) return <ShownOnce secret={create.data.key} close={close} />;
  return (
    <FormDialog
      title={t('settings.keyAdd')}
      close={close}
      submit={submit}
      pending={create.isPending}
      disabled={name.trim() === ''}
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
      {kind === 'write' ? null : (
        <Select
          label={t('settings.keyRole')}
          allowDeselect={false}
          data={API_ROLES.map((value) => ({ value, label: t(`words.role.${value}`) }))}
          value={role}
          onChange={(value) => setRole(value ?? 'marketer')}
        />
      )}
    </FormDialog>
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
