import { Group, Input, NumberInput, Select } from '@mantine/core';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { DURATION_UNITS, durationOf, msOf } from './duration';

interface DurationFieldProps {
  readonly label: string;
  readonly hint?: string;
  /** Milliseconds. */
  readonly value: number;
  readonly onChange: (ms: number) => void;
}

/** A number and its unit, from seconds to days. */
export function DurationField({ label, hint, value, onChange }: DurationFieldProps) {
  const { t } = useTranslation();
  const [shown, setShown] = useState(() => durationOf(value));
  const set = (next: typeof shown): void => {
    setShown(next);
    onChange(msOf(next));
  };
  return (
    <Input.Wrapper label={label} description={hint}>
      <Group gap={4} wrap="nowrap">
        <NumberInput
          flex={1}
          aria-label={label}
          min={1}
          allowDecimal={false}
          value={shown.count}
          onChange={(count) => set({ ...shown, count: Math.max(1, Number(count)) })}
        />
        <Select
          w={124}
          aria-label={`${label}: ${t('settings.unit')}`}
          allowDeselect={false}
          data={DURATION_UNITS.map((unit) => ({ value: unit, label: t(`words.unit.${unit}`) }))}
          value={shown.unit}
          onChange={(unit) => set({ ...shown, unit: unit ?? shown.unit })}
        />
      </Group>
    </Input.Wrapper>
  );
}
