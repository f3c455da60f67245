import { Inject, Injectable } from '@nestjs/common';
import {
  type CaptureCounts,
  defaultForm,
  formDefinitionSchema,
  type Offer,
  type OfferBody,
  type OfferFile,
} from '@ripen/contracts';
import type { EpochMs, Text } from '@ripen/domain';
import { newId, type Tx } from '@ripen/persistence';
import { actorId, type Caller } from '../access/caller';
import { API_OPTIONS, type ApiOptions } from '../api-options';
import { Database } from '../database/database';
import { isUniqueViolation } from '../database/unique-violation';
import { countsSql } from '../forms/form-rows';
import { insertForm, publishForm } from '../forms/publish-form';
import { ApiException, orNotFound } from '../http/api-exception';

interface OfferReading {
  readonly id: string;
  readonly slug: string;
  readonly title: Text;
  readonly description: Text;
  readonly target_url: string | null;
  readonly active: boolean;
  readonly topic: string;
  readonly persona: string;
  readonly phase: Offer['phase'];
  readonly archived_at: EpochMs | null;
  readonly created_at: EpochMs;
  readonly form_id: string;
  readonly form_slug: string;
  readonly wording: Text | null;
  readonly wording_version: number | null;
  readonly file: OfferFile | null;
  readonly counts: CaptureCounts;
}

/** The form that an offer came with is the oldest of its forms. */
const OFFER_SQL = `SELECT o.id, o.slug, o.title, o.description, o.target_url, o.active, o.topic, o.persona, o.phase, o.archived_at, o.created_at,
  f.id AS form_id, f.slug AS form_slug, coalesce(v.definition, f.draft) #> '{consent,wording}' AS wording, v.wording_version,
  CASE WHEN x.id IS NOT NULL THEN jsonb_build_object('id', x.id, 'name', x.name, 'type', x.type, 'size', x.size) END AS file,
  ${countsSql('g.offer_id = o.id')} AS counts
FROM offer o JOIN LATERAL (SELECT * FROM form g WHERE g.offer_id = o.id ORDER BY g.created_at, g.id LIMIT 1) f ON true
LEFT JOIN form_version v ON v.form_id = f.id AND v.version = f.version LEFT JOIN offer_file x ON x.id = o.file_id`;

const NO_WORDING: Text = { de: '', en: '' };

@Injectable()
export class OffersService {
  constructor(
    private readonly database: Database,
    @Inject(API_OPTIONS) private readonly options: ApiOptions,
  ) {}

  async list(): Promise<Offer[]> {
    const rows = await this.database.rows<OfferReading>(`${OFFER_SQL} ORDER BY o.created_at DESC, o.id DESC`);
    return rows.map((row) => this.offerOf(row));
  }

  async get(id: string): Promise<Offer> {
    return this.offerOf(orNotFound(await this.database.row<OfferReading>(`${OFFER_SQL} WHERE o.id = $1`, [id])));
  }

  /** An offer is online at once, with a form that can be changed later. */
  async create(body: OfferBody, caller: Caller): Promise<Offer> {
    const id = newId();
    await this.written(async (tx) => {
      await tx.query('INSERT INTO offer (id, slug, title) VALUES ($1, $2, $3)', [id, body.slug, body.title]);
      await this.write(tx, id, body);
      const { title, description: intro, consentWording: wording, slug } = body;
      const definition = defaultForm('offer', { title, intro, wording });
      const formId = await insertForm(tx, { slug, name: title.de, offerId: id, eventId: null, definition });
      await publishForm(tx, formId, actorId(caller));
    });
    return this.get(id);
  }

  /** What the offer and its own form say alike is changed on both, and published where the form showed it. */
  async update(id: string, body: OfferBody, caller: Caller): Promise<Offer> {
    const before = await this.get(id);
    await this.written(async (tx) => {
      await this.write(tx, id, body);
      await this.carryOver(tx, { before, body }, caller);
    });
    return this.get(id);
  }

  private async write(tx: Tx, id: string, body: OfferBody): Promise<void> {
    await tx.query(
      `UPDATE offer SET slug = $2, title = $3, description = $4, target_url = $5, active = $6, topic = $7, persona = $8, phase = $9,
         archived_at = CASE WHEN $10 THEN coalesce(archived_at, now()) END, updated_at = now() WHERE id = $1`,
      [
        id,
        body.slug,
        body.title,
        body.description,
        body.targetUrl,
        body.active,
        body.topic,
        body.persona,
        body.phase,
        body.archived,
      ],
    );
    if (body.targetUrl !== null) await tx.query('DELETE FROM offer_file WHERE offer_id = $1', [id]);
  }

  private async carryOver(tx: Tx, { before, body }: { before: Offer; body: OfferBody }, caller: Caller): Promise<void> {
    const { formId } = before;
    if (before.slug !== body.slug)
      await tx.query('UPDATE form SET slug = $2 WHERE id = $1 AND slug = $3', [formId, body.slug, before.slug]);
    const { rows } = await tx.query<{ draft: unknown; clean: boolean; version: number | null }>(
      `SELECT f.draft, v.definition = f.draft AS clean, f.version FROM form f LEFT JOIN form_version v ON v.form_id = f.id AND v.version = f.version
       WHERE f.id = $1 FOR UPDATE OF f`,
      [formId],
    );
    const draft = formDefinitionSchema.parse(rows[0]?.draft);
    const next = {
      ...draft,
      title: same(draft.title, before.title) ? body.title : draft.title,
      intro: same(draft.intro, before.description) ? body.description : draft.intro,
      consent:
        draft.consent === null
          ? null
          : {
              ...draft.consent,
              wording: same(before.consentWording, body.consentWording) ? draft.consent.wording : body.consentWording,
            },
    };
    if (JSON.stringify(next) === JSON.stringify(draft)) return;
    await tx.query('UPDATE form SET draft = $2, revision = revision + 1 WHERE id = $1', [formId, JSON.stringify(next)]);
    // A draft that somebody is still working on is theirs to publish.
    if (rows[0]?.clean === true) await publishForm(tx, formId, actorId(caller));
  }

  private async written(work: (tx: Tx) => Promise<void>): Promise<void> {
    try {
      await this.database.transaction(work);
    } catch (error) {
      throw isUniqueViolation(error) ? new ApiException('already_exists', { field: 'slug' }) : error;
    }
  }

  private offerOf({ counts, ...row }: OfferReading): Offer {
    return {
      id: row.id,
      slug: row.slug,
      title: row.title,
      description: row.description,
      targetUrl: row.target_url,
      consentWording: row.wording ?? NO_WORDING,
      active: row.active,
      topic: row.topic,
      persona: row.persona,
      phase: row.phase,
      archived: row.archived_at !== null,
      wordingVersion: row.wording_version ?? 1,
      createdAt: row.created_at,
      formId: row.form_id,
      formUrl: `${this.options.publicUrl}/f/${row.form_slug}`,
      file: row.file,
      ...counts,
    };
  }
}

function same(one: Text, other: Text): boolean {
  return one.de === other.de && one.en === other.en;
}
