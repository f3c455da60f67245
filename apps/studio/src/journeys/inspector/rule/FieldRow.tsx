import { Select } from '@mantine/core';
import type { Language } from '@ripen/domain';
import {
  type FieldRule,
  fieldType,
  OPERATOR_LABELS,
  operatorsFor,
  RULE_FIELD_LABELS,
  RULE_FIELDS,
  ruleFieldOptions,
} from '@ripen/rules';
import { useTranslation } from 'react-i18next';
import { useLanguage } from '../../../i18n/use-language';
import { withField, withOperator } from './condition-edits';
import classes from './rule.module.css';
import { useRuleError } from './RuleErrors';
import { ValueInput } from './ValueInput';

const PLACES = ['lead', 'company', 'score', 'consent'] as const;

interface RowProps {
  readonly rule: FieldRule;
  readonly path: string;
  readonly onChange: (rule: FieldRule) => void;
}

/** A field, a comparison, a value. */
export function FieldRow({ rule, path, onChange }: RowProps) {
  const { t } = useTranslation();
  const language = useLanguage();
  const prefix = path === '' ? '' : `${path}.`;
  const valueError = useRuleError(`${prefix}value`);
  const operatorError = useRuleError(`${prefix}operator`);
  const fields = PLACES.map((place) => ({
    group: t(`journeys.rule.place.${place}`),
    items: RULE_FIELDS.filter((field) => field.startsWith(`${place}.`)).map((field) => ({
      value: field,
      label: RULE_FIELD_LABELS[field][language],
    })),
  }));
  return (
    <div className={classes.fields}>
      <Select
        size="xs"
        className={classes.what}
        aria-label={t('journeys.rule.field')}
        searchable
        allowDeselect={false}
        data={fields}
        value={rule.field}
        onChange={(value) => {
          const field = RULE_FIELDS.find((known) => known === value);
          if (field) onChange(withField(rule, field));
        }}
      />
      <Select
        size="xs"
        className={classes.how}
        aria-label={t('journeys.rule.operator')}
        allowDeselect={false}
        error={operatorError}
        data={operatorsFor(rule.field).map((operator) => ({
          value: operator,
          label: OPERATOR_LABELS[operator][language],
        }))}
        value={rule.operator}
        onChange={(value) => {
          const operator = operatorsFor(rule.field).find((known) => known === value);
          if (operator) onChange(withOperator(rule, operator));
        }}
      />
      <ValueInput
        type={fieldType(rule.field)}
        operator={rule.operator}
        value={rule.value}
        options={optionsOf(rule, language)}
        error={valueError}
        onChange={(value) => onChange({ ...rule, value })}
      />
    </div>
  );
}

function optionsOf({ field }: FieldRule, language: Language) {
  return ruleFieldOptions(field)?.map(({ value, label }) => ({ value, label: label[language] })) ?? null;
}
