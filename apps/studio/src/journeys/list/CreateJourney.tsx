import { Button, Group, Modal, Radio, Select, Stack, Text, TextInput } from '@mantine/core';
import { useForm } from '@mantine/form';
import { IconCopy, IconFile, IconPlant2, IconRefresh, type TablerIcon } from '@tabler/icons-react';
import { useNavigate } from '@tanstack/react-router';
import { useTranslation } from 'react-i18next';
import { useApi } from '../../api/queries';
import { filled } from '../../ui/field-checks';
import { useFormFailure } from '../../ui/use-form-failure';
import classes from './list.module.css';
import { type Start, useCreateJourney } from './use-create-journey';

const STARTS: readonly { readonly start: Start; readonly icon: TablerIcon }[] = [
  { start: 'blank', icon: IconFile },
  { start: 'ripening', icon: IconPlant2 },
  { start: 'returning', icon: IconRefresh },
  { start: 'copy', icon: IconCopy },
];

interface CreateProps {
  readonly opened: boolean;
  readonly onClose: () => void;
}

/** Starts a journey: a name, and what it begins with. */
export function CreateJourney({ opened, onClose }: CreateProps) {
  const { t } = useTranslation();
  return (
    <Modal
      opened={opened}
      onClose={onClose}
      title={t('journeys.create.title')}
      size="lg"
      closeButtonProps={{ 'aria-label': t('common.close') }}
    >
      <CreateForm onClose={onClose} />
    </Modal>
  );
}

function CreateForm({ onClose }: { onClose: () => void }) {
  const { t } = useTranslation();
  const navigate = useNavigate();
  const fail = useFormFailure();
  const create = useCreateJourney();
  const form = useForm({
    initialValues: { name: '', start: 'blank' as Start, copyOf: '' },
    validate: { name: filled, copyOf: (value, { start }) => (start === 'copy' ? filled(value) : null) },
  });
  const submit = form.onSubmit((values) =>
    create.mutate(values, {
      onSuccess: (journeyId) => navigate({ to: '/journeys/$journeyId', params: { journeyId } }),
      onError: (error) => fail(form, error),
    }),
  );
  return (
    <form onSubmit={submit}>
      <Stack>
        <TextInput label={t('journeys.create.name')} data-autofocus required {...form.getInputProps('name')} />
        <Radio.Group label={t('journeys.create.start')} {...form.getInputProps('start')}>
          <div className={classes.starts}>
            {STARTS.map(({ start, icon: Icon }) => (
              <Radio.Card key={start} value={start} className={classes.start}>
                <span className={classes.startIcon}>
                  <Icon size={18} stroke={1.75} aria-hidden />
                </span>
                <span>
                  <Text fw={600} size="sm">
                    {t(`journeys.create.${start}`)}
                  </Text>
                  <Text size="xs" c="dimmed">
                    {t(`journeys.create.${start}Hint`)}
                  </Text>
                </span>
              </Radio.Card>
            ))}
          </div>
        </Radio.Group>
        {form.values.start === 'copy' && (
          <CopySource
            value={form.values.copyOf}
            error={form.errors['copyOf']}
            onChange={(id) => form.setFieldValue('copyOf', id ?? '')}
          />
        )}
        <Group justify="flex-end">
          <Button variant="default" onClick={onClose}>
            {t('common.cancel')}
          </Button>
          <Button type="submit" loading={create.isPending}>
            {t('journeys.create.submit')}
          </Button>
        </Group>
      </Stack>
    </form>
  );
}

function CopySource(props: {
  readonly value: string;
  readonly onChange: (value: string | null) => void;
  readonly error?: React.ReactNode;
}) {
  const { t } = useTranslation();
  const journeys = useApi('listJourneys', { query: { limit: 200 } });
  return (
    <Select
      label={t('journeys.create.copyOf')}
      searchable
      required
      data={journeys.data?.items.map((row) => ({ value: row.id, label: row.name })) ?? []}
      {...props}
    />
  );
}
