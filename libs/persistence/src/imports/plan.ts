import type { ImportMapping, ImportOptions } from '@ripen/contracts';
import type { CustomField, EpochMs, ImportKind } from '@ripen/domain';

/** Why a row is refused. `detail`, where there is one, is the label of the column. */
export const REFUSAL_REASONS = [
  'too_many_cells',
  'no_key',
  'no_company',
  'bad_email',
  'email_taken',
  'id_taken',
  'repeated',
  'repeated_email',
  'bad_number',
  'bad_date',
  'bad_choice',
  'bad_yes_no',
  'too_long',
  'future_consent',
  'erased',
] as const;
export type RefusalReason = (typeof REFUSAL_REASONS)[number];

/** A column that is imported. */
export interface PlannedColumn {
  readonly index: number;
  readonly label: string;
  readonly to: string;
  /** The field behind `custom.KEY`. */
  readonly custom: CustomField | null;
}

/** How the rows of a file are read: the mapping and the options, ready to be used a hundred thousand times. */
export interface ImportPlan {
  readonly importId: string;
  readonly kind: ImportKind;
  readonly width: number;
  readonly columns: readonly PlannedColumn[];
  readonly options: ImportOptions;
  /** Lower case. */
  readonly empty: ReadonlySet<string>;
  /** When the run began: the instant of everything that it says. */
  readonly at: EpochMs;
}

interface PlanInput {
  readonly importId: string;
  readonly kind: ImportKind;
  readonly columns: readonly { readonly label: string }[];
  readonly mapping: ImportMapping;
  readonly options: ImportOptions;
  readonly customFields: readonly CustomField[];
  readonly at: EpochMs;
}

const CUSTOM = 'custom.';

/** Columns that the file lacks, and own fields that are gone, are left out. */
export function planImport({ columns, mapping, customFields, options, ...rest }: PlanInput): ImportPlan {
  const fields = new Map(customFields.map((field) => [`${CUSTOM}${field.key}`, field]));
  const planned = mapping.flatMap(({ column, to }): PlannedColumn[] => {
    const index = columns.findIndex(({ label }) => label === column);
    const custom = fields.get(to) ?? null;
    return index === -1 || (to.startsWith(CUSTOM) && custom === null) ? [] : [{ index, label: column, to, custom }];
  });
  return {
    ...rest,
    width: columns.length,
    columns: planned,
    options,
    empty: new Set(options.empty.map((text) => text.toLowerCase())),
  };
}

/** The index of the column that fills a field; null: none does. */
export function columnOf(plan: ImportPlan, to: string): number | null {
  return plan.columns.find((column) => column.to === to)?.index ?? null;
}
