import { Autocomplete } from '@mantine/core';
import { endReasonWords, exitConfigSchema, type JourneyNode } from '@ripen/journey';
import { useTranslation } from 'react-i18next';
import { useLanguage } from '../../../i18n/use-language';
import { useConfigForm } from '../config-form';
import { Field } from './Field';

/** Reasons with words in both languages; any other text stays as it was typed. */
const SHIPPED = ['completed', 'won', 'lost', 'recycled', 'expired', 'not_ripened'] as const;

export function ExitForm({ node }: { node: JourneyNode }) {
  const { t } = useTranslation();
  const language = useLanguage();
  const { config, set, error } = useConfigForm(node, exitConfigSchema);
  const words = SHIPPED.map((code) => ({ code, text: endReasonWords(code, language) }));
  return (
    <Field name="reason" error={error('reason')}>
      <Autocomplete
        label={t('journeys.form.reason')}
        description={t('journeys.form.reasonHint')}
        maxLength={200}
        data={words.map(({ text }) => text)}
        value={endReasonWords(config.reason, language)}
        onChange={(text) => set('reason', { reason: words.find((word) => word.text === text)?.code ?? text })}
      />
    </Field>
  );
}
