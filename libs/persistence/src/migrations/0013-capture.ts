import type { MigrationInterface, QueryRunner } from 'typeorm';

/**
 * Forms become things of their own, with a draft and published versions; events have lists of people; a content offer may be a file.
 * Every offer keeps the form that it had, at the same address.
 */
const CAPTURE_SQL = /* sql */ `
CREATE TABLE event (
  id uuid PRIMARY KEY DEFAULT uuidv7(),
  kind text NOT NULL CHECK (kind IN ('webinar', 'trade_fair')),
  name jsonb NOT NULL,
  place text NOT NULL DEFAULT '',
  starts_at timestamptz(3) NOT NULL,
  ends_at timestamptz(3) NOT NULL,
  zone text NOT NULL,
  archived_at timestamptz(3),
  created_at timestamptz(3) NOT NULL DEFAULT now(),
  updated_at timestamptz(3) NOT NULL DEFAULT now(),
  CHECK (ends_at >= starts_at)
);

CREATE TABLE event_person (
  id uuid PRIMARY KEY DEFAULT uuidv7(),
  event_id uuid NOT NULL REFERENCES event ON DELETE CASCADE,
  lead_id uuid NOT NULL REFERENCES lead ON DELETE CASCADE,
  source text NOT NULL CHECK (source IN ('form', 'hand', 'list')),
  registered_at timestamptz(3),
  outcome text CHECK (outcome IN ('attended', 'no_show')),
  outcome_at timestamptz(3),
  created_at timestamptz(3) NOT NULL DEFAULT now(),
  UNIQUE (event_id, lead_id)
);
CREATE INDEX event_person_lead ON event_person (lead_id);

CREATE TABLE form (
  id uuid PRIMARY KEY DEFAULT uuidv7(),
  slug text NOT NULL UNIQUE,
  name text NOT NULL,
  offer_id uuid REFERENCES offer ON DELETE CASCADE,
  event_id uuid REFERENCES event ON DELETE CASCADE,
  draft jsonb NOT NULL,
  revision int NOT NULL DEFAULT 1,
  version int,
  active boolean NOT NULL DEFAULT true,
  archived_at timestamptz(3),
  created_at timestamptz(3) NOT NULL DEFAULT now(),
  updated_at timestamptz(3) NOT NULL DEFAULT now(),
  CHECK (offer_id IS NULL OR event_id IS NULL)
);
CREATE INDEX form_offer ON form (offer_id) WHERE offer_id IS NOT NULL;
CREATE INDEX form_event ON form (event_id) WHERE event_id IS NOT NULL;

CREATE TABLE form_version (
  form_id uuid NOT NULL REFERENCES form ON DELETE CASCADE,
  version int NOT NULL,
  definition jsonb NOT NULL,
  wording_version int NOT NULL,
  published_at timestamptz(3) NOT NULL DEFAULT now(),
  published_by uuid REFERENCES app_user,
  PRIMARY KEY (form_id, version)
);

-- How often a form was shown, and how often something that was no person sent it. Nobody's visit: a number for each day.
CREATE TABLE form_day (
  form_id uuid NOT NULL REFERENCES form ON DELETE CASCADE,
  day date NOT NULL,
  views int NOT NULL DEFAULT 0,
  refused int NOT NULL DEFAULT 0,
  PRIMARY KEY (form_id, day)
);

INSERT INTO form (slug, name, offer_id, draft, version, active, created_at)
SELECT slug, coalesce(nullif(title ->> (SELECT coalesce(settings ->> 'language', 'de') FROM workspace), ''), slug), id, jsonb_build_object(
  'title', title, 'intro', description, 'submit', '{"de":"Anfordern","en":"Request"}'::jsonb,
  'fields', '[
    {"id":"firstName","kind":"text","label":{"de":"Vorname","en":"First name"},"help":{"de":"","en":""},"required":false,"options":[]},
    {"id":"lastName","kind":"text","label":{"de":"Nachname","en":"Last name"},"help":{"de":"","en":""},"required":true,"options":[]},
    {"id":"email","kind":"email","label":{"de":"E-Mail-Adresse","en":"E-mail address"},"help":{"de":"","en":""},"required":true,"options":[]},
    {"id":"company","kind":"text","label":{"de":"Unternehmen","en":"Company"},"help":{"de":"","en":""},"required":true,"options":[]},
    {"id":"position","kind":"text","label":{"de":"Position","en":"Position"},"help":{"de":"","en":""},"required":false,"options":[]},
    {"id":"employees","kind":"number","label":{"de":"Mitarbeiterzahl","en":"Number of employees"},"help":{"de":"","en":""},"required":false,"options":[]},
    {"id":"industry","kind":"text","label":{"de":"Branche","en":"Industry"},"help":{"de":"","en":""},"required":false,"options":[]}]'::jsonb,
  'progressive', '{"on":false,"most":5}'::jsonb,
  'consent', jsonb_build_object('purpose', 'marketing', 'channel', 'email', 'required', true, 'wording', consent_wording),
  'after', '{"do":"say","title":{"de":"Fast geschafft","en":"Almost there"},"text":{"de":"Wir haben Ihnen eine E-Mail gesendet. Bitte bestätigen Sie darin Ihre Adresse, dann bekommen Sie den Inhalt.","en":"We have sent you an e-mail. Please confirm your address in it, and the content is yours."}}'::jsonb,
  'mails', '{"confirm":null,"thanks":null}'::jsonb), 1, active, created_at
FROM offer;
INSERT INTO form_version (form_id, version, definition, wording_version, published_at)
SELECT f.id, 1, f.draft, o.wording_version, o.created_at FROM form f JOIN offer o ON o.id = f.offer_id;
ALTER TABLE offer DROP COLUMN consent_wording, DROP COLUMN wording_version;

ALTER TABLE form_submission
  ALTER COLUMN offer_id DROP NOT NULL,
  ADD COLUMN form_id uuid REFERENCES form,
  ADD COLUMN form_version int,
  ADD COLUMN purpose text NOT NULL DEFAULT 'marketing',
  ADD COLUMN consent_channel text NOT NULL DEFAULT 'email',
  ADD COLUMN first_touch jsonb NOT NULL DEFAULT '{}',
  ADD COLUMN last_touch jsonb NOT NULL DEFAULT '{}';
UPDATE form_submission s SET form_id = f.id, form_version = 1 FROM form f WHERE f.offer_id = s.offer_id;
CREATE INDEX form_submission_form ON form_submission (form_id, submitted_at);

CREATE INDEX enrollment_submission ON enrollment (submission_id) WHERE submission_id IS NOT NULL;

CREATE TABLE offer_file (
  id uuid PRIMARY KEY DEFAULT uuidv7(),
  offer_id uuid NOT NULL REFERENCES offer ON DELETE CASCADE,
  name text NOT NULL,
  type text NOT NULL,
  size int NOT NULL,
  sha256 text NOT NULL,
  created_at timestamptz(3) NOT NULL DEFAULT now()
);
CREATE INDEX offer_file_offer ON offer_file (offer_id);
-- In parts, so that no row of a backup and no answer to a download is larger than one of them.
CREATE TABLE offer_file_part (
  file_id uuid NOT NULL REFERENCES offer_file ON DELETE CASCADE,
  part int NOT NULL,
  bytes bytea NOT NULL,
  PRIMARY KEY (file_id, part)
);
ALTER TABLE offer
  ALTER COLUMN target_url DROP NOT NULL,
  ADD COLUMN file_id uuid REFERENCES offer_file ON DELETE SET NULL,
  ADD COLUMN topic text NOT NULL DEFAULT '',
  ADD COLUMN persona text NOT NULL DEFAULT '',
  ADD COLUMN phase text CHECK (phase IN ('awareness', 'consideration', 'decision')),
  ADD COLUMN archived_at timestamptz(3);
`;

export class Capture1763900000013 implements MigrationInterface {
  name = 'Capture1763900000013';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(CAPTURE_SQL);
  }

  down(): Promise<void> {
    return Promise.reject(new Error('Migrations only go forward. Restore a backup to go back.'));
  }
}
