import { Alert } from '@mantine/core';
import { IconPlugConnectedX } from '@tabler/icons-react';
import { Link } from '@tanstack/react-router';
import { useTranslation } from 'react-i18next';
import { useApi } from '../api/queries';
import { useMay } from '../session/session';
import classes from './settings.module.css';

const REFRESH_MS = 5_000;

/** Says how many events wait to be corrected and how many webhooks were given up, and leads there. Not there while there are none. */
export function ExchangeNote() {
  const { t } = useTranslation();
  const may = useMay();
  const { data } = useApi('getExchangeHealth', {}, { refetchInterval: REFRESH_MS });
  if (data === undefined || data.refused + data.dead === 0) return null;
  const dead = t('settings.exchange.dead', { count: data.dead });
  return (
    <Alert
      color="yellow"
      variant="light"
      icon={<IconPlugConnectedX size={20} aria-hidden />}
      title={t('settings.exchange.title')}
    >
      <ul className={classes.lines}>
        {data.refused === 0 ? null : (
          <li>
            <Link to="/settings/$section" params={{ section: 'refused' }}>
              {t('settings.exchange.refused', { count: data.refused })}
            </Link>
          </li>
        )}
        {data.dead === 0 ? null : (
          <li>
            {may('listWebhooks') ? (
              <Link to="/settings/$section" params={{ section: 'webhooks' }}>
                {dead}
              </Link>
            ) : (
              dead
            )}
          </li>
        )}
      </ul>
    </Alert>
  );
}
