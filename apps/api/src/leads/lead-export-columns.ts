import type { CsvValue } from '@ripen/connectors';
import type { BuyingRole, Language, Relationship, Text } from '@ripen/domain';
import type { LeadListRow } from './lead-row';

/** A lead as the file tells it. */
export interface ExportedLead extends LeadListRow {
  company_domain: string | null;
  company_employees: number | null;
  company_industry: string | null;
  external_ids: string | null;
}

interface ExportColumn {
  readonly label: Text;
  readonly value: (row: ExportedLead, language: Language) => CsvValue;
}

const ROLES: Readonly<Record<BuyingRole, Text>> = {
  decider: { de: 'Entscheider', en: 'Decider' },
  influencer: { de: 'Beeinflusser', en: 'Influencer' },
  user: { de: 'Anwender', en: 'User' },
  buyer: { de: 'Einkäufer', en: 'Buyer' },
  gatekeeper: { de: 'Gatekeeper', en: 'Gatekeeper' },
  unknown: { de: '', en: '' },
};
const RELATIONSHIPS: Readonly<Record<Relationship, Text>> = {
  prospect: { de: 'Interessent', en: 'Prospect' },
  customer: { de: 'Kunde', en: 'Customer' },
  partner: { de: 'Partner', en: 'Partner' },
  competitor: { de: 'Wettbewerber', en: 'Competitor' },
  own: { de: 'Eigene Firma', en: 'Own company' },
};
const LANGUAGES: Readonly<Record<Language, Text>> = {
  de: { de: 'Deutsch', en: 'German' },
  en: { de: 'Englisch', en: 'English' },
};

/** The columns of the file, by names that an import understands; what an import cannot set comes last. */
export const LEAD_EXPORT: readonly ExportColumn[] = [
  { label: { de: 'E-Mail', en: 'E-mail' }, value: (row) => row.email },
  { label: { de: 'Vorname', en: 'First name' }, value: (row) => row.first_name },
  { label: { de: 'Nachname', en: 'Last name' }, value: (row) => row.last_name },
  { label: { de: 'Position', en: 'Position' }, value: (row) => row.position },
  { label: { de: 'Abteilung', en: 'Department' }, value: (row) => row.department },
  { label: { de: 'Telefon', en: 'Phone' }, value: (row) => row.phone },
  { label: { de: 'Land', en: 'Country' }, value: (row) => row.country },
  {
    label: { de: 'Sprache', en: 'Language' },
    value: (row, language) => (row.language === null ? null : LANGUAGES[row.language][language]),
  },
  { label: { de: 'Zeitzone', en: 'Time zone' }, value: (row) => row.zone },
  {
    label: { de: 'Rolle im Buying Center', en: 'Buying role' },
    value: (row, language) => ROLES[row.buying_role][language],
  },
  { label: { de: 'Persona', en: 'Persona' }, value: (row) => row.persona },
  { label: { de: 'Nicht profilieren', en: 'Do not profile' }, value: (row) => row.do_not_profile },
  { label: { de: 'Firma', en: 'Company' }, value: (row) => row.company_name },
  { label: { de: 'Domain', en: 'Domain' }, value: (row) => row.company_domain },
  {
    label: { de: 'Beziehung', en: 'Relationship' },
    value: (row, language) =>
      row.company_relationship === null ? null : RELATIONSHIPS[row.company_relationship][language],
  },
  { label: { de: 'Mitarbeiter', en: 'Employees' }, value: (row) => row.company_employees },
  { label: { de: 'Branche', en: 'Industry' }, value: (row) => row.company_industry },
  { label: { de: 'Nummern in anderen Systemen', en: 'Ids in other systems' }, value: (row) => row.external_ids },
  { label: { de: 'Stufe', en: 'Stage' }, value: (row) => (row.do_not_profile ? null : row.stage) },
  { label: { de: 'Zelle', en: 'Cell' }, value: (row) => (row.do_not_profile ? null : row.cell) },
  {
    label: { de: 'Punkte', en: 'Points' },
    value: (row) => (row.do_not_profile || row.points_milli === null ? null : row.points_milli / 1_000),
  },
  { label: { de: 'Zuständig', en: 'Owner' }, value: (row) => row.owner_name },
  {
    label: { de: 'Zuletzt gesehen', en: 'Last seen' },
    value: (row) => (row.last_touched_at === null ? null : { instant: row.last_touched_at }),
  },
  { label: { de: 'Angelegt', en: 'Since' }, value: (row) => ({ instant: row.created_at }) },
];
