import {
  CONSENT_CHANNELS,
  CUSTOM_KEY,
  IMPORT_KINDS,
  IMPORT_OUTCOMES,
  IMPORT_POLICIES,
  IMPORT_STATUSES,
  IMPORT_TARGETS,
} from '@ripen/domain';
import { z } from 'zod';
import { jobSchema } from './jobs';
import { purposeKeySchema } from './purposes';
import { idSchema, instantSchema, lineSchema, listQuerySchema, pageSchema, textSchema } from './shape';

/** Bytes of a file. */
export const LARGEST_IMPORT = 100 * 1024 * 1024;

/** What a column fills: a field, or `custom.KEY`. */
export const importTargetSchema = z.union([
  z.enum(IMPORT_TARGETS),
  z
    .string()
    .startsWith('custom.')
    .refine((target) => CUSTOM_KEY.test(target.slice('custom.'.length)), { message: 'custom_key' }),
]);
export type ImportTarget = z.infer<typeof importTargetSchema>;

/** Columns by their label; what is not named is not imported. */
export const importMappingSchema = z
  .array(z.object({ column: z.string().max(500), to: importTargetSchema }))
  .max(300)
  .refine((mapping) => new Set(mapping.map(({ to }) => to)).size === mapping.length, { message: 'target_twice' });
export type ImportMapping = z.infer<typeof importMappingSchema>;

export const importOptionsSchema = z.object({
  /** What names a lead: the mapped external id, or the e-mail. Companies go by domain, else by name. */
  keyBy: z.enum(['externalId', 'email']),
  /** Which system the external ids come from: the same id of two systems is two people. */
  system: lineSchema,
  /** Texts that mean nothing, whatever their case. */
  empty: z.array(z.string().trim().min(1).max(100)).max(50),
  existing: z.enum(IMPORT_POLICIES),
  /** How numbers and days are written: `1.234,5` and `31.12.2026`, or `1,234.5` and `12/31/2026`. ISO days are read by both. */
  notation: z.enum(['de', 'en']),
  /** Null: nobody agreed to anything by this file. A column, where one is mapped, goes before the fixed words. */
  consent: z
    .object({
      purpose: purposeKeySchema,
      channel: z.enum(CONSENT_CHANNELS),
      wording: z.string().trim().max(2_000),
      where: z.string().trim().max(500),
      /** When they agreed; null: a column says so. */
      at: instantSchema.nullable(),
    })
    .nullable(),
});
export type ImportOptions = z.infer<typeof importOptionsSchema>;

export const importShapeSchema = z.object({
  encoding: z.enum([
    'utf-8',
    'utf-16le',
    'utf-16be',
    'utf-32le',
    'utf-32be',
    'windows-1252',
    'windows-1250',
    'iso-8859-15',
    'macintosh',
  ]),
  delimiter: z.enum([',', ';', '\t', '|']),
  /** Counted from 1; 0: no row names the columns. */
  headerRow: z.number().int().min(0).max(500),
});
export type ImportShape = z.infer<typeof importShapeSchema>;

/** One row as an example of what would become of it. */
export const importSampleSchema = z.object({
  row: z.number().int(),
  outcome: z.enum(IMPORT_OUTCOMES),
  /** Who or what the row is about, in its own words. */
  about: z.string(),
  reason: textSchema.nullable(),
  /** Which fields it sets, and to what. */
  changes: z.array(z.object({ field: z.string(), from: z.string(), to: z.string() })),
});
export type ImportSample = z.infer<typeof importSampleSchema>;

/** What a check or a run found. */
export const importReportSchema = z.object({
  rows: z.number().int(),
  created: z.number().int(),
  changed: z.number().int(),
  unchanged: z.number().int(),
  refused: z.array(z.object({ reason: textSchema, count: z.number().int() })),
  /** Leads among them that no mail can reach. */
  withoutEmail: z.number().int(),
  consents: z.number().int(),
  samples: z.array(importSampleSchema),
});
export type ImportReport = z.infer<typeof importReportSchema>;

export const importRowSchema = z.object({
  id: idSchema,
  kind: z.enum(IMPORT_KINDS),
  name: z.string(),
  status: z.enum(IMPORT_STATUSES),
  rows: z.number().int().nullable(),
  created: z.number().int(),
  changed: z.number().int(),
  unchanged: z.number().int(),
  refused: z.number().int(),
  job: jobSchema.nullable(),
  askedBy: z.string().nullable(),
  createdAt: instantSchema,
  endedAt: instantSchema.nullable(),
});
export type ImportRow = z.infer<typeof importRowSchema>;

export const importSchema = importRowSchema.extend({
  bytes: z.number().int(),
  shape: importShapeSchema,
  /** What was noticed about the file. */
  notices: z.array(textSchema),
  columns: z.array(z.object({ label: z.string(), named: z.boolean(), examples: z.array(z.string()) })),
  /** The first rows, as they are read. */
  preview: z.array(z.object({ row: z.number().int(), cells: z.array(z.string()) })),
  mapping: importMappingSchema,
  options: importOptionsSchema,
  report: importReportSchema.nullable(),
  failure: textSchema.nullable(),
});
export type ImportDetail = z.infer<typeof importSchema>;

export const importPlanBodySchema = z.object({ mapping: importMappingSchema, options: importOptionsSchema });
export type ImportPlanBody = z.infer<typeof importPlanBodySchema>;

export const uploadImportQuerySchema = z.object({
  kind: z.enum(IMPORT_KINDS),
  /** The file's name. */
  name: lineSchema,
});
export type UploadImportQuery = z.infer<typeof uploadImportQuerySchema>;

export const listImportsQuerySchema = listQuerySchema.omit({ search: true });
export type ListImportsQuery = z.infer<typeof listImportsQuerySchema>;
export const importPageSchema = pageSchema(importRowSchema);

/** What undoing would do now. */
export const undoPreviewSchema = z.object({
  /** Created leads (or companies) that have done nothing since: they go. */
  removed: z.number().int(),
  /** Created ones that stay, since something happened with them. */
  stay: z.number().int(),
  /** Changed ones whose fields return to what they were. */
  restored: z.number().int(),
  /** Changed ones of which somebody changed every field again since: nothing returns. */
  overruled: z.number().int(),
});
export type UndoPreview = z.infer<typeof undoPreviewSchema>;

export const importPresetSchema = z.object({
  id: idSchema,
  kind: z.enum(IMPORT_KINDS),
  name: z.string(),
  mapping: importMappingSchema,
  options: importOptionsSchema,
});
export type ImportPreset = z.infer<typeof importPresetSchema>;
export const importPresetBodySchema = importPresetSchema.omit({ id: true }).extend({ name: lineSchema });
export type ImportPresetBody = z.infer<typeof importPresetBodySchema>;
