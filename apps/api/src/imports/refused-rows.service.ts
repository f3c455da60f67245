import type { Readable } from 'node:stream';
import { writeCsv } from '@ripen/connectors';
import type { Language } from '@ripen/domain';
import { Injectable } from '@nestjs/common';
import { Database } from '../database/database';
import { ImportsService } from './imports.service';
import { reasonOf } from './reason-words';

interface RefusedRow {
  number: number;
  cells: string[];
  reason: string;
  detail: string | null;
}

const AT_ONCE = 1_000;
const HEADINGS = { de: ['Zeile', 'Grund der Ablehnung'], en: ['Row', 'Reason for refusal'] } as const;

/** The refused rows of an import as they came, with the reason behind them: corrected, the file can be imported again. */
@Injectable()
export class RefusedRowsService {
  constructor(
    private readonly database: Database,
    private readonly imports: ImportsService,
  ) {}

  async file(id: string, language: Language): Promise<Readable> {
    const { columns } = await this.imports.read(id);
    const header = [...columns.map(({ label }) => label), ...HEADINGS[language]];
    return writeCsv(header, this.rows(id, { width: columns.length, language }), { language, zone: 'UTC' });
  }

  private async *rows(
    id: string,
    { width, language }: { width: number; language: Language },
  ): AsyncGenerator<string[]> {
    for (let after = 0; ;) {
      const rows = await this.database.rows<RefusedRow>(
        `SELECT r.number, r.cells, s.reason, s.detail FROM import_result s JOIN import_row r ON r.import_id = s.import_id AND r.number = s.number
         WHERE s.import_id = $1 AND s.outcome = 'refused' AND s.number > $2 ORDER BY s.number LIMIT ${AT_ONCE}`,
        [id, after],
      );
      for (const { number, cells, reason, detail } of rows)
        yield [
          ...Array.from({ length: width }, (_, index) => cells[index] ?? ''),
          String(number),
          reasonOf(reason, detail)[language],
        ];
      const last = rows.at(-1);
      if (last === undefined) return;
      after = last.number;
    }
  }
}
