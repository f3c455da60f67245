import { IconAlertCircle, IconCheck, IconUsers } from '@tabler/icons-react';
import { useTranslation } from 'react-i18next';
import { useLanguage } from '../../i18n/use-language';
import { useCanvasUi } from '../editor/EditorContext';
import classes from './canvas.module.css';

/** How many people stand at a node, went through it and failed there; not while building. */
export function LiveChips({ nodeId }: { nodeId: string }) {
  const isBuilding = useCanvasUi((ui) => ui.mode === 'build');
  const count = useCanvasUi((ui) => ui.counts[nodeId]);
  const language = useLanguage();
  const { t } = useTranslation();
  if (isBuilding) return null;
  const number = new Intl.NumberFormat(language);
  const { here, passed, failed } = count ?? { here: 0, passed: 0, failed: 0 };
  return (
    <div className={classes.chips}>
      <span className={classes.chip} data-chip="here" data-zero={here === 0 || undefined}>
        <IconUsers size={13} aria-hidden /> {t('journeys.live.here', { number: number.format(here) })}
      </span>
      <span className={classes.chip} data-chip="passed" data-zero={passed === 0 || undefined}>
        <IconCheck size={13} aria-hidden /> {t('journeys.live.passed', { number: number.format(passed) })}
      </span>
      {failed > 0 && (
        <span
          className={classes.chip}
          data-chip="failed"
          title={t('journeys.live.failed', { number: number.format(failed) })}
        >
          <IconAlertCircle size={13} aria-hidden /> {number.format(failed)}
          <span className="visually-hidden">{t('journeys.live.failed', { number: '' })}</span>
        </span>
      )}
    </div>
  );
}
