import { type FormDefinition, knownField, type Submission } from '@ripen/contracts';

export type SubmissionRow = Omit<Submission, 'answers'> & {
  readonly fields: Readonly<Record<string, string | number | boolean | null>>;
};

export const SUBMISSIONS_SQL = `SELECT s.id, s.lead_id AS "leadId", s.email, s.fields, s.submitted_at AS "submittedAt", s.confirmed_at AS "confirmedAt",
  s.delivered_at AS "deliveredAt", s.first_touch AS "firstTouch", s.last_touch AS "lastTouch"
FROM form_submission s WHERE s.form_id = $1 ORDER BY s.submitted_at DESC, s.id DESC LIMIT 100`;

/** What was answered, with the labels that the form has now; a field that it no longer has keeps its own name. */
export function answersOf(fields: SubmissionRow['fields'], { fields: asked }: FormDefinition): Submission['answers'] {
  return Object.entries(fields)
    .filter(([, value]) => value !== null && value !== '')
    .map(([field, value]) => ({
      field,
      label: asked.find(({ id }) => id === field)?.label ?? knownField(field)?.label ?? { de: field, en: field },
      value: String(value),
    }));
}
