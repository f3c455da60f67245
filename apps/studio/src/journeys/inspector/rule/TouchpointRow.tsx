import { Checkbox, NumberInput, Select, Text } from '@mantine/core';
import type { TouchpointRule } from '@ripen/rules';
import { useTranslation } from 'react-i18next';
import { PropertyRows } from './PropertyRows';
import classes from './rule.module.css';
import { useRuleError } from './RuleErrors';
import { TouchpointSelect } from './TouchpointSelect';

const BOUNDS = ['atLeast', 'atMost', 'never'] as const;
type Bound = (typeof BOUNDS)[number];

interface RowProps {
  readonly rule: TouchpointRule;
  readonly path: string;
  readonly onChange: (rule: TouchpointRule) => void;
}

/** "Did this at least n times within d days." */
export function TouchpointRow({ rule, path, onChange }: RowProps) {
  const { t } = useTranslation();
  const prefix = path === '' ? '' : `${path}.`;
  const boundError = useRuleError(`${prefix}atLeast`);
  const bound = boundOf(rule);
  const count = bound === 'atMost' ? (rule.atMost ?? 1) : (rule.atLeast ?? 1);
  const hasWindow = rule.withinDays !== null && rule.withinDays !== undefined;
  return (
    <div className={classes.touchpoint}>
      <TouchpointSelect
        size="xs"
        label={t('journeys.rule.touchpoint')}
        withAny
        value={rule.type}
        onChange={(type) => onChange({ ...rule, type })}
      />
      <div className={classes.fields}>
        <Select
          size="xs"
          className={classes.how}
          aria-label={t('journeys.rule.howOften')}
          allowDeselect={false}
          data={BOUNDS.map((value) => ({ value, label: t(`journeys.rule.bound.${value}`) }))}
          value={bound}
          onChange={(value) =>
            onChange({ ...rule, ...bounds(BOUNDS.find((known) => known === value) ?? 'atLeast', Math.max(1, count)) })
          }
        />
        {bound !== 'never' && (
          <NumberInput
            size="xs"
            className={classes.number}
            aria-label={t('journeys.rule.count')}
            min={1}
            max={1_000}
            allowDecimal={false}
            error={boundError}
            value={count}
            onChange={(value) => onChange({ ...rule, ...bounds(bound, typeof value === 'number' ? value : 1) })}
            rightSection={<Text size="xs">×</Text>}
          />
        )}
      </div>
      <div className={classes.window}>
        <Checkbox
          size="xs"
          label={t('journeys.rule.within')}
          checked={hasWindow}
          onChange={(event) => onChange({ ...rule, withinDays: event.currentTarget.checked ? 30 : null })}
        />
        {hasWindow && (
          <NumberInput
            size="xs"
            className={classes.days}
            aria-label={t('journeys.rule.days')}
            min={1}
            max={3_650}
            suffix={` ${t('words.unit.days')}`}
            value={rule.withinDays ?? 30}
            onChange={(value) => onChange({ ...rule, withinDays: typeof value === 'number' && value > 0 ? value : 1 })}
          />
        )}
      </div>
      <PropertyRows rules={rule.where} path={`${prefix}where`} onChange={(where) => onChange({ ...rule, where })} />
    </div>
  );
}

function boundOf({ atMost, atLeast }: TouchpointRule): Bound {
  if (atMost === 0) return 'never';
  return atMost !== null && atMost !== undefined && (atLeast === null || atLeast === undefined) ? 'atMost' : 'atLeast';
}

function bounds(bound: Bound, count: number): Pick<TouchpointRule, 'atLeast' | 'atMost'> {
  if (bound === 'never') return { atLeast: null, atMost: 0 };
  return bound === 'atLeast' ? { atLeast: count, atMost: null } : { atLeast: null, atMost: count };
}
