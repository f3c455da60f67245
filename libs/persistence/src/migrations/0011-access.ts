import type { MigrationInterface, QueryRunner } from 'typeorm';

/**
 * The audit log. An entry is written with its transaction and sealed when that commits: it gets the next number, the hash of the entry before
 * it, and its own. The head of the chain is one row and its lock; since nothing is locked after it, entries may be written at any place of a
 * transaction. A sealed entry is never changed: whoever gets round the triggers breaks the chain.
 */
const AUDIT_SQL = /* sql */ `
CREATE TABLE audit (
  id uuid PRIMARY KEY DEFAULT uuidv7(),
  number bigint UNIQUE,
  at timestamptz(3) NOT NULL DEFAULT clock_timestamp(),
  actor_kind text NOT NULL CHECK (actor_kind IN ('user', 'key', 'nobody')),
  actor_id uuid,
  actor_name text,
  action text NOT NULL,
  subject_type text,
  subject_id text,
  details jsonb NOT NULL DEFAULT '{}',
  before text,
  hash text
);
CREATE INDEX audit_at ON audit (at DESC, number DESC);
CREATE TABLE audit_head (id int PRIMARY KEY DEFAULT 1 CHECK (id = 1), number bigint NOT NULL, hash text NOT NULL);

CREATE FUNCTION audit_hash(entry audit) RETURNS text LANGUAGE sql STABLE RETURN
  encode(sha256(convert_to(jsonb_build_array(entry.before, entry.number, entry.id, ms(entry.at), entry.actor_kind, entry.actor_id,
    entry.actor_name, entry.action, entry.subject_type, entry.subject_id, entry.details)::text, 'UTF8')), 'hex');

CREATE FUNCTION audit_seal() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
  head audit_head;
  entry audit;
BEGIN
  INSERT INTO audit_head (number, hash) VALUES (0, '') ON CONFLICT DO NOTHING;
  SELECT * INTO head FROM audit_head FOR UPDATE;
  SELECT * INTO entry FROM audit WHERE id = NEW.id;
  entry.number := head.number + 1;
  entry.before := head.hash;
  entry.hash := audit_hash(entry);
  UPDATE audit SET number = entry.number, before = entry.before, hash = entry.hash WHERE id = entry.id;
  UPDATE audit_head SET number = entry.number, hash = entry.hash;
  RETURN NULL;
END $$;
CREATE CONSTRAINT TRIGGER audit_sealed AFTER INSERT ON audit DEFERRABLE INITIALLY DEFERRED FOR EACH ROW EXECUTE FUNCTION audit_seal();

CREATE FUNCTION audit_append_only() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF TG_OP = 'INSERT' AND NEW.number IS NULL AND NEW.before IS NULL AND NEW.hash IS NULL THEN RETURN NEW; END IF;
  IF TG_OP = 'UPDATE' AND OLD.hash IS NULL
    AND to_jsonb(OLD) - '{number,before,hash}'::text[] = to_jsonb(NEW) - '{number,before,hash}'::text[] THEN RETURN NEW; END IF;
  RAISE EXCEPTION 'The audit log is appended to, never changed.' USING ERRCODE = 'restrict_violation';
END $$;
CREATE TRIGGER audit_rows BEFORE INSERT OR UPDATE OR DELETE ON audit FOR EACH ROW EXECUTE FUNCTION audit_append_only();
CREATE TRIGGER audit_whole BEFORE TRUNCATE ON audit FOR EACH STATEMENT EXECUTE FUNCTION audit_append_only();
`;

/**
 * Sign-in: what a session was opened by, second factors (the secret is sealed by RIPEN_SECRET), links that set a password, what a key may do.
 * Keys of before keep what their role allowed.
 */
const SIGN_IN_SQL = /* sql */ `
ALTER TABLE sign_in_failure ADD COLUMN attempt uuid;
ALTER TABLE session ADD COLUMN device text NOT NULL DEFAULT '';

CREATE TABLE second_factor (
  user_id uuid PRIMARY KEY REFERENCES app_user ON DELETE CASCADE,
  sealed text NOT NULL,
  confirmed_at timestamptz(3),
  last_step bigint NOT NULL DEFAULT 0
);
CREATE TABLE recovery_code (
  user_id uuid NOT NULL REFERENCES second_factor ON DELETE CASCADE,
  code_hash text NOT NULL,
  PRIMARY KEY (user_id, code_hash)
);

CREATE TABLE account_link (
  id uuid PRIMARY KEY DEFAULT uuidv7(),
  user_id uuid NOT NULL REFERENCES app_user ON DELETE CASCADE,
  kind text NOT NULL CHECK (kind IN ('invitation', 'reset')),
  team_id uuid REFERENCES team ON DELETE SET NULL,
  created_at timestamptz(3) NOT NULL DEFAULT clock_timestamp(),
  expires_at timestamptz(3) NOT NULL,
  mailed_at timestamptz(3)
);
CREATE INDEX account_link_user ON account_link (user_id);

ALTER TABLE api_key ADD COLUMN scopes text[] NOT NULL DEFAULT '{}', ADD COLUMN expires_at timestamptz(3);
UPDATE api_key SET scopes = '{leads:read,leads:write,journeys:read,journeys:write,content:read,content:write,scoring:read,settings:read,operations:read,operations:write}'
  WHERE kind = 'api';
UPDATE api_key SET scopes = scopes || '{settings:write,people:write,system:read,system:write,audit:read}' WHERE kind = 'api' AND role = 'admin';
ALTER TABLE api_key DROP COLUMN role;
`;

export class Access1763900000011 implements MigrationInterface {
  name = 'Access1763900000011';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(AUDIT_SQL);
    await runner.query(SIGN_IN_SQL);
  }

  down(): Promise<void> {
    return Promise.reject(new Error('Migrations only go forward. Restore a backup to go back.'));
  }
}
