import type { MigrationInterface, QueryRunner } from 'typeorm';

/**
 * What Postgres last knew of Temporal's store: which one it was and which beat was written to it, who writes beats, and how far a refill
 * has come.
 */
const TEMPORAL_STORE_SQL = /* sql */ `
CREATE TABLE temporal_store (
  one boolean PRIMARY KEY DEFAULT true CHECK (one),
  store_id text,
  beat bigint NOT NULL DEFAULT 0,
  keeper uuid,
  keeper_until timestamptz(3),
  refilling text CHECK (refilling IN ('enrollment', 'handoff', 'leftovers')),
  refilled_to uuid
);
INSERT INTO temporal_store DEFAULT VALUES;
`;

export class TemporalStore1763900000005 implements MigrationInterface {
  name = 'TemporalStore1763900000005';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(TEMPORAL_STORE_SQL);
  }

  down(): Promise<void> {
    return Promise.reject(new Error('Migrations only go forward. Restore a backup to go back.'));
  }
}
