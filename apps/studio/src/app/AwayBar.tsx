import { Loader } from '@mantine/core';
import { useEffect, useSyncExternalStore } from 'react';
import { useTranslation } from 'react-i18next';
import { AwayWatch, serverIsBack } from '../api/away';
import { queryClient } from '../api/queries';
import classes from './away-bar.module.css';
import { router } from './router';

const LOOK_EVERY_MS = 3_000;

const watch = new AwayWatch({
  isBack: serverIsBack,
  onBack: () => {
    void queryClient.invalidateQueries();
    // A screen that could not even begin begins again.
    void router.invalidate();
  },
  everyMs: LOOK_EVERY_MS,
});

/** One calm line while the server cannot do its work. What is on the screen stays; it goes away by itself. */
export function AwayBar() {
  const { t } = useTranslation();
  const away = useSyncExternalStore(watch.subscribe, watch.current);
  useEffect(() => {
    const stops = [
      // The first failed try says it; the tries that follow may take a quarter of a minute.
      queryClient
        .getQueryCache()
        .subscribe(
          ({ type, query }) => type === 'updated' && watch.report(query.state.error ?? query.state.fetchFailureReason),
        ),
      queryClient
        .getMutationCache()
        .subscribe(({ type, mutation }) => type === 'updated' && watch.report(mutation.state.error)),
    ];
    return () => stops.forEach((stop) => stop());
  }, []);
  return (
    <div className={classes.place} role="status">
      {away === null ? null : (
        <div className={classes.bar}>
          <Loader size={16} color="currentColor" aria-hidden />
          {t(`common.away.${away}`)}
        </div>
      )}
    </div>
  );
}
