import { Group } from '@mantine/core';
import type { LeadDetail } from '@ripen/contracts';
import { IconMailCheck, IconMailOff } from '@tabler/icons-react';
import { useParams } from '@tanstack/react-router';
import { useTranslation } from 'react-i18next';
import { useApi } from '../api/queries';
import { Moment } from '../ui/Moment';
import { Page } from '../ui/Page';
import { CellBadge, StageBadge } from '../ui/stage';
import { Loaded, SkeletonRows } from '../ui/states';
import { ConsentPanel } from './ConsentPanel';
import { EnrollmentsPanel } from './EnrollmentsPanel';
import { FactsPanel } from './FactsPanel';
import { HandoffsPanel } from './HandoffsPanel';
import { LeadActions } from './LeadActions';
import { leadName } from './lead-words';
import classes from './lead.module.css';
import { MailsPanel } from './MailsPanel';
import { TimelinePanel } from './TimelinePanel';
import { WhyPanel } from './WhyPanel';

/** Live enough: a lead that confirms or clicks is seen moving without a reload. */
const REFRESH_MS = 5_000;

export function LeadPage() {
  const { leadId } = useParams({ from: '/shell/leads/$leadId' });
  const lead = useApi('getLead', { params: { id: leadId } }, { refetchInterval: REFRESH_MS });
  return (
    <Loaded query={lead} heading={1} skeleton={<SkeletonRows rows={12} />}>
      {(data) => <LeadScreen lead={data} />}
    </Loaded>
  );
}

function LeadScreen({ lead }: { readonly lead: LeadDetail }) {
  const { t } = useTranslation();
  return (
    <Page
      title={leadName(lead) ?? t('common.anonymous')}
      lead={<Headline lead={lead} />}
      actions={<LeadActions lead={lead} />}
    >
      <div className={classes.frame}>
        <div className={classes.columns}>
          <div className={classes.column}>
            <FactsPanel lead={lead} />
            <ConsentPanel lead={lead} />
            <MailsPanel leadId={lead.id} />
          </div>
          <TimelinePanel leadId={lead.id} />
          <div className={classes.column}>
            <WhyPanel lead={lead} />
            <EnrollmentsPanel enrollments={lead.enrollments} />
            <HandoffsPanel handoffs={lead.handoffs} />
          </div>
        </div>
      </div>
    </Page>
  );
}

function Headline({ lead }: { readonly lead: LeadDetail }) {
  const { t } = useTranslation();
  const { score, company } = lead;
  const mayMail =
    !lead.suppressed &&
    lead.consents.find(({ purpose, channel }) => purpose === 'marketing' && channel === 'email')?.state === 'granted';
  return (
    <Group gap="sm" mt={4}>
      {score === null ? null : (
        <Group gap={6}>
          <CellBadge cell={score.cell} stage={score.stage} />
          <StageBadge stage={score.stage} />
        </Group>
      )}
      {score?.category === 'pseudo' ? <span className={classes.pseudo}>{t('words.category.pseudo')}</span> : null}
      {lead.position === null ? null : <span>{lead.position}</span>}
      {company === null ? null : (
        <span>
          {company.name} <span className={classes.quiet}>({t(`words.relationship.${company.relationship}`)})</span>
        </span>
      )}
      <Holder lead={lead} />
      <span className={classes.consent} data-ok={mayMail || undefined}>
        {mayMail ? <IconMailCheck size={16} aria-hidden /> : <IconMailOff size={16} aria-hidden />}
        {mayMail ? t('leads.mailOk') : t('leads.mailNo')}
      </span>
    </Group>
  );
}

/** Who has the lead: its owner, else whoever it is offered to or the pool it lies in, and until when. */
function Holder({ lead }: { readonly lead: LeadDetail }) {
  const { t } = useTranslation();
  const open = lead.handoffs.find(({ state }) => state === 'offered' || state === 'pool');
  if (lead.owner !== null || open === undefined) {
    return (
      <span>
        <span className={classes.quiet}>{t('leads.owner')}:</span> {lead.owner?.name ?? t('leads.noOwner')}
      </span>
    );
  }
  const due = (open.clock ?? open.pool)?.dueAt;
  return (
    <span>
      {open.owner === null
        ? t('leads.inPoolOf', { team: open.team.name })
        : t('leads.offeredTo', { person: open.owner.name })}
      {due === undefined ? null : (
        <>
          {', '}
          <span className={classes.quiet}>{t('leads.openUntil')}</span> <Moment at={due} as="short" />
        </>
      )}
    </span>
  );
}
