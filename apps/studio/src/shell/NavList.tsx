import {
  IconChartGridDots,
  IconFileText,
  IconLayoutKanban,
  IconListCheck,
  IconMail,
  type IconProps,
  IconSettings,
  IconSitemap,
  IconUsers,
} from '@tabler/icons-react';
import { Link } from '@tanstack/react-router';
import type { ComponentType } from 'react';
import { useTranslation } from 'react-i18next';
import { type ScreenKey, screensFor } from '../session/screens';
import { useMe } from '../session/session';
import classes from './shell.module.css';

export const SCREEN_ICONS: Readonly<Record<ScreenKey, ComponentType<IconProps>>> = {
  worklist: IconListCheck,
  board: IconLayoutKanban,
  leads: IconUsers,
  journeys: IconSitemap,
  scoring: IconChartGridDots,
  content: IconFileText,
  settings: IconSettings,
  mailbox: IconMail,
};

/** The way to every screen that this person has business with. */
export function NavList({ onGo }: { readonly onGo: () => void }) {
  const { t } = useTranslation();
  const screens = screensFor(useMe());
  return (
    <nav aria-label={t('shell.navigation')}>
      <ul className={classes.nav}>
        {screens.map(({ key, path }) => {
          const Icon = SCREEN_ICONS[key];
          return (
            <li key={key} data-apart={key === 'settings' || undefined}>
              <Link
                to={path}
                className={classes.navLink}
                activeProps={{ 'data-active': true, 'aria-current': 'page' }}
                onClick={onGo}
              >
                <Icon size={18} stroke={1.75} aria-hidden />
                {t(`shell.${key}`)}
              </Link>
            </li>
          );
        })}
      </ul>
    </nav>
  );
}
