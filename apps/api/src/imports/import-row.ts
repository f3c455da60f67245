import { type InspectedCsv, inspectCsv, type Probed, UnreadableCsv } from '@ripen/connectors';
import type {
  ImportDetail,
  ImportMapping,
  ImportOptions,
  ImportRow,
  ImportSample,
  ImportShape,
} from '@ripen/contracts';
import type { EpochMs, ImportKind, ImportStatus } from '@ripen/domain';
import type { ImportReportRow } from '@ripen/persistence';
import { JOB_COLUMNS, type JobRow, toJobShape } from '../jobs/job-row';
import { failureWords, reasonOf } from './reason-words';

export type ProbedRow = Omit<Probed, 'head'>;

/** A row of `import` with its job, as the list and the page read it. */
export interface ImportListRow {
  id: string;
  kind: ImportKind;
  name: string;
  status: ImportStatus;
  bytes: number;
  probed: ProbedRow;
  shape: ImportShape;
  columns: { label: string; named: boolean }[];
  mapping: ImportMapping;
  options: ImportOptions;
  report: ImportReportRow | null;
  failure: string | null;
  staged: number | null;
  asked_by_name: string | null;
  created_at: EpochMs;
  ended_at: EpochMs | null;
  job: JobRow | null;
}

/** `FROM` of a list of imports `i`. The job comes as one value. */
export const IMPORT_FROM = `import i LEFT JOIN app_user u ON u.id = i.asked_by
  LEFT JOIN LATERAL (SELECT ${JOB_COLUMNS('j')} FROM job j WHERE j.id = i.job_id) j ON true`;
export const IMPORT_COLUMNS = `i.id, i.kind, i.name, i.status, i.bytes, i.probed, i.shape, i.columns, i.mapping, i.options, i.report, i.failure, i.staged, i.created_at,
  i.ended_at, u.name AS asked_by_name, CASE WHEN j.id IS NULL THEN NULL ELSE jsonb_build_object('id', j.id, 'kind', j.kind, 'subject_id', j.subject_id,
    'status', j.status, 'outcome', j.outcome, 'failure', j.failure, 'done', j.done, 'total', j.total, 'created_at', ms(j.created_at), 'started_at', ms(j.started_at),
    'ended_at', ms(j.ended_at), 'cancel_asked_at', ms(j.cancel_asked_at), 'now', j.now) END AS job`;

export function toImportRow(row: ImportListRow): ImportRow {
  const { report } = row;
  return {
    id: row.id,
    kind: row.kind,
    name: row.name,
    status: statusOf(row),
    rows: row.staged,
    created: report?.created ?? 0,
    changed: report?.changed ?? 0,
    unchanged: report?.unchanged ?? 0,
    refused: (report?.refused ?? []).reduce((sum, { count }) => sum + count, 0),
    job: row.job === null ? null : toJobShape(row.job),
    askedBy: row.asked_by_name,
    createdAt: row.created_at,
    endedAt: row.ended_at,
  };
}

/** A job that ended by a mistake could not say so itself. */
export function statusOf({ status, job }: Pick<ImportListRow, 'status' | 'job'>): ImportStatus {
  return job?.outcome === 'failed' && ['checking', 'running', 'undoing'].includes(status) ? 'failed' : status;
}

const PREVIEW_ROWS = 10;
const EXAMPLES = 3;

/** `head`: the beginning of the file; null once it is thrown away. */
export function toImportDetail(
  row: ImportListRow,
  head: Buffer | null,
  samples: readonly StoredSample[],
): ImportDetail {
  const seen = head === null ? null : readHead(row, head);
  const status = statusOf(row);
  return {
    ...toImportRow(row),
    bytes: row.bytes,
    shape: row.shape,
    notices: seen === null ? [] : seen.sentences.map(({ de, en }) => ({ de, en })),
    columns: row.columns.map(({ label, named }, index) => ({
      label,
      named,
      examples: (seen?.rows ?? [])
        .map(({ cells }) => cells[index] ?? '')
        .filter((cell) => cell.trim() !== '')
        .slice(0, EXAMPLES),
    })),
    preview: (seen?.rows ?? []).slice(0, PREVIEW_ROWS).map(({ number, cells }) => ({ row: number, cells: [...cells] })),
    mapping: row.mapping,
    options: row.options,
    report: row.report === null ? null : toReport(row.report, samples),
    failure: status === 'failed' ? failureWords(row.failure) : null,
  };
}

function readHead({ probed, shape }: ImportListRow, head: Buffer): InspectedCsv | null {
  try {
    return inspectCsv({ ...probed, head }, shape);
  } catch (error) {
    if (error instanceof UnreadableCsv) return null;
    throw error;
  }
}

export interface StoredSample extends Omit<ImportSample, 'reason'> {
  readonly reason: string | null;
  readonly detail: string | null;
}

function toReport(report: ImportReportRow, samples: readonly StoredSample[]): ImportDetail['report'] {
  return {
    ...report,
    refused: report.refused.map(({ reason, detail, count }) => ({ reason: reasonOf(reason, detail), count })),
    samples: samples.map(({ detail, reason, ...sample }) => ({
      ...sample,
      reason: reason === null ? null : reasonOf(reason, detail),
    })),
  };
}
