import { EncodingProbe, type InspectedCsv, inspectCsv, type Probed, UnreadableCsv } from '@ripen/connectors';
import type { ImportOptions, UploadImportQuery } from '@ripen/contracts';
import { Injectable } from '@nestjs/common';
import { keepPart, newId } from '@ripen/persistence';
import type { Request } from 'express';
import { actorId, type Caller } from '../access/caller';
import { CustomFieldsService } from '../custom-fields/custom-fields.service';
import { Database } from '../database/database';
import { type ApiException, refuseFields } from '../http/api-exception';
import { suggestMapping } from './suggest-mapping';

/** Bytes of one part. The first one holds everything that a preview needs. */
const PART_BYTES = 256 * 1024;

export const EMPTY_TEXTS = ['-', '–', 'n/a', 'NA', 'null', 'none', '#N/A', 'k. A.', 'Select', 'bitte wählen'];

/** What an import begins with; the language of whoever asks decides how numbers are read, unless the file itself says. */
export function firstOptions(
  { shape, mapping, system }: { shape: InspectedCsv['shape']; mapping: { to: string }[]; system: string },
  language: 'de' | 'en',
): ImportOptions {
  const byId = mapping.some(({ to }) => to === 'externalId');
  return {
    keyBy: byId ? 'externalId' : 'email',
    system,
    empty: EMPTY_TEXTS,
    existing: 'update',
    notation: shape.delimiter === ';' ? 'de' : shape.delimiter === ',' ? 'en' : language,
    consent: null,
  };
}

/** A file that cannot be read, as the API refuses it. */
export function refuseFile(error: unknown): ApiException {
  if (!(error instanceof UnreadableCsv)) throw error;
  return refuseFields([{ path: 'body', problem: error.refusal, sentence: { ...error.sentence } }]);
}

/** Takes files in: part by part as they come, so that the size of a file is no size in memory. */
@Injectable()
export class ImportUploadService {
  constructor(
    private readonly database: Database,
    private readonly customFields: CustomFieldsService,
  ) {}

  async upload(request: Request, { kind, name }: UploadImportQuery, caller: Caller): Promise<string> {
    await this.forgetLeftovers();
    const importId = newId();
    try {
      const probed = await this.keep(importId, request);
      await this.begin(importId, { kind, name, probed, caller });
      return importId;
    } catch (error) {
      await this.database.rows('DELETE FROM import_part WHERE import_id = $1', [importId]);
      // What is still on its way is read and forgotten, so that the answer arrives.
      request.resume();
      throw refuseFile(error);
    }
  }

  private async keep(importId: string, request: Request): Promise<Probed> {
    const probe = new EncodingProbe();
    let place = 0;
    let waiting: Buffer[] = [];
    let size = 0;
    const flush = async () => {
      const bytes = Buffer.concat(waiting);
      waiting = [];
      size = 0;
      if (bytes.length > 0) await keepPart(this.database.pool, { importId, place: place++, bytes });
    };
    for await (const chunk of request as AsyncIterable<Buffer>) {
      probe.push(chunk);
      waiting.push(chunk);
      if ((size += chunk.length) >= PART_BYTES) await flush();
    }
    await flush();
    return probe.finish();
  }

  private async begin(
    importId: string,
    { kind, name, probed, caller }: UploadImportQuery & { probed: Probed; caller: Caller },
  ): Promise<void> {
    const { shape, columns, rows } = inspectCsv(probed);
    const looks = columns.map(({ label, index }) => ({
      label,
      examples: rows.slice(0, 50).map(({ cells }) => cells[index] ?? ''),
    }));
    const mapping = suggestMapping(looks, { kind, own: await this.customFields.list() });
    const options = firstOptions({ shape, mapping, system: 'CRM' }, caller.language);
    const { head: _head, ...kept } = probed;
    await this.database.rows(
      `INSERT INTO import (id, kind, name, bytes, probed, shape, columns, mapping, options, asked_by) VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10)`,
      [
        importId,
        kind,
        name,
        probed.size,
        ...[kept, shape, columns, mapping, options].map((value) => JSON.stringify(value)),
        actorId(caller),
      ],
    );
  }

  /** Parts of uploads that broke off with their server. */
  private async forgetLeftovers(): Promise<void> {
    await this.database.rows(
      `DELETE FROM import_part p WHERE created_at < clock_timestamp() - interval '1 day' AND NOT EXISTS (SELECT FROM import i WHERE i.id = p.import_id)`,
    );
  }
}
