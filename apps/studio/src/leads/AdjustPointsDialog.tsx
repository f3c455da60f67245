import { Button, Group, Modal, NumberInput, Stack, Text, TextInput } from '@mantine/core';
import { useForm } from '@mantine/form';
import { useTranslation } from 'react-i18next';
import { useApiAction } from '../api/queries';
import { filled } from '../ui/field-checks';
import { notifyDone } from '../ui/notices';
import { useFormFailure } from '../ui/use-form-failure';

const FIRST: { points: number | string; reason: string } = { points: '', reason: '' };

export function AdjustPointsDialog({ leadId, close }: { readonly leadId: string; readonly close: () => void }) {
  const { t } = useTranslation();
  const failed = useFormFailure();
  const adjust = useApiAction('adjustLeadPoints', ['getLead', 'listLeads', 'getLeadTimeline']);
  const form = useForm({
    initialValues: FIRST,
    validate: { points: (points) => (Number(points) === 0 ? filled('') : null), reason: filled },
  });
  const submit = form.onSubmit(({ points, reason }) =>
    adjust.mutate(
      { params: { id: leadId }, body: { pointsMilli: Math.round(Number(points) * 1_000), reason } },
      {
        onError: (error) => failed(form, error),
        onSuccess: () => {
          notifyDone(t('common.saved'));
          close();
        },
      },
    ),
  );
  return (
    <Modal opened onClose={close} title={t('leads.adjustTitle')} closeButtonProps={{ 'aria-label': t('common.close') }}>
      <form onSubmit={submit} noValidate>
        <Stack>
          <Text size="sm" c="dimmed">
            {t('leads.adjustHint')}
          </Text>
          <NumberInput
            {...form.getInputProps('points')}
            label={t('leads.adjustPoints')}
            min={-1_000}
            max={1_000}
            decimalScale={3}
            data-autofocus
          />
          <TextInput {...form.getInputProps('reason')} label={t('leads.reason')} />
          <Group justify="flex-end">
            <Button variant="default" onClick={close}>
              {t('common.cancel')}
            </Button>
            <Button type="submit" loading={adjust.isPending}>
              {t('common.save')}
            </Button>
          </Group>
        </Stack>
      </form>
    </Modal>
  );
}
