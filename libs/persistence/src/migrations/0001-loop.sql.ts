/** Journeys, handoffs and the rows that the durable loop stands on. */
export const LOOP_SQL = /* sql */ `
CREATE TABLE journey (
  id uuid PRIMARY KEY DEFAULT uuidv7(),
  name text NOT NULL,
  description text NOT NULL DEFAULT '',
  state text NOT NULL DEFAULT 'draft' CHECK (state IN ('draft', 'live', 'paused')),
  builtin text UNIQUE,
  draft jsonb NOT NULL,
  draft_revision int NOT NULL DEFAULT 1,
  draft_saved_at timestamptz(3) NOT NULL DEFAULT now(),
  draft_saved_by uuid REFERENCES app_user,
  live_version_id uuid,
  sample boolean NOT NULL DEFAULT false,
  created_at timestamptz(3) NOT NULL DEFAULT now(),
  archived_at timestamptz(3)
);
CREATE TABLE journey_version (
  id uuid PRIMARY KEY DEFAULT uuidv7(),
  journey_id uuid NOT NULL REFERENCES journey ON DELETE CASCADE,
  number int NOT NULL,
  graph jsonb NOT NULL,
  comment text NOT NULL DEFAULT '',
  published_by uuid REFERENCES app_user,
  published_at timestamptz(3) NOT NULL DEFAULT now(),
  UNIQUE (journey_id, number)
);
ALTER TABLE journey ADD FOREIGN KEY (live_version_id) REFERENCES journey_version;

CREATE TABLE enrollment (
  id uuid PRIMARY KEY DEFAULT uuidv7(),
  journey_id uuid NOT NULL REFERENCES journey ON DELETE CASCADE,
  version_id uuid NOT NULL REFERENCES journey_version,
  lead_id uuid NOT NULL REFERENCES lead ON DELETE CASCADE,
  entry_key text NOT NULL DEFAULT '',
  submission_id uuid REFERENCES form_submission,
  status text NOT NULL DEFAULT 'active' CHECK (status IN ('active', 'parked', 'ended')),
  entered_at timestamptz(3) NOT NULL,
  ended_at timestamptz(3),
  end_reason text,
  park_reason text,
  next_visit int NOT NULL DEFAULT 2,
  turn int NOT NULL DEFAULT 0,
  command jsonb NOT NULL DEFAULT '{"do":"wait","until":null,"fuse":true}',
  deadline timestamptz(3),
  poke_at timestamptz(3),
  UNIQUE (journey_id, lead_id, entry_key)
) WITH (fillfactor = 70);
CREATE INDEX enrollment_lead ON enrollment (lead_id);
CREATE INDEX enrollment_version ON enrollment (version_id, status);
CREATE INDEX enrollment_deadline ON enrollment (deadline) WHERE status = 'active' AND deadline IS NOT NULL;
CREATE INDEX enrollment_poked ON enrollment (poke_at) WHERE status <> 'ended' AND poke_at IS NOT NULL;

CREATE TABLE token (
  enrollment_id uuid NOT NULL REFERENCES enrollment ON DELETE CASCADE,
  id int NOT NULL,
  journey_id uuid NOT NULL,
  node_id text NOT NULL,
  visit int NOT NULL,
  phase text NOT NULL CHECK (phase IN ('ready', 'waiting', 'acting')),
  since timestamptz(3) NOT NULL DEFAULT clock_timestamp(),
  PRIMARY KEY (enrollment_id, id)
) WITH (fillfactor = 70);
CREATE INDEX token_node ON token (journey_id, node_id);

CREATE TABLE wait (
  id uuid PRIMARY KEY DEFAULT uuidv7(),
  enrollment_id uuid NOT NULL REFERENCES enrollment ON DELETE CASCADE,
  lead_id uuid NOT NULL REFERENCES lead ON DELETE CASCADE,
  token_id int NOT NULL,
  visit int NOT NULL,
  node_id text NOT NULL,
  events jsonb NOT NULL,
  timeout_port text NOT NULL,
  opened_at timestamptz(3) NOT NULL,
  deadline timestamptz(3),
  state text NOT NULL DEFAULT 'open' CHECK (state IN ('open', 'satisfied', 'timed_out', 'cancelled')),
  port text,
  by text,
  closed_at timestamptz(3),
  UNIQUE (enrollment_id, visit)
);
CREATE INDEX wait_open ON wait (lead_id) WHERE state = 'open';

CREATE TABLE handoff (
  id uuid PRIMARY KEY DEFAULT uuidv7(),
  lead_id uuid NOT NULL REFERENCES lead ON DELETE CASCADE,
  enrollment_id uuid REFERENCES enrollment ON DELETE SET NULL,
  visit int,
  team_id uuid NOT NULL REFERENCES team,
  policy_id uuid REFERENCES sla_policy,
  policy jsonb NOT NULL,
  cell text,
  status text NOT NULL DEFAULT 'active' CHECK (status IN ('active', 'parked', 'ended')),
  state text NOT NULL DEFAULT 'offered' CHECK (state IN ('offered', 'pool', 'accepted', 'closed')),
  owner_id uuid REFERENCES app_user,
  offers uuid[] NOT NULL DEFAULT '{}',
  declined uuid[] NOT NULL DEFAULT '{}',
  next_visit int NOT NULL DEFAULT 1,
  clock jsonb,
  due_at timestamptz(3),
  pool_until timestamptz(3),
  accepted_at timestamptz(3),
  contacted_at timestamptz(3),
  follow_up_at timestamptz(3),
  bant jsonb NOT NULL DEFAULT '{"budget":{"state":"unknown","note":""},"authority":{"state":"unknown","note":""},"need":{"state":"unknown","note":""},"time":{"state":"unknown","note":""}}',
  quote jsonb,
  outcome text CHECK (outcome IN ('won', 'lost', 'recycled', 'expired')),
  outcome_reason text,
  closed_at timestamptz(3),
  created_at timestamptz(3) NOT NULL,
  park_reason text,
  turn int NOT NULL DEFAULT 0,
  command jsonb NOT NULL DEFAULT '{"do":"wait","until":null,"fuse":true}',
  deadline timestamptz(3),
  poke_at timestamptz(3),
  CHECK ((state = 'closed') = (outcome IS NOT NULL))
) WITH (fillfactor = 70);
CREATE UNIQUE INDEX handoff_open_lead ON handoff (lead_id) WHERE state <> 'closed';
CREATE INDEX handoff_lead ON handoff (lead_id);
CREATE INDEX handoff_owner ON handoff (owner_id, state);
CREATE INDEX handoff_team ON handoff (team_id, state);
CREATE INDEX handoff_deadline ON handoff (deadline) WHERE status = 'active' AND deadline IS NOT NULL;
CREATE INDEX handoff_poked ON handoff (poke_at) WHERE status <> 'ended' AND poke_at IS NOT NULL;

CREATE TABLE sla_log (
  handoff_id uuid NOT NULL REFERENCES handoff ON DELETE CASCADE,
  visit int NOT NULL,
  clock text NOT NULL,
  rung text NOT NULL,
  due_at timestamptz(3) NOT NULL,
  fired_at timestamptz(3) NOT NULL,
  owner_id uuid,
  PRIMARY KEY (handoff_id, visit, rung),
  CHECK (fired_at >= due_at)
);

CREATE TABLE feedback (
  id uuid PRIMARY KEY DEFAULT uuidv7(),
  handoff_id uuid NOT NULL REFERENCES handoff ON DELETE CASCADE,
  lead_id uuid NOT NULL REFERENCES lead ON DELETE CASCADE,
  kind text NOT NULL CHECK (kind IN ('general', 'won', 'lost')),
  reason text,
  unmet text[] NOT NULL DEFAULT '{}',
  answers jsonb NOT NULL DEFAULT '{}',
  amount numeric(14, 2),
  currency text,
  given_by uuid REFERENCES app_user,
  at timestamptz(3) NOT NULL
);
CREATE INDEX feedback_lead ON feedback (lead_id);

CREATE TABLE effect (
  id uuid PRIMARY KEY DEFAULT uuidv7(),
  subject_type text NOT NULL CHECK (subject_type IN ('enrollment', 'handoff')),
  subject_id uuid NOT NULL,
  lead_id uuid NOT NULL REFERENCES lead ON DELETE CASCADE,
  visit int NOT NULL,
  step text NOT NULL,
  kind text NOT NULL CHECK (kind IN ('send_email', 'notify')),
  node_id text,
  purpose text NOT NULL,
  notice text,
  clock text,
  user_id uuid REFERENCES app_user,
  state text NOT NULL DEFAULT 'planned' CHECK (state IN ('planned', 'sending', 'sent', 'failed', 'unknown', 'cancelled', 'dropped')),
  attempt int NOT NULL DEFAULT 0,
  attempt_token uuid,
  lease_until timestamptz(3),
  not_before timestamptz(3),
  data_at timestamptz(3),
  sent_at timestamptz(3),
  code text,
  created_at timestamptz(3) NOT NULL DEFAULT clock_timestamp(),
  UNIQUE (subject_id, visit, step)
) WITH (fillfactor = 70);
CREATE INDEX effect_attention ON effect (created_at DESC) WHERE state IN ('failed', 'unknown');
CREATE INDEX effect_lead ON effect (lead_id);

CREATE TABLE trace (
  id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
  subject_type text NOT NULL,
  subject_id uuid NOT NULL,
  lead_id uuid NOT NULL REFERENCES lead ON DELETE CASCADE,
  turn int NOT NULL,
  at timestamptz(3) NOT NULL,
  node_id text,
  visit int,
  event text NOT NULL,
  port text,
  to_node_id text,
  until timestamptz(3),
  actor_id uuid,
  why jsonb NOT NULL DEFAULT '{}'
);
CREATE INDEX trace_subject ON trace (subject_id, id);
CREATE INDEX trace_lead ON trace (lead_id, at);
CREATE INDEX trace_node ON trace (node_id, event);

CREATE TABLE notification (
  id uuid PRIMARY KEY DEFAULT uuidv7(),
  user_id uuid NOT NULL REFERENCES app_user ON DELETE CASCADE,
  kind text NOT NULL,
  handoff_id uuid REFERENCES handoff ON DELETE CASCADE,
  lead_id uuid REFERENCES lead ON DELETE CASCADE,
  data jsonb NOT NULL DEFAULT '{}',
  created_at timestamptz(3) NOT NULL DEFAULT clock_timestamp(),
  read_at timestamptz(3)
);
CREATE INDEX notification_user ON notification (user_id, created_at DESC);

CREATE TABLE outbox (
  id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
  subject_type text NOT NULL,
  subject_id uuid NOT NULL,
  created_at timestamptz(3) NOT NULL DEFAULT clock_timestamp(),
  lease_until timestamptz(3)
) WITH (fillfactor = 70);

CREATE TABLE incident (
  id uuid PRIMARY KEY DEFAULT uuidv7(),
  kind text NOT NULL,
  subject_type text,
  subject_id uuid,
  data jsonb NOT NULL DEFAULT '{}',
  at timestamptz(3) NOT NULL DEFAULT clock_timestamp()
);

-- Start, wake, resume, reconcile and rehydrate are this one statement.
CREATE FUNCTION poke(kind text, ids uuid[]) RETURNS void LANGUAGE plpgsql AS $$
BEGIN
  IF cardinality(ids) = 0 THEN RETURN; END IF;
  IF kind = 'enrollment' THEN
    UPDATE enrollment SET poke_at = coalesce(poke_at, clock_timestamp()) WHERE id = ANY (ids);
  ELSE
    UPDATE handoff SET poke_at = coalesce(poke_at, clock_timestamp()) WHERE id = ANY (ids);
  END IF;
  INSERT INTO outbox (subject_type, subject_id) SELECT kind, unnest(ids);
  PERFORM pg_notify('outbox', '');
END $$;
`;
