import { MultiSelect, NumberInput, Select, TagsInput, TextInput } from '@mantine/core';
import { type FieldRule, type FieldType, LIST_OPERATORS, type Operator, VALUELESS_OPERATORS } from '@ripen/rules';
import { useTranslation } from 'react-i18next';
import classes from './rule.module.css';

interface Option {
  readonly value: string | number;
  readonly label: string;
}

interface ValueProps {
  readonly type: FieldType;
  readonly operator: Operator;
  readonly value: FieldRule['value'];
  readonly options: readonly Option[] | null;
  readonly error: string | undefined;
  readonly onChange: (value: FieldRule['value']) => void;
}

/** The value of a comparison, by the field's type: a choice, a number, yes or no, words. */
export function ValueInput(props: ValueProps) {
  const { type, operator, value } = props;
  if (VALUELESS_OPERATORS.includes(operator)) return null;
  if (type === 'boolean') return <YesNo {...props} />;
  if (type === 'enum') return <Choice {...props} />;
  if (LIST_OPERATORS.includes(operator) || Array.isArray(value)) return <Words {...props} />;
  return type === 'number' ? <Amount {...props} /> : <Line {...props} />;
}

function YesNo({ value, error, onChange }: ValueProps) {
  const { t } = useTranslation();
  return (
    <Select
      size="xs"
      className={classes.value}
      aria-label={t('journeys.rule.value')}
      allowDeselect={false}
      error={error}
      data={[
        { value: 'true', label: t('common.yes') },
        { value: 'false', label: t('common.no') },
      ]}
      value={value === true || value === 'true' ? 'true' : value === false || value === 'false' ? 'false' : null}
      onChange={(next) => onChange(next === 'true')}
    />
  );
}

function Choice({ operator, value, options, error, onChange }: ValueProps) {
  const { t } = useTranslation();
  const data = (options ?? []).map((option) => ({ value: String(option.value), label: option.label }));
  const original = (text: string): string | number =>
    options?.find((option) => String(option.value) === text)?.value ?? text;
  const chosen = listOf(value).map(String);
  const shared = { size: 'xs', className: classes.value, 'aria-label': t('journeys.rule.value'), error, data } as const;
  if (!LIST_OPERATORS.includes(operator)) {
    return (
      <Select
        {...shared}
        value={chosen[0] ?? null}
        onChange={(next) => onChange(next === null ? null : original(next))}
      />
    );
  }
  return (
    <MultiSelect
      {...shared}
      value={chosen}
      onChange={(next) => onChange(next.map(original))}
      placeholder={chosen.length === 0 ? t('journeys.rule.choose') : ''}
    />
  );
}

function Words({ value, error, onChange }: ValueProps) {
  const { t } = useTranslation();
  return (
    <TagsInput
      size="xs"
      className={classes.value}
      aria-label={t('journeys.rule.value')}
      placeholder={t('journeys.rule.addValue')}
      error={error}
      value={listOf(value).map(String)}
      onChange={onChange}
      acceptValueOnBlur
    />
  );
}

function Amount({ value, error, onChange }: ValueProps) {
  const { t } = useTranslation();
  return (
    <NumberInput
      size="xs"
      className={classes.value}
      aria-label={t('journeys.rule.value')}
      error={error}
      value={typeof value === 'number' || typeof value === 'string' ? value : ''}
      onChange={(next) => onChange(next === '' ? null : next)}
    />
  );
}

function Line({ value, error, onChange }: ValueProps) {
  const { t } = useTranslation();
  return (
    <TextInput
      size="xs"
      className={classes.value}
      aria-label={t('journeys.rule.value')}
      error={error}
      maxLength={500}
      value={value === null || value === undefined ? '' : String(value)}
      onChange={(event) => onChange(event.currentTarget.value)}
    />
  );
}

function listOf(value: FieldRule['value']): readonly (string | number | boolean)[] {
  if (value === null || value === undefined) return [];
  return typeof value === 'object' ? value : [value];
}
