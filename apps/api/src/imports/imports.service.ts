import { inspectCsv } from '@ripen/connectors';
import type {
  ImportDetail,
  ImportPlanBody,
  ImportRow,
  ImportShape,
  ListImportsQuery,
  UndoPreview,
} from '@ripen/contracts';
import type { ImportStatus } from '@ripen/domain';
import { Injectable } from '@nestjs/common';
import {
  askToCancel,
  FIRST_STATE,
  previewUndoOfCompanies,
  previewUndoOfLeads,
  recordAudit,
  startJob,
  type Tx,
} from '@ripen/persistence';
import { actorId, auditActor, type Caller } from '../access/caller';
import { CustomFieldsService } from '../custom-fields/custom-fields.service';
import { Database } from '../database/database';
import { ApiException, orNotFound, refuseFields } from '../http/api-exception';
import { offsetOf, type Page, pageOf } from '../http/paging';
import {
  IMPORT_COLUMNS,
  IMPORT_FROM,
  type ImportListRow,
  statusOf,
  type StoredSample,
  toImportDetail,
  toImportRow,
} from './import-row';
import { refuseFile } from './import-upload.service';
import { suggestMapping } from './suggest-mapping';

/** Imports may be planned anew until they run. */
const OPEN: readonly ImportStatus[] = ['mapping', 'checked'];
const UNDOABLE: readonly ImportStatus[] = ['done', 'cancelled', 'failed'];
const IDLE: readonly ImportStatus[] = ['mapping', 'checked', 'done', 'cancelled', 'failed', 'undone'];

@Injectable()
export class ImportsService {
  constructor(
    private readonly database: Database,
    private readonly customFields: CustomFieldsService,
  ) {}

  async list({ cursor, limit }: ListImportsQuery): Promise<Page<ImportRow>> {
    const offset = offsetOf(cursor);
    const rows = await this.database.rows<ImportListRow>(
      `SELECT ${IMPORT_COLUMNS} FROM ${IMPORT_FROM} ORDER BY i.id DESC LIMIT $1 OFFSET $2`,
      [limit, offset],
    );
    const counted = await this.database.row<{ total: number }>('SELECT count(*) AS total FROM import');
    return pageOf(rows.map(toImportRow), { offset, total: counted?.total ?? 0 });
  }

  async get(id: string): Promise<ImportDetail> {
    const row = await this.read(id);
    const samples = await this.database.rows<{ sample: StoredSample }>(
      'SELECT sample FROM import_sample WHERE import_id = $1 ORDER BY number',
      [id],
    );
    return toImportDetail(
      row,
      await this.headOf(id),
      samples.map(({ sample }) => sample),
    );
  }

  /** Another way to read the file: its columns are others, and so is the mapping. */
  async reshape(id: string, given: ImportShape): Promise<ImportDetail> {
    const row = await this.open(id);
    const head = await this.headOf(id);
    if (head === null) throw new ApiException('wrong_state');
    try {
      const { shape, columns, rows } = inspectCsv({ ...row.probed, head }, given);
      const looks = columns.map(({ label, index }) => ({
        label,
        examples: rows.map(({ cells }) => cells[index] ?? ''),
      }));
      const labels = new Set(columns.map(({ label }) => label));
      const kept = row.mapping.filter(({ column }) => labels.has(column));
      const mapping =
        kept.length > 0 ? kept : suggestMapping(looks, { kind: row.kind, own: await this.customFields.list() });
      await this.database.transaction(async (tx) => {
        await tx.query('DELETE FROM import_row WHERE import_id = $1', [id]);
        await tx.query(
          `UPDATE import SET shape = $2, columns = $3, mapping = $4, staged = NULL, report = NULL, status = 'mapping' WHERE id = $1 AND status = ANY ($5)`,
          [id, JSON.stringify(shape), JSON.stringify(columns), JSON.stringify(mapping), OPEN],
        );
      });
    } catch (error) {
      throw refuseFile(error);
    }
    return this.get(id);
  }

  async plan(id: string, { mapping, options }: ImportPlanBody): Promise<ImportDetail> {
    await this.open(id);
    await this.database.rows(
      `UPDATE import SET mapping = $2, options = $3, status = 'mapping', report = NULL WHERE id = $1 AND status = ANY ($4)`,
      [id, JSON.stringify(mapping), JSON.stringify(options), OPEN],
    );
    return this.get(id);
  }

  async check(id: string, caller: Caller): Promise<ImportDetail> {
    refuseKeyless(await this.open(id));
    await this.begin(id, { status: 'checking', from: OPEN, start: (tx) => this.startImport(tx, id, 'check', caller) });
    return this.get(id);
  }

  async run(id: string, caller: Caller): Promise<ImportDetail> {
    const row = await this.open(id);
    refuseKeyless(row);
    await this.begin(id, {
      status: 'running',
      from: OPEN,
      start: async (tx) => {
        await recordAudit(tx, {
          actor: auditActor(caller),
          action: 'import.started',
          subject: { type: 'import', id },
          details: { rows: row.staged, kind: row.kind },
        });
        return this.startImport(tx, id, 'run', caller);
      },
    });
    return this.get(id);
  }

  async cancel(id: string): Promise<ImportDetail> {
    const { job } = await this.read(id);
    if (job === null || !(await this.database.transaction((tx) => askToCancel(tx, job.id))))
      throw new ApiException('wrong_state');
    return this.get(id);
  }

  async previewUndo(id: string): Promise<UndoPreview> {
    const { kind } = await this.undoable(id);
    return this.database.transaction((tx) =>
      kind === 'leads' ? previewUndoOfLeads(tx, id) : previewUndoOfCompanies(tx, id),
    );
  }

  async undo(id: string, caller: Caller): Promise<ImportDetail> {
    const row = await this.undoable(id);
    const total = (row.report?.created ?? 0) + (row.report?.changed ?? 0);
    await this.begin(id, {
      status: 'undoing',
      from: [...UNDOABLE, 'running'],
      start: async (tx) => {
        await recordAudit(tx, { actor: auditActor(caller), action: 'import.undone', subject: { type: 'import', id } });
        return startJob(tx, {
          kind: 'import_undo',
          subjectId: id,
          askedBy: actorId(caller),
          state: { before: null },
          total,
        });
      },
    });
    return this.get(id);
  }

  async remove(id: string): Promise<void> {
    const row = await this.read(id);
    if (!IDLE.includes(statusOf(row))) throw new ApiException('wrong_state');
    await this.database.transaction(async (tx) => {
      for (const table of ['import_part', 'import_row', 'import_result'])
        await tx.query(`DELETE FROM ${table} WHERE import_id = $1`, [id]);
      await tx.query('DELETE FROM import WHERE id = $1', [id]);
    });
  }

  async read(id: string): Promise<ImportListRow> {
    return orNotFound(
      await this.database.row<ImportListRow>(`SELECT ${IMPORT_COLUMNS} FROM ${IMPORT_FROM} WHERE i.id = $1`, [id]),
    );
  }

  private async open(id: string): Promise<ImportListRow> {
    const row = await this.read(id);
    if (!OPEN.includes(statusOf(row))) throw new ApiException('wrong_state');
    return row;
  }

  private async undoable(id: string): Promise<ImportListRow> {
    const row = await this.read(id);
    if (!UNDOABLE.includes(statusOf(row))) throw new ApiException('wrong_state');
    return row;
  }

  private startImport(tx: Tx, id: string, task: 'check' | 'run', caller: Caller): Promise<string> {
    return startJob(tx, { kind: 'import', subjectId: id, askedBy: actorId(caller), state: FIRST_STATE(task) });
  }

  /** Two who press the same button at once start one job. */
  private async begin(
    id: string,
    {
      status,
      from,
      start,
    }: { status: ImportStatus; from: readonly ImportStatus[]; start: (tx: Tx) => Promise<string> },
  ): Promise<void> {
    await this.database.transaction(async (tx) => {
      const held = await tx.query(
        `UPDATE import SET status = $2, failure = NULL, ended_at = NULL WHERE id = $1 AND status = ANY ($3)`,
        [id, status, from],
      );
      if (held.rowCount !== 1) throw new ApiException('wrong_state');
      await tx.query('UPDATE import SET job_id = $2 WHERE id = $1', [id, await start(tx)]);
    });
  }

  private async headOf(id: string): Promise<Buffer | null> {
    const part = await this.database.row<{ bytes: Buffer }>(
      'SELECT bytes FROM import_part WHERE import_id = $1 AND place = 0',
      [id],
    );
    return part?.bytes.subarray(0, 256 * 1024) ?? null;
  }
}

function refuseKeyless({ kind, mapping, options }: ImportListRow): void {
  const targets = new Set<string>(mapping.map(({ to }) => to));
  const ready =
    kind === 'companies'
      ? targets.has('company.name') || targets.has('company.domain')
      : targets.has(options.keyBy === 'email' ? 'lead.email' : 'externalId');
  if (!ready) throw refuseFields([{ path: 'body.mapping', problem: 'key_not_mapped', sentence: { ...KEY_SENTENCE } }]);
}

const KEY_SENTENCE = {
  de: 'Keine Spalte ist dem Schlüssel zugeordnet. Bitte ordnen Sie eine externe Kennung oder die E-Mail-Adresse zu; bei Firmen Name oder Domain.',
  en: 'No column is mapped to the key. Please map an external id or the e-mail address; for companies the name or the domain.',
};
