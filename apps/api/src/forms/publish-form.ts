import type { FormDefinition } from '@ripen/contracts';
import { newId, type Tx } from '@ripen/persistence';

export interface NewForm {
  readonly slug: string;
  readonly name: string;
  readonly offerId: string | null;
  readonly eventId: string | null;
  readonly definition: FormDefinition;
}

/** Begins a form; nobody sees it before it is published. */
export async function insertForm(tx: Tx, { slug, name, offerId, eventId, definition }: NewForm): Promise<string> {
  const id = newId();
  await tx.query('INSERT INTO form (id, slug, name, offer_id, event_id, draft) VALUES ($1, $2, $3, $4, $5, $6)', [
    id,
    slug,
    name,
    offerId,
    eventId,
    JSON.stringify(definition),
  ]);
  return id;
}

/** Makes the draft the version that people see, and answers its number. Another consent is another version of the wording: given ones keep theirs. */
export async function publishForm(tx: Tx, formId: string, userId: string | null): Promise<number> {
  const { rows } = await tx.query<{ version: number }>(
    `WITH f AS (SELECT id, draft FROM form WHERE id = $1 FOR UPDATE),
       before AS (SELECT version, wording_version, definition FROM form_version WHERE form_id = $1 ORDER BY version DESC LIMIT 1)
     INSERT INTO form_version (form_id, version, definition, wording_version, published_by)
     SELECT f.id, coalesce(b.version, 0) + 1, f.draft,
       CASE WHEN b.version IS NULL THEN 1
         WHEN b.definition #> '{consent,wording}' IS NOT DISTINCT FROM f.draft #> '{consent,wording}'
           AND b.definition #> '{consent,purpose}' IS NOT DISTINCT FROM f.draft #> '{consent,purpose}'
           AND b.definition #> '{consent,channel}' IS NOT DISTINCT FROM f.draft #> '{consent,channel}' THEN b.wording_version
         ELSE b.wording_version + 1 END, $2
     FROM f LEFT JOIN before b ON true RETURNING version`,
    [formId, userId],
  );
  const version = rows[0]?.version;
  if (version === undefined) throw new TypeError('a form that is published is there');
  await tx.query('UPDATE form SET version = $2, updated_at = now() WHERE id = $1', [formId, version]);
  return version;
}
