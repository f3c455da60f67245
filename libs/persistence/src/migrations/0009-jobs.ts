import type { MigrationInterface, QueryRunner } from 'typeorm';

/**
 * Long work: imports, erasures, deliveries. A job's row knows how far it has come and is carried by a workflow, like an enrollment.
 * `next_at`: when it is expected to go on by itself; null: it waits for a poke.
 */
const JOBS_SQL = /* sql */ `
CREATE TABLE job (
  id uuid PRIMARY KEY DEFAULT uuidv7(),
  kind text NOT NULL,
  subject_id uuid,
  asked_by uuid REFERENCES app_user ON DELETE SET NULL,
  status text NOT NULL DEFAULT 'active' CHECK (status IN ('active', 'ended')),
  outcome text CHECK (outcome IN ('done', 'cancelled', 'failed')),
  failure text,
  state jsonb NOT NULL DEFAULT '{}',
  done bigint NOT NULL DEFAULT 0,
  total bigint,
  turn int NOT NULL DEFAULT 0,
  mistakes int NOT NULL DEFAULT 0,
  created_at timestamptz(3) NOT NULL DEFAULT clock_timestamp(),
  started_at timestamptz(3),
  ended_at timestamptz(3),
  cancel_asked_at timestamptz(3),
  poke_at timestamptz(3),
  next_at timestamptz(3),
  CHECK ((status = 'ended') = (outcome IS NOT NULL)),
  CHECK ((outcome IS NOT DISTINCT FROM 'failed') = (failure IS NOT NULL))
) WITH (fillfactor = 70);
CREATE INDEX job_open ON job (id) WHERE status <> 'ended';
CREATE INDEX job_subject ON job (subject_id) WHERE subject_id IS NOT NULL;
CREATE INDEX job_asked_by ON job (asked_by) WHERE asked_by IS NOT NULL;

CREATE OR REPLACE FUNCTION poke(kind text, ids uuid[]) RETURNS void LANGUAGE plpgsql AS $$
BEGIN
  IF cardinality(ids) = 0 THEN RETURN; END IF;
  IF kind = 'enrollment' THEN
    UPDATE enrollment SET poke_at = coalesce(poke_at, clock_timestamp()) WHERE id = ANY (ids);
  ELSIF kind = 'handoff' THEN
    UPDATE handoff SET poke_at = coalesce(poke_at, clock_timestamp()) WHERE id = ANY (ids);
  ELSE
    UPDATE job SET poke_at = coalesce(poke_at, clock_timestamp()) WHERE id = ANY (ids);
  END IF;
  INSERT INTO outbox (subject_type, subject_id) SELECT kind, unnest(ids);
  PERFORM pg_notify('outbox', '');
END $$;

ALTER TABLE temporal_store DROP CONSTRAINT temporal_store_refilling_check;
ALTER TABLE temporal_store ADD CHECK (refilling IN ('enrollment', 'handoff', 'job', 'leftovers'));
`;

export class Jobs1763900000009 implements MigrationInterface {
  name = 'Jobs1763900000009';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(JOBS_SQL);
  }

  down(): Promise<void> {
    return Promise.reject(new Error('Migrations only go forward. Restore a backup to go back.'));
  }
}
