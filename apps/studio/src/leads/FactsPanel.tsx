import { Anchor, Button } from '@mantine/core';
import { useDisclosure } from '@mantine/hooks';
import type { LeadDetail } from '@ripen/contracts';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { useMay } from '../session/session';
import { Panel } from '../ui/Panel';
import { useFormat } from '../ui/use-format';
import { EditLeadDialog } from './EditLeadDialog';
import classes from './lead.module.css';
import { useOwnFields, useOwnValue } from './OwnFields';

export function FactsPanel({ lead }: { readonly lead: LeadDetail }) {
  const { t } = useTranslation();
  const may = useMay();
  const [editing, dialog] = useDisclosure(false);
  return (
    <Panel
      title={t('leads.facts')}
      aside={
        may('updateLead') ? (
          <Button variant="subtle" color="gray" size="compact-sm" onClick={dialog.open}>
            {t('common.edit')}
          </Button>
        ) : undefined
      }
    >
      <dl className={classes.facts}>
        <PersonFacts lead={lead} />
        <CompanyFacts company={lead.company} />
        <OwnFacts lead={lead} />
      </dl>
      {editing ? <EditLeadDialog lead={lead} close={dialog.close} /> : null}
    </Panel>
  );
}

function PersonFacts({ lead }: { readonly lead: LeadDetail }) {
  const { t } = useTranslation();
  return (
    <>
      <Fact name={t('leads.email')}>{lead.email === null ? null : <Address email={lead.email} />}</Fact>
      <Fact name={t('leads.phone')}>
        {lead.phone === null ? null : (
          <Anchor href={`tel:${lead.phone}`} inherit>
            {lead.phone}
          </Anchor>
        )}
      </Fact>
      <Fact name={t('leads.position')}>{lead.position}</Fact>
      <Fact name={t('leads.department')}>{lead.department}</Fact>
      <Fact name={t('leads.buyingRole')}>
        {lead.buyingRole === 'unknown' ? null : t(`words.buyingRole.${lead.buyingRole}`)}
      </Fact>
      <Fact name={t('leads.persona')}>{lead.persona}</Fact>
      <Fact name={t('leads.language')}>{lead.language === null ? null : t(`words.language.${lead.language}`)}</Fact>
      <Fact name={t('leads.country')}>{lead.country}</Fact>
      <Fact name={t('leads.zone')}>{lead.zone}</Fact>
      {lead.doNotProfile ? <Fact name={t('leads.doNotProfile')}>{t('common.yes')}</Fact> : null}
    </>
  );
}

/** Breaks before the domain rather than in the middle of a word. */
function Address({ email }: { readonly email: string }) {
  const at = email.lastIndexOf('@');
  return (
    <Anchor href={`mailto:${email}`} inherit>
      {email.slice(0, at)}
      <wbr />
      {email.slice(at)}
    </Anchor>
  );
}

function CompanyFacts({ company }: { readonly company: LeadDetail['company'] }) {
  const { t } = useTranslation();
  const { count } = useFormat();
  return (
    <>
      <dt className={classes.factsHead}>{t('leads.company')}</dt>
      <dd className={classes.factsHead}>{company?.name ?? '–'}</dd>
      {company === null ? null : (
        <>
          <Fact name={t('leads.relationship')}>{t(`words.relationship.${company.relationship}`)}</Fact>
          <Fact name={t('leads.employees')}>{company.employees === null ? null : count(company.employees)}</Fact>
          <Fact name={t('leads.industry')}>{company.industry}</Fact>
          <Fact name={t('leads.domain')}>{company.domain}</Fact>
        </>
      )}
    </>
  );
}

/** Own fields that say something about this lead. */
function OwnFacts({ lead }: { readonly lead: LeadDetail }) {
  const { t } = useTranslation();
  const { text } = useFormat();
  const written = useOwnValue();
  const said = useOwnFields().flatMap((field) => {
    const value = written(field, lead.custom[field.key] ?? null);
    return value === null ? [] : [{ field, value }];
  });
  if (said.length === 0) return null;
  return (
    <>
      <dt className={classes.factsHead}>{t('imports.group.own')}</dt>
      <dd className={classes.factsHead} />
      {said.map(({ field, value }) => (
        <Fact key={field.id} name={text(field.label)}>
          {value}
        </Fact>
      ))}
    </>
  );
}

function Fact({ name, children }: { readonly name: string; readonly children: ReactNode }) {
  return (
    <>
      <dt>{name}</dt>
      <dd>{children ?? <span className={classes.quiet}>–</span>}</dd>
    </>
  );
}
