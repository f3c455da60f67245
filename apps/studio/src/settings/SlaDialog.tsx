import { Alert, Group, NumberInput, Switch, TextInput } from '@mantine/core';
import { useForm } from '@mantine/form';
import type { SlaPolicyBody, StoredSlaPolicy } from '@ripen/contracts';
import { SLA_CLOCKS, type SlaClock } from '@ripen/domain';
import { type ClockPolicy, DEFAULT_POLICY, type SlaPolicy } from '@ripen/handoff';
import { useTranslation } from 'react-i18next';
import { useApiAction } from '../api/queries';
import { CalendarFields } from '../calendar/CalendarFields';
import { calendarWorks } from '../calendar/week';
import { useMe } from '../session/session';
import { DurationField } from '../ui/DurationField';
import { filled } from '../ui/field-checks';
import { FormDialog } from '../ui/FormDialog';
import { notifyDone } from '../ui/notices';
import { useFormFailure } from '../ui/use-form-failure';
import classes from './settings.module.css';

interface SlaForm {
  name: string;
  isDefault: boolean;
  policy: SlaPolicy;
}

/** A rung that is switched off is null; the reminder has to come before the warning. */
function rungsInOrder({ remindAt, warnAt }: ClockPolicy): boolean {
  return remindAt === null || warnAt === null || remindAt < warnAt;
}

export function SlaDialog({ policy, close }: { readonly policy: StoredSlaPolicy | null; readonly close: () => void }) {
  const { t } = useTranslation();
  const { workspace } = useMe();
  const failed = useFormFailure();
  const create = useApiAction('createSlaPolicy', ['listSlaPolicies']);
  const update = useApiAction('updateSlaPolicy', ['listSlaPolicies']);
  const form = useForm<SlaForm>({
    initialValues:
      policy === null
        ? { name: '', isDefault: false, policy: DEFAULT_POLICY(workspace.zone) }
        : { name: policy.name, isDefault: policy.isDefault, policy: policy.policy },
  });
  const set = (part: Partial<SlaPolicy>): void => form.setFieldValue('policy', { ...form.values.policy, ...part });
  const after = {
    onError: (error: Error) => failed(form, error),
    onSuccess: () => {
      notifyDone(t('common.saved'));
      close();
    },
  };
  const submit = (): void => {
    const body: SlaPolicyBody = form.values;
    const problems = {
      name: filled(body.name),
      rungs: SLA_CLOCKS.every((clock) => rungsInOrder(form.values.policy[clock])) ? null : t('settings.slaOrder'),
      calendar: calendarWorks(form.values.policy.calendar) ? null : t('settings.badHours'),
    };
    form.setErrors(problems);
    if (Object.values(problems).some((problem) => problem !== null)) return;
    if (policy === null) create.mutate({ body }, after);
    else update.mutate({ params: { id: policy.id }, body }, after);
  };
  const { rounds, poolMs, calendar } = form.values.policy;
  return (
    <FormDialog
      title={t(policy === null ? 'settings.slaAdd' : 'settings.slaEdit')}
      close={close}
      submit={submit}
      pending={create.isPending || update.isPending}
      size="xl"
    >
      <TextInput {...form.getInputProps('name')} label={t('settings.slaName')} data-autofocus />
      <Switch
        {...form.getInputProps('isDefault', { type: 'checkbox' })}
        label={t('settings.slaDefault')}
        description={t('settings.slaDefaultHint')}
      />
      {SLA_CLOCKS.map((clock) => (
        <ClockFields
          key={clock}
          clock={clock}
          policy={form.values.policy[clock]}
          change={(next) => set({ [clock]: next })}
        />
      ))}
      {form.errors.rungs === undefined ? null : <Alert color="red">{form.errors.rungs}</Alert>}
      <Group grow align="flex-start">
        <NumberInput
          label={t('settings.slaRounds')}
          description={t('settings.slaRoundsHint')}
          min={1}
          max={10}
          allowDecimal={false}
          value={rounds}
          onChange={(value) => set({ rounds: Math.max(1, Number(value)) })}
        />
        <DurationField
          label={t('settings.slaPool')}
          hint={t('settings.slaPoolHint')}
          value={poolMs}
          onChange={(value) => set({ poolMs: value })}
        />
      </Group>
      <CalendarFields calendar={calendar} change={(next) => set({ calendar: next })} />
      {form.errors.calendar === undefined ? null : <Alert color="red">{form.errors.calendar}</Alert>}
    </FormDialog>
  );
}

const CLOCK_LABELS = {
  accept: 'settings.slaAccept',
  contact: 'settings.slaContact',
  feedback: 'settings.slaFeedback',
} as const;

interface ClockFieldsProps {
  readonly clock: SlaClock;
  readonly policy: ClockPolicy;
  readonly change: (policy: ClockPolicy) => void;
}

/** One promise: how long, and at which share of it somebody is told. An empty rung is switched off. */
function ClockFields({ clock, policy, change }: ClockFieldsProps) {
  const { t } = useTranslation();
  const rung = (label: string, value: number | null, set: (value: number | null) => void) => (
    <NumberInput
      label={label}
      suffix=" %"
      min={1}
      max={99}
      allowDecimal={false}
      value={value ?? ''}
      onChange={(next) => set(next === '' ? null : Number(next))}
    />
  );
  return (
    <div className={classes.clock} role="group" aria-label={t(CLOCK_LABELS[clock])}>
      <DurationField
        label={t(CLOCK_LABELS[clock])}
        value={policy.durationMs}
        onChange={(durationMs) => change({ ...policy, durationMs })}
      />
      {rung(t('settings.slaRemind'), policy.remindAt, (remindAt) => change({ ...policy, remindAt }))}
      {rung(t('settings.slaWarn'), policy.warnAt, (warnAt) => change({ ...policy, warnAt }))}
    </div>
  );
}
