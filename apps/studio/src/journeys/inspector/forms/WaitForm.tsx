import { type JourneyNode, waitConfigSchema } from '@ripen/journey';
import { useTranslation } from 'react-i18next';
import { useConfigForm } from '../config-form';
import { DurationField } from './DurationField';
import { Field } from './Field';

export function WaitForm({ node }: { node: JourneyNode }) {
  const { t } = useTranslation();
  const { config, set, error } = useConfigForm(node, waitConfigSchema);
  return (
    <Field name="amount" hint={config.unit === 'days' ? t('journeys.form.calendarDays') : undefined}>
      <DurationField
        label={t('journeys.form.waitFor')}
        value={config}
        error={error('amount')}
        onChange={(duration) => set('amount', duration)}
      />
    </Field>
  );
}
