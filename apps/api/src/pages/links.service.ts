import { Inject, Injectable } from '@nestjs/common';
import { createSigner, type LinkPurpose, type Signer } from '@ripen/connectors';
import { SIGNED_LINKS } from '@ripen/contracts';
import type { Language } from '@ripen/domain';
import { confirmSubmission, recordClick } from '@ripen/persistence';
import { API_OPTIONS, type ApiOptions } from '../api-options';
import { Database } from '../database/database';

/** How long a link to a file is good for, and a link of a mail to a form. */
const FILE_FOR_MS = 600_000;
const KNOWN_FOR_MS = 30 * 86_400_000;

/** What signed links of mails do. A link that is forged or over answers null, as does one whose row is gone. */
@Injectable()
export class LinksService {
  private readonly signer: Signer;

  constructor(
    private readonly database: Database,
    @Inject(API_OPTIONS) private readonly options: ApiOptions,
  ) {
    this.signer = createSigner(options.secret);
  }

  /** The language in which somebody gets our mail; null for a link that is not valid. */
  async languageOf(purpose: 'confirm', token: string): Promise<Language | null> {
    const id = this.payload(purpose, token)?.[0];
    if (id === undefined) return null;
    const row = await this.database.row<{ language: Language | null }>(
      `SELECT language FROM form_submission WHERE id = $1`,
      [id],
    );
    if (row === null) return null;
    return row.language ?? (await this.workspaceLanguage());
  }

  async confirm(token: string): Promise<boolean> {
    const id = this.payload('confirm', token)?.[0];
    return id !== undefined && confirmSubmission(this.database.pool, id, { clock: this.options.clock });
  }

  /** Where a tracked link leads. The click counts; that it could not be counted keeps nobody from the page. */
  async follow(token: string): Promise<string | null> {
    const [effectId, index, url] = this.payload('click', token) ?? [];
    if (effectId === undefined || index === undefined || url === undefined) return null;
    try {
      await recordClick(this.database.pool, { effectId, link: Number(index), url }, { clock: this.options.clock });
      return await this.asThemselves(url, effectId);
    } catch (error) {
      this.options.logger.error({ error: error instanceof Error ? error.name : 'unknown' }, 'click not recorded');
      return url;
    }
  }

  /** A link of somebody's own mail to a form of ours says who they are, so that they are not asked what we know. */
  private async asThemselves(url: string, effectId: string): Promise<string> {
    if (!url.startsWith(`${this.options.publicUrl}/f/`)) return url;
    const row = await this.database.row<{ id: string }>(
      'SELECT coalesce(l.merged_into, l.id) AS id FROM effect e JOIN lead l ON l.id = e.lead_id WHERE e.id = $1',
      [effectId],
    );
    if (row === null) return url;
    const target = new URL(url);
    target.searchParams.set('visitor', this.signer.sign('visitor', [row.id], Date.now() + KNOWN_FOR_MS));
    return target.href;
  }

  /** Where the offer of a confirmed submission is: its link, or for a few minutes its file. */
  async deliver(token: string): Promise<string | null> {
    const id = this.payload('deliver', token)?.[0];
    if (id === undefined) return null;
    const row = await this.database.row<{ target_url: string | null; file_id: string | null }>(
      `UPDATE form_submission s SET delivered_at = coalesce(s.delivered_at, now()) FROM offer o
       WHERE s.id = $1 AND o.id = s.offer_id AND s.confirmed_at IS NOT NULL RETURNING o.target_url, o.file_id`,
      [id],
    );
    if (row?.file_id == null) return row?.target_url ?? null;
    const seal = this.signer.sign('file', [row.file_id], Date.now() + FILE_FOR_MS);
    return `${this.options.publicUrl}${SIGNED_LINKS.file.path}${seal}`;
  }

  /** The file that a link hands out, while it is valid. */
  fileOf(token: string): string | null {
    return this.payload('file', token)?.[0] ?? null;
  }

  private payload(purpose: LinkPurpose, token: string): readonly string[] | null {
    return this.signer.verify(purpose, token, Date.now());
  }

  private async workspaceLanguage(): Promise<Language> {
    const row = await this.database.row<{ language: Language | null }>(
      `SELECT settings ->> 'language' AS language FROM workspace`,
    );
    return row?.language ?? 'de';
  }
}
