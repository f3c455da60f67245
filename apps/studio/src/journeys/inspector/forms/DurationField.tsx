import { NumberInput, Select } from '@mantine/core';
import { type Duration, DURATION_UNITS } from '@ripen/journey';
import { useTranslation } from 'react-i18next';
import classes from '../inspector.module.css';

interface DurationProps {
  readonly label: string;
  readonly value: Duration;
  readonly error?: string | undefined;
  readonly onChange: (value: Duration) => void;
}

/** A length of time: how many of what. */
export function DurationField({ label, value, error, onChange }: DurationProps) {
  const { t } = useTranslation();
  return (
    <div className={classes.row}>
      <NumberInput
        className={classes.grow}
        label={label}
        min={1}
        max={100_000}
        allowDecimal={false}
        clampBehavior="strict"
        error={error}
        value={value.amount > 0 ? value.amount : ''}
        onChange={(amount) => onChange({ ...value, amount: typeof amount === 'number' ? amount : 0 })}
      />
      <Select
        className={classes.grow}
        label={t('journeys.form.unit')}
        allowDeselect={false}
        data={DURATION_UNITS.map((unit) => ({ value: unit, label: t(`words.unit.${unit}`) }))}
        value={value.unit}
        onChange={(unit) => onChange({ ...value, unit: DURATION_UNITS.find((known) => known === unit) ?? value.unit })}
      />
    </div>
  );
}
