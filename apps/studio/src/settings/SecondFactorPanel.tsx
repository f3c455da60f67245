import { Alert, Button, CopyButton, Group, Modal, PasswordInput, Stack, Text, TextInput } from '@mantine/core';
import type { SecondFactor } from '@ripen/contracts';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useApi, useApiAction } from '../api/queries';
import type { OperationId } from '../api/operation';
import { useMe } from '../session/session';
import { FormDialog } from '../ui/FormDialog';
import { notifyDone, notifyFailure } from '../ui/notices';
import { Panel } from '../ui/Panel';
import { Loaded, SkeletonRows } from '../ui/states';
import classes from './settings.module.css';

const AFTER: readonly OperationId[] = ['getSecondFactor', 'getMe', 'listSessions'];
type Step = 'start' | 'stop' | 'codes';

/** Turns the second factor on and off, and renews its recovery codes; each after the password. */
export function SecondFactorPanel() {
  const { t } = useTranslation();
  const missing = useMe().user.secondFactor === 'missing';
  const factor = useApi('getSecondFactor', {});
  return (
    <Panel title={t('account.factorTitle')}>
      {missing ? (
        <Alert color="yellow" role="alert" mb="md">
          {t('account.factorMissing')}
        </Alert>
      ) : null}
      <Loaded query={factor} skeleton={<SkeletonRows rows={1} />}>
        {(data) => <Factor factor={data} />}
      </Loaded>
    </Panel>
  );
}

function Factor({ factor }: { readonly factor: SecondFactor }) {
  const { t } = useTranslation();
  const [step, setStep] = useState<Step | null>(null);
  const close = (): void => setStep(null);
  return (
    <Stack>
      <Text>{factor.on ? t('account.factorOn', { count: factor.codesLeft }) : t('account.factorOff')}</Text>
      <Group>
        {factor.on ? (
          <>
            <Button variant="default" onClick={() => setStep('codes')}>
              {t('account.codesNew')}
            </Button>
            {factor.required ? null : (
              <Button variant="default" onClick={() => setStep('stop')}>
                {t('account.factorStop')}
              </Button>
            )}
          </>
        ) : (
          <Button onClick={() => setStep('start')}>{t('account.factorStart')}</Button>
        )}
      </Group>
      {step === 'start' ? <StartDialog close={close} /> : null}
      {step === 'stop' ? <StopDialog close={close} /> : null}
      {step === 'codes' ? <CodesDialog close={close} /> : null}
    </Stack>
  );
}

interface DialogProps {
  readonly close: () => void;
}

function StartDialog({ close }: DialogProps) {
  const { t } = useTranslation();
  const [password, setPassword] = useState('');
  const [code, setCode] = useState('');
  const start = useApiAction('startSecondFactor', []);
  const confirm = useApiAction('confirmSecondFactor', AFTER);
  if (confirm.data !== undefined) return <CodesOnce codes={confirm.data.codes} close={close} />;
  const started = start.data;
  if (started === undefined)
    return (
      <PasswordDialog
        title={t('account.factorTitle')}
        verb={t('common.next')}
        password={password}
        change={setPassword}
        pending={start.isPending}
        submit={() => start.mutate({ body: { password } }, { onError: notifyFailure })}
        close={close}
      />
    );
  return (
    <FormDialog
      title={t('account.factorTitle')}
      close={close}
      verb={t('account.factorConfirm')}
      pending={confirm.isPending}
      disabled={code.trim().length < 6}
      submit={() => confirm.mutate({ body: { code } }, { onError: notifyFailure })}
    >
      <Text size="sm">{t('account.factorScan')}</Text>
      <img src={started.picture} alt={t('account.factorPicture')} width={208} height={208} className={classes.qr} />
      <code className={classes.key}>{started.secret}</code>
      <TextInput
        label={t('account.code')}
        inputMode="numeric"
        autoComplete="one-time-code"
        value={code}
        onChange={(event) => setCode(event.currentTarget.value)}
        data-autofocus
      />
    </FormDialog>
  );
}

function StopDialog({ close }: DialogProps) {
  const { t } = useTranslation();
  const [password, setPassword] = useState('');
  const stop = useApiAction('turnOffSecondFactor', AFTER);
  const submit = (): void =>
    stop.mutate(
      { body: { password } },
      {
        onError: notifyFailure,
        onSuccess: () => {
          notifyDone(t('account.factorTurnedOff'));
          close();
        },
      },
    );
  return (
    <PasswordDialog
      title={t('account.factorStop')}
      verb={t('account.factorStop')}
      password={password}
      change={setPassword}
      pending={stop.isPending}
      submit={submit}
      close={close}
    />
  );
}

function CodesDialog({ close }: DialogProps) {
  const { t } = useTranslation();
  const [password, setPassword] = useState('');
  const renew = useApiAction('renewRecoveryCodes', AFTER);
  if (renew.data !== undefined) return <CodesOnce codes={renew.data.codes} close={close} />;
  return (
    <PasswordDialog
      title={t('account.codesNew')}
      verb={t('common.next')}
      password={password}
      change={setPassword}
      pending={renew.isPending}
      submit={() => renew.mutate({ body: { password } }, { onError: notifyFailure })}
      close={close}
    />
  );
}

interface PasswordDialogProps extends DialogProps {
  readonly title: string;
  readonly verb: string;
  readonly password: string;
  readonly change: (password: string) => void;
  readonly pending: boolean;
  readonly submit: () => void;
}

/** The password once more: a session that somebody else got hold of changes nothing here. */
function PasswordDialog({ password, change, ...dialog }: PasswordDialogProps) {
  const { t } = useTranslation();
  return (
    <FormDialog {...dialog} disabled={password === ''}>
      <PasswordInput
        label={t('account.passwordAgain')}
        autoComplete="current-password"
        value={password}
        onChange={(event) => change(event.currentTarget.value)}
        data-autofocus
      />
    </FormDialog>
  );
}

function CodesOnce({ codes, close }: DialogProps & { readonly codes: readonly string[] }) {
  const { t } = useTranslation();
  return (
    // A click beside it must not lose the only chance to keep them.
    <Modal
      opened
      onClose={close}
      closeOnClickOutside={false}
      title={t('account.codesTitle')}
      closeButtonProps={{ 'aria-label': t('common.close') }}
    >
      <Stack>
        <Alert color="ripe">{t('account.codesHint')}</Alert>
        <ul className={classes.codes}>
          {codes.map((code) => (
            <li key={code}>{code}</li>
          ))}
        </ul>
        <Group justify="flex-end">
          <CopyButton value={codes.join('\n')}>
            {({ copied, copy }) => (
              <Button variant="default" onClick={copy}>
                {copied ? t('common.copied') : t('common.copy')}
              </Button>
            )}
          </CopyButton>
          <Button onClick={close}>{t('account.codesKept')}</Button>
        </Group>
      </Stack>
    </Modal>
  );
}
