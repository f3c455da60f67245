import { Button, Group, MultiSelect, SegmentedControl, TextInput } from '@mantine/core';
import { CATEGORIES, CELLS, STAGES } from '@ripen/domain';
import { IconSearch, IconX } from '@tabler/icons-react';
import { useEffect, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { z } from 'zod';
import type { leadsSearchSchema } from '../app/router';
import classes from './leads.module.css';

export type LeadFilterValues = Omit<z.output<typeof leadsSearchSchema>, 'sort'>;

interface LeadFiltersProps {
  readonly filters: LeadFilterValues;
  readonly change: (next: LeadFilterValues) => void;
  readonly clear: () => void;
}

const TYPING_PAUSE = 250;

export function LeadFilters({ filters, change, clear }: LeadFiltersProps) {
  const { t } = useTranslation();
  const any = Object.values(filters).some((value) => value !== undefined);
  return (
    <Group gap="xs" role="search">
      <SearchField
        value={filters.search ?? ''}
        change={(search) => change({ search: search === '' ? undefined : search })}
      />
      <Several
        label={t('leads.stage')}
        values={STAGES}
        chosen={filters.stage}
        word={(stage) => t(`words.stage.${stage}`)}
        change={(stage) => change({ stage })}
      />
      <Several
        label={t('leads.cell')}
        values={CELLS}
        chosen={filters.cell}
        word={(cell) => cell}
        change={(cell) => change({ cell })}
      />
      <Several
        label={t('leads.category')}
        values={CATEGORIES}
        chosen={filters.category}
        word={(category) => t(`words.category.${category}`)}
        change={(category) => change({ category })}
      />
      <SegmentedControl
        aria-label={t('leads.known')}
        size="xs"
        value={filters.known === undefined ? 'all' : String(filters.known)}
        onChange={(value) => change({ known: value === 'all' ? undefined : value === 'true' })}
        data={[
          { value: 'all', label: t('leads.knownAll') },
          { value: 'true', label: t('leads.knownOnly') },
          { value: 'false', label: t('leads.anonymousOnly') },
        ]}
      />
      {any ? (
        <Button variant="subtle" color="gray" size="xs" leftSection={<IconX size={14} />} onClick={clear}>
          {t('common.clearFilters')}
        </Button>
      ) : null}
    </Group>
  );
}

/** Asks only after a pause in typing, and follows when the filters are cleared elsewhere. */
export function SearchField({
  value,
  change,
  label,
}: {
  readonly value: string;
  readonly change: (search: string) => void;
  readonly label?: string;
}) {
  const { t } = useTranslation();
  const [typed, setTyped] = useState(value);
  const [seen, setSeen] = useState(value);
  if (seen !== value) {
    setSeen(value);
    // What comes back is what was typed, less the space at its end: keep the space for the next word.
    if (typed.trim() !== value) setTyped(value);
  }
  useEffect(() => {
    if (typed.trim() === value) return;
    const timer = setTimeout(() => change(typed.trim()), TYPING_PAUSE);
    return () => clearTimeout(timer);
  });
  return (
    <TextInput
      className={classes.search}
      size="xs"
      type="search"
      aria-label={t('common.search')}
      placeholder={label ?? t('leads.searchHint')}
      leftSection={<IconSearch size={14} />}
      value={typed}
      onChange={(event) => setTyped(event.currentTarget.value)}
    />
  );
}

interface SeveralProps<T extends string> {
  readonly label: string;
  readonly values: readonly T[];
  readonly chosen: readonly T[] | undefined;
  readonly word: (value: T) => string;
  readonly change: (chosen: T[] | undefined) => void;
}

function Several<T extends string>({ label, values, chosen = [], word, change }: SeveralProps<T>) {
  return (
    <MultiSelect<T>
      size="xs"
      className={classes.filter}
      aria-label={label}
      placeholder={chosen.length === 0 ? label : ''}
      data={values.map((value) => ({ value, label: word(value) }))}
      value={[...chosen]}
      onChange={(next) => change(next.length === 0 ? undefined : next)}
      clearable
      checkIconPosition="right"
    />
  );
}
