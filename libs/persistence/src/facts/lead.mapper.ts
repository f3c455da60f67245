import type {
  Band,
  BuyingRole,
  Category,
  Cell,
  Company,
  EpochMs,
  FieldValue,
  Grade,
  Language,
  Lead,
  Relationship,
  Score,
  Stage,
} from '@ripen/domain';

/** A row of `lead` as the pool reads it. */
export interface LeadRow {
  id: string;
  known: boolean;
  email: string | null;
  first_name: string | null;
  last_name: string | null;
  position: string | null;
  department: string | null;
  phone: string | null;
  country: string | null;
  language: Language | null;
  zone: string | null;
  buying_role: BuyingRole;
  persona: string | null;
  do_not_profile: boolean;
  category_by_hand: 'pseudo' | 'not_pseudo' | null;
  company_id: string | null;
  owner_id: string | null;
  merged_into: string | null;
  created_at: EpochMs;
  last_touched_at: EpochMs | null;
  raw_points_milli: number;
  touchpoint_count: number;
  careers_count: number;
  model_version: number | null;
  grade: Grade | null;
  band: Band | null;
  cell: Cell | null;
  stage: Stage | null;
  category: Category | null;
  pseudo_reason: string | null;
  points_milli: number | null;
  answered: number | null;
  criteria: number | null;
  scored_at: EpochMs | null;
  /** Never changed in place: who changes a field makes a new object. */
  custom: Readonly<Record<string, FieldValue>>;
}

export const LEAD_COLUMNS = [
  'id',
  'known',
  'email',
  'first_name',
  'last_name',
  'position',
  'department',
  'phone',
  'country',
  'language',
  'zone',
  'buying_role',
  'persona',
  'do_not_profile',
  'category_by_hand',
  'company_id',
  'owner_id',
  'merged_into',
  'created_at',
  'last_touched_at',
  'raw_points_milli',
  'touchpoint_count',
  'careers_count',
  'model_version',
  'grade',
  'band',
  'cell',
  'stage',
  'category',
  'pseudo_reason',
  'points_milli',
  'answered',
  'criteria',
  'scored_at',
  'custom',
] as const satisfies readonly (keyof LeadRow)[];

/** The columns of `lead` under an alias, for a SELECT list. */
export function leadColumns(alias: string): string {
  return LEAD_COLUMNS.map((column) => `${alias}.${column}`).join(', ');
}

export interface CompanyRow {
  id: string;
  name: string;
  domain: string | null;
  relationship: Relationship;
  employees: number | null;
  industry: string | null;
  country: string | null;
  zone: string | null;
}

export function toLead(row: LeadRow): Lead {
  return {
    id: row.id,
    known: row.known,
    email: row.email,
    firstName: row.first_name,
    lastName: row.last_name,
    position: row.position,
    department: row.department,
    phone: row.phone,
    country: row.country,
    language: row.language,
    zone: row.zone,
    buyingRole: row.buying_role,
    persona: row.persona,
    doNotProfile: row.do_not_profile,
    categoryByHand: row.category_by_hand,
    companyId: row.company_id,
    ownerId: row.owner_id,
    createdAt: row.created_at,
  };
}

export function toCompany(row: CompanyRow): Company {
  const { id, name, domain, relationship, employees, industry, country, zone } = row;
  return { id, name, domain, relationship, employees, industry, country, zone };
}

/** Null while the lead has never been scored, or must not be. */
export function toScore(row: LeadRow): Score | null {
  const {
    model_version: modelVersion,
    grade,
    band,
    cell,
    stage,
    category,
    points_milli: pointsMilli,
    scored_at: scoredAt,
  } = row;
  if (modelVersion === null || grade === null || band === null || cell === null || stage === null || category === null)
    return null;
  if (pointsMilli === null || scoredAt === null) return null;
  return {
    modelVersion,
    grade,
    band,
    cell,
    stage,
    category,
    pseudoReason: row.pseudo_reason,
    pointsMilli,
    answered: row.answered ?? 0,
    criteria: row.criteria ?? 0,
    scoredAt,
  };
}

/** Domain field → column. `category` is set by hand through its own column. */
export const LEAD_FIELD_COLUMNS = {
  email: 'email',
  firstName: 'first_name',
  lastName: 'last_name',
  position: 'position',
  department: 'department',
  phone: 'phone',
  country: 'country',
  language: 'language',
  zone: 'zone',
  buyingRole: 'buying_role',
  persona: 'persona',
  doNotProfile: 'do_not_profile',
  category: 'category_by_hand',
} as const;

/** A lead that nothing is known of yet: as an INSERT of its id alone would make it. */
export function blankLead(id: string, createdAt: EpochMs): LeadRow {
  const nothing = Object.fromEntries(LEAD_COLUMNS.map((column) => [column, null])) as Record<keyof LeadRow, null>;
  return {
    ...nothing,
    ...{ id, known: false, buying_role: 'unknown', do_not_profile: false, custom: {}, created_at: createdAt },
    ...{ raw_points_milli: 0, touchpoint_count: 0, careers_count: 0 },
  };
}
