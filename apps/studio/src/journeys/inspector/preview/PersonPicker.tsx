import { Select } from '@mantine/core';
import { useDebouncedValue } from '@mantine/hooks';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useApi } from '../../../api/queries';

/** Stands for the example person; no lead has this id. */
const EXAMPLE = 'example';

/** The person whose mail is looked at. */
export interface SeenBy {
  readonly id: string;
  readonly name: string;
}

interface PickerProps {
  /** Null: the example person. */
  readonly value: SeenBy | null;
  readonly onChange: (person: SeenBy | null) => void;
}

/** Whose eyes the mail is seen with: the example person, or a lead that is searched for. */
export function PersonPicker({ value, onChange }: PickerProps) {
  const { t } = useTranslation();
  const [search, setSearch] = useState('');
  const [wanted] = useDebouncedValue(search, 250);
  const isName = wanted === (value?.name ?? t('journeys.preview.example'));
  const leads = useApi(
    'listLeads',
    { query: { known: true, limit: 20, ...(wanted === '' || isName ? {} : { search: wanted }) } },
    { keep: true },
  );
  const found = (leads.data?.items ?? []).map(({ id, displayName, email }) => ({
    id,
    name: displayName ?? email ?? t('common.anonymous'),
  }));
  const people = value && !found.some(({ id }) => id === value.id) ? [value, ...found] : found;
  return (
    <Select
      size="xs"
      searchable
      allowDeselect={false}
      label={t('journeys.preview.seenBy')}
      nothingFoundMessage={t('common.nothingMatches')}
      data={[
        { value: EXAMPLE, label: t('journeys.preview.example') },
        ...people.map(({ id, name }) => ({ value: id, label: name })),
      ]}
      // The server has searched.
      filter={({ options }) => options}
      searchValue={search}
      onSearchChange={setSearch}
      value={value?.id ?? EXAMPLE}
      onChange={(id) => onChange(people.find((person) => person.id === id) ?? null)}
    />
  );
}
