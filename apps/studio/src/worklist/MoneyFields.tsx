import { Group, NumberInput, Select } from '@mantine/core';
import { REFUSAL_TEXTS } from '@ripen/handoff';
import { useTranslation } from 'react-i18next';
import { useFormat } from '../ui/use-format';
import { amountOf, type Money } from './money';

const CURRENCIES = ['EUR', 'CHF', 'USD', 'GBP'];

interface MoneyFieldsProps {
  readonly money: Money;
  readonly change: (money: Money) => void;
}

export function MoneyFields({ money, change }: MoneyFieldsProps) {
  const { t } = useTranslation();
  const { text } = useFormat();
  const refused = money.amount !== '' && amountOf(money) === null;
  return (
    <Group wrap="nowrap" align="flex-start">
      <NumberInput
        label={t('worklist.amount')}
        flex={1}
        allowNegative={false}
        decimalScale={2}
        thousandSeparator=" "
        value={money.amount}
        error={refused ? text(REFUSAL_TEXTS.amount_missing) : undefined}
        onChange={(amount) => change({ ...money, amount })}
        data-autofocus
      />
      <Select
        label={t('worklist.currency')}
        w={112}
        data={CURRENCIES}
        value={money.currency}
        allowDeselect={false}
        onChange={(currency) => change({ ...money, currency: currency ?? 'EUR' })}
      />
    </Group>
  );
}
