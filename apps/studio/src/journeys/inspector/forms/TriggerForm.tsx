import { Button, MultiSelect, Select } from '@mantine/core';
import { asLabel, BANT_CRITERIA, BANT_WORDS, FEEDBACK_KINDS, FEEDBACK_WORDS, STAGES } from '@ripen/domain';
import { type JourneyNode, type TriggerConfig, triggerConfigSchema } from '@ripen/journey';
import { STAGE_LABELS } from '@ripen/rules';
import { IconFilter, IconX } from '@tabler/icons-react';
import { useTranslation } from 'react-i18next';
import { useApi } from '../../../api/queries';
import { useLanguage } from '../../../i18n/use-language';
import { useFormat } from '../../../ui/use-format';
import { type ConfigForm, useConfigForm } from '../config-form';
import { NEW_FIELD_RULE } from '../rule/condition-edits';
import { PropertyRows } from '../rule/PropertyRows';
import { RuleBuilder } from '../rule/RuleBuilder';
import { TouchpointSelect } from '../rule/TouchpointSelect';
import { Field } from './Field';

const ENTRIES = [
  'stage',
  'touchpoint',
  'feedback',
  'submission',
  'by_hand',
  'api',
] as const satisfies readonly TriggerConfig['on'][];
type Of<On extends TriggerConfig['on']> = Extract<TriggerConfig, { on: On }>;

/** Each way in as it begins. */
const FRESH: { readonly [On in TriggerConfig['on']]: Omit<Of<On>, 'only'> } = {
  stage: { on: 'stage', stages: ['nurture'] },
  touchpoint: { on: 'touchpoint', type: 'content_requested', where: [] },
  feedback: { on: 'feedback', kinds: ['lost'], unmet: [] },
  submission: { on: 'submission', offerSlug: null },
  by_hand: { on: 'by_hand' },
  api: { on: 'api' },
};

/** What brings people in, and which of them. */
export function TriggerForm({ node }: { node: JourneyNode }) {
  const { t } = useTranslation();
  const form = useConfigForm(node, triggerConfigSchema);
  const { config } = form;
  const choose = (on: string | null): void => {
    const entry = ENTRIES.find((known) => known === on);
    if (entry && entry !== config.on) form.set('on', { ...FRESH[entry], only: config.only });
  };
  return (
    <>
      <Field name="on">
        <Select
          description={t(`journeys.form.entryHint.${config.on}`)}
          label={t('journeys.form.entry')}
          allowDeselect={false}
          data={ENTRIES.map((on) => ({ value: on, label: t(`journeys.form.entryBy.${on}`) }))}
          value={config.on}
          onChange={choose}
        />
      </Field>
      <Details form={form} />
      <OnlyRule form={form} />
    </>
  );
}

function Details({ form }: { form: ConfigForm<TriggerConfig> }) {
  const { config } = form;
  switch (config.on) {
    case 'stage':
      return <StageDetails form={form} config={config} />;
    case 'touchpoint':
      return <TouchpointDetails form={form} config={config} />;
    case 'feedback':
      return <FeedbackDetails form={form} config={config} />;
    case 'submission':
      return <OfferDetails form={form} config={config} />;
    case 'by_hand':
    case 'api':
      return null;
  }
}

interface DetailsProps<On extends TriggerConfig['on']> {
  readonly form: ConfigForm<TriggerConfig>;
  readonly config: Of<On>;
}

function StageDetails({ form, config }: DetailsProps<'stage'>) {
  const { t } = useTranslation();
  const language = useLanguage();
  return (
    <Field name="stages">
      <MultiSelect
        label={t('journeys.form.stages')}
        error={form.error('stages')}
        data={STAGES.map((stage) => ({ value: stage, label: STAGE_LABELS[stage][language] }))}
        value={config.stages}
        onChange={(stages) =>
          form.set('stages', { ...config, stages: STAGES.filter((stage) => stages.includes(stage)) })
        }
      />
    </Field>
  );
}

function TouchpointDetails({ form, config }: DetailsProps<'touchpoint'>) {
  const { t } = useTranslation();
  return (
    <>
      <Field name="type">
        <TouchpointSelect
          label={t('journeys.rule.touchpoint')}
          error={form.error('type')}
          value={config.type}
          onChange={(type) => form.set('type', { ...config, type })}
        />
      </Field>
      <Field name="where" label={t('journeys.form.where')}>
        <PropertyRows rules={config.where} path="where" onChange={(where) => form.set('where', { ...config, where })} />
      </Field>
    </>
  );
}

function FeedbackDetails({ form, config }: DetailsProps<'feedback'>) {
  const { t } = useTranslation();
  const { text } = useFormat();
  return (
    <>
      <Field name="kinds">
        <MultiSelect
          label={t('journeys.form.feedbackKinds')}
          error={form.error('kinds')}
          data={FEEDBACK_KINDS.map((kind) => ({ value: kind, label: text(asLabel(FEEDBACK_WORDS[kind])) }))}
          value={config.kinds}
          onChange={(kinds) =>
            form.set('kinds', { ...config, kinds: FEEDBACK_KINDS.filter((kind) => kinds.includes(kind)) })
          }
        />
      </Field>
      <Field name="unmet">
        <MultiSelect
          label={t('journeys.form.unmet')}
          description={t('journeys.form.unmetHint')}
          data={BANT_CRITERIA.map((criterion) => ({ value: criterion, label: text(asLabel(BANT_WORDS[criterion])) }))}
          value={config.unmet}
          onChange={(unmet) =>
            form.set('unmet', { ...config, unmet: BANT_CRITERIA.filter((criterion) => unmet.includes(criterion)) })
          }
        />
      </Field>
    </>
  );
}

function OfferDetails({ form, config }: DetailsProps<'submission'>) {
  const { t } = useTranslation();
  const language = useLanguage();
  const offers = useApi('listOffers', {}).data?.items ?? [];
  const any = '*';
  return (
    <Field name="offerSlug">
      <Select
        label={t('journeys.form.offer')}
        error={form.error('offerSlug')}
        allowDeselect={false}
        data={[
          { value: any, label: t('journeys.form.anyOffer') },
          ...offers.map((offer) => ({ value: offer.slug, label: offer.title[language] })),
        ]}
        value={config.offerSlug ?? any}
        onChange={(slug) => form.set('offerSlug', { ...config, offerSlug: slug === any ? null : slug })}
      />
    </Field>
  );
}

function OnlyRule({ form }: { form: ConfigForm<TriggerConfig> }) {
  const { t } = useTranslation();
  const { config } = form;
  if (config.only === null) {
    return (
      <Button
        size="xs"
        variant="default"
        leftSection={<IconFilter size={14} aria-hidden />}
        onClick={() => form.set('only', { ...config, only: NEW_FIELD_RULE })}
        style={{ alignSelf: 'flex-start' }}
      >
        {t('journeys.form.addOnly')}
      </Button>
    );
  }
  return (
    <Field name="only" label={t('journeys.form.only')}>
      <RuleBuilder
        label={t('journeys.form.only')}
        value={config.only}
        onChange={(only) => form.set('only', { ...config, only })}
      />
      <Button
        size="compact-xs"
        variant="subtle"
        color="gray"
        leftSection={<IconX size={14} aria-hidden />}
        onClick={() => form.set('only', { ...config, only: null })}
        style={{ alignSelf: 'flex-start' }}
      >
        {t('journeys.form.removeOnly')}
      </Button>
    </Field>
  );
}
