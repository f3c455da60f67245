import type { CaptureCounts, FormDefinition } from '@ripen/contracts';
import type { EpochMs, Text } from '@ripen/domain';
import { DELIVERED_SQL, erasedAmount } from '@ripen/persistence';

/** A form as the screens of marketing read it. */
export interface FormRow {
  readonly id: string;
  readonly slug: string;
  readonly name: string;
  readonly offer_id: string | null;
  readonly offer_title: Text | null;
  readonly event_id: string | null;
  readonly event_name: Text | null;
  readonly draft: FormDefinition;
  readonly revision: number;
  readonly version: number | null;
  readonly wording_version: number | null;
  readonly changed: boolean;
  readonly active: boolean;
  readonly archived_at: EpochMs | null;
  readonly created_at: EpochMs;
  readonly counts: CaptureCounts;
}

/** How far people came with the forms `g` under a condition, those who were erased since among them. */
export function countsSql(where: string): string {
  const forms = `ANY (ARRAY(SELECT g.id FROM form g WHERE ${where}))`;
  const days = (what: string) => `(SELECT coalesce(sum(d.${what}), 0) FROM form_day d WHERE d.form_id = ${forms})`;
  return `(SELECT jsonb_build_object('views', ${days('views')}, 'refused', ${days('refused')},
    'submitted', count(*) + ${erasedAmount('submitted', forms)}, 'confirmed', count(s.confirmed_at) + ${erasedAmount('confirmed', forms)},
    'delivered', count(*) FILTER (WHERE ${DELIVERED_SQL}) + ${erasedAmount('delivered', forms)})
    FROM form_submission s WHERE s.form_id = ${forms})`;
}

export const FORM_SQL = `SELECT f.id, f.slug, f.name, f.offer_id, o.title AS offer_title, f.event_id, e.name AS event_name, f.draft, f.revision, f.version,
  v.wording_version, v.definition IS NULL OR v.definition <> f.draft AS changed, f.active, f.archived_at, f.created_at, ${countsSql('g.id = f.id')} AS counts
FROM form f LEFT JOIN form_version v ON v.form_id = f.id AND v.version = f.version LEFT JOIN offer o ON o.id = f.offer_id LEFT JOIN event e ON e.id = f.event_id`;
