import { Alert, Anchor, Button, PasswordInput, Stack, Text, TextInput } from '@mantine/core';
import { useForm } from '@mantine/form';
import { Link, useRouter, useSearch } from '@tanstack/react-router';
import { useTranslation } from 'react-i18next';
import { ApiFailure } from '../api/failure';
import { queryClient, useApiAction } from '../api/queries';
import { changeLanguage } from '../i18n/i18n';
import { landingOf } from '../session/screens';
import { meQuery } from '../session/session';
import { emailAddress, filled } from '../ui/field-checks';
import { EntryFrame } from './EntryFrame';

/** Asked for a code after the right password; from then on the same form sends it along. */
const CODE_STEP = ['second_factor_needed', 'wrong_code'];

export function SignInPage() {
  const { t } = useTranslation();
  const router = useRouter();
  const { to } = useSearch({ from: '/sign-in' });
  const signIn = useApiAction('signIn', []);
  const failure = signIn.error instanceof ApiFailure ? signIn.error : null;
  const asksForCode = (failure !== null && CODE_STEP.includes(failure.code)) || Boolean(signIn.variables?.body.code);
  const form = useForm({
    mode: 'uncontrolled',
    initialValues: { email: '', password: '', code: '' },
    validate: { email: emailAddress, password: filled, code: (code) => (asksForCode ? filled(code) : null) },
  });
  const submit = form.onSubmit(({ code, ...body }) =>
    signIn.mutate(
      { body: { ...body, ...(code.trim() === '' ? {} : { code }) } },
      {
        onSuccess: async (me) => {
          queryClient.clear();
          queryClient.setQueryData(meQuery.queryKey, me);
          await changeLanguage(me.user.language);
          router.history.push(
            me.user.secondFactor === 'missing' ? '/settings/account' : (to ?? landingOf(me.user.role)),
          );
        },
      },
    ),
  );
  return (
    <EntryFrame title={t(asksForCode ? 'account.codeTitle' : 'entry.signInTitle')}>
      <form onSubmit={submit} noValidate>
        <Stack mt="lg">
          {signIn.error === null || failure?.code === 'second_factor_needed' ? null : <Refused error={signIn.error} />}
          {asksForCode ? (
            <>
              <Text c="dimmed">{t('account.codeHint')}</Text>
              <TextInput
                key={form.key('code')}
                {...form.getInputProps('code')}
                label={t('account.code')}
                name="code"
                autoComplete="one-time-code"
                size="md"
                autoFocus
              />
            </>
          ) : (
            <>
              <TextInput
                key={form.key('email')}
                {...form.getInputProps('email')}
                label={t('entry.email')}
                type="email"
                name="email"
                autoComplete="username"
                size="md"
                autoFocus
              />
              <PasswordInput
                key={form.key('password')}
                {...form.getInputProps('password')}
                label={t('entry.password')}
                name="password"
                autoComplete="current-password"
                size="md"
              />
            </>
          )}
          <Button type="submit" size="md" fullWidth loading={signIn.isPending}>
            {t('entry.signIn')}
          </Button>
          {asksForCode ? (
            <Button
              variant="subtle"
              onClick={() => {
                form.reset();
                signIn.reset();
              }}
            >
              {t('account.back')}
            </Button>
          ) : (
            <Anchor component={Link} to="/reset" size="sm">
              {t('account.forgot')}
            </Anchor>
          )}
        </Stack>
      </form>
    </EntryFrame>
  );
}

function Refused({ error }: { readonly error: Error }) {
  const { t } = useTranslation();
  return (
    <Alert color="red" role="alert">
      {error.message}
      {error instanceof ApiFailure && error.status >= 500 && error.correlationId !== null
        ? ` ${t('common.correlation', { id: error.correlationId })}`
        : null}
    </Alert>
  );
}
