import { Group, NumberInput, SimpleGrid, Stack, Text, TextInput } from '@mantine/core';
import { useDebouncedValue } from '@mantine/hooks';
import type { ScoringModel } from '@ripen/scoring';
import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { api } from '../api/client';
import { CellBadge, StageBadge } from '../ui/stage';
import { useFormat } from '../ui/use-format';

const TYPING_PAUSE = 250;

/** A made-up person, scored by the server's own code while one types. */
export function TryModel({ model }: { readonly model: ScoringModel }) {
  const { t } = useTranslation();
  const { text, points } = useFormat();
  const [person, setPerson] = useState({ position: '', employees: '' as number | string, industry: '' });
  const [touchpoints, setTouchpoints] = useState<Record<string, number>>({});
  const [body] = useDebouncedValue(
    {
      position: person.position === '' ? null : person.position,
      employees: person.employees === '' ? null : Number(person.employees),
      industry: person.industry === '' ? null : person.industry,
      touchpoints,
    },
    TYPING_PAUSE,
  );
  const result = useQuery({
    queryKey: ['tryScoringModel', body],
    queryFn: ({ signal }) => api('tryScoringModel', { body }, signal),
    placeholderData: (last) => last,
  });
  return (
    <Stack gap="sm">
      <Text size="sm" c="dimmed">
        {t('scoring.tryHint')}
      </Text>
      <SimpleGrid cols={3} spacing="xs">
        <TextInput
          size="xs"
          label={t('leads.position')}
          value={person.position}
          onChange={(event) => setPerson({ ...person, position: event.currentTarget.value })}
        />
        <NumberInput
          size="xs"
          label={t('leads.employees')}
          min={0}
          allowDecimal={false}
          value={person.employees}
          onChange={(employees) => setPerson({ ...person, employees })}
        />
        <TextInput
          size="xs"
          label={t('leads.industry')}
          value={person.industry}
          onChange={(event) => setPerson({ ...person, industry: event.currentTarget.value })}
        />
      </SimpleGrid>
      {model.points.map((rule) => (
        <Group key={rule.type} justify="space-between" wrap="nowrap">
          <Text size="sm">{text(rule.label)}</Text>
          <NumberInput
            size="xs"
            w={72}
            aria-label={text(rule.label)}
            min={0}
            max={100}
            allowDecimal={false}
            value={touchpoints[rule.type] ?? 0}
            onChange={(value) => setTouchpoints({ ...touchpoints, [rule.type]: Number(value) })}
          />
        </Group>
      ))}
      {result.error === null ? null : (
        <Text size="sm" c="red">
          {result.error.message}
        </Text>
      )}
      {result.data === undefined ? null : (
        <Group gap="xs" aria-live="polite">
          <Text size="sm">
            {t('common.points', { count: result.data.pointsMilli / 1_000, number: points(result.data.pointsMilli) })} ·{' '}
            {t('scoring.tryResult')}
          </Text>
          <CellBadge cell={result.data.cell} stage={result.data.stage} />
          <StageBadge stage={result.data.stage} />
        </Group>
      )}
    </Stack>
  );
}
