import { Group, NumberInput, Select } from '@mantine/core';
import { useTranslation } from 'react-i18next';

const CURRENCIES = ['EUR', 'CHF', 'USD', 'GBP'];

export interface Money {
  readonly amount: number | string;
  readonly currency: string;
}

interface MoneyFieldsProps {
  readonly money: Money;
  readonly change: (money: Money) => void;
}

export function MoneyFields({ money, change }: MoneyFieldsProps) {
  const { t } = useTranslation();
  return (
    <Group wrap="nowrap" align="flex-end">
      <NumberInput
        label={t('worklist.amount')}
        flex={1}
        min={0}
        decimalScale={2}
        thousandSeparator=" "
        value={money.amount}
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

/** The amount as the API takes it: two decimals at most; null while nothing is typed. */
export function amountOf({ amount }: Money): number | null {
  return amount === '' ? null : Math.round(Number(amount) * 100) / 100;
}
