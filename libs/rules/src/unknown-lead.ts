import type { Company, Lead } from '@ripen/domain';

/** A person of whom nothing is known, for trying rules and models out. It belongs to no ledger and its id names nobody. */
export const UNKNOWN_LEAD: Lead = {
  id: '',
  known: true,
  email: null,
  firstName: null,
  lastName: null,
  position: null,
  department: null,
  phone: null,
  country: null,
  language: null,
  zone: null,
  buyingRole: 'unknown',
  persona: null,
  doNotProfile: false,
  categoryByHand: null,
  companyId: null,
  ownerId: null,
  createdAt: 0,
};

/** A company of which nothing is known but that it is a prospect. */
export const UNKNOWN_COMPANY: Company = {
  id: '',
  name: '',
  domain: null,
  relationship: 'prospect',
  employees: null,
  industry: null,
  country: null,
  zone: null,
};
