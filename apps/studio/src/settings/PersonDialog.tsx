import { PasswordInput, Select, SimpleGrid, Switch, TextInput } from '@mantine/core';
import { useForm, type UseFormReturnType } from '@mantine/form';
import type { User } from '@ripen/contracts';
import { LANGUAGES, ROLES } from '@ripen/domain';
import { useTranslation } from 'react-i18next';
import { useApi, useApiAction } from '../api/queries';
import type { OperationId } from '../api/operation';
import { useLanguage } from '../i18n/use-language';
import { useMay } from '../session/session';
import { emailAddress, filled, newPassword } from '../ui/field-checks';
import { FormDialog } from '../ui/FormDialog';
import { notifyDone } from '../ui/notices';
import { useFormFailure } from '../ui/use-form-failure';
import { PersonAccess } from './PersonAccess';
import { createBodyOf, inviteBodyOf, type PersonForm, personFormOf, updateBodyOf } from './person-form';

const AFTER: readonly OperationId[] = ['listUsers', 'listTeams', 'getBoard', 'getMe'];

/** Adds or changes a person. A manager, who may only say who is absent, sees only that. */
export function PersonDialog({ user, close }: { readonly user: User | null; readonly close: () => void }) {
  const { t } = useTranslation();
  const may = useMay();
  const failed = useFormFailure();
  const create = useApiAction('createUser', AFTER);
  const invite = useApiAction('inviteUser', AFTER);
  const update = useApiAction('updateUser', AFTER);
  const absence = useApiAction('setUserAbsence', AFTER);
  const full = may('updateUser');
  const form = useForm<PersonForm>({
    initialValues: personFormOf(user, useLanguage()),
    validate: {
      name: filled,
      email: emailAddress,
      password: (password, { byHand }) =>
        password === '' && (user !== null || !byHand) ? null : newPassword(password),
    },
  });
  const after = {
    onError: (error: Error) => failed(form, error),
    onSuccess: () => {
      notifyDone(t('common.saved'));
      close();
    },
  };
  const submit = form.onSubmit((values) => {
    if (user === null && values.byHand) return create.mutate({ body: createBodyOf(values) }, after);
    if (user === null) return invite.mutate({ body: inviteBodyOf(values) }, after);
    const params = { id: user.id };
    if (full) return update.mutate({ params, body: updateBodyOf(values) }, after);
    return absence.mutate({ params, body: { absent: values.absent } }, after);
  });
  const pending = create.isPending || invite.isPending || update.isPending || absence.isPending;
  return (
    <FormDialog
      title={user === null ? t('account.invite') : full ? t('settings.personEdit') : user.name}
      close={close}
      submit={submit}
      pending={pending}
      verb={user !== null ? undefined : t(form.values.byHand ? 'common.add' : 'account.invite')}
    >
      {full ? <PersonFields form={form} isNew={user === null} /> : null}
      {user === null ? null : <PersonAccess user={user} close={close} />}
      {user === null ? null : (
        <Switch
          {...form.getInputProps('absent', { type: 'checkbox' })}
          label={t('settings.personAbsent')}
          description={t('settings.personAbsentHint')}
        />
      )}
    </FormDialog>
  );
}

function PersonFields({
  form,
  isNew,
}: {
  readonly form: Pick<UseFormReturnType<PersonForm>, 'getInputProps' | 'setFieldValue' | 'values'>;
  readonly isNew: boolean;
}) {
  const { t } = useTranslation();
  const teams = useApi('listTeams', {});
  return (
    <>
      <TextInput {...form.getInputProps('name')} label={t('settings.personName')} data-autofocus />
      <TextInput {...form.getInputProps('email')} label={t('settings.personEmail')} type="email" disabled={!isNew} />
      <SimpleGrid cols={2}>
        <Select
          {...form.getInputProps('role')}
          label={t('settings.personRole')}
          allowDeselect={false}
          data={ROLES.map((value) => ({ value, label: t(`words.role.${value}`) }))}
        />
        <Select
          {...form.getInputProps('language')}
          label={t('settings.personLanguage')}
          allowDeselect={false}
          data={LANGUAGES.map((value) => ({ value, label: t(`words.language.${value}`) }))}
        />
      </SimpleGrid>
      {isNew ? (
        <Select
          {...form.getInputProps('teamId')}
          onChange={(value: string | null) => form.setFieldValue('teamId', value ?? '')}
          label={t('settings.personTeam')}
          placeholder={t('settings.noTeam')}
          clearable
          data={(teams.data?.items ?? []).map(({ id, name }) => ({ value: id, label: name }))}
        />
      ) : null}
      {isNew ? (
        <Switch
          {...form.getInputProps('byHand', { type: 'checkbox' })}
          label={t('account.inviteByHand')}
          description={form.values.byHand ? undefined : t('account.inviteHint')}
        />
      ) : null}
      {isNew && !form.values.byHand ? null : (
        <PasswordInput
          {...form.getInputProps('password')}
          label={t(isNew ? 'settings.personPassword' : 'settings.personNewPassword')}
          description={t(isNew ? 'settings.personPasswordHint' : 'settings.personNewPasswordHint')}
          autoComplete="new-password"
        />
      )}
      {isNew ? null : (
        <Switch {...form.getInputProps('active', { type: 'checkbox' })} label={t('settings.personActive')} />
      )}
    </>
  );
}
