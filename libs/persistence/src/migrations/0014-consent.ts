import type { MigrationInterface, QueryRunner } from 'typeorm';
import { CONSENT_SQL } from './0014-consent.sql';

export class Consent1763900000014 implements MigrationInterface {
  name = 'Consent1763900000014';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(CONSENT_SQL);
  }

  down(): Promise<void> {
    return Promise.reject(new Error('Migrations only go forward. Restore a backup to go back.'));
  }
}
