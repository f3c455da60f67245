import type { MigrationInterface, QueryRunner } from 'typeorm';

/**
 * Erasures with their receipts. `work` names the person while the erasure runs and is emptied by it; what stays is salted hashes, which
 * recognise somebody who is named again and tell nothing to whoever reads them. `erased_tally` holds what reports counted of people who are gone.
 */
const ERASURE_SQL = /* sql */ `
CREATE TABLE erasure (
  id uuid PRIMARY KEY DEFAULT uuidv7(),
  reason text NOT NULL CHECK (reason IN ('request', 'retention', 'restore')),
  rule text,
  asked_by uuid REFERENCES app_user ON DELETE SET NULL,
  asked_at timestamptz(3) NOT NULL,
  stage text NOT NULL DEFAULT 'removing' CHECK (stage IN ('removing', 'searching', 'rewriting', 'done')),
  work jsonb,
  people int NOT NULL DEFAULT 0,
  removed jsonb NOT NULL DEFAULT '{}',
  consents jsonb NOT NULL DEFAULT '[]',
  checks jsonb NOT NULL DEFAULT '{}',
  removed_in xid8,
  rows_gone_at timestamptz(3),
  done_at timestamptz(3),
  CHECK ((stage = 'done') = (done_at IS NOT NULL)),
  CHECK (stage <> 'done' OR work IS NULL)
);
CREATE INDEX erasure_asked ON erasure (asked_at DESC, id DESC);

CREATE TABLE erased_key (
  hash text PRIMARY KEY,
  kind text NOT NULL CHECK (kind IN ('lead', 'email', 'user', 'anonymous')),
  erasure_id uuid NOT NULL REFERENCES erasure ON DELETE CASCADE,
  returned_at timestamptz(3)
);
CREATE INDEX erased_key_erasure ON erased_key (erasure_id);
CREATE FUNCTION erased_hash(kind text, value text) RETURNS text LANGUAGE sql STABLE AS
  $$ SELECT encode(sha256(convert_to(suppression_salt || ':erased:' || kind || ':' || lower(btrim(value)), 'UTF8')), 'hex') FROM workspace WHERE id = 1 $$;

CREATE TABLE erasure_mention (
  id uuid PRIMARY KEY DEFAULT uuidv7(),
  erasure_id uuid NOT NULL REFERENCES erasure ON DELETE CASCADE,
  place text NOT NULL,
  row_key text NOT NULL,
  lead_id uuid REFERENCES lead ON DELETE CASCADE,
  decision text NOT NULL DEFAULT 'open' CHECK (decision IN ('open', 'kept', 'removed')),
  decided_by uuid REFERENCES app_user ON DELETE SET NULL,
  decided_at timestamptz(3),
  UNIQUE (erasure_id, place, row_key)
);
CREATE INDEX erasure_mention_lead ON erasure_mention (lead_id);

CREATE TABLE erased_tally (
  metric text NOT NULL,
  subject uuid NOT NULL DEFAULT '00000000-0000-0000-0000-000000000000',
  detail text NOT NULL DEFAULT '',
  month date NOT NULL,
  amount bigint NOT NULL,
  PRIMARY KEY (metric, subject, detail, month)
);

CREATE TABLE retention_rule (
  key text PRIMARY KEY,
  active boolean NOT NULL DEFAULT false,
  keep int NOT NULL CHECK (keep > 0),
  changed_at timestamptz(3) NOT NULL DEFAULT clock_timestamp(),
  last_run_at timestamptz(3),
  last_gone int,
  going boolean NOT NULL DEFAULT false
);
CREATE INDEX incident_subject ON incident (subject_id);
CREATE INDEX form_submission_email ON form_submission (lower(email));
CREATE INDEX lead_merged ON lead (merged_into) WHERE merged_into IS NOT NULL;
`;

export class Erasure1763900000015 implements MigrationInterface {
  name = 'Erasure1763900000015';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(ERASURE_SQL);
  }

  down(): Promise<void> {
    return Promise.reject(new Error('Migrations only go forward. Restore a backup to go back.'));
  }
}
