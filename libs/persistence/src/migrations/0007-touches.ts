import type { MigrationInterface, QueryRunner } from 'typeorm';

/**
 * A touchpoint moves points and the time of the last touch, thousands of times a second. An index over them makes Postgres write every index
 * of the row anew; the list never used them, since it sorts by expressions. The search text is made when somebody searches. An entry of the
 * ledger is only written under its lead's lock, which says more than a foreign key that locks the lead again for each of them: what remains
 * of the key is that the entries go with their lead.
 */
const TOUCHES_SQL = /* sql */ `
DROP INDEX lead_touched;
DROP INDEX lead_stage;
CREATE INDEX lead_stage ON lead (stage, id) WHERE merged_into IS NULL;
ALTER TABLE lead DROP COLUMN search;
ALTER TABLE lead ADD COLUMN search text GENERATED ALWAYS AS (
  lower(coalesce(first_name, '') || ' ' || coalesce(last_name, '') || ' ' || coalesce(email, '') || ' ' || coalesce(position, ''))
) VIRTUAL;

ALTER TABLE ledger_entry DROP CONSTRAINT ledger_entry_lead_id_fkey;
CREATE FUNCTION forget_ledger() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  DELETE FROM ledger_entry e USING gone WHERE e.lead_id = gone.id;
  RETURN NULL;
END $$;
CREATE TRIGGER lead_gone AFTER DELETE ON lead REFERENCING OLD TABLE AS gone FOR EACH STATEMENT EXECUTE FUNCTION forget_ledger();

DROP INDEX ledger_entry_dedupe;
CREATE UNIQUE INDEX ledger_entry_dedupe ON ledger_entry (dedupe_key);
`;

export class Touches1763900000007 implements MigrationInterface {
  name = 'Touches1763900000007';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(TOUCHES_SQL);
  }

  down(): Promise<void> {
    return Promise.reject(new Error('Migrations only go forward. Restore a backup to go back.'));
  }
}
