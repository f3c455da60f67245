import { Group, TextInput } from '@mantine/core';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useApiAction } from '../api/queries';
import { useZone } from '../session/session';
import { FormDialog } from '../ui/FormDialog';
import { notifyFailure } from '../ui/notices';
import { dayAfter, dayIn } from '../ui/zoned';
import type { HandoffDialogProps } from './ActionDialog';
import { AFTER_ACTION } from './handoff-actions';
import { amountOf, type Money } from './money';
import { MoneyFields } from './MoneyFields';

export function QuoteDialog({ dossier, close, done }: HandoffDialogProps) {
  const { t } = useTranslation();
  const zone = useZone();
  const [today] = useState(() => dayIn(zone, Date.now()));
  const [money, setMoney] = useState<Money>({
    amount: dossier.quote?.amount ?? '',
    currency: dossier.quote?.currency ?? 'EUR',
  });
  const [validUntil, setValidUntil] = useState(dossier.quote?.validUntil ?? dayAfter(today, 30));
  const [chaseOn, setChaseOn] = useState(dossier.quote?.chaseOn ?? dayAfter(today, 7));
  const quote = useApiAction('quoteHandoff', AFTER_ACTION);
  const amount = amountOf(money);
  const submit = (): void => {
    if (amount === null) return;
    const body = { amount, currency: money.currency, validUntil, chaseOn: chaseOn === '' ? null : chaseOn };
    quote.mutate({ params: { id: dossier.id }, body }, { onError: notifyFailure, onSuccess: done });
  };
  return (
    <FormDialog
      title={t('worklist.quoteTitle')}
      close={close}
      submit={submit}
      pending={quote.isPending}
      disabled={amount === null || validUntil < today}
    >
      <MoneyFields money={money} change={setMoney} />
      <Group grow>
        <TextInput
          label={t('worklist.validUntil')}
          type="date"
          min={today}
          value={validUntil}
          onChange={(event) => setValidUntil(event.currentTarget.value)}
        />
        <TextInput
          label={`${t('worklist.chaseOn')} (${t('common.optional')})`}
          type="date"
          min={today}
          value={chaseOn}
          onChange={(event) => setChaseOn(event.currentTarget.value)}
        />
      </Group>
    </FormDialog>
  );
}
