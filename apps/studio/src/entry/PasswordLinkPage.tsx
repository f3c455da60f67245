import { Alert, Button, PasswordInput, Stack, TextInput } from '@mantine/core';
import { useForm } from '@mantine/form';
import { Link, useLocation, useRouter } from '@tanstack/react-router';
import { useEffect } from 'react';
import { useTranslation } from 'react-i18next';
import { ApiFailure } from '../api/failure';
import { queryClient, useApiAction } from '../api/queries';
import { changeLanguage } from '../i18n/i18n';
import { landingOf } from '../session/screens';
import { meQuery } from '../session/session';
import { emailAddress, filled, newPassword } from '../ui/field-checks';
import { Loaded } from '../ui/states';
import { EntryFrame } from './EntryFrame';

/** What stands behind `#` in the link of the mail: the browser sends it to no server. Also when the link is put into an open page. */
function useToken(): string {
  return useLocation({ select: ({ hash }) => hash });
}

/** Accepts an invitation with a first password. */
export function JoinPage() {
  const { t } = useTranslation();
  const router = useRouter();
  const token = useToken();
  const { mutate: look, ...invitation } = useApiAction('lookAtInvitation', []);
  const accept = useApiAction('acceptInvitation', []);
  useEffect(() => look({ body: { token } }), [look, token]);
  const finish = ({ name, password }: { name: string; password: string }): void =>
    accept.mutate(
      { body: { token, password, name } },
      {
        onSuccess: async (me) => {
          queryClient.clear();
          queryClient.setQueryData(meQuery.queryKey, me);
          await changeLanguage(me.user.language);
          router.history.push(me.user.secondFactor === 'missing' ? '/settings/account' : landingOf(me.user.role));
        },
      },
    );
  const company = invitation.data?.companyName;
  return (
    <EntryFrame
      title={t('account.joinTitle')}
      {...(company === undefined ? {} : { lead: t('account.joinLead', { company }) })}
    >
      {invitation.error instanceof ApiFailure && invitation.error.status < 500 ? (
        // A link that opens nothing opens nothing at the next try either.
        <Refused error={invitation.error} />
      ) : (
        <Loaded query={{ ...invitation, refetch: () => look({ body: { token } }) }} skeleton={null}>
          {({ name, email }) => (
            <JoinForm name={name} email={email} submit={finish} pending={accept.isPending} error={accept.error} />
          )}
        </Loaded>
      )}
      <BackToSignIn />
    </EntryFrame>
  );
}

interface JoinFormProps {
  readonly name: string;
  readonly email: string;
  readonly submit: (values: { name: string; password: string }) => void;
  readonly pending: boolean;
  readonly error: Error | null;
}

function JoinForm({ name, email, submit, pending, error }: JoinFormProps) {
  const { t } = useTranslation();
  const form = useForm({ initialValues: { name, password: '' }, validate: { name: filled, password: newPassword } });
  return (
    <form onSubmit={form.onSubmit(submit)} noValidate>
      <Stack>
        <Refused error={error} />
        <TextInput label={t('entry.email')} value={email} name="email" autoComplete="username" readOnly size="md" />
        <TextInput {...form.getInputProps('name')} label={t('entry.name')} autoComplete="name" size="md" />
        <NewPassword input={form.getInputProps('password')} />
        <Button type="submit" size="md" fullWidth loading={pending}>
          {t('account.joinGo')}
        </Button>
      </Stack>
    </form>
  );
}

/** Asks for the link; with one in the address, sets the password. */
export function ResetPage() {
  const { t } = useTranslation();
  const token = useToken();
  return (
    <EntryFrame title={t('account.resetTitle')} lead={t(token === '' ? 'account.resetAsk' : 'account.resetNew')}>
      {token === '' ? <AskForm /> : <ResetForm key={token} token={token} />}
      <BackToSignIn />
    </EntryFrame>
  );
}

function AskForm() {
  const { t } = useTranslation();
  const ask = useApiAction('askPasswordReset', []);
  const form = useForm({ initialValues: { email: '' }, validate: { email: emailAddress } });
  if (ask.isSuccess) return <Alert color="ripe">{t('account.resetSent')}</Alert>;
  return (
    <form onSubmit={form.onSubmit((body) => ask.mutate({ body }))} noValidate>
      <Stack>
        <Refused error={ask.error} />
        <TextInput
          {...form.getInputProps('email')}
          label={t('entry.email')}
          type="email"
          autoComplete="username"
          size="md"
          autoFocus
        />
        <Button type="submit" size="md" fullWidth loading={ask.isPending}>
          {t('account.resetSend')}
        </Button>
      </Stack>
    </form>
  );
}

function ResetForm({ token }: { readonly token: string }) {
  const { t } = useTranslation();
  const reset = useApiAction('resetPassword', []);
  const form = useForm({ initialValues: { password: '' }, validate: { password: newPassword } });
  if (reset.isSuccess) return <Alert color="ripe">{t('account.resetDone')}</Alert>;
  return (
    <form onSubmit={form.onSubmit(({ password }) => reset.mutate({ body: { token, password } }))} noValidate>
      <Stack>
        <Refused error={reset.error} />
        <NewPassword input={form.getInputProps('password')} />
        <Button type="submit" size="md" fullWidth loading={reset.isPending}>
          {t('account.resetSet')}
        </Button>
      </Stack>
    </form>
  );
}

function NewPassword({ input }: { readonly input: object }) {
  const { t } = useTranslation();
  return (
    <PasswordInput
      {...input}
      label={t('entry.password')}
      description={t('entry.passwordHint')}
      autoComplete="new-password"
      size="md"
    />
  );
}

function Refused({ error }: { readonly error: Error | null }) {
  if (error === null) return null;
  return (
    <Alert color="red" role="alert">
      {error.message}
    </Alert>
  );
}

function BackToSignIn() {
  const { t } = useTranslation();
  return (
    <p>
      <Link to="/sign-in">{t('account.back')}</Link>
    </p>
  );
}
