import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Who is open, however many have ended: counted for the supported envelope, and walked by a refill. */
const OPEN_JOURNEYS_SQL = /* sql */ `
CREATE INDEX enrollment_open ON enrollment (id) WHERE status <> 'ended';
CREATE INDEX handoff_open ON handoff (id) WHERE status <> 'ended';
`;

export class OpenJourneys1763900000008 implements MigrationInterface {
  name = 'OpenJourneys1763900000008';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(OPEN_JOURNEYS_SQL);
  }

  down(): Promise<void> {
    return Promise.reject(new Error('Migrations only go forward. Restore a backup to go back.'));
  }
}
