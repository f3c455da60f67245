import type { MigrationInterface, QueryRunner } from 'typeorm';

/** When a mail that waits for its next try was refused last: what "mail does not go out" is read from. */
const MAIL_OUT_SQL = /* sql */ `
ALTER TABLE effect ADD COLUMN refused_at timestamptz(3);
CREATE INDEX effect_refused ON effect (refused_at) WHERE state = 'planned' AND refused_at IS NOT NULL;
CREATE INDEX incident_at ON incident (at DESC, id DESC);
`;

export class MailOut1763900000006 implements MigrationInterface {
  name = 'MailOut1763900000006';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(MAIL_OUT_SQL);
  }

  down(): Promise<void> {
    return Promise.reject(new Error('Migrations only go forward. Restore a backup to go back.'));
  }
}
