import { ActionIcon, Button, Select, TextInput } from '@mantine/core';
import { OPERATOR_LABELS, OPERATORS, type PropertyRule } from '@ripen/rules';
import { IconPlus, IconX } from '@tabler/icons-react';
import { useTranslation } from 'react-i18next';
import { useLanguage } from '../../../i18n/use-language';
import { fit } from './condition-edits';
import classes from './rule.module.css';
import { useRuleError } from './RuleErrors';
import { ValueInput } from './ValueInput';

interface RowsProps {
  readonly rules: readonly PropertyRule[];
  readonly path: string;
  readonly onChange: (rules: PropertyRule[]) => void;
}

/** Details of a touchpoint that have to fit as well: which page, which link, which webinar. */
export function PropertyRows({ rules, path, onChange }: RowsProps) {
  const { t } = useTranslation();
  return (
    <div className={classes.properties}>
      {rules.map((rule, index) => (
        <PropertyRow
          key={index}
          rule={rule}
          path={`${path}.${index}`}
          onChange={(next) => onChange(rules.map((old, at) => (at === index ? next : old)))}
          onRemove={() => onChange(rules.filter((_, at) => at !== index))}
        />
      ))}
      <Button
        size="compact-xs"
        variant="subtle"
        color="gray"
        className={classes.add}
        leftSection={<IconPlus size={14} aria-hidden />}
        onClick={() => onChange([...rules, { property: 'url', operator: 'contains', value: '' }])}
      >
        {t('journeys.rule.addProperty')}
      </Button>
    </div>
  );
}

interface RowProps {
  readonly rule: PropertyRule;
  readonly path: string;
  readonly onChange: (rule: PropertyRule) => void;
  readonly onRemove: () => void;
}

function PropertyRow({ rule, path, onChange, onRemove }: RowProps) {
  const { t } = useTranslation();
  const language = useLanguage();
  const error = useRuleError(`${path}.value`);
  return (
    <div className={classes.part}>
      <div className={`${classes.partBody} ${classes.fields}`}>
        <TextInput
          size="xs"
          className={classes.what}
          aria-label={t('journeys.rule.property')}
          maxLength={100}
          value={rule.property}
          onChange={(event) => onChange({ ...rule, property: event.currentTarget.value })}
        />
        <Select
          size="xs"
          className={classes.how}
          aria-label={t('journeys.rule.operator')}
          allowDeselect={false}
          data={OPERATORS.map((operator) => ({ value: operator, label: OPERATOR_LABELS[operator][language] }))}
          value={rule.operator}
          onChange={(value) => {
            const operator = OPERATORS.find((known) => known === value);
            if (operator) onChange({ ...rule, operator, value: fit(rule.value, operator) });
          }}
        />
        <ValueInput
          type="text"
          operator={rule.operator}
          value={rule.value}
          options={null}
          error={error}
          onChange={(value) => onChange({ ...rule, value })}
        />
      </div>
      <ActionIcon size="sm" aria-label={t('journeys.rule.remove')} title={t('journeys.rule.remove')} onClick={onRemove}>
        <IconX size={14} aria-hidden />
      </ActionIcon>
    </div>
  );
}
