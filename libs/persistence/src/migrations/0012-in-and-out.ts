import type { MigrationInterface, QueryRunner } from 'typeorm';

/**
 * What comes in and cannot be used, who may send how much, and what goes out to servers of others. Secrets are sealed with RIPEN_SECRET.
 * A delivery goes with its lead: what was said about somebody is erased with them.
 */
const IN_AND_OUT_SQL = /* sql */ `
ALTER TABLE api_key ADD COLUMN allowed_origins text[] NOT NULL DEFAULT '{}';
ALTER TABLE api_key ADD COLUMN events_per_minute int CHECK (events_per_minute > 0);

CREATE TABLE key_usage (
  key_id uuid NOT NULL REFERENCES api_key ON DELETE CASCADE,
  hour timestamptz(3) NOT NULL,
  events bigint NOT NULL DEFAULT 0,
  refused bigint NOT NULL DEFAULT 0,
  throttled bigint NOT NULL DEFAULT 0,
  PRIMARY KEY (key_id, hour)
);

CREATE TABLE hook_source (
  id uuid PRIMARY KEY DEFAULT uuidv7(),
  slug text NOT NULL UNIQUE,
  name text NOT NULL,
  auth text NOT NULL CHECK (auth IN ('signature', 'bearer')),
  secrets jsonb NOT NULL,
  mapping jsonb NOT NULL,
  active boolean NOT NULL DEFAULT true,
  last_received_at timestamptz(3),
  accepted bigint NOT NULL DEFAULT 0,
  refused bigint NOT NULL DEFAULT 0,
  created_at timestamptz(3) NOT NULL DEFAULT clock_timestamp()
);
CREATE TABLE hook_payload (
  source_id uuid PRIMARY KEY REFERENCES hook_source ON DELETE CASCADE,
  raw text NOT NULL,
  received_at timestamptz(3) NOT NULL
);

CREATE TABLE refused_event (
  id uuid PRIMARY KEY DEFAULT uuidv7(),
  key_id uuid REFERENCES api_key ON DELETE CASCADE,
  source_id uuid REFERENCES hook_source ON DELETE CASCADE,
  call text NOT NULL,
  reason text NOT NULL,
  problems jsonb NOT NULL DEFAULT '[]',
  raw text NOT NULL,
  cut boolean NOT NULL DEFAULT false,
  message_id text NOT NULL,
  sent_at bigint,
  received_at timestamptz(3) NOT NULL,
  state text NOT NULL DEFAULT 'open' CHECK (state IN ('open', 'resubmitted', 'dismissed')),
  resolved_at timestamptz(3),
  digest text NOT NULL,
  CHECK ((key_id IS NULL) <> (source_id IS NULL))
);
CREATE UNIQUE INDEX refused_event_same ON refused_event (coalesce(key_id, source_id), digest);
CREATE INDEX refused_event_open ON refused_event (state, reason, received_at DESC);

CREATE TABLE webhook_endpoint (
  id uuid PRIMARY KEY DEFAULT uuidv7(),
  name text NOT NULL,
  url text NOT NULL,
  events text[] NOT NULL,
  secrets jsonb NOT NULL,
  state text NOT NULL DEFAULT 'active' CHECK (state IN ('active', 'paused', 'disabled', 'deleted')),
  disabled_reason text,
  job_id uuid NOT NULL,
  failures int NOT NULL DEFAULT 0,
  not_before timestamptz(3),
  created_at timestamptz(3) NOT NULL DEFAULT clock_timestamp()
) WITH (fillfactor = 70);

CREATE TABLE webhook_delivery (
  id uuid PRIMARY KEY DEFAULT uuidv7(),
  endpoint_id uuid NOT NULL REFERENCES webhook_endpoint ON DELETE CASCADE,
  lead_id uuid REFERENCES lead ON DELETE CASCADE,
  type text NOT NULL,
  at timestamptz(3) NOT NULL,
  data jsonb NOT NULL,
  state text NOT NULL DEFAULT 'pending' CHECK (state IN ('pending', 'delivered', 'dead')),
  attempts int NOT NULL DEFAULT 0,
  not_before timestamptz(3),
  lease_until timestamptz(3),
  created_at timestamptz(3) NOT NULL DEFAULT clock_timestamp(),
  retry_from timestamptz(3) NOT NULL DEFAULT clock_timestamp(),
  tried_at timestamptz(3),
  ended_at timestamptz(3),
  status int,
  problem text,
  answer text,
  took_ms int
) WITH (fillfactor = 70);
CREATE INDEX webhook_delivery_due ON webhook_delivery (endpoint_id, coalesce(not_before, created_at)) WHERE state = 'pending';
CREATE INDEX webhook_delivery_list ON webhook_delivery (endpoint_id, created_at DESC, id DESC);
CREATE INDEX webhook_delivery_dead ON webhook_delivery (endpoint_id) WHERE state = 'dead';
CREATE INDEX webhook_delivery_lead ON webhook_delivery (lead_id) WHERE lead_id IS NOT NULL;
`;

export class InAndOut1763900000012 implements MigrationInterface {
  name = 'InAndOut1763900000012';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(IN_AND_OUT_SQL);
  }

  down(): Promise<void> {
    return Promise.reject(new Error('Migrations only go forward. Restore a backup to go back.'));
  }
}
