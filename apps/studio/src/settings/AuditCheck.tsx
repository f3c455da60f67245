import { Alert, Button, CopyButton, Group, Stack, Text, TextInput } from '@mantine/core';
import type { AuditCheckShape } from '@ripen/contracts';
import { IconAlertTriangle, IconShieldCheck } from '@tabler/icons-react';
import { type SyntheticEvent, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useApi } from '../api/queries';
import { Loaded, SkeletonRows } from '../ui/states';
import { useFormat } from '../ui/use-format';
import classes from './settings.module.css';

interface Kept {
  readonly number: number;
  readonly hash: string;
}

/** Whether the log is as it was written, its newest fingerprint, and a way to hold it to one that was kept. */
export function AuditCheck() {
  const [kept, setKept] = useState<Kept | null>(null);
  const check = useApi('verifyAudit', { query: kept ?? {} }, { keep: true });
  return (
    <Loaded query={check} skeleton={<SkeletonRows rows={1} height={72} />}>
      {(found) => <Verdict check={found} compare={setKept} />}
    </Loaded>
  );
}

function Verdict({ check, compare }: { readonly check: AuditCheckShape; readonly compare: (kept: Kept) => void }) {
  const { t } = useTranslation();
  const { count } = useFormat();
  const sound = check.faults.length === 0;
  return (
    <Alert
      color={sound ? 'ripe' : 'red'}
      role={sound ? undefined : 'alert'}
      icon={sound ? <IconShieldCheck /> : <IconAlertTriangle />}
      title={sound ? t('access.auditSound') : t('access.auditBroken')}
    >
      <Stack gap="xs">
        {sound ? (
          <span>{t('access.auditSoundHint', { count: count(check.entries) })}</span>
        ) : (
          <>
            <span>{t('access.auditBrokenHint')}</span>
            <ul className={classes.faults}>
              {check.faults.map(({ number, problem }, index) => (
                <li key={index}>{t(`access.auditFault.${problem}`, { number: number ?? '–' })}</li>
              ))}
            </ul>
          </>
        )}
        {check.head === null ? null : <Head {...check.head} />}
        <Compare compare={compare} />
      </Stack>
    </Alert>
  );
}

function Head({ number, hash }: Kept) {
  const { t } = useTranslation();
  return (
    <div>
      <Group gap="xs">
        <Text size="sm" fw={600}>
          {t('access.auditHead')}
        </Text>
        <CopyButton value={`${number} ${hash}`}>
          {({ copied, copy }) => (
            <Button size="compact-xs" variant="default" onClick={copy}>
              {copied ? t('common.copied') : t('common.copy')}
            </Button>
          )}
        </CopyButton>
      </Group>
      <code className={classes.mono}>
        {number} · {hash}
      </code>
      <Text size="xs" c="dimmed">
        {t('access.auditHeadHint')}
      </Text>
    </div>
  );
}

/** Takes both as they were copied together: "17 3f…". */
function Compare({ compare }: { readonly compare: (kept: Kept) => void }) {
  const { t } = useTranslation();
  const [text, setText] = useState('');
  const [, number, hash] = /^\s*(\d{1,15})\s*·?\s*([0-9a-f]{64})\s*$/.exec(text) ?? [];
  const submit = (event: SyntheticEvent): void => {
    event.preventDefault();
    if (number !== undefined && hash !== undefined) compare({ number: Number(number), hash });
  };
  return (
    <form onSubmit={submit}>
      <Group gap="xs" align="flex-end">
        <TextInput
          className={classes.grow}
          label={t('access.auditKept')}
          value={text}
          onChange={(event) => setText(event.currentTarget.value)}
        />
        <Button type="submit" variant="default" disabled={hash === undefined}>
          {t('access.auditCompare')}
        </Button>
      </Group>
    </form>
  );
}
