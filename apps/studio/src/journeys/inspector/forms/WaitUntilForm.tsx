import { ActionIcon, Button, MultiSelect, Select, Switch } from '@mantine/core';
import { STAGES } from '@ripen/domain';
import {
  type AwaitedConfig,
  type JourneyNode,
  SINCE,
  type WaitUntilConfig,
  waitUntilConfigSchema,
} from '@ripen/journey';
import { STAGE_LABELS } from '@ripen/rules';
import { IconPlus, IconTrash } from '@tabler/icons-react';
import { useTranslation } from 'react-i18next';
import { useLanguage } from '../../../i18n/use-language';
import { type ConfigForm, useConfigForm } from '../config-form';
import classes from '../inspector.module.css';
import { PropertyRows } from '../rule/PropertyRows';
import { TouchpointSelect } from '../rule/TouchpointSelect';
import { DurationField } from './DurationField';
import { Field } from './Field';
import { freeKey } from './list-edits';

const AWAITED = ['touchpoint', 'stage', 'confirmed'] as const satisfies readonly AwaitedConfig['kind'][];

/** What may end the wait, each with a way out of its own, and when it ends anyway. */
export function WaitUntilForm({ node }: { node: JourneyNode }) {
  const { t } = useTranslation();
  const form = useConfigForm(node, waitUntilConfigSchema);
  const { config, set } = form;
  const { events, timeout } = config;
  const fresh = (): AwaitedConfig => ({
    key: freeKey('event', events),
    kind: 'touchpoint',
    type: 'webinar_registered',
    where: [],
  });
  return (
    <>
      <Field
        name="events"
        label={t('journeys.form.events')}
        hint={t('journeys.form.eventsHint')}
        error={form.error('events')}
      >
        {events.map((event, index) => (
          <EventEditor key={event.key} form={form} event={event} index={index} />
        ))}
        <Button
          size="xs"
          variant="default"
          leftSection={<IconPlus size={14} aria-hidden />}
          onClick={() => set('events', { ...config, events: [...events, fresh()] })}
        >
          {t('journeys.form.addEvent')}
        </Button>
      </Field>
      <Field name="timeout" error={timeout === null ? form.error('timeout') : undefined}>
        <Switch
          label={t('journeys.form.timeout')}
          description={t('journeys.form.timeoutHint')}
          checked={timeout !== null}
          onChange={(event) =>
            set('timeout', { ...config, timeout: event.currentTarget.checked ? { amount: 7, unit: 'days' } : null })
          }
        />
        {timeout !== null && (
          <DurationField
            label={t('journeys.form.atMost')}
            value={timeout}
            error={form.error('timeout.amount')}
            onChange={(next) => set('timeout.amount', { ...config, timeout: next })}
          />
        )}
      </Field>
    </>
  );
}

interface EventProps {
  readonly form: ConfigForm<WaitUntilConfig>;
  readonly event: AwaitedConfig;
  readonly index: number;
}

function EventEditor({ form, event, index }: EventProps) {
  const { t } = useTranslation();
  const { config } = form;
  const put = (field: string, next: AwaitedConfig): void =>
    form.set(`events.${event.key}.${field}`, {
      ...config,
      events: config.events.map((old, at) => (at === index ? next : old)),
    });
  const choose = (kind: string | null): void => {
    const { key } = event;
    if (kind === 'touchpoint') put('kind', { key, kind, type: 'email_link_clicked', where: [] });
    if (kind === 'stage') put('kind', { key, kind, stages: ['sales_ready'] });
    if (kind === 'confirmed') put('kind', { key, kind });
  };
  return (
    <div className={classes.item} data-field={`events.${index}`}>
      <div className={classes.itemHead}>
        <Select
          size="xs"
          className={classes.grow}
          aria-label={t('journeys.form.eventKind')}
          allowDeselect={false}
          data={AWAITED.map((kind) => ({ value: kind, label: t(`journeys.form.awaited.${kind}`) }))}
          value={event.kind}
          onChange={choose}
        />
        <ActionIcon
          size="sm"
          aria-label={t('journeys.form.removeEvent')}
          onClick={() => form.set('events', { ...config, events: config.events.filter((_, at) => at !== index) })}
        >
          <IconTrash size={14} aria-hidden />
        </ActionIcon>
      </div>
      {event.kind === 'touchpoint' && (
        <TouchpointEvent event={event} error={form.error(`events.${index}.type`)} put={put} />
      )}
      {event.kind === 'stage' && <StageEvent event={event} error={form.error(`events.${index}.stages`)} put={put} />}
    </div>
  );
}

interface EventPartProps<K extends AwaitedConfig['kind']> {
  readonly event: Extract<AwaitedConfig, { kind: K }>;
  readonly error: string | undefined;
  readonly put: (field: string, next: AwaitedConfig) => void;
}

function TouchpointEvent({ event, error, put }: EventPartProps<'touchpoint'>) {
  const { t } = useTranslation();
  return (
    <>
      <TouchpointSelect
        size="xs"
        label={t('journeys.rule.touchpoint')}
        withAny
        error={error}
        value={event.type}
        onChange={(type) => put('type', { ...event, type })}
      />
      <PropertyRows rules={event.where} path="where" onChange={(where) => put('where', { ...event, where })} />
      <Select
        size="xs"
        label={t('journeys.form.since')}
        allowDeselect={false}
        data={SINCE.map((since) => ({ value: since, label: t(`journeys.form.sinceWhen.${since}`) }))}
        value={event.since ?? (event.type === 'email_link_clicked' ? 'last_message' : 'entry')}
        onChange={(value) => {
          const since = SINCE.find((known) => known === value);
          if (since) put('since', { ...event, since });
        }}
      />
    </>
  );
}

function StageEvent({ event, error, put }: EventPartProps<'stage'>) {
  const { t } = useTranslation();
  const language = useLanguage();
  return (
    <MultiSelect
      size="xs"
      label={t('journeys.form.stages')}
      error={error}
      data={STAGES.map((stage) => ({ value: stage, label: STAGE_LABELS[stage][language] }))}
      value={event.stages}
      onChange={(stages) => put('stages', { ...event, stages: STAGES.filter((stage) => stages.includes(stage)) })}
    />
  );
}
