import type { Lap } from '@ripen/contracts';
import { useEffect, useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';

/** One sentence for those who do not see a tick appear: what was done last, and what comes next. Empty at first. */
export function useAnnouncement({ steps }: Lap): string {
  const { t } = useTranslation();
  const [said, setSaid] = useState('');
  const done = steps.filter(({ state }) => state === 'done').length;
  const before = useRef(done);
  const last = steps.findLast(({ state }) => state === 'done')?.key;
  const next = steps.find(({ state }) => state === 'current')?.key;
  useEffect(() => {
    if (done > before.current && last !== undefined) {
      const title = t(`lap.${last}.title`);
      setSaid(
        next === undefined
          ? t('lap.announceOver', { done: title })
          : t('lap.announce', { done: title, next: t(`lap.${next}.title`) }),
      );
    }
    before.current = done;
  }, [done, last, next, t]);
  return said;
}
