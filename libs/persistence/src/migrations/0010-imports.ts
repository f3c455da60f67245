import type { MigrationInterface, QueryRunner } from 'typeorm';

/**
 * Files that people bring. The bytes are kept until the import is thrown away, so that encoding, delimiter and header can be corrected; the
 * rows are staged as they were read; what became of each row stands beside it, for the refused file and for undoing.
 */
const IMPORTS_SQL = /* sql */ `
ALTER TABLE lead_identity DROP CONSTRAINT lead_identity_kind_check;
ALTER TABLE lead_identity ADD CONSTRAINT lead_identity_kind_check CHECK (kind IN ('anonymous', 'user', 'external'));

ALTER TABLE lead ADD COLUMN custom jsonb NOT NULL DEFAULT '{}';
CREATE TABLE custom_field (
  id uuid PRIMARY KEY DEFAULT uuidv7(),
  key text NOT NULL UNIQUE CHECK (key ~ '^[a-z][a-z0-9_]{0,59}$'),
  label jsonb NOT NULL,
  type text NOT NULL CHECK (type IN ('text', 'number', 'date', 'yes_no', 'choice')),
  choices text[] NOT NULL DEFAULT '{}',
  created_at timestamptz(3) NOT NULL DEFAULT now()
);

-- What was said of a company that no lead said: like the ledger, it is only appended to.
CREATE TABLE company_word (
  id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
  company_id uuid NOT NULL REFERENCES company ON DELETE CASCADE,
  occurred_at timestamptz(3) NOT NULL,
  received_at timestamptz(3) NOT NULL,
  data jsonb NOT NULL,
  dedupe_key text NOT NULL UNIQUE
);
CREATE INDEX company_word_company ON company_word (company_id, occurred_at);

CREATE TABLE import (
  id uuid PRIMARY KEY DEFAULT uuidv7(),
  kind text NOT NULL CHECK (kind IN ('leads', 'companies')),
  name text NOT NULL,
  status text NOT NULL DEFAULT 'mapping'
    CHECK (status IN ('mapping', 'checking', 'checked', 'running', 'done', 'cancelled', 'failed', 'undoing', 'undone')),
  bytes bigint NOT NULL,
  probed jsonb NOT NULL,
  -- How the file is read: encoding, delimiter, header row; and its columns.
  shape jsonb NOT NULL,
  columns jsonb NOT NULL,
  mapping jsonb NOT NULL,
  options jsonb NOT NULL,
  -- What the last check or run found: counts and reasons.
  report jsonb,
  -- Why the file could not be read to its end.
  failure text,
  -- Rows that were read out of the file; null: none yet.
  staged int,
  job_id uuid,
  asked_by uuid REFERENCES app_user,
  created_at timestamptz(3) NOT NULL DEFAULT now(),
  ended_at timestamptz(3)
);
-- Parts come before the import itself, while its file is still on its way.
CREATE TABLE import_part (
  import_id uuid NOT NULL,
  place int NOT NULL,
  bytes bytea NOT NULL,
  created_at timestamptz(3) NOT NULL DEFAULT now(),
  PRIMARY KEY (import_id, place)
);
-- Rows as examples of what a check or a run does: they show what people are called.
CREATE TABLE import_sample (
  import_id uuid NOT NULL REFERENCES import ON DELETE CASCADE,
  number int NOT NULL,
  sample jsonb NOT NULL,
  PRIMARY KEY (import_id, number)
);
-- Rows and results come by the hundred thousand: no reference is looked up for each; they go when their import goes.
CREATE TABLE import_row (
  import_id uuid NOT NULL,
  number int NOT NULL,
  cells text[] NOT NULL,
  -- A row further up has the same key (1) or the same address (2).
  repeats smallint NOT NULL DEFAULT 0,
  PRIMARY KEY (import_id, number)
);
-- One row of the file is one row here, once it is written: never twice.
CREATE TABLE import_result (
  import_id uuid NOT NULL,
  number int NOT NULL,
  outcome text NOT NULL CHECK (outcome IN ('created', 'changed', 'unchanged', 'refused')),
  reason text,
  detail text,
  lead_id uuid,
  company_id uuid,
  -- Fields that the row changed, as they were before.
  before jsonb,
  PRIMARY KEY (import_id, number)
);
CREATE INDEX import_result_lead ON import_result (lead_id) WHERE lead_id IS NOT NULL;
CREATE TABLE import_preset (
  id uuid PRIMARY KEY DEFAULT uuidv7(),
  kind text NOT NULL CHECK (kind IN ('leads', 'companies')),
  name text NOT NULL,
  mapping jsonb NOT NULL,
  options jsonb NOT NULL,
  created_by uuid REFERENCES app_user,
  created_at timestamptz(3) NOT NULL DEFAULT now(),
  UNIQUE (kind, name)
);
`;

export class Imports1763900000010 implements MigrationInterface {
  name = 'Imports1763900000010';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(IMPORTS_SQL);
  }

  down(): Promise<void> {
    return Promise.reject(new Error('Migrations only go forward. Restore a backup to go back.'));
  }
}
