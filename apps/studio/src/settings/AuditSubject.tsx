import type { AuditRow } from '@ripen/contracts';
import { Link } from '@tanstack/react-router';
import { useTranslation } from 'react-i18next';
import classes from './settings.module.css';

const NAMED = ['user', 'key', 'team', 'lead', 'journey', 'policy'] as const;

/** What an entry is about: a link where there is a page; people are named in the sentence, leads by nothing but this link. */
export function AuditSubject({ subject }: { readonly subject: NonNullable<AuditRow['subject']> }) {
  const { t } = useTranslation();
  const type = NAMED.find((known) => known === subject.type);
  const words = type === undefined ? subject.type : t(`access.subject.${type}`);
  if (type === 'lead')
    return (
      <Link to="/leads/$leadId" params={{ leadId: subject.id }}>
        {words}
      </Link>
    );
  if (type === 'journey')
    return (
      <Link to="/journeys/$journeyId" params={{ journeyId: subject.id }}>
        {words}
      </Link>
    );
  return <span className={classes.quiet}>{words}</span>;
}
