import type { LeadDetail, UpdateLeadBody } from '@ripen/contracts';
import { BUYING_ROLES, type BuyingRole, type Relationship, RELATIONSHIPS } from '@ripen/domain';
import { isLanguage } from '../i18n/i18n';

const LEAD_TEXTS = [
  'email',
  'firstName',
  'lastName',
  'position',
  'department',
  'phone',
  'country',
  'zone',
  'persona',
] as const;
const COMPANY_TEXTS = ['domain', 'industry'] as const;
/** How a form holds a yes or no of an own field. */
export const YES = '\u0000yes';
export const NO = '\u0000no';
type LeadText = (typeof LEAD_TEXTS)[number];
type CompanyText = (typeof COMPANY_TEXTS)[number];

/** The facts as form fields hold them: no null, empty means unknown. */
export interface LeadForm {
  lead: Record<LeadText, string> & { language: string; buyingRole: string; doNotProfile: boolean };
  /** Values of the workspace's own fields; empty means unknown. */
  custom: Record<string, string | number>;
  company: Record<CompanyText, string> & { name: string; relationship: string; employees: string | number };
}

export function leadFormOf(lead: LeadDetail): LeadForm {
  const texts = Object.fromEntries(LEAD_TEXTS.map((field) => [field, lead[field] ?? ''])) as Record<LeadText, string>;
  const { company } = lead;
  return {
    lead: { ...texts, language: lead.language ?? '', buyingRole: lead.buyingRole, doNotProfile: lead.doNotProfile },
    custom: Object.fromEntries(Object.entries(lead.custom).map(([key, value]) => [key, inForm(value)])),
    company: {
      name: company?.name ?? '',
      domain: company?.domain ?? '',
      industry: company?.industry ?? '',
      relationship: company?.relationship ?? 'prospect',
      employees: company?.employees ?? '',
    },
  };
}

/** Only what the person changed: fields that are not named stay as they are, also when somebody else changes them meanwhile. */
export function changedFacts(before: LeadForm, after: LeadForm): UpdateLeadBody {
  const lead: Partial<UpdateLeadBody['lead']> = {};
  for (const field of LEAD_TEXTS) {
    if (before.lead[field] !== after.lead[field]) lead[field] = textOrNull(after.lead[field]);
  }
  if (before.lead.language !== after.lead.language)
    lead.language = isLanguage(after.lead.language) ? after.lead.language : null;
  if (before.lead.buyingRole !== after.lead.buyingRole) lead.buyingRole = buyingRoleOf(after.lead.buyingRole);
  if (before.lead.doNotProfile !== after.lead.doNotProfile) lead.doNotProfile = after.lead.doNotProfile;

  const company: NonNullable<UpdateLeadBody['company']> = {};
  for (const field of COMPANY_TEXTS) {
    if (before.company[field] !== after.company[field]) company[field] = textOrNull(after.company[field]);
  }
  if (before.company.name !== after.company.name && after.company.name.trim() !== '')
    company.name = after.company.name.trim();
  if (before.company.relationship !== after.company.relationship)
    company.relationship = relationshipOf(after.company.relationship);
  if (before.company.employees !== after.company.employees)
    company.employees = after.company.employees === '' ? null : Number(after.company.employees);
  const custom: NonNullable<UpdateLeadBody['custom']> = {};
  for (const [key, value] of Object.entries(after.custom)) {
    if (value !== (before.custom[key] ?? '')) custom[key] = fromForm(value);
  }
  return {
    lead,
    ...(Object.keys(company).length === 0 ? {} : { company }),
    ...(Object.keys(custom).length === 0 ? {} : { custom }),
  };
}

/** Yes and no are words in a form, since neither is a third answer. */
function inForm(value: LeadDetail['custom'][string]): string | number {
  if (typeof value === 'boolean') return value ? YES : NO;
  return value ?? '';
}

function fromForm(value: string | number): LeadDetail['custom'][string] {
  if (value === YES || value === NO) return value === YES;
  return typeof value === 'string' ? textOrNull(value) : value;
}

function textOrNull(value: string): string | null {
  return value.trim() === '' ? null : value.trim();
}

function buyingRoleOf(value: string): BuyingRole {
  return BUYING_ROLES.find((role) => role === value) ?? 'unknown';
}

function relationshipOf(value: string): Relationship {
  return RELATIONSHIPS.find((relationship) => relationship === value) ?? 'prospect';
}
