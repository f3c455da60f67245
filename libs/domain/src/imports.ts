import { COMPANY_FIELDS, LEAD_FIELDS } from './lead';

/** What a file can bring. */
export const IMPORT_KINDS = ['leads', 'companies'] as const;
export type ImportKind = (typeof IMPORT_KINDS)[number];

/** Where an import stands. `checking` and `running` are carried by a job; what is *checked* may be mapped anew. */
export const IMPORT_STATUSES = [
  'mapping',
  'checking',
  'checked',
  'running',
  'done',
  'cancelled',
  'failed',
  'undoing',
  'undone',
] as const;
export type ImportStatus = (typeof IMPORT_STATUSES)[number];

/** What becomes of a row. */
export const IMPORT_OUTCOMES = ['created', 'changed', 'unchanged', 'refused'] as const;
export type ImportOutcome = (typeof IMPORT_OUTCOMES)[number];

/** Fields of a lead that a column may fill; what a lead *is* (category by hand) is said by people only. */
export const IMPORTED_LEAD_FIELDS = LEAD_FIELDS.filter((field) => field !== 'category');

/** What a column can be, beside the workspace's own fields (`custom.KEY`). `name` is first and last name in one. */
export const IMPORT_TARGETS = [
  'externalId',
  'name',
  ...IMPORTED_LEAD_FIELDS.map((field) => `lead.${field}` as const),
  ...COMPANY_FIELDS.map((field) => `company.${field}` as const),
  'consent.given',
  'consent.at',
  'consent.where',
  'consent.wording',
] as const;

/** What to do with a row whose person or company is there already. */
export const IMPORT_POLICIES = ['update', 'fill', 'skip'] as const;
export type ImportPolicy = (typeof IMPORT_POLICIES)[number];

/** Types of the workspace's own fields. */
export const CUSTOM_TYPES = ['text', 'number', 'date', 'yes_no', 'choice'] as const;
export type CustomType = (typeof CUSTOM_TYPES)[number];

/** The key of a field of the workspace's own. */
export const CUSTOM_KEY = /^[a-z][a-z0-9_]{0,59}$/;

/** A field that the workspace added to its leads. */
export interface CustomField {
  readonly key: string;
  readonly type: CustomType;
  /** What a choice may be; empty for all other types. */
  readonly choices: readonly string[];
}
