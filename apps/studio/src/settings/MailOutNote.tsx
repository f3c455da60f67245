import { Alert } from '@mantine/core';
import { IconMailExclamation } from '@tabler/icons-react';
import { useTranslation } from 'react-i18next';
import { useApi } from '../api/queries';
import { Moment } from '../ui/Moment';
import { useFormat } from '../ui/use-format';

const REFRESH_MS = 5_000;

/** Says that mails do not get out, since when, how many wait and why. Not there while they do. */
export function MailOutNote() {
  const { t } = useTranslation();
  const { text } = useFormat();
  const { data } = useApi('getMailOut', {}, { refetchInterval: REFRESH_MS });
  if (data === undefined || !data.stuck || data.since === null) return null;
  return (
    <Alert
      color="red"
      variant="light"
      icon={<IconMailExclamation size={20} aria-hidden />}
      title={t('settings.mailOut.title')}
    >
      {t('settings.mailOut.waiting', { count: data.waiting })} <Moment at={data.since} />.{' '}
      {data.reason === null ? null : text(data.reason)}
      {data.code === null ? null : ` (${data.code})`}{' '}
      {data.nextTryAt === null ? null : (
        <>
          {t('settings.mailOut.next')} <Moment at={data.nextTryAt} />.
        </>
      )}
    </Alert>
  );
}
