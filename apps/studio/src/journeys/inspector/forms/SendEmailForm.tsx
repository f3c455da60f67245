import { Select, Tabs, TextInput } from '@mantine/core';
import type { MailPreview } from '@ripen/contracts';
import { LANGUAGES, type Language } from '@ripen/domain';
import { type JourneyNode, type SendEmailConfig, sendEmailConfigSchema } from '@ripen/journey';
import { IconAlertTriangle } from '@tabler/icons-react';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useLanguage } from '../../../i18n/use-language';
import type { Jump } from '../../editor/editor.store';
import { useEditor } from '../../editor/EditorContext';
import { usePurposes } from '../../../privacy/use-purposes';
import { useFormat } from '../../../ui/use-format';
import { type ConfigForm, useConfigForm } from '../config-form';
import classes from '../inspector.module.css';
import { MailPreviewPanel } from '../preview/MailPreviewPanel';
import type { SeenBy } from '../preview/PersonPicker';
import { useMailPreview } from '../preview/use-mail-preview';
import { Field } from './Field';
import { MailBody } from './MailBody';

const TO = ['lead', 'submission'] as const;
const ON_UNKNOWN = ['go_on', 'ask'] as const;

/** Where a text of the mail stands in the configuration. */
const fieldOf = (language: Language, ...part: readonly string[]): string => ['content', language, ...part].join('.');

/** The mail in both languages, to whom, and under which right. */
export function SendEmailForm({ node }: { node: JourneyNode }) {
  const { t } = useTranslation();
  const form = useConfigForm(node, sendEmailConfigSchema);
  const { config, set, error } = form;
  return (
    <>
      <Content form={form} />
      <PurposeField form={form} />
      <Field name="to">
        <Select
          label={t('journeys.form.to')}
          error={error('to')}
          allowDeselect={false}
          data={TO.map((to) => ({ value: to, label: t(`journeys.form.toWhom.${to}`) }))}
          value={config.to}
          onChange={(value) => set('to', { ...config, to: TO.find((known) => known === value) ?? config.to })}
        />
      </Field>
      <Field name="onUnknown">
        <Select
          label={t('journeys.form.onUnknown')}
          description={t('journeys.form.onUnknownHint')}
          allowDeselect={false}
          data={ON_UNKNOWN.map((choice) => ({ value: choice, label: t(`journeys.form.unknown.${choice}`) }))}
          value={config.onUnknown}
          onChange={(value) =>
            set('onUnknown', { ...config, onUnknown: ON_UNKNOWN.find((known) => known === value) ?? config.onUnknown })
          }
        />
      </Field>
    </>
  );
}

/** For what the mail is sent: consent and the preference centre follow from it. */
function PurposeField({ form: { config, set, error } }: { form: ConfigForm<SendEmailConfig> }) {
  const { t } = useTranslation();
  const { text } = useFormat();
  const purposes = usePurposes() ?? [];
  const chosen = purposes.find(({ key }) => key === config.purpose);
  const offered = purposes.filter(
    ({ key, active, channels }) => key === config.purpose || (active && channels.includes('email')),
  );
  const known = offered.map(({ key, name }) => ({ value: key, label: text(name) }));
  return (
    <Field name="purpose">
      <Select
        label={t('journeys.form.purpose')}
        description={chosen && t(`journeys.form.purposeHint.${chosen.needsConsent ? 'consent' : 'none'}`)}
        error={error('purpose')}
        allowDeselect={false}
        data={chosen ? known : [...known, { value: config.purpose, label: config.purpose }]}
        value={config.purpose}
        onChange={(value) => set('purpose', { ...config, purpose: value ?? config.purpose })}
      />
    </Field>
  );
}

function Content({ form }: { form: ConfigForm<SendEmailConfig> }) {
  const { t } = useTranslation();
  const shown = useLanguage();
  const [chosen, setChosen] = useState<Language>(shown);
  const jump = useEditor((state) => state.jump);
  const focused = LANGUAGES.find((language) => jump?.field?.startsWith(fieldOf(language)));
  const [seen, setSeen] = useState<Jump | null>(null);
  // A click on a problem of the other language opens its tab.
  if (jump !== seen) {
    setSeen(jump);
    if (focused) setChosen(focused);
  }
  const [person, setPerson] = useState<SeenBy | null>(null);
  const answer = useMailPreview(form.config, chosen, person?.id ?? null);
  return (
    <>
      <Tabs
        value={chosen}
        onChange={(value) => setChosen(LANGUAGES.find((language) => language === value) ?? chosen)}
        keepMounted
      >
        <Tabs.List>
          {LANGUAGES.map((language) => (
            <Tabs.Tab
              key={language}
              value={language}
              rightSection={
                isIncomplete(form, language) ? (
                  <IconAlertTriangle size={14} aria-label={t('journeys.form.languageMissing')} />
                ) : null
              }
            >
              {t(`words.language.${language}`)}
            </Tabs.Tab>
          ))}
        </Tabs.List>
        {LANGUAGES.map((language) => (
          <Tabs.Panel key={language} value={language} pt="sm" className={classes.fields}>
            <MailText form={form} language={language} preview={language === chosen ? answer.preview : undefined} />
          </Tabs.Panel>
        ))}
      </Tabs>
      <MailPreviewPanel answer={answer} person={person} onPerson={setPerson} language={chosen} onLanguage={setChosen} />
    </>
  );
}

function isIncomplete({ config }: ConfigForm<SendEmailConfig>, language: Language): boolean {
  const { subject, body } = config.content[language];
  return subject.trim() === '' || body.trim() === '';
}

interface TextProps {
  readonly form: ConfigForm<SendEmailConfig>;
  readonly language: Language;
  readonly preview: MailPreview | undefined;
}

function MailText({ form, language, preview }: TextProps) {
  const { config, set, error, readOnly } = form;
  const text = config.content[language];
  const templateError = useTemplateError(preview);
  const { t } = useTranslation();
  const errorOf = (part: 'subject' | 'body'): string | undefined =>
    error(fieldOf(language, part)) ?? templateError(part);
  const put = (part: 'subject' | 'body', value: string): void =>
    set(fieldOf(language, part), { ...config, content: { ...config.content, [language]: { ...text, [part]: value } } });
  return (
    <>
      <Field name={fieldOf(language, 'subject')}>
        <TextInput
          label={t('journeys.form.subject')}
          lang={language}
          maxLength={300}
          error={errorOf('subject')}
          value={text.subject}
          onChange={(event) => put('subject', event.currentTarget.value)}
        />
      </Field>
      <Field name={fieldOf(language, 'body')}>
        <MailBody
          language={language}
          value={text.body}
          error={errorOf('body')}
          readOnly={readOnly}
          onChange={(body) => put('body', body)}
        />
      </Field>
    </>
  );
}

/** What the renderer says about a part of the text, with its line. */
function useTemplateError(preview: MailPreview | undefined): (part: 'subject' | 'body') => string | undefined {
  const { t } = useTranslation();
  const { text } = useFormat();
  return (part) => {
    const problem = preview?.problems.find((candidate) => candidate.part === part);
    if (!problem) return undefined;
    const sentence = text(problem.sentence);
    if (part === 'subject' || problem.line === null) return sentence;
    return `${t('journeys.preview.lineNamed', { line: problem.line })}: ${sentence}`;
  };
}
