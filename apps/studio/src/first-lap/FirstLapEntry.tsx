import { IconRoute } from '@tabler/icons-react';
import { useTranslation } from 'react-i18next';
import classes from './first-lap.module.css';
import { useFirstLap } from './use-first-lap';

/** The way back to a lap that was put aside. */
export function FirstLapEntry({ onGo }: { readonly onGo?: () => void }) {
  const { t } = useTranslation();
  const { lap, dismissed, change } = useFirstLap();
  if (lap === null || !dismissed) return null;
  const done = lap.steps.filter(({ state }) => state === 'done').length;
  const resume = (): void => {
    change({ dismissed: false });
    onGo?.();
  };
  return (
    <button type="button" className={classes.entry} onClick={resume}>
      <IconRoute size={18} stroke={1.75} aria-hidden />
      <span>{t('lap.resume')}</span>
      <span className={classes.count} aria-label={t('lap.progress', { done, all: lap.steps.length })} role="img">
        {done}/{lap.steps.length}
      </span>
    </button>
  );
}
