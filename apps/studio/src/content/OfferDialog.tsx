import { Input, Switch, Tabs, Textarea, TextInput } from '@mantine/core';
import { useForm, type UseFormReturnType } from '@mantine/form';
import type { Offer, OfferBody } from '@ripen/contracts';
import { LANGUAGES, type Language } from '@ripen/domain';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useApiAction } from '../api/queries';
import { useLanguage } from '../i18n/use-language';
import { filled, httpAddress } from '../ui/field-checks';
import { FormDialog } from '../ui/FormDialog';
import { notifyDone } from '../ui/notices';
import { useFormFailure } from '../ui/use-form-failure';
import { slugOf } from './slug';

/** Everything that the API takes, with the address as text. */
type OfferForm = Required<OfferBody> & { targetUrl: string };

const EMPTY: OfferForm = {
  slug: '',
  title: { de: '', en: '' },
  description: { de: '', en: '' },
  targetUrl: '',
  consentWording: { de: '', en: '' },
  active: true,
  topic: '',
  persona: '',
  phase: null,
  archived: false,
};

function bodyOf(offer: Offer): OfferForm {
  const { slug, title, description, targetUrl, consentWording, active, topic, persona, phase, archived } = offer;
  return {
    slug,
    title,
    description,
    targetUrl: targetUrl ?? '',
    consentWording,
    active,
    topic,
    persona,
    phase,
    archived,
  };
}

/** One offer: its words in both languages, its address, what people agree to. */
export function OfferDialog({ offer, close }: { readonly offer: Offer | null; readonly close: () => void }) {
  const { t } = useTranslation();
  const failed = useFormFailure();
  const [language, setLanguage] = useState<Language>(useLanguage());
  const create = useApiAction('createOffer', ['listOffers']);
  const update = useApiAction('updateOffer', ['listOffers']);
  const form = useForm<OfferForm>({
    initialValues: offer === null ? EMPTY : bodyOf(offer),
    validate: {
      slug: (slug) => (/^[a-z0-9]+(?:-[a-z0-9]+)*$/.test(slug) ? null : t('content.badSlug')),
      title: { de: filled, en: filled },
      targetUrl: httpAddress,
      consentWording: { de: filled, en: filled },
    },
  });
  const after = {
    onError: (error: Error) => failed(form, error),
    onSuccess: () => {
      notifyDone(t('common.saved'));
      close();
    },
  };
  const submit = form.onSubmit(
    (body) =>
      offer === null ? create.mutate({ body }, after) : update.mutate({ params: { id: offer.id }, body }, after),
    // A text that is missing in the other language must not hide behind its tab.
    (errors) =>
      setLanguage(
        LANGUAGES.find((each) => `title.${each}` in errors || `consentWording.${each}` in errors) ?? language,
      ),
  );
  return (
    <FormDialog
      title={t(offer === null ? 'content.addTitle' : 'content.editTitle')}
      close={close}
      submit={submit}
      pending={create.isPending || update.isPending}
      size="lg"
    >
      <Tabs value={language} onChange={(value) => setLanguage(LANGUAGES.find((each) => each === value) ?? language)}>
        <Tabs.List>
          <Tabs.Tab value="de">{t('content.german')}</Tabs.Tab>
          <Tabs.Tab value="en">{t('content.english')}</Tabs.Tab>
        </Tabs.List>
        {LANGUAGES.map((each) => (
          <Tabs.Panel key={each} value={each} pt="md" lang={each}>
            <OfferTexts
              form={form}
              language={each}
              wordingVersion={offer?.wordingVersion ?? null}
              isNew={offer === null}
            />
          </Tabs.Panel>
        ))}
      </Tabs>
      <TextInput
        {...form.getInputProps('slug')}
        label={t('content.slug')}
        description={t('content.slugHint')}
        leftSection={<Input.Placeholder>/f/</Input.Placeholder>}
      />
      <TextInput
        {...form.getInputProps('targetUrl')}
        label={t('content.targetUrl')}
        type="url"
        placeholder="https://"
      />
      <Switch
        {...form.getInputProps('active', { type: 'checkbox' })}
        label={t('content.active')}
        description={t('content.activeHint')}
      />
    </FormDialog>
  );
}

interface OfferTextsProps {
  readonly form: UseFormReturnType<OfferForm>;
  readonly language: Language;
  readonly wordingVersion: number | null;
  readonly isNew: boolean;
}

function OfferTexts({ form, language, wordingVersion, isNew }: OfferTextsProps) {
  const { t } = useTranslation();
  return (
    <>
      <TextInput
        {...form.getInputProps(`title.${language}`)}
        onChange={(event) => {
          // The address follows the title until somebody types one of their own.
          const follows = isNew && form.values.slug === slugOf(form.values.title[language]);
          form.setFieldValue(`title.${language}`, event.currentTarget.value);
          if (follows) form.setFieldValue('slug', slugOf(event.currentTarget.value));
        }}
        label={t('content.name')}
        data-autofocus
      />
      <Textarea
        {...form.getInputProps(`description.${language}`)}
        label={t('content.description')}
        autosize
        minRows={2}
        mt="sm"
      />
      <Textarea
        {...form.getInputProps(`consentWording.${language}`)}
        label={t('content.wording')}
        description={
          wordingVersion === null ? t('content.wordingFirst') : t('content.wordingHint', { next: wordingVersion + 1 })
        }
        autosize
        minRows={3}
        mt="sm"
      />
    </>
  );
}
