import type { LeadDetail } from '@ripen/contracts';

/** First and last name where known, else what the API shows, else null for an anonymous visitor. */
export function leadName(lead: Pick<LeadDetail, 'firstName' | 'lastName' | 'displayName'>): string | null {
  const name = [lead.firstName, lead.lastName].filter(Boolean).join(' ');
  return name === '' ? lead.displayName : name;
}
