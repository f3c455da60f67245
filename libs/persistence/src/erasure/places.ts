/**
 * What an erasure does with one table.
 * - `goes`: rows under the condition are deleted, whatever their columns hold.
 * - `follows`: the database deletes them together with a row that goes.
 * - `stays`: none of its columns holds data about a lead; each that could hold a text says why. `searched`: people write freely there.
 */
export type Place =
  | { readonly decision: 'goes'; readonly where: string }
  | { readonly decision: 'follows'; readonly of: string }
  | { readonly decision: 'stays'; readonly texts: Readonly<Record<string, string>> };

const goes = (where: string): Place => ({ decision: 'goes', where });
const follows = (of: string): Place => ({ decision: 'follows', of });
const stays = (texts: Readonly<Record<string, string>> = {}): Place => ({ decision: 'stays', texts });

const CODE = 'a code of ours';
const USER = 'about a user of the workspace, not about a lead';
const SETTINGS = 'written by the workspace about itself';
const SECRET = 'a hash or a random value';
/** A person may have written somebody's name there: it is searched, and a person decides. */
const SEARCHED = 'searched';

/** `$1`: the lead and everybody who was merged into it; `$2`: addresses, lower case; `$3`: patterns of what names the person (`patternOf`). */
const OF_LEADS = 'lead_id = ANY ($1::uuid[])';
/** A submission by the address that somebody typed before anybody knew whose it is. */
const SUBMITTED = `SELECT id FROM form_submission WHERE ${OF_LEADS} OR lower(email) = ANY ($2::text[])`;
const ENROLLED = `SELECT id FROM enrollment WHERE ${OF_LEADS} OR submission_id IN (${SUBMITTED})`;
const HANDED_OFF = `SELECT id FROM handoff WHERE ${OF_LEADS}`;
const REPORTED = `${OF_LEADS} OR effect_id IN (SELECT id FROM effect WHERE ${OF_LEADS} OR subject_id IN (${ENROLLED}))`;
const ACTED = `SELECT id FROM effect WHERE ${OF_LEADS} OR subject_id IN (${ENROLLED})`;

const NAMES_KEY = (text: string): string => `lower(${text}) ~ ANY ($3::text[])`;

/**
 * Every table of the schema and what an erasure does with it, in the order in which rows go. A test holds it against the database: a new
 * table or a new text column of one that stays fails it until somebody has decided.
 */
export const PLACES: Readonly<Record<string, Place>> = {
  inbox_mail: goes(
    `substring(message_id FROM '^<([0-9a-f-]{36})')::uuid IN (${ACTED}) OR EXISTS (SELECT FROM unnest(recipients) r WHERE lower(r) = ANY ($2::text[]))
     OR lower(sender) = ANY ($2::text[]) OR ${NAMES_KEY("concat_ws(' ', subject, html, body_text, headers::text)")}`,
  ),
  notification: goes(`${OF_LEADS} OR handoff_id IN (${HANDED_OFF})`),
  incident: goes(
    `subject_id = ANY ($1::uuid[]) OR subject_id IN (${ENROLLED}) OR subject_id IN (${HANDED_OFF}) OR data ->> 'into' = ANY ($1::uuid[]::text[]) OR ${NAMES_KEY('data::text')}`,
  ),
  mail_report: goes(REPORTED),
  webhook_delivery: goes(`${OF_LEADS} OR ${NAMES_KEY("concat_ws(' ', data::text, answer)")}`),
  refused_event: goes(NAMES_KEY("concat_ws(' ', raw, problems::text, message_id)")),
  hook_payload: goes(NAMES_KEY('raw')),
  mail_pause: follows('lead'),
  trace: goes(`${OF_LEADS} OR subject_id IN (${ENROLLED})`),
  effect: goes(`${OF_LEADS} OR subject_id IN (${ENROLLED})`),
  wait: goes(`${OF_LEADS} OR enrollment_id IN (${ENROLLED})`),
  feedback: goes(OF_LEADS),
  handoff: goes(OF_LEADS),
  handoff_note: follows('handoff'),
  sla_log: follows('handoff'),
  enrollment: goes(`id IN (${ENROLLED})`),
  token: follows('enrollment'),
  form_submission: goes(`id IN (${SUBMITTED})`),
  // A file that is not imported yet may name anybody, in any encoding: it is thrown away, and has to be uploaded again.
  import_part: goes('true'),
  import_sample: goes('true'),
  import_row: goes(
    `(import_id, number) IN (SELECT import_id, number FROM import_result WHERE ${OF_LEADS}) OR ${NAMES_KEY("array_to_string(cells, ' ')")}`,
  ),
  import_result: goes(OF_LEADS),
  consent: goes(OF_LEADS),
  ledger_entry: goes(OF_LEADS),
  lead_identity: goes(OF_LEADS),
  event_person: follows('lead'),
  erasure_mention: follows('lead'),
  lead: goes('id = ANY ($1::uuid[])'),

  suppression: stays({
    address_hash: 'a salted hash: the objection itself has to be honoured for good',
    reason: CODE,
    scope: CODE,
    note: SEARCHED,
  }),
  audit: stays({
    actor_kind: CODE,
    actor_name: USER,
    action: CODE,
    subject_type: CODE,
    subject_id: 'an id of ours',
    details: 'ids, counts and words of ours; of a lead nothing but its id',
    before: SECRET,
    hash: SECRET,
  }),
  audit_head: stays({ hash: SECRET }),
  erasure: stays({
    reason: CODE,
    rule: CODE,
    stage: CODE,
    work: 'names the person while the erasure runs, is emptied before it rewrites what is stored',
    removed: 'counts',
    consents: 'purpose, channel, state and instant: what was agreed to, without by whom',
    checks: 'counts',
  }),
  erased_key: stays({ hash: SECRET, kind: CODE }),
  erased_tally: stays({ metric: CODE, detail: 'one of a fixed list' }),
  retention_rule: stays({ key: CODE }),
  job: stays({ kind: CODE, status: CODE, outcome: CODE, failure: CODE, state: SEARCHED }),
  outbox: stays({ subject_type: CODE }),
  rescore_request: stays(),
  temporal_store: stays({ store_id: SECRET, refilling: CODE }),
  heartbeat: stays({ part: CODE, details: 'figures' }),
  migrations: stays({ name: CODE }),
  sign_in_failure: stays({ key: SECRET }),

  webhook_endpoint: stays({
    name: SETTINGS,
    url: SETTINGS,
    events: SETTINGS,
    secrets: SECRET,
    state: CODE,
    disabled_reason: CODE,
  }),
  hook_source: stays({ slug: SETTINGS, name: SETTINGS, auth: CODE, secrets: SECRET, mapping: SETTINGS }),
  key_usage: stays(),

  import: stays({
    kind: CODE,
    name: SEARCHED,
    status: CODE,
    probed: CODE,
    shape: CODE,
    columns: 'the headers of a file',
    mapping: SETTINGS,
    options: SETTINGS,
    report: 'counts',
    failure: CODE,
  }),
  import_preset: stays({ kind: CODE, name: SETTINGS, mapping: SETTINGS, options: SETTINGS }),
  custom_field: stays({ key: CODE, label: SETTINGS, type: CODE, choices: SETTINGS }),
  company_word: stays({ data: 'what was said of a company and of no lead', dedupe_key: CODE }),
  company: stays({
    name: SEARCHED,
    domain: SEARCHED,
    relationship: CODE,
    industry: 'a line of business',
    country: 'a country',
    zone: 'a zone',
  }),
  journey: stays({ name: SETTINGS, description: SEARCHED, state: CODE, builtin: CODE, draft: SEARCHED }),
  journey_version: stays({ graph: SEARCHED, comment: SEARCHED }),
  scoring_model: stays({ model: SETTINGS }),
  sla_policy: stays({ name: SETTINGS, policy: SETTINGS }),
  offer: stays({
    slug: SETTINGS,
    title: SETTINGS,
    description: SETTINGS,
    target_url: SETTINGS,
    topic: SETTINGS,
    persona: SETTINGS,
    phase: CODE,
  }),
  offer_file: stays({ name: SETTINGS, type: CODE, sha256: SECRET }),
  offer_file_part: stays({ bytes: 'a file that the workspace hands out' }),
  form: stays({ slug: SETTINGS, name: SETTINGS, draft: SETTINGS }),
  form_version: stays({ definition: SETTINGS }),
  form_day: stays(),
  event: stays({ kind: CODE, name: SETTINGS, place: SETTINGS, zone: SETTINGS }),
  purpose: stays({
    key: CODE,
    name: SETTINGS,
    explanation: SETTINGS,
    wording: SETTINGS,
    channels: CODE,
    legal_basis: SETTINGS,
  }),
  purpose_change: stays({ purpose: CODE, state: SETTINGS, changed: CODE }),
  mail_rules: stays({ return_domain: SETTINGS }),
  feedback_source: stays({ name: SETTINGS, prefix: SECRET, secret_hash: SECRET }),
  workspace: stays({ settings: SETTINGS, suppression_salt: SECRET }),
  team: stays({ name: SETTINGS }),
  team_member: stays(),
  app_user: stays({ email: USER, name: USER, role: CODE, password_hash: SECRET, language: CODE, zone: USER }),
  session: stays({ token_hash: SECRET, device: USER }),
  second_factor: stays({ sealed: SECRET }),
  recovery_code: stays({ code_hash: SECRET }),
  account_link: stays({ kind: CODE }),
  api_key: stays({
    kind: CODE,
    name: SETTINGS,
    prefix: SECRET,
    key_hash: SECRET,
    scopes: CODE,
    allowed_origins: SETTINGS,
  }),
};

/** Every statement takes all three parameters, whichever its condition needs. */
const ALL_GIVEN = '$1::uuid[] IS NOT NULL AND $2::text[] IS NOT NULL AND $3::text[] IS NOT NULL';

/** Tables whose rows an erasure deletes, in that order, each with its condition over `$1` to `$3`. */
export function tablesThatGo(): { readonly table: string; readonly where: string }[] {
  return Object.entries(PLACES).flatMap(([table, place]) =>
    place.decision === 'goes' ? [{ table, where: `(${place.where}) AND ${ALL_GIVEN}` }] : [],
  );
}

/** The rows of enrollments that go, for the statements that come before the deletes. */
export const GONE = {
  submissions: SUBMITTED,
  enrollments: ENROLLED,
  handoffs: HANDED_OFF,
  reports: REPORTED,
  allGiven: ALL_GIVEN,
} as const;
