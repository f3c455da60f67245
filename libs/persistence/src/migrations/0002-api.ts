import type { MigrationInterface, QueryRunner } from 'typeorm';

/** What only the API reads. Failed sign-ins are counted for all replicas together; their keys are hashes and name nobody. */
const API_SQL = /* sql */ `
CREATE UNLOGGED TABLE sign_in_failure (
  key text NOT NULL,
  at timestamptz(3) NOT NULL DEFAULT clock_timestamp()
);
CREATE INDEX sign_in_failure_key ON sign_in_failure (key, at);

CREATE TABLE handoff_note (
  id uuid PRIMARY KEY DEFAULT uuidv7(),
  handoff_id uuid NOT NULL REFERENCES handoff ON DELETE CASCADE,
  author_id uuid REFERENCES app_user,
  action text NOT NULL,
  text text NOT NULL,
  at timestamptz(3) NOT NULL DEFAULT clock_timestamp()
);
CREATE INDEX handoff_note_handoff ON handoff_note (handoff_id, at);
`;

export class Api1763900000002 implements MigrationInterface {
  name = 'Api1763900000002';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(API_SQL);
  }

  down(): Promise<void> {
    return Promise.reject(new Error('Migrations only go forward. Restore a backup to go back.'));
  }
}
