/** Who works here and what they have set up. Instants are `timestamptz(3)`: whole milliseconds, as the core counts. */
export const WORKSPACE_SQL = /* sql */ `
CREATE FUNCTION ms(at timestamptz) RETURNS bigint LANGUAGE sql IMMUTABLE PARALLEL SAFE
  RETURN round(extract(epoch FROM at) * 1000)::bigint;
CREATE FUNCTION instant(ms bigint) RETURNS timestamptz LANGUAGE sql IMMUTABLE PARALLEL SAFE
  RETURN timestamptz 'epoch' + ms * interval '1 millisecond';

CREATE TABLE workspace (
  id int PRIMARY KEY DEFAULT 1 CHECK (id = 1),
  settings jsonb NOT NULL DEFAULT '{}',
  suppression_salt text NOT NULL DEFAULT gen_random_uuid()::text,
  example_installed_at timestamptz(3),
  created_at timestamptz(3) NOT NULL DEFAULT now()
);

CREATE TABLE app_user (
  id uuid PRIMARY KEY DEFAULT uuidv7(),
  email text NOT NULL,
  name text NOT NULL,
  role text NOT NULL CHECK (role IN ('admin', 'marketer', 'sales_manager', 'sales_rep')),
  password_hash text,
  language text NOT NULL DEFAULT 'de' CHECK (language IN ('de', 'en')),
  zone text,
  absent boolean NOT NULL DEFAULT false,
  disabled_at timestamptz(3),
  sample boolean NOT NULL DEFAULT false,
  created_at timestamptz(3) NOT NULL DEFAULT now()
);
CREATE UNIQUE INDEX app_user_email ON app_user (lower(email));

CREATE TABLE session (
  id uuid PRIMARY KEY DEFAULT uuidv7(),
  user_id uuid NOT NULL REFERENCES app_user ON DELETE CASCADE,
  token_hash text NOT NULL UNIQUE,
  created_at timestamptz(3) NOT NULL DEFAULT now(),
  last_seen_at timestamptz(3) NOT NULL DEFAULT now(),
  expires_at timestamptz(3) NOT NULL
);
CREATE INDEX session_of_user ON session (user_id);

CREATE TABLE team (
  id uuid PRIMARY KEY DEFAULT uuidv7(),
  name text NOT NULL,
  manager_id uuid REFERENCES app_user,
  last_assigned uuid,
  created_at timestamptz(3) NOT NULL DEFAULT now()
);
CREATE TABLE team_member (
  team_id uuid NOT NULL REFERENCES team ON DELETE CASCADE,
  user_id uuid NOT NULL REFERENCES app_user ON DELETE CASCADE,
  position int NOT NULL DEFAULT 0,
  PRIMARY KEY (team_id, user_id)
);
CREATE INDEX team_member_user ON team_member (user_id);

CREATE TABLE api_key (
  id uuid PRIMARY KEY DEFAULT uuidv7(),
  kind text NOT NULL CHECK (kind IN ('write', 'api')),
  name text NOT NULL,
  prefix text NOT NULL,
  key_hash text NOT NULL UNIQUE,
  role text CHECK (role IN ('admin', 'marketer', 'sales_manager', 'sales_rep')),
  created_by uuid REFERENCES app_user,
  created_at timestamptz(3) NOT NULL DEFAULT now(),
  last_used_at timestamptz(3),
  revoked_at timestamptz(3)
);

CREATE TABLE sla_policy (
  id uuid PRIMARY KEY DEFAULT uuidv7(),
  name text NOT NULL,
  policy jsonb NOT NULL,
  is_default boolean NOT NULL DEFAULT false,
  created_at timestamptz(3) NOT NULL DEFAULT now(),
  updated_at timestamptz(3) NOT NULL DEFAULT now()
);
CREATE UNIQUE INDEX sla_policy_default ON sla_policy (is_default) WHERE is_default;

CREATE TABLE scoring_model (
  version int PRIMARY KEY,
  model jsonb NOT NULL,
  active boolean NOT NULL DEFAULT false,
  published_by uuid REFERENCES app_user,
  published_at timestamptz(3) NOT NULL DEFAULT now()
);
CREATE UNIQUE INDEX scoring_model_active ON scoring_model (active) WHERE active;

CREATE TABLE offer (
  id uuid PRIMARY KEY DEFAULT uuidv7(),
  slug text NOT NULL UNIQUE,
  title jsonb NOT NULL,
  description jsonb NOT NULL DEFAULT '{"de":"","en":""}',
  target_url text NOT NULL,
  consent_wording jsonb NOT NULL,
  wording_version int NOT NULL DEFAULT 1,
  active boolean NOT NULL DEFAULT true,
  sample boolean NOT NULL DEFAULT false,
  created_at timestamptz(3) NOT NULL DEFAULT now(),
  updated_at timestamptz(3) NOT NULL DEFAULT now()
);

CREATE TABLE inbox_mail (
  id uuid PRIMARY KEY DEFAULT uuidv7(),
  received_at timestamptz(3) NOT NULL DEFAULT now(),
  sender text NOT NULL,
  recipients text[] NOT NULL,
  subject text NOT NULL,
  html text,
  body_text text,
  headers jsonb NOT NULL DEFAULT '{}',
  message_id text
);
CREATE INDEX inbox_mail_received ON inbox_mail (received_at DESC);

CREATE TABLE heartbeat (
  part text PRIMARY KEY,
  at timestamptz(3) NOT NULL,
  details jsonb NOT NULL DEFAULT '{}'
);
`;
