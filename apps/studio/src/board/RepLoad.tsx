import { Text } from '@mantine/core';
import type { Board } from '@ripen/contracts';
import { useTranslation } from 'react-i18next';
import { useFormat } from '../ui/use-format';
import classes from './board.module.css';

type Rep = Board['reps'][number];

/** Who carries how much: one bar per rep, breached first, then due soon, then the rest. */
export function RepLoad({ reps }: { readonly reps: readonly Rep[] }) {
  const { t } = useTranslation();
  if (reps.length === 0) {
    return (
      <Text size="sm" c="dimmed">
        {t('board.teamOnly')}
      </Text>
    );
  }
  const most = Math.max(1, ...reps.map(({ open }) => open));
  return (
    <ul className={classes.reps}>
      {reps.map((rep) => (
        <RepBar key={rep.id} rep={rep} most={most} />
      ))}
    </ul>
  );
}

function RepBar({ rep, most }: { readonly rep: Rep; readonly most: number }) {
  const { t } = useTranslation();
  const { count } = useFormat();
  const calm = Math.max(0, rep.open - rep.dueSoon - rep.breached);
  const line = t('board.loadLine', { open: count(rep.open), soon: count(rep.dueSoon), breached: count(rep.breached) });
  const width = (part: number): { width: string } => ({ width: `${(100 * part) / most}%` });
  return (
    <li>
      <span className={classes.rep}>
        <span className={classes.repName}>{rep.name}</span>
        {rep.absent ? <span className={classes.quiet}>{t('worklist.absent')}</span> : null}
        <span className={classes.repCount}>{count(rep.open)}</span>
      </span>
      <span className={classes.bar} role="img" aria-label={line} title={line}>
        <span data-tone="breached" style={width(rep.breached)} />
        <span data-tone="soon" style={width(rep.dueSoon)} />
        <span style={width(calm)} />
      </span>
    </li>
  );
}
