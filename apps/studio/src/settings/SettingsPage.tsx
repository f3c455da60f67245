import { Link, useParams } from '@tanstack/react-router';
import type { ComponentType } from 'react';
import { useTranslation } from 'react-i18next';
import { Missing } from '../app/CrashPage';
import type { OperationId } from '../api/operation';
import { useMay } from '../session/session';
import { Page } from '../ui/Page';
import { AccountSection } from './AccountSection';
import { CompanySection } from './CompanySection';
import { HealthSection } from './HealthSection';
import { KeysSection } from './KeysSection';
import { PeopleSection } from './PeopleSection';
import classes from './settings.module.css';
import { SlaSection } from './SlaSection';
import { TeamsSection } from './TeamsSection';
import { TouchpointsSection } from './TouchpointsSection';

interface Section {
  readonly key: 'attention' | 'company' | 'sla' | 'people' | 'teams' | 'keys' | 'touchpoints' | 'account';
  readonly needs: OperationId;
  readonly screen: ComponentType;
}

const SECTIONS: readonly Section[] = [
  { key: 'attention', needs: 'listEffects', screen: HealthSection },
  { key: 'company', needs: 'getWorkspace', screen: CompanySection },
  { key: 'sla', needs: 'listSlaPolicies', screen: SlaSection },
  { key: 'people', needs: 'listUsers', screen: PeopleSection },
  { key: 'teams', needs: 'listTeams', screen: TeamsSection },
  { key: 'keys', needs: 'listKeys', screen: KeysSection },
  { key: 'touchpoints', needs: 'getTouchpointMapping', screen: TouchpointsSection },
  { key: 'account', needs: 'updateMe', screen: AccountSection },
];

export function SettingsPage() {
  const { t } = useTranslation();
  const may = useMay();
  const { section: asked } = useParams({ strict: false });
  const sections = SECTIONS.filter(({ needs }) => may(needs));
  const section = asked === undefined ? sections[0] : sections.find(({ key }) => key === asked);
  if (section === undefined) return <Missing />;
  const Screen = section.screen;
  return (
    <Page title={t('settings.title')} tab={`${t(`settings.section.${section.key}`)} · ${t('settings.title')}`}>
      <div className={classes.columns}>
        <nav aria-label={t('settings.sections')}>
          <ul className={classes.nav}>
            {sections.map(({ key }) => (
              <li key={key}>
                <Link
                  to="/settings/$section"
                  params={{ section: key }}
                  className={classes.navLink}
                  data-active={key === section.key || undefined}
                  aria-current={key === section.key ? 'page' : undefined}
                >
                  {t(`settings.section.${key}`)}
                </Link>
              </li>
            ))}
          </ul>
        </nav>
        <div className={classes.section}>
          <Screen />
        </div>
      </div>
    </Page>
  );
}
