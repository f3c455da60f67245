import { Button, Group } from '@mantine/core';
import { modals } from '@mantine/modals';
import type { EffectRow } from '@ripen/contracts';
import { useTranslation } from 'react-i18next';
import { useApiAction } from '../api/queries';
import { notifyDone, notifyFailure } from '../ui/notices';

type Choice = EffectRow['choices'][number];

/** What a person may decide about a mail. Sending again asks first: the lead may get it twice. */
export function EffectChoices({ effect }: { readonly effect: EffectRow }) {
  const { t } = useTranslation();
  const decide = useApiAction('decideEffect', ['listEffects', 'getLead', 'getLeadTimeline', 'getEnrollment']);
  const take = (choice: Choice): void =>
    decide.mutate(
      { params: { id: effect.id }, body: { choice } },
      { onError: notifyFailure, onSuccess: () => notifyDone(t(`settings.effectDecided.${choice}`)) },
    );
  const ask = (choice: Choice): void => {
    if (choice !== 'send_again') return take(choice);
    modals.openConfirmModal({
      title: t('settings.effectAgainTitle'),
      children: t('settings.effectAgainConfirm', { name: effect.lead.displayName ?? t('common.anonymous') }),
      labels: { confirm: t('settings.effectChoice.send_again'), cancel: t('common.cancel') },
      confirmProps: { color: 'red' },
      onConfirm: () => take(choice),
    });
  };
  return (
    <Group gap={6} wrap="nowrap" justify="flex-end">
      {effect.choices.map((choice) => (
        <Button
          key={choice}
          size="compact-xs"
          variant="default"
          disabled={decide.isPending}
          onClick={() => ask(choice)}
        >
          {t(`settings.effectChoice.${choice}`)}
        </Button>
      ))}
    </Group>
  );
}
