import { createHash } from 'node:crypto';
import { Injectable } from '@nestjs/common';
import { LARGEST_FILE, type OfferFile } from '@ripen/contracts';
import { newId } from '@ripen/persistence';
import type { Request, Response } from 'express';
import { Database } from '../database/database';
import { ApiException, orNotFound } from '../http/api-exception';
import { sniffed } from './file-types';

const PART_BYTES = 512 * 1024;

/** Files of content offers, kept in Postgres in parts: a backup is rows, and nothing is ever larger than one part. */
@Injectable()
export class OfferFilesService {
  constructor(private readonly database: Database) {}

  async find(id: string): Promise<OfferFile | null> {
    return this.database.row<OfferFile>('SELECT id, name, type, size FROM offer_file WHERE id = $1', [id]);
  }

  /** Takes the place of the file before, and of a link. */
  async put(offerId: string, name: string, request: Request): Promise<void> {
    orNotFound(await this.database.row('SELECT 1 FROM offer WHERE id = $1', [offerId]));
    const bytes = await bodyOf(request);
    const type = sniffed(bytes, name);
    if (type === null) throw new ApiException('file_refused', { problems: [{ path: 'body', problem: 'file_type' }] });
    const id = newId();
    await this.database.transaction(async (tx) => {
      await tx.query(
        'INSERT INTO offer_file (id, offer_id, name, type, size, sha256) VALUES ($1, $2, $3, $4, $5, $6)',
        [id, offerId, safeName(name), type, bytes.length, createHash('sha256').update(bytes).digest('hex')],
      );
      for (let part = 0; part * PART_BYTES < bytes.length; part += 1) {
        const slice = bytes.subarray(part * PART_BYTES, (part + 1) * PART_BYTES);
        await tx.query('INSERT INTO offer_file_part (file_id, part, bytes) VALUES ($1, $2, $3)', [id, part, slice]);
      }
      await tx.query('UPDATE offer SET file_id = $2, target_url = NULL, updated_at = now() WHERE id = $1', [
        offerId,
        id,
      ]);
      await tx.query('DELETE FROM offer_file WHERE offer_id = $1 AND id <> $2', [offerId, id]);
    });
  }

  async remove(offerId: string): Promise<void> {
    await this.database.rows('DELETE FROM offer_file WHERE offer_id = $1', [offerId]);
  }

  /** Saved by the browser, never shown: whatever is in it runs nowhere. */
  async send({ id, name, type, size }: OfferFile, response: Response): Promise<void> {
    response.set({
      'content-type': type,
      'content-length': String(size),
      'content-disposition': `attachment; filename="${name.replace(/[^\x20-\x7e]|["\\]/g, '_')}"; filename*=UTF-8''${encodeURIComponent(name)}`,
      'x-content-type-options': 'nosniff',
      'content-security-policy': "default-src 'none'; sandbox",
      'cache-control': 'private, no-store',
      'referrer-policy': 'no-referrer',
    });
    for (let part = 0; part * PART_BYTES < size && !response.destroyed; part += 1) {
      const row = await this.database.row<{ bytes: Buffer }>(
        'SELECT bytes FROM offer_file_part WHERE file_id = $1 AND part = $2',
        [id, part],
      );
      if (row === null) break;
      if (!response.write(row.bytes)) await new Promise((go) => response.once('drain', go).once('close', go));
    }
    response.end();
  }
}

/** The bytes of the request, counted as they come: more than allowed are not read. */
async function bodyOf(request: Request): Promise<Buffer> {
  if (Number(request.get('content-length') ?? 0) > LARGEST_FILE) throw new ApiException('payload_too_large');
  const parts: Buffer[] = [];
  let size = 0;
  for await (const part of request as AsyncIterable<Buffer>) {
    size += part.length;
    if (size > LARGEST_FILE) throw new ApiException('payload_too_large');
    parts.push(part);
  }
  return Buffer.concat(parts);
}

/** A name without folders and without what no file name may hold. */
function safeName(name: string): string {
  const clean = name
    .replace(/^.*[/\\]/, '')
    .replace(/[\u0000-\u001f\u007f<>:"|?*]/g, '_')
    .trim();
  return clean === '' ? 'file' : clean;
}
