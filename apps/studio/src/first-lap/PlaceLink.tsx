import type { LapStep } from '@ripen/contracts';
import { IconExternalLink } from '@tabler/icons-react';
import { useRouter } from '@tanstack/react-router';
import type { MouseEvent } from 'react';
import { useTranslation } from 'react-i18next';
import classes from './first-lap.module.css';

interface PlaceLinkProps {
  readonly place: NonNullable<LapStep['place']>;
  readonly primary?: boolean;
  readonly children: string;
}

/** Leads to a screen of the studio in this window, and to a visitor's page in a new one. */
export function PlaceLink({ place, primary = false, children }: PlaceLinkProps) {
  const { t } = useTranslation();
  const router = useRouter();
  const style = primary ? classes.action : classes.link;
  if (place.to === 'page') {
    return (
      <a href={place.href} target="_blank" rel="noopener" className={style}>
        {children}
        <IconExternalLink size={14} aria-hidden />
        <span className="visually-hidden">({t('lap.newTab')})</span>
      </a>
    );
  }
  const go = (event: MouseEvent): void => {
    if (event.metaKey || event.ctrlKey || event.shiftKey) return;
    event.preventDefault();
    router.history.push(place.href);
  };
  return (
    <a href={place.href} onClick={go} className={style}>
      {children}
    </a>
  );
}
