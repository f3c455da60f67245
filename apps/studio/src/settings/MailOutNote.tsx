import { Alert } from '@mantine/core';
import { IconMailExclamation } from '@tabler/icons-react';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { useApi } from '../api/queries';
import { Moment } from '../ui/Moment';
import { useFormat } from '../ui/use-format';
import classes from './settings.module.css';

const REFRESH_MS = 5_000;

/** Says that mails do not get out, since when, how many wait and why. Not there while they do. */
export function MailOutNote() {
  const { t } = useTranslation();
  const { count, text } = useFormat();
  const { data } = useApi('getMailOut', {}, { refetchInterval: REFRESH_MS });
  if (data === undefined || !data.stuck || data.since === null) return null;
  return (
    <Alert
      color="red"
      variant="light"
      icon={<IconMailExclamation size={20} aria-hidden />}
      title={t('settings.mailOut.title')}
    >
      {data.reason === null ? null : <span title={data.code ?? undefined}>{text(data.reason)}</span>}
      <dl className={classes.facts}>
        <Fact name={t('settings.mailOut.waiting')}>{count(data.waiting)}</Fact>
        <Fact name={t('settings.mailOut.oldest')}>
          <Moment at={data.since} />
        </Fact>
        {data.nextTryAt === null ? null : (
          <Fact name={t('settings.mailOut.next')}>
            <Moment at={data.nextTryAt} />
          </Fact>
        )}
      </dl>
    </Alert>
  );
}

function Fact({ name, children }: { readonly name: string; readonly children: ReactNode }) {
  return (
    <div>
      <dt>{name}</dt>
      <dd>{children}</dd>
    </div>
  );
}
