import { useTranslation } from 'react-i18next';
import { useFirstLap } from './use-first-lap';

export const GUIDE_ID = 'first-lap';

/** For the keyboard: from the head of the page to the guide, which stands behind everything else. */
export function FirstLapSkip({ className }: { readonly className: string | undefined }) {
  const { t } = useTranslation();
  const { lap, dismissed } = useFirstLap();
  if (lap === null || dismissed) return null;
  return (
    <a href={`#${GUIDE_ID}`} className={className}>
      {t('lap.skip')}
    </a>
  );
}
