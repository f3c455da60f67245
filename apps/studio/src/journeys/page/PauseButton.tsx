import { Button, Text } from '@mantine/core';
import { modals } from '@mantine/modals';
import type { JourneyRow } from '@ripen/contracts';
import { IconPlayerPause, IconPlayerPlay } from '@tabler/icons-react';
import { useTranslation } from 'react-i18next';
import { useApiAction } from '../../api/queries';
import { notifyDone, notifyFailure } from '../../ui/notices';

/** Stops sends, or lets them go on. Pausing says first what it does to the people inside. */
export function PauseButton({ journey }: { journey: JourneyRow }) {
  const { t } = useTranslation();
  const isPaused = journey.status === 'paused';
  const toggle = useApiAction(isPaused ? 'resumeJourney' : 'pauseJourney', ['getDraft', 'listJourneys']);
  const run = (): void =>
    toggle.mutate(
      { params: { id: journey.id } },
      {
        onSuccess: () => notifyDone(t(isPaused ? 'journeys.pause.resumed' : 'journeys.pause.paused')),
        onError: notifyFailure,
      },
    );
  const ask = (): void => {
    modals.openConfirmModal({
      title: t('journeys.pause.title', { name: journey.name }),
      children: <Text size="sm">{t('journeys.pause.hint', { count: journey.active })}</Text>,
      labels: { confirm: t('journeys.pause.pause'), cancel: t('common.cancel') },
      onConfirm: run,
    });
  };
  const Icon = isPaused ? IconPlayerPlay : IconPlayerPause;
  return (
    <Button
      size="xs"
      variant="default"
      loading={toggle.isPending}
      leftSection={<Icon size={16} aria-hidden />}
      onClick={isPaused ? run : ask}
    >
      {t(isPaused ? 'journeys.pause.resume' : 'journeys.pause.pause')}
    </Button>
  );
}
