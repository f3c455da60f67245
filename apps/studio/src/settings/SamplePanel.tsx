import { Button, Stack, Text, TextInput } from '@mantine/core';
import { useForm } from '@mantine/form';
import { useDisclosure } from '@mantine/hooks';
import { IconFlask2Off } from '@tabler/icons-react';
import { useTranslation } from 'react-i18next';
import { queryClient, useApiAction } from '../api/queries';
import { useMay, useMe } from '../session/session';
import { FormDialog } from '../ui/FormDialog';
import { notifyDone, notifyFailure } from '../ui/notices';
import { Panel } from '../ui/Panel';

/** Takes the sample data out, for an admin, while there is any. */
export function SamplePanel() {
  const { t } = useTranslation();
  const { workspace } = useMe();
  const may = useMay()('removeSample');
  const [asking, dialog] = useDisclosure(false);
  if (!workspace.example || !may) return null;
  return (
    <Panel title={t('settings.sampleTitle')}>
      <Stack align="flex-start">
        <Text size="sm" maw={640}>
          {t('settings.sampleHint')}
        </Text>
        <Button variant="default" leftSection={<IconFlask2Off size={16} />} onClick={dialog.open}>
          {t('settings.sampleRemove')}
        </Button>
      </Stack>
      {asking ? <RemoveDialog close={dialog.close} /> : null}
    </Panel>
  );
}

function RemoveDialog({ close }: { readonly close: () => void }) {
  const { t } = useTranslation();
  const remove = useApiAction('removeSample', []);
  const word = t('settings.sampleTitle');
  const form = useForm({ initialValues: { word: '' } });
  const submit = form.onSubmit(() =>
    remove.mutate(
      {},
      {
        onError: notifyFailure,
        onSuccess: ({ kept, ...removed }) => {
          close();
          notifyDone(t('settings.sampleRemoved', removed));
          if (kept.journeys + kept.offers + kept.users > 0) notifyDone(t('settings.sampleKept', kept));
          // Every list may have shown some of it.
          void queryClient.invalidateQueries();
        },
      },
    ),
  );
  return (
    <FormDialog
      title={t('settings.sampleRemove')}
      close={close}
      submit={submit}
      pending={remove.isPending}
      verb={t('settings.sampleRemove')}
      disabled={form.values.word.trim().toLowerCase() !== word.toLowerCase()}
      danger
    >
      <Text size="sm">{t('settings.sampleConfirm', { word })}</Text>
      <TextInput {...form.getInputProps('word')} label={t('settings.sampleWord')} autoComplete="off" data-autofocus />
    </FormDialog>
  );
}
