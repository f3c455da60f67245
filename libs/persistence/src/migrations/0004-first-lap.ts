import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Whether a person has put the guided first lap aside and which lap it is, and which key is the sample website's. */
const FIRST_LAP_SQL = /* sql */ `
ALTER TABLE app_user ADD COLUMN first_lap_dismissed_at timestamptz(3), ADD COLUMN first_lap_number int NOT NULL DEFAULT 1;
ALTER TABLE api_key ADD COLUMN sample boolean NOT NULL DEFAULT false;
`;

export class FirstLap1763900000004 implements MigrationInterface {
  name = 'FirstLap1763900000004';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(FIRST_LAP_SQL);
  }

  down(): Promise<void> {
    return Promise.reject(new Error('Migrations only go forward. Restore a backup to go back.'));
  }
}
