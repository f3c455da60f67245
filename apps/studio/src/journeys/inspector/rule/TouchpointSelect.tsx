import { Select } from '@mantine/core';
import { TOUCHPOINT_TYPES } from '@ripen/domain';
import { ANY_TOUCHPOINT, touchpointLabel } from '@ripen/rules';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useApi } from '../../../api/queries';
import { useLanguage } from '../../../i18n/use-language';
import { useMay } from '../../../session/session';

interface SelectProps {
  readonly label: string;
  readonly value: string;
  readonly onChange: (type: string) => void;
  /** Whether "any touchpoint" may be chosen. */
  readonly withAny?: boolean;
  readonly size?: 'xs' | 'sm';
  readonly error?: string | undefined;
}

/** A touchpoint type: those that ship, those that the workspace maps, or one that is typed in. */
export function TouchpointSelect({ label, value, onChange, withAny = false, size = 'sm', error }: SelectProps) {
  const { t } = useTranslation();
  const language = useLanguage();
  const may = useMay();
  const [search, setSearch] = useState('');
  const mapping = useApi('getTouchpointMapping', {}, { enabled: may('getTouchpointMapping') }).data;
  const mapped = [...(mapping?.pages ?? []), ...(mapping?.events ?? [])].map(({ type }) => type);
  const typed = asType(search);
  const types = [
    ...new Set([...TOUCHPOINT_TYPES, ...mapped, ...(value === '' || value === ANY_TOUCHPOINT ? [] : [value])]),
  ];
  const data = [
    ...(withAny ? [{ value: ANY_TOUCHPOINT, label: t('journeys.rule.anyTouchpoint') }] : []),
    ...types.map((type) => ({ value: type, label: touchpointLabel(type)[language] })),
    ...(typed !== '' && !types.includes(typed)
      ? [{ value: typed, label: t('journeys.rule.ownTouchpoint', { type: typed }) }]
      : []),
  ];
  return (
    <Select
      size={size}
      label={label}
      searchable
      allowDeselect={false}
      data={data}
      value={value}
      error={error}
      onSearchChange={setSearch}
      filter={({ options, search: wanted }) =>
        options.filter(
          (option) =>
            'label' in option &&
            (option.label.toLowerCase().includes(wanted.toLowerCase().trim()) || option.value === asType(wanted)),
        )
      }
      onChange={(type) => type !== null && onChange(type)}
    />
  );
}

/** What was typed as the name of a type: snake_case, as tracked events are stored. */
function asType(text: string): string {
  const name = text
    .trim()
    .toLowerCase()
    .replaceAll(/[^a-z0-9]+/g, '_');
  return name.replaceAll(/^[_0-9]+|_+$/g, '').slice(0, 100);
}
