import { NumberInput, Select, SimpleGrid, TextInput, Title } from '@mantine/core';
import type { UseFormReturnType } from '@mantine/form';
import type { CustomFieldShape, LeadDetail } from '@ripen/contracts';
import { useTranslation } from 'react-i18next';
import { useApi } from '../api/queries';
import { useFormat } from '../ui/use-format';
import { type LeadForm, NO, YES } from './lead-form';

const NONE: readonly CustomFieldShape[] = [];

/** Fields of the workspace's own; none while they are on their way. */
export function useOwnFields(): readonly CustomFieldShape[] {
  return useApi('listCustomFields', {}).data?.items ?? NONE;
}

/** A value of an own field as it is read. */
export function useOwnValue(): (field: CustomFieldShape, value: LeadDetail['custom'][string]) => string | null {
  const { t } = useTranslation();
  const { count, day } = useFormat();
  return ({ type }, value) => {
    if (value === null || value === '') return null;
    if (typeof value === 'boolean') return t(value ? 'common.yes' : 'common.no');
    if (typeof value === 'number') return count(value);
    return type === 'date' ? day(value) : value;
  };
}

export function OwnFields({ form }: { readonly form: UseFormReturnType<LeadForm> }) {
  const { t } = useTranslation();
  const fields = useOwnFields();
  if (fields.length === 0) return null;
  return (
    <>
      <Title order={3}>{t('imports.group.own')}</Title>
      <SimpleGrid cols={{ base: 1, xs: 2 }} verticalSpacing="sm">
        {fields.map((field) => (
          <OwnField
            key={field.id}
            field={field}
            value={form.values.custom[field.key] ?? ''}
            change={(value) => form.setFieldValue('custom', { ...form.values.custom, [field.key]: value })}
          />
        ))}
      </SimpleGrid>
    </>
  );
}

interface OwnFieldProps {
  readonly field: CustomFieldShape;
  readonly value: string | number;
  readonly change: (value: string | number) => void;
}

function OwnField({ field, value, change }: OwnFieldProps) {
  const { t } = useTranslation();
  const { text } = useFormat();
  const label = text(field.label);
  switch (field.type) {
    case 'number':
      return <NumberInput label={label} value={value} onChange={change} />;
    case 'yes_no':
    case 'choice':
      return (
        <Select
          label={label}
          clearable
          value={value === '' ? null : String(value)}
          data={
            field.type === 'choice'
              ? field.choices
              : [
                  { value: YES, label: t('common.yes') },
                  { value: NO, label: t('common.no') },
                ]
          }
          onChange={(next) => change(next ?? '')}
        />
      );
    case 'text':
    case 'date':
      return (
        <TextInput
          label={label}
          type={field.type}
          value={value}
          onChange={(event) => change(event.currentTarget.value)}
        />
      );
  }
}
