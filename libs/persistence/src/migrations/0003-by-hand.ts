import type { MigrationInterface, QueryRunner } from 'typeorm';

/** What a person decides where the loop must not, and which leads came with the sample data. */
const BY_HAND_SQL = /* sql */ `
ALTER TABLE effect ADD COLUMN acknowledged_at timestamptz(3), ADD COLUMN acknowledged_by uuid REFERENCES app_user;
DROP INDEX effect_attention;
CREATE INDEX effect_attention ON effect (created_at DESC) WHERE state IN ('failed', 'unknown') AND acknowledged_at IS NULL;
CREATE INDEX enrollment_parked ON enrollment (id) WHERE status = 'parked';
CREATE INDEX handoff_parked ON handoff (id) WHERE status = 'parked';

ALTER TABLE lead ADD COLUMN sample boolean NOT NULL DEFAULT false;
CREATE INDEX lead_sample ON lead (id) WHERE sample;
UPDATE lead l SET sample = true FROM lead_identity i
WHERE i.lead_id = l.id AND i.kind = 'user' AND i.value LIKE 'sample:%' AND l.email LIKE '%.example'
  AND EXISTS (SELECT FROM workspace WHERE example_installed_at IS NOT NULL);
`;

export class ByHand1763900000003 implements MigrationInterface {
  name = 'ByHand1763900000003';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(BY_HAND_SQL);
  }

  down(): Promise<void> {
    return Promise.reject(new Error('Migrations only go forward. Restore a backup to go back.'));
  }
}
