import { Button, Group, PasswordInput, Select, Stack, Switch, TextInput } from '@mantine/core';
import { useForm } from '@mantine/form';
import { LANGUAGES } from '@ripen/domain';
import { useTranslation } from 'react-i18next';
import { useApiAction } from '../api/queries';
import { ZONE_NAMES } from '../calendar/week';
import { changeLanguage, isLanguage } from '../i18n/i18n';
import { useMe } from '../session/session';
import { filled, newPassword } from '../ui/field-checks';
import { notifyDone } from '../ui/notices';
import { Panel } from '../ui/Panel';
import { useFormFailure } from '../ui/use-form-failure';
import { SecondFactorPanel } from './SecondFactorPanel';
import { SectionHead } from './SectionHead';
import { SessionsPanel } from './SessionsPanel';
import classes from './settings.module.css';

export function AccountSection() {
  const { t } = useTranslation();
  const { user } = useMe();
  return (
    <>
      <SectionHead title={t('settings.accountTitle')} hint={`${user.email} · ${t(`words.role.${user.role}`)}`} />
      <Panel>
        <MyForm />
      </Panel>
      <Panel title={t('settings.passwordTitle')}>
        <PasswordForm />
      </Panel>
      <SecondFactorPanel />
      <SessionsPanel />
    </>
  );
}

function MyForm() {
  const { t } = useTranslation();
  const { user } = useMe();
  const failed = useFormFailure();
  const update = useApiAction('updateMe', ['getMe']);
  const form = useForm({
    initialValues: { name: user.name, language: user.language, zone: user.zone ?? '', absent: user.absent },
    validate: { name: filled },
  });
  const submit = form.onSubmit(({ name, language, zone, absent }) =>
    update.mutate(
      { body: { name, absent, zone: zone === '' ? null : zone, ...(isLanguage(language) ? { language } : {}) } },
      {
        onError: (error) => failed(form, error),
        onSuccess: async (me) => {
          await changeLanguage(me.user.language);
          notifyDone(t('common.saved'));
        },
      },
    ),
  );
  return (
    <form onSubmit={submit} noValidate className={classes.form}>
      <Stack>
        <TextInput {...form.getInputProps('name')} label={t('settings.personName')} autoComplete="name" />
        <Group grow align="flex-start">
          <Select
            {...form.getInputProps('language')}
            label={t('settings.personLanguage')}
            allowDeselect={false}
            data={LANGUAGES.map((value) => ({ value, label: t(`words.language.${value}`) }))}
          />
          <Select
            {...form.getInputProps('zone')}
            onChange={(value: string | null) => form.setFieldValue('zone', value ?? '')}
            label={t('settings.accountZone')}
            placeholder={t('settings.accountZoneHint')}
            clearable
            searchable
            limit={60}
            data={ZONE_NAMES}
          />
        </Group>
        <Switch
          {...form.getInputProps('absent', { type: 'checkbox' })}
          label={t('settings.personAbsent')}
          description={t('settings.personAbsentHint')}
        />
        <Group>
          <Button type="submit" loading={update.isPending}>
            {t('settings.save')}
          </Button>
        </Group>
      </Stack>
    </form>
  );
}

function PasswordForm() {
  const { t } = useTranslation();
  const failed = useFormFailure();
  const change = useApiAction('changePassword', ['listSessions']);
  const form = useForm({ initialValues: { current: '', next: '' }, validate: { current: filled, next: newPassword } });
  const submit = form.onSubmit((body) =>
    change.mutate(
      { body },
      {
        onError: (error) => failed(form, error),
        onSuccess: () => {
          form.reset();
          notifyDone(t('settings.passwordChanged'));
        },
      },
    ),
  );
  return (
    <form onSubmit={submit} noValidate className={classes.form}>
      <Stack>
        <Group grow align="flex-start">
          <PasswordInput
            {...form.getInputProps('current')}
            label={t('settings.passwordCurrent')}
            autoComplete="current-password"
          />
          <PasswordInput
            {...form.getInputProps('next')}
            label={t('settings.passwordNext')}
            autoComplete="new-password"
          />
        </Group>
        <Group>
          <Button type="submit" variant="default" loading={change.isPending}>
            {t('settings.passwordChange')}
          </Button>
        </Group>
      </Stack>
    </form>
  );
}
