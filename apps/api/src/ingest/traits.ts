import type { CompanyField, FieldValue, LeadField } from '@ripen/domain';
import { emailSchema } from '@ripen/contracts';
import { hostOf, textAt } from './source';

type Bag = Readonly<Record<string, unknown>>;

const POSITION_NAMES = ['position', 'title', 'jobTitle', 'job_title'];
const NAMES: Readonly<Partial<Record<LeadField, readonly string[]>>> = {
  firstName: ['firstName', 'first_name', 'firstname'],
  lastName: ['lastName', 'last_name', 'lastname'],
  position: POSITION_NAMES,
  department: ['department'],
  phone: ['phone'],
  country: ['country'],
};

/** The fields that anybody with the public write key may set of a person. Consent, category and role are not among them. */
export function leadTraits(
  traits: Bag,
  context: { locale?: unknown; timezone?: unknown } | null,
): Partial<Record<LeadField, FieldValue>> {
  const fields: Partial<Record<LeadField, FieldValue>> = {};
  for (const [field, names] of Object.entries(NAMES) as [LeadField, readonly string[]][]) {
    const value = first(traits, names);
    if (value !== null) fields[field] = value;
  }
  splitName(fields, textAt(traits, 'name'));
  const country = textAt(bagAt(traits, 'address'), 'country');
  if (country !== null) fields.country ??= country;
  const email = emailSchema.safeParse(traits['email']);
  if (email.success) fields.email = email.data;
  const language = (textAt(traits, 'language') ?? textAt(traits, 'locale') ?? textAt(context, 'locale'))
    ?.slice(0, 2)
    .toLowerCase();
  if (language === 'de' || language === 'en') fields.language = language;
  const zone = textAt(traits, 'timezone') ?? textAt(context, 'timezone');
  if (zone !== null && isZone(zone)) fields.zone = zone;
  return fields;
}

/** Company traits: `company` as a name or an object, or beside the person's own. Null without a name or a domain. */
export function companyTraits(traits: Bag): Partial<Record<CompanyField, FieldValue>> | null {
  const company = bagAt(traits, 'company') ?? {};
  const name = textAt(traits, 'company') ?? textAt(company, 'name') ?? textAt(traits, 'companyName');
  if (name === null) return null;
  const fields: Partial<Record<CompanyField, FieldValue>> = { name };
  const domain = textAt(company, 'domain') ?? hostOf(textAt(company, 'website') ?? textAt(traits, 'website'));
  if (domain !== null) fields.domain = domain.replace(/^www\./, '').toLowerCase();
  const employees = count(company['employees'] ?? company['employee_count'] ?? traits['employees']);
  if (employees !== null) fields.employees = employees;
  const industry = textAt(company, 'industry') ?? textAt(traits, 'industry');
  if (industry !== null) fields.industry = industry;
  return fields;
}

/** What a `group` call says of a company: its traits, and where they name none, its id for a name. */
export function groupTraits(groupId: string, traits: Bag): Partial<Record<CompanyField, FieldValue>> {
  const name = textAt(traits, 'name') ?? textAt(traits, 'companyName') ?? groupId.slice(0, 200);
  return companyTraits({ company: { ...traits, name } }) ?? { name };
}

/** A number of people as SDKs and forms write it: 6000, "6000", "6.000". Null for anything else. */
export function count(value: unknown): number | null {
  const text =
    typeof value === 'number'
      ? String(value)
      : typeof value === 'string'
        ? value.trim().replace(/(?<=\d)[.,'  ](?=\d{3}\b)/g, '')
        : '';
  if (!/^\d{1,9}$/.test(text)) return null;
  return Number(text);
}

function splitName(fields: Partial<Record<LeadField, FieldValue>>, name: string | null): void {
  if (name === null || fields.lastName !== undefined) return;
  const parts = name.split(/\s+/);
  fields.lastName = parts.pop() ?? name;
  if (parts.length > 0) fields.firstName ??= parts.join(' ');
}

function first(bag: Bag, names: readonly string[]): string | null {
  return names.map((name) => textAt(bag, name)).find((value) => value !== null) ?? null;
}

function bagAt(bag: Bag, name: string): Bag | null {
  const value = bag[name];
  return typeof value === 'object' && value !== null && !Array.isArray(value) ? { ...value } : null;
}

function isZone(name: string): boolean {
  try {
    new Intl.DateTimeFormat('en', { timeZone: name });
    return true;
  } catch {
    return false;
  }
}
