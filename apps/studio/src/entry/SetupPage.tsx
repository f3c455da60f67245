import { Alert, Button, Group } from '@mantine/core';
import { useForm } from '@mantine/form';
import { useRouter } from '@tanstack/react-router';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { queryClient, useApiAction } from '../api/queries';
import { changeLanguage } from '../i18n/i18n';
import { useLanguage } from '../i18n/use-language';
import { landingOf } from '../session/screens';
import { meQuery } from '../session/session';
import classes from './entry.module.css';
import { EntryFrame } from './EntryFrame';
import { checkStep, initialSetup, setupBodyOf, type SetupValues } from './setup-form';
import { StepCompany, StepStart, StepYou } from './SetupSteps';

const STEPS = ['entry.stepYou', 'entry.stepCompany', 'entry.stepStart'] as const;

/** The first visit: who you are, how your company works, with the example or empty. */
export function SetupPage() {
  const { t } = useTranslation();
  const router = useRouter();
  const [step, setStep] = useState(0);
  const setup = useApiAction('runSetup', ['getSetup']);
  const form = useForm<SetupValues>({ initialValues: initialSetup(useLanguage()) });
  const last = step === STEPS.length - 1;

  const finish = (values: SetupValues): void =>
    setup.mutate(
      { body: setupBodyOf(values, new Date().getFullYear()) },
      {
        onSuccess: async (me) => {
          queryClient.setQueryData(meQuery.queryKey, me);
          await changeLanguage(me.user.language);
          // With the example the guided lap begins, beside the journeys that it leads through.
          router.history.push(me.workspace.example ? '/journeys' : landingOf(me.user.role));
        },
      },
    );
  const go = (event: React.SyntheticEvent): void => {
    event.preventDefault();
    const problems = Object.entries(checkStep(step, form.values)).filter(([, problem]) => problem !== null);
    form.setErrors(Object.fromEntries(problems));
    if (problems.length > 0) return;
    if (last) finish(form.values);
    else setStep(step + 1);
  };

  return (
    <EntryFrame title={t('entry.setupTitle')} lead={t('entry.setupLead')} wide>
      <ol className={classes.steps} aria-label={t('entry.stepOf', { step: step + 1 })}>
        {STEPS.map((name, index) => (
          <li key={name} data-done={index < step || undefined} aria-current={index === step ? 'step' : undefined}>
            {index + 1} · {t(name)}
          </li>
        ))}
      </ol>
      <form onSubmit={go} noValidate>
        {step === 0 ? <StepYou form={form} /> : null}
        {step === 1 ? <StepCompany form={form} /> : null}
        {step === 2 ? <StepStart form={form} /> : null}
        {setup.error === null ? null : (
          <Alert color="red" role="alert" mt="md">
            {setup.error.message}
          </Alert>
        )}
        <Group justify="space-between" mt="lg">
          {step === 0 ? (
            <span />
          ) : (
            <Button variant="default" onClick={() => setStep(step - 1)}>
              {t('common.back')}
            </Button>
          )}
          <Button type="submit" loading={setup.isPending}>
            {last ? t('entry.finish') : t('common.next')}
          </Button>
        </Group>
      </form>
    </EntryFrame>
  );
}
