import { emailSchema, type ImportOptions, zoneSchema } from '@ripen/contracts';
import {
  BUYING_ROLES,
  type BuyingRole,
  type CustomField,
  type FieldValue,
  type Language,
  RELATIONSHIPS,
  type Relationship,
} from '@ripen/domain';
import type { RefusalReason } from './plan';

/** Thrown by a reader: the cell does not say what its column is for. */
export class UnreadableValue extends Error {
  constructor(readonly reason: RefusalReason) {
    super(reason);
    this.name = 'UnreadableValue';
  }
}

export type Notation = ImportOptions['notation'];

const LINE = 200;
const LONG = 2_000;

export function readText(cell: string, longest = LINE): string {
  if (cell.length > longest) throw new UnreadableValue('too_long');
  return cell;
}

const NUMBERS: Readonly<Record<Notation, { readonly form: RegExp; readonly group: RegExp; readonly mark: string }>> = {
  de: { form: /^[-+]?(\d{1,3}(\.\d{3})+|\d+)(,\d+)?$/, group: /\./g, mark: ',' },
  en: { form: /^[-+]?(\d{1,3}(,\d{3})+|\d+)(\.\d+)?$/, group: /,/g, mark: '.' },
};

/** `1.234,5` in German notation, `1,234.5` in English; a plain decimal point is understood by both. */
export function readNumber(cell: string, notation: Notation): number {
  const bare = cell.replace(/[\s'’\u00a0\u202f]/g, '');
  const { form, group, mark } = NUMBERS[notation];
  const plain = form.test(bare) ? bare.replace(group, '').replace(mark, '.') : bare;
  const value = /^[-+]?\d+(\.\d+)?$/.test(plain) ? Number(plain) : Number.NaN;
  if (!Number.isFinite(value) || Math.abs(value) > 1e15) throw new UnreadableValue('bad_number');
  return value;
}

export function readCount(cell: string, notation: Notation): number {
  const value = readNumber(cell, notation);
  if (!Number.isInteger(value) || value < 0 || value > 100_000_000) throw new UnreadableValue('bad_number');
  return value;
}

/** A day as `YYYY-MM-DD`. Years first and days with dots read the same everywhere; slashes go by the notation. A time behind it is left out. */
export function readDay(cell: string, notation: Notation): string {
  const [, first = '', mark = '', second = '', third = ''] =
    /^(\d{1,4})([-./])(\d{1,2})\2(\d{1,4})(?:[T ,].*)?$/.exec(cell) ?? [];
  const [year, month, day] =
    first.length === 4
      ? [first, second, third]
      : mark === '/' && notation === 'en'
        ? [third, first, second]
        : [third, second, first];
  const iso = `${year}-${month?.padStart(2, '0')}-${day?.padStart(2, '0')}`;
  const at = /^\d{4}-\d\d-\d\d$/.test(iso) ? Date.parse(`${iso}T00:00:00Z`) : Number.NaN;
  if (Number.isNaN(at) || new Date(at).toISOString().slice(0, 10) !== iso) throw new UnreadableValue('bad_date');
  return iso;
}

const YES = new Set(['ja', 'j', 'yes', 'y', 'true', 'wahr', '1', 'x', 'on']);
const NO = new Set(['nein', 'n', 'no', 'false', 'falsch', '0', 'off']);

export function readYesNo(cell: string): boolean {
  const word = cell.toLowerCase();
  if (YES.has(word)) return true;
  if (NO.has(word)) return false;
  throw new UnreadableValue('bad_yes_no');
}

export function readEmail(cell: string): string {
  const email = emailSchema.safeParse(cell);
  if (!email.success) throw new UnreadableValue('bad_email');
  return email.data;
}

const LANGUAGE_WORDS: Readonly<Record<string, Language>> = {
  ...{ de: 'de', deutsch: 'de', german: 'de', deu: 'de', ger: 'de' },
  ...{ en: 'en', englisch: 'en', english: 'en', eng: 'en' },
};
const ROLE_WORDS: Readonly<Record<string, BuyingRole>> = {
  ...Object.fromEntries(BUYING_ROLES.map((role) => [role, role])),
  ...{ entscheider: 'decider', entscheiderin: 'decider', 'decision maker': 'decider' },
  ...{ beeinflusser: 'influencer', nutzer: 'user', anwender: 'user', anwenderin: 'user', nutzerin: 'user' },
  ...{ einkäufer: 'buyer', einkäuferin: 'buyer', einkauf: 'buyer', unbekannt: 'unknown' },
};
const RELATIONSHIP_WORDS: Readonly<Record<string, Relationship>> = {
  ...Object.fromEntries(RELATIONSHIPS.map((relationship) => [relationship, relationship])),
  ...{ interessent: 'prospect', kunde: 'customer', kundin: 'customer', client: 'customer' },
  ...{
    wettbewerber: 'competitor',
    konkurrent: 'competitor',
    eigene: 'own',
    'eigenes unternehmen': 'own',
    'eigene firma': 'own',
    'own company': 'own',
  },
};

function readWord<T>(words: Readonly<Record<string, T>>, cell: string): T {
  // Tags of a language carry their country: de-AT, en_GB.
  const word = cell.toLowerCase();
  const found = Object.hasOwn(words, word) ? words[word] : undefined;
  if (found === undefined) throw new UnreadableValue('bad_choice');
  return found;
}

export function readDomain(cell: string): string {
  const host = cell
    .toLowerCase()
    .replace(/^[a-z]+:\/\//, '')
    .replace(/^www\./, '')
    .replace(/[/?#:].*$/, '');
  return readText(host);
}

function readZone(cell: string): string {
  if (!zoneSchema.safeParse(cell).success) throw new UnreadableValue('bad_choice');
  return cell;
}

type Reader = (cell: string, notation: Notation) => FieldValue;

/** How the cell of a field is read, where it is more than a line of text. */
export const FIELD_READERS: Readonly<Record<string, Reader>> = {
  'lead.email': readEmail,
  'lead.language': (cell) => readWord(LANGUAGE_WORDS, cell.replace(/[-_].*$/, '')),
  'lead.buyingRole': (cell) => readWord(ROLE_WORDS, cell),
  'lead.doNotProfile': readYesNo,
  'lead.zone': readZone,
  'company.domain': readDomain,
  'company.relationship': (cell) => readWord(RELATIONSHIP_WORDS, cell),
  'company.employees': readCount,
  'company.zone': readZone,
};

/** A value of the workspace's own field. */
export function readCustom({ type, choices }: CustomField, cell: string, notation: Notation): FieldValue {
  switch (type) {
    case 'text':
      return readText(cell, LONG);
    case 'number':
      return readNumber(cell, notation);
    case 'date':
      return readDay(cell, notation);
    case 'yes_no':
      return readYesNo(cell);
    case 'choice': {
      const choice = choices.find((one) => one.toLowerCase() === cell.toLowerCase());
      if (choice === undefined) throw new UnreadableValue('bad_choice');
      return choice;
    }
  }
}
