import type { Readable } from 'node:stream';
import { type CsvValue, writeCsv } from '@ripen/connectors';
import type { ExportLeadsQuery } from '@ripen/contracts';
import type { CustomField, FieldValue } from '@ripen/domain';
import { Injectable } from '@nestjs/common';
import { recordAudit } from '@ripen/persistence';
import { auditActor, type Caller } from '../access/caller';
import { Values } from '../access/scope';
import { CustomFieldsService } from '../custom-fields/custom-fields.service';
import { Database } from '../database/database';
import { leadConditions } from './lead-conditions';
import { type ExportedLead, LEAD_EXPORT } from './lead-export-columns';
import { LEAD_ROW_COLUMNS, LEAD_ROW_JOINS } from './lead-row';

const AT_ONCE = 1_000;

/** The list of leads as a file: row by row as it is fetched, so that the size of a list is no size in memory. */
@Injectable()
export class LeadExportService {
  constructor(
    private readonly database: Database,
    private readonly customFields: CustomFieldsService,
  ) {}

  async file(query: ExportLeadsQuery, caller: Caller): Promise<Readable> {
    const own = await this.customFields.list();
    const { language } = caller;
    const zone = await this.zone();
    await this.writeDown(query, caller);
    const header = [...LEAD_EXPORT.map(({ label }) => label[language]), ...own.map(({ label }) => label[language])];
    return writeCsv(header, this.rows(query, { caller, own }), { language, zone });
  }

  /** Before the first byte: whoever breaks off has seen something too. */
  private async writeDown(query: ExportLeadsQuery, caller: Caller): Promise<void> {
    const values = new Values();
    const where = leadConditions(query, caller, values).join(' AND ');
    await this.database.transaction(async (tx) => {
      const { rows } = await tx.query<{ total: number }>(
        `SELECT count(*) AS total FROM lead l LEFT JOIN company c ON c.id = l.company_id WHERE ${where}`,
        values.list,
      );
      const details = { list: 'leads', rows: rows[0]?.total ?? 0 };
      await recordAudit(tx, { actor: auditActor(caller), action: 'export.made', subject: null, details });
    });
  }

  /** By id, so that a lead that changes meanwhile is neither left out nor told twice. */
  private async *rows(
    query: ExportLeadsQuery,
    { caller, own }: { caller: Caller; own: readonly CustomField[] },
  ): AsyncGenerator<CsvValue[]> {
    for (let after: string | null = null; ;) {
      const rows: ExportedLead[] = await this.page(query, caller, after);
      for (const row of rows)
        yield [
          ...LEAD_EXPORT.map(({ value }) => value(row, caller.language)),
          ...own.map((field) => customCell(row.custom[field.key] ?? null, field)),
        ];
      const last = rows.at(-1);
      if (last === undefined) return;
      after = last.id;
    }
  }

  private page(query: ExportLeadsQuery, caller: Caller, after: string | null): Promise<ExportedLead[]> {
    const values = new Values();
    const where = leadConditions(query, caller, values);
    if (after !== null) where.push(`l.id > ${values.add(after)}`);
    return this.database.rows<ExportedLead>(
      `SELECT ${LEAD_ROW_COLUMNS}, c.domain AS company_domain, c.employees AS company_employees, c.industry AS company_industry,
         (SELECT string_agg(i.value, ' ' ORDER BY i.value) FROM lead_identity i WHERE i.lead_id = l.id AND i.kind = 'external') AS external_ids
       FROM lead l ${LEAD_ROW_JOINS} WHERE ${where.join(' AND ')} ORDER BY l.id LIMIT ${AT_ONCE}`,
      values.list,
    );
  }

  private async zone(): Promise<string> {
    const row = await this.database.row<{ zone: string | null }>(
      `SELECT settings ->> 'zone' AS zone FROM workspace WHERE id = 1`,
    );
    return row?.zone ?? 'Europe/Berlin';
  }
}

function customCell(value: FieldValue, { type }: CustomField): CsvValue {
  return type === 'date' && typeof value === 'string' ? { day: value } : value;
}
