import { Alert, Button, PasswordInput, Stack, TextInput } from '@mantine/core';
import { useForm } from '@mantine/form';
import { useRouter, useSearch } from '@tanstack/react-router';
import { useTranslation } from 'react-i18next';
import { ApiFailure } from '../api/failure';
import { queryClient, useApiAction } from '../api/queries';
import { changeLanguage } from '../i18n/i18n';
import { landingOf } from '../session/screens';
import { meQuery } from '../session/session';
import { emailAddress, filled } from '../ui/field-checks';
import { EntryFrame } from './EntryFrame';

export function SignInPage() {
  const { t } = useTranslation();
  const router = useRouter();
  const { to } = useSearch({ from: '/sign-in' });
  const signIn = useApiAction('signIn', []);
  const form = useForm({
    mode: 'uncontrolled',
    initialValues: { email: '', password: '' },
    validate: { email: emailAddress, password: filled },
  });
  const submit = form.onSubmit((body) =>
    signIn.mutate(
      { body },
      {
        onSuccess: async (me) => {
          queryClient.clear();
          queryClient.setQueryData(meQuery.queryKey, me);
          await changeLanguage(me.user.language);
          router.history.push(to ?? landingOf(me.user.role));
        },
      },
    ),
  );
  return (
    <EntryFrame title={t('entry.signInTitle')}>
      <form onSubmit={submit} noValidate>
        <Stack mt="lg">
          {signIn.error === null ? null : (
            <Alert color="red" role="alert">
              {signIn.error.message}
              {signIn.error instanceof ApiFailure && signIn.error.status >= 500 && signIn.error.correlationId !== null
                ? ` ${t('common.correlation', { id: signIn.error.correlationId })}`
                : null}
            </Alert>
          )}
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
          <Button type="submit" size="md" fullWidth loading={signIn.isPending}>
            {t('entry.signIn')}
          </Button>
        </Stack>
      </form>
    </EntryFrame>
  );
}
