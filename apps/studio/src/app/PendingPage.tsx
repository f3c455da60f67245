import { useTranslation } from 'react-i18next';
import { Mark } from '../ui/Mark';
import classes from './pending-page.module.css';

/** Before the first screen, when the server takes its time: a sign of life instead of an empty page. */
export function PendingPage() {
  const { t } = useTranslation();
  return (
    <main className={classes.page} aria-busy>
      <span className={classes.mark}>
        <Mark size={48} />
      </span>
      <p>{t('common.loading')} …</p>
    </main>
  );
}
