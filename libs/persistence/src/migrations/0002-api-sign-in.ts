import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Failed sign-ins, counted for all replicas together. Keys are hashes: the table names nobody. */
const SIGN_IN_SQL = /* sql */ `
CREATE UNLOGGED TABLE sign_in_failure (
  key text NOT NULL,
  at timestamptz(3) NOT NULL DEFAULT clock_timestamp()
);
CREATE INDEX sign_in_failure_key ON sign_in_failure (key, at);
`;

export class SignIn1763900000002 implements MigrationInterface {
  name = 'SignIn1763900000002';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(SIGN_IN_SQL);
  }

  down(): Promise<void> {
    return Promise.reject(new Error('Migrations only go forward. Restore a backup to go back.'));
  }
}
