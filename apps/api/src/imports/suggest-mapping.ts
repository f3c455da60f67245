import type { ImportMapping, ImportTarget } from '@ripen/contracts';
import type { ImportKind, Text } from '@ripen/domain';

/** What a column of a file looks like. */
export interface ColumnLook {
  readonly label: string;
  readonly examples: readonly string[];
}

/** Names that columns have in exports of other systems, in German and English; compared without case, blanks and marks. */
const NAMES: readonly (readonly [ImportTarget, readonly string[]])[] = [
  [
    'lead.email',
    [
      'email',
      'e-mail',
      'mail',
      'emailaddress',
      'emailadresse',
      'mailadresse',
      'e-mail 1 - value',
      'workemail',
      'geschäftliche e-mail',
    ],
  ],
  ['lead.firstName', ['firstname', 'vorname', 'givenname', 'first']],
  ['lead.lastName', ['lastname', 'nachname', 'surname', 'familyname', 'zuname', 'last']],
  [
    'name',
    ['name', 'fullname', 'vollständiger name', 'contactname', 'ansprechpartner', 'kontakt', 'contact', 'leadname'],
  ],
  [
    'externalId',
    [
      'id',
      'externalid',
      'externe id',
      'leadid',
      'contactid',
      'kontaktid',
      'prospectid',
      'kundennummer',
      'customerid',
      'nr',
      'nummer',
      'recordid',
      'mqlid',
      'personid',
    ],
  ],
  ['lead.position', ['position', 'jobtitle', 'title', 'titel', 'funktion', 'role', 'stelle', 'berufsbezeichnung']],
  ['lead.department', ['department', 'abteilung', 'bereich']],
  ['lead.phone', ['phone', 'telefon', 'tel', 'phonenumber', 'telefonnummer', 'mobile', 'mobil', 'handy', 'workphone']],
  ['lead.country', ['country', 'land', 'staat']],
  ['lead.language', ['language', 'sprache', 'locale']],
  ['lead.zone', ['timezone', 'zeitzone']],
  ['lead.buyingRole', ['buyingrole', 'rolle im buying center', 'kaufrolle']],
  ['lead.persona', ['persona', 'zielgruppe']],
  ['lead.doNotProfile', ['donotprofile', 'nicht profilieren', 'kein profiling']],
  [
    'company.name',
    [
      'company',
      'firma',
      'unternehmen',
      'companyname',
      'firmenname',
      'organisation',
      'organization',
      'account',
      'accountname',
    ],
  ],
  ['company.domain', ['domain', 'website', 'webseite', 'companydomain', 'web', 'url', 'homepage']],
  [
    'company.employees',
    [
      'employees',
      'mitarbeiter',
      'mitarbeiterzahl',
      'anzahl mitarbeiter',
      'companysize',
      'unternehmensgröße',
      'numberofemployees',
    ],
  ],
  ['company.industry', ['industry', 'branche', 'sector']],
  ['company.relationship', ['relationship', 'beziehung', 'kundenstatus']],
  ['consent.at', ['consentdate', 'optindate', 'einwilligung am', 'einwilligungsdatum', 'consentat']],
  ['consent.given', ['consent', 'optin', 'einwilligung', 'newsletter', 'marketingconsent']],
  ['consent.where', ['consentsource', 'optinsource', 'einwilligung quelle', 'quelle der einwilligung']],
];

const OF_COMPANIES: Readonly<Record<string, ImportTarget>> = {
  name: 'company.name',
  'lead.country': 'company.country',
  'lead.zone': 'company.zone',
};

const bare = (text: string): string => text.toLowerCase().replace(/[^\p{L}\p{N}]/gu, '');
const BY_NAME = new Map(NAMES.flatMap(([target, names]) => names.map((name) => [bare(name), target] as const)));
const isAddress = (cell: string): boolean => /^[^\s@]+@[^\s@]+\.[^\s@]+$/.test(cell);

/** A field of the workspace's own, as people call it. */
export interface OwnField {
  readonly key: string;
  readonly label: Text;
}

/** A mapping that a person only has to look over: by the names of columns, then by what stands in them. Each field once. */
export function suggestMapping(
  columns: readonly ColumnLook[],
  { kind, own }: { readonly kind: ImportKind; readonly own: readonly OwnField[] },
): ImportMapping {
  const ownByName = new Map(
    own.flatMap(({ key, label }) => [key, label.de, label.en].map((name) => [bare(name), `custom.${key}`] as const)),
  );
  const taken = new Map<ImportTarget, string>();
  const offer = (target: ImportTarget | undefined, { label }: ColumnLook): void => {
    const wanted = kind === 'companies' ? (OF_COMPANIES[target ?? ''] ?? target) : target;
    if (wanted === undefined || taken.has(wanted) || [...taken.values()].includes(label)) return;
    if (kind === 'companies' && !wanted.startsWith('company.')) return;
    taken.set(wanted, label);
  };
  for (const column of columns) offer(BY_NAME.get(bare(column.label)), column);
  for (const column of columns) offer(ownByName.get(bare(column.label)), column);
  if (kind === 'leads') for (const column of columns) if (mostly(column, isAddress)) offer('lead.email', column);
  // A full name beside its parts says nothing more.
  if (taken.has('lead.firstName') && taken.has('lead.lastName')) taken.delete('name');
  return [...taken].map(([to, column]) => ({ column, to }));
}

function mostly({ examples }: ColumnLook, looksSo: (cell: string) => boolean): boolean {
  const said = examples.filter((cell) => cell.trim() !== '');
  return said.length > 0 && said.filter((cell) => looksSo(cell.trim())).length >= said.length * 0.8;
}
