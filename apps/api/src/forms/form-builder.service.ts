import { Inject, Injectable } from '@nestjs/common';
import {
  type CreateFormBody,
  defaultForm,
  type Form,
  type FormDefinition,
  formDefinitionSchema,
  type FormSummary,
  type FormVersion,
  type Submission,
  type UpdateFormBody,
} from '@ripen/contracts';
import type { Text } from '@ripen/domain';
import { FORM_MAILS } from '@ripen/journey';
import { recordAudit, type Tx } from '@ripen/persistence';
import { actorId, auditActor, type Caller } from '../access/caller';
import { API_OPTIONS, type ApiOptions } from '../api-options';
import { Database } from '../database/database';
import { isUniqueViolation } from '../database/unique-violation';
import { ApiException, orNotFound } from '../http/api-exception';
import { FORM_SQL, type FormRow } from './form-rows';
import { insertForm, publishForm } from './publish-form';
import { answersOf, SUBMISSIONS_SQL, type SubmissionRow } from './submission-rows';

/** The words that a consent begins with; every company makes them its own. */
export const CONSENT_WORDING: Text = {
  de: 'Ja, Sie dürfen mir per E-Mail Fachinhalte und Einladungen senden. Ich kann jederzeit widersprechen.',
  en: 'Yes, you may send me expert content and invitations by e-mail. I can object at any time.',
};

/** Forms as they are built: a draft that is saved as one types, versions that people see. */
@Injectable()
export class FormBuilderService {
  constructor(
    private readonly database: Database,
    @Inject(API_OPTIONS) private readonly options: ApiOptions,
  ) {}

  async list(archived: boolean): Promise<FormSummary[]> {
    const rows = await this.database.rows<FormRow>(
      `${FORM_SQL} WHERE (f.archived_at IS NOT NULL) = $1 ORDER BY f.created_at DESC, f.id DESC`,
      [archived],
    );
    return rows.map((row) => this.summaryOf(row));
  }

  async get(id: string): Promise<Form> {
    const row = orNotFound(await this.database.row<FormRow>(`${FORM_SQL} WHERE f.id = $1`, [id]));
    const use = row.offer_id !== null ? 'offer' : row.event_id !== null ? 'event' : 'alone';
    return {
      ...this.summaryOf(row),
      draft: formDefinitionSchema.parse(row.draft),
      revision: row.revision,
      defaultMails: FORM_MAILS[use],
      wordingVersion: row.wording_version,
    };
  }

  async create({ name, slug, use, ...belongs }: CreateFormBody): Promise<Form> {
    const { offerId, eventId } = { offerId: belongs.offerId ?? null, eventId: belongs.eventId ?? null };
    if (
      (offerId !== null && eventId !== null) ||
      (use === 'offer') !== (offerId !== null) ||
      (use === 'event') !== (eventId !== null)
    )
      throw new ApiException('validation_failed', { problems: [{ path: 'body.use', problem: 'belongs_nowhere' }] });
    const title = await this.titleOf({ name, offerId, eventId });
    const definition = defaultForm(use, { title, intro: { de: '', en: '' }, wording: CONSENT_WORDING });
    return this.get(await this.written((tx) => insertForm(tx, { slug, name, offerId, eventId, definition })));
  }

  async update(id: string, { name, slug, active, archived }: UpdateFormBody): Promise<Form> {
    await this.written((tx) =>
      tx.query(
        `UPDATE form SET name = coalesce($2, name), slug = coalesce($3, slug), active = coalesce($4, active), updated_at = now(),
           archived_at = CASE WHEN $5::boolean IS NULL THEN archived_at WHEN $5 THEN coalesce(archived_at, now()) END WHERE id = $1`,
        [id, name ?? null, slug ?? null, active ?? null, archived ?? null],
      ),
    );
    return this.get(id);
  }

  async save(id: string, { revision, definition }: { revision: number; definition: FormDefinition }): Promise<Form> {
    const rows = await this.database.rows(
      'UPDATE form SET draft = $3, revision = revision + 1, updated_at = now() WHERE id = $1 AND revision = $2 RETURNING id',
      [id, revision, JSON.stringify(definition)],
    );
    if (rows.length === 0) {
      await this.get(id);
      throw new ApiException('revision_stale');
    }
    return this.get(id);
  }

  async publish(id: string, revision: number, caller: Caller): Promise<Form> {
    await this.database.transaction(async (tx) => {
      const { rows } = await tx.query<{ revision: number; name: string }>(
        'SELECT revision, name FROM form WHERE id = $1 FOR UPDATE',
        [id],
      );
      const form = orNotFound(rows[0]);
      if (form.revision !== revision) throw new ApiException('revision_stale');
      await this.checkPurpose(tx, id);
      const version = await publishForm(tx, id, actorId(caller));
      await recordAudit(tx, {
        actor: auditActor(caller),
        action: 'form.published',
        subject: { type: 'form', id },
        details: { name: form.name, version },
      });
    });
    return this.get(id);
  }

  async versions(id: string): Promise<FormVersion[]> {
    orNotFound(await this.database.row('SELECT 1 FROM form WHERE id = $1', [id]));
    const rows = await this.database.rows<FormVersion>(
      `SELECT v.version, v.wording_version AS "wordingVersion", v.definition, v.published_at AS "publishedAt", u.name AS "publishedBy"
       FROM form_version v LEFT JOIN app_user u ON u.id = v.published_by WHERE v.form_id = $1 ORDER BY v.version DESC`,
      [id],
    );
    return rows.map((row) => ({ ...row, definition: formDefinitionSchema.parse(row.definition) }));
  }

  async duplicate(id: string): Promise<Form> {
    const { name, slug, draft, belongsTo } = await this.get(id);
    const rows = await this.database.rows<{ slug: string }>('SELECT slug FROM form');
    const taken = new Set(rows.map((row) => row.slug));
    const base = slug.slice(0, 70);
    let number = 2;
    while (taken.has(`${base}-${number}`)) number += 1;
    return this.get(
      await this.written((tx) =>
        insertForm(tx, {
          slug: `${base}-${number}`,
          name: `${name} (${number})`.slice(0, 200),
          offerId: belongsTo?.kind === 'offer' ? belongsTo.id : null,
          eventId: belongsTo?.kind === 'event' ? belongsTo.id : null,
          definition: draft,
        }),
      ),
    );
  }

  async submissions(id: string): Promise<Submission[]> {
    const { draft } = await this.get(id);
    const rows = await this.database.rows<SubmissionRow>(SUBMISSIONS_SQL, [id]);
    return rows.map(({ fields, ...row }) => ({ ...row, answers: answersOf(fields, draft) }));
  }

  /** A consent is asked for a purpose that is there, by a channel that the purpose goes out by. */
  private async checkPurpose(tx: Tx, id: string): Promise<void> {
    const { rows } = await tx.query(
      `SELECT FROM form f WHERE f.id = $1 AND jsonb_typeof(f.draft -> 'consent') = 'object' AND NOT EXISTS (SELECT FROM purpose p
         WHERE p.key = f.draft #>> '{consent,purpose}' AND p.active AND f.draft #>> '{consent,channel}' = ANY (p.channels))`,
      [id],
    );
    if (rows.length === 0) return;
    throw new ApiException('validation_failed', {
      problems: [{ path: 'body.definition.consent.purpose', problem: 'no_such_purpose' }],
    });
  }

  private async titleOf({
    name,
    offerId,
    eventId,
  }: {
    name: string;
    offerId: string | null;
    eventId: string | null;
  }): Promise<Text> {
    if (offerId === null && eventId === null) return { de: name, en: name };
    const [table, column, id] = offerId !== null ? ['offer', 'title', offerId] : ['event', 'name', eventId];
    const row = await this.database.row<{ title: Text }>(`SELECT ${column} AS title FROM ${table} WHERE id = $1`, [id]);
    return orNotFound(row).title;
  }

  private async written<T>(work: (tx: Tx) => Promise<T>): Promise<T> {
    try {
      return await this.database.transaction(work);
    } catch (error) {
      throw isUniqueViolation(error) ? new ApiException('already_exists', { field: 'slug' }) : error;
    }
  }

  private summaryOf(row: FormRow): FormSummary {
    const { id, slug, name, version, changed, active, counts } = row;
    return {
      id,
      slug,
      name,
      version,
      changed,
      active,
      counts,
      belongsTo: belongingOf(row),
      archived: row.archived_at !== null,
      url: `${this.options.publicUrl}/f/${slug}`,
      createdAt: row.created_at,
    };
  }
}

function belongingOf({ offer_id, offer_title, event_id, event_name }: FormRow): FormSummary['belongsTo'] {
  if (offer_id !== null && offer_title !== null) return { kind: 'offer', id: offer_id, name: offer_title };
  if (event_id !== null && event_name !== null) return { kind: 'event', id: event_id, name: event_name };
  return null;
}
