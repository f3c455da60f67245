import { Button } from '@mantine/core';
import { IconChevronDown, IconChevronUp } from '@tabler/icons-react';
import { Link, useParams } from '@tanstack/react-router';
import { type ComponentType, useId, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Missing } from '../app/CrashPage';
import type { OperationId } from '../api/operation';
import { ErasuresSection } from '../privacy/ErasuresSection';
import { RetentionSection } from '../privacy/RetentionSection';
import { useMay } from '../session/session';
import { DeliverySection } from '../privacy/DeliverySection';
import { PurposesSection } from '../privacy/PurposesSection';
import { RecordSection } from '../privacy/RecordSection';
import { SuppressionSection } from '../privacy/SuppressionSection';
import { Page } from '../ui/Page';
import { RefusedSection } from '../exchange/RefusedSection';
import { WebhooksSection } from '../exchange/WebhooksSection';
import { AccountSection } from './AccountSection';
import { AuditSection } from './AuditSection';
import { CompanySection } from './CompanySection';
import { HealthSection } from './HealthSection';
import { KeysSection } from './KeysSection';
import { PeopleSection } from './PeopleSection';
import classes from './settings.module.css';
import { SlaSection } from './SlaSection';
import { TeamsSection } from './TeamsSection';
import { TouchpointsSection } from './TouchpointsSection';

const GROUPS = ['operation', 'company', 'people', 'data', 'privacy', 'you'] as const;

interface Section {
  readonly key:
    | 'attention'
    | 'company'
    | 'sla'
    | 'people'
    | 'teams'
    | 'audit'
    | 'keys'
    | 'touchpoints'
    | 'webhooks'
    | 'refused'
    | 'erasures'
    | 'retention'
    | 'purposes'
    | 'suppression'
    | 'delivery'
    | 'record'
    | 'account';
  readonly group: (typeof GROUPS)[number];
  readonly needs: OperationId;
  readonly screen: ComponentType;
}

/** In the order of the groups, so that the first one a person may open is the first one they see. */
const SECTIONS: readonly Section[] = [
  { key: 'attention', group: 'operation', needs: 'listEffects', screen: HealthSection },
  { key: 'company', group: 'company', needs: 'getWorkspace', screen: CompanySection },
  { key: 'sla', group: 'company', needs: 'listSlaPolicies', screen: SlaSection },
  { key: 'people', group: 'people', needs: 'listUsers', screen: PeopleSection },
  { key: 'teams', group: 'people', needs: 'listTeams', screen: TeamsSection },
  { key: 'audit', group: 'people', needs: 'listAudit', screen: AuditSection },
  { key: 'keys', group: 'data', needs: 'listKeys', screen: KeysSection },
  { key: 'touchpoints', group: 'data', needs: 'getTouchpointMapping', screen: TouchpointsSection },
  { key: 'webhooks', group: 'data', needs: 'listHookSources', screen: WebhooksSection },
  { key: 'refused', group: 'data', needs: 'listRefused', screen: RefusedSection },
  { key: 'purposes', group: 'privacy', needs: 'createPurpose', screen: PurposesSection },
  { key: 'suppression', group: 'privacy', needs: 'listSuppressions', screen: SuppressionSection },
  { key: 'delivery', group: 'privacy', needs: 'getMailDelivery', screen: DeliverySection },
  { key: 'erasures', group: 'privacy', needs: 'listErasures', screen: ErasuresSection },
  { key: 'retention', group: 'privacy', needs: 'getRetention', screen: RetentionSection },
  { key: 'record', group: 'privacy', needs: 'getRecordDetails', screen: RecordSection },
  { key: 'account', group: 'you', needs: 'updateMe', screen: AccountSection },
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
        <Sections sections={sections} current={section.key} />
        <div className={classes.section}>
          <Screen />
        </div>
      </div>
    </Page>
  );
}

interface SectionsProps {
  readonly sections: readonly Section[];
  readonly current: Section['key'];
}

/** Beside the section; on a narrow screen behind a button, so that the section comes first, and closed again once one is chosen. */
function Sections({ sections, current }: SectionsProps) {
  const { t } = useTranslation();
  const id = useId();
  const [openedAt, setOpenedAt] = useState<Section['key'] | null>(null);
  const open = openedAt === current;
  return (
    <div>
      <Button
        variant="default"
        fullWidth
        justify="space-between"
        className={classes.navToggle}
        rightSection={open ? <IconChevronUp size={16} aria-hidden /> : <IconChevronDown size={16} aria-hidden />}
        aria-expanded={open}
        aria-controls={id}
        onClick={() => setOpenedAt(open ? null : current)}
      >
        {t('settings.sections')}
      </Button>
      <nav id={id} aria-label={t('settings.sections')} className={classes.groups} data-open={open || undefined}>
        {GROUPS.map((group) => (
          <SectionGroup
            key={group}
            group={group}
            sections={sections.filter((one) => one.group === group)}
            current={current}
          />
        ))}
      </nav>
    </div>
  );
}

interface SectionGroupProps extends SectionsProps {
  readonly group: Section['group'];
}

function SectionGroup({ group, sections, current }: SectionGroupProps) {
  const { t } = useTranslation();
  const id = useId();
  if (sections.length === 0) return null;
  return (
    <div className={classes.group}>
      <h2 id={id} className={classes.groupTitle}>
        {t(`settings.group.${group}`)}
      </h2>
      <ul className={classes.nav} aria-labelledby={id}>
        {sections.map(({ key }) => (
          <li key={key}>
            <Link
              to="/settings/$section"
              params={{ section: key }}
              className={classes.navLink}
              data-active={key === current || undefined}
              aria-current={key === current ? 'page' : undefined}
            >
              {t(`settings.section.${key}`)}
            </Link>
          </li>
        ))}
      </ul>
    </div>
  );
}
