import type { Language } from './language';
import type { EpochMs, ZoneId } from './time';

/** What a company is to us. A customer's lead is for cross- and up-selling, never "new". */
export const RELATIONSHIPS = ['prospect', 'customer', 'partner', 'competitor', 'own'] as const;
export type Relationship = (typeof RELATIONSHIPS)[number];

/** The lead's part in the buying centre. */
export const BUYING_ROLES = ['decider', 'influencer', 'user', 'buyer', 'gatekeeper', 'unknown'] as const;
export type BuyingRole = (typeof BUYING_ROLES)[number];

/** Fields of a lead that facts may set. Keys are the ones used in rules, mails and the API. */
export const LEAD_FIELDS = [
  'email',
  'firstName',
  'lastName',
  'position',
  'department',
  'phone',
  'country',
  'language',
  'zone',
  'buyingRole',
  'persona',
  'doNotProfile',
  'category',
] as const;
export type LeadField = (typeof LEAD_FIELDS)[number];

/** Fields of a company that facts may set. */
export const COMPANY_FIELDS = ['name', 'domain', 'relationship', 'employees', 'industry', 'country', 'zone'] as const;
export type CompanyField = (typeof COMPANY_FIELDS)[number];

export type FieldValue = string | number | boolean | null;

/** A person, known or still anonymous. */
export interface Lead {
  readonly id: string;
  /** False until a confirmation or an `identify` with an address made the person known. */
  readonly known: boolean;
  readonly email: string | null;
  readonly firstName: string | null;
  readonly lastName: string | null;
  readonly position: string | null;
  readonly department: string | null;
  readonly phone: string | null;
  readonly country: string | null;
  readonly language: Language | null;
  readonly zone: ZoneId | null;
  readonly buyingRole: BuyingRole;
  readonly persona: string | null;
  readonly doNotProfile: boolean;
  /** Set by hand; wins over the rules. Null: the rules decide. */
  readonly categoryByHand: 'pseudo' | 'not_pseudo' | null;
  readonly companyId: string | null;
  readonly ownerId: string | null;
  readonly createdAt: EpochMs;
}

/** The account that a person belongs to. */
export interface Company {
  readonly id: string;
  readonly name: string;
  readonly domain: string | null;
  readonly relationship: Relationship;
  readonly employees: number | null;
  readonly industry: string | null;
  readonly country: string | null;
  readonly zone: ZoneId | null;
}
