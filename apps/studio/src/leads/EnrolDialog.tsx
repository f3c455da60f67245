import { Button, Group, Modal, Select, Stack, Text } from '@mantine/core';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useApi, useApiAction } from '../api/queries';
import { notifyDone, notifyFailure } from '../ui/notices';

export function EnrolDialog({ leadId, close }: { readonly leadId: string; readonly close: () => void }) {
  const { t } = useTranslation();
  const [journeyId, setJourneyId] = useState<string | null>(null);
  const journeys = useApi('listJourneys', { query: { status: ['live'], limit: 200 } });
  const enrol = useApiAction('enrolLead', ['getLead', 'getLeadTimeline', 'listJourneys']);
  const submit = (event: React.SyntheticEvent): void => {
    event.preventDefault();
    if (journeyId === null) return;
    enrol.mutate(
      { params: { id: journeyId }, body: { leadId } },
      {
        onError: notifyFailure,
        onSuccess: () => {
          notifyDone(t('leads.enrolled'));
          close();
        },
      },
    );
  };
  return (
    <Modal opened onClose={close} title={t('leads.enrolTitle')} closeButtonProps={{ 'aria-label': t('common.close') }}>
      <form onSubmit={submit}>
        <Stack>
          <Text size="sm" c="dimmed">
            {t('leads.enrolHint')}
          </Text>
          <Select
            label={t('leads.enrolJourney')}
            data={(journeys.data?.items ?? []).map(({ id, name }) => ({ value: id, label: name }))}
            value={journeyId}
            onChange={setJourneyId}
            nothingFoundMessage={t('leads.enrolNone')}
            searchable
            data-autofocus
          />
          <Group justify="flex-end">
            <Button variant="default" onClick={close}>
              {t('common.cancel')}
            </Button>
            <Button type="submit" disabled={journeyId === null} loading={enrol.isPending}>
              {t('leads.enrol')}
            </Button>
          </Group>
        </Stack>
      </form>
    </Modal>
  );
}
