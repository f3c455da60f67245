import type { ImportPreset, ImportPresetBody } from '@ripen/contracts';
import { Injectable } from '@nestjs/common';
import { actorId, type Caller } from '../access/caller';
import { Database } from '../database/database';
import { ApiException, orNotFound } from '../http/api-exception';

@Injectable()
export class ImportPresetsService {
  constructor(private readonly database: Database) {}

  list(): Promise<ImportPreset[]> {
    return this.database.rows<ImportPreset>(
      'SELECT id, kind, name, mapping, options FROM import_preset ORDER BY lower(name), id',
    );
  }

  async save({ kind, name, mapping, options }: ImportPresetBody, caller: Caller): Promise<ImportPreset> {
    return orNotFound(
      await this.database.row<ImportPreset>(
        `INSERT INTO import_preset (kind, name, mapping, options, created_by) VALUES ($1, $2, $3, $4, $5)
         ON CONFLICT (kind, name) DO UPDATE SET mapping = excluded.mapping, options = excluded.options RETURNING id, kind, name, mapping, options`,
        [kind, name, JSON.stringify(mapping), JSON.stringify(options), actorId(caller)],
      ),
    );
  }

  async remove(id: string): Promise<void> {
    const rows = await this.database.rows('DELETE FROM import_preset WHERE id = $1 RETURNING id', [id]);
    if (rows.length === 0) throw new ApiException('not_found');
  }
}
