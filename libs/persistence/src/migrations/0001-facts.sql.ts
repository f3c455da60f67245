/** Companies, leads and the ledger of what was learned about them. Written by `applyFacts` alone. */
export const FACTS_SQL = /* sql */ `
CREATE TABLE company (
  id uuid PRIMARY KEY DEFAULT uuidv7(),
  name text NOT NULL,
  domain text,
  relationship text NOT NULL DEFAULT 'prospect' CHECK (relationship IN ('prospect', 'customer', 'partner', 'competitor', 'own')),
  employees int,
  industry text,
  country text,
  zone text,
  created_at timestamptz(3) NOT NULL DEFAULT now(),
  updated_at timestamptz(3) NOT NULL DEFAULT now()
);
CREATE UNIQUE INDEX company_domain ON company (lower(domain)) WHERE domain IS NOT NULL;
CREATE UNIQUE INDEX company_name ON company (lower(name));

CREATE TABLE lead (
  id uuid PRIMARY KEY DEFAULT uuidv7(),
  known boolean NOT NULL DEFAULT false,
  email text,
  first_name text,
  last_name text,
  position text,
  department text,
  phone text,
  country text,
  language text CHECK (language IN ('de', 'en')),
  zone text,
  buying_role text NOT NULL DEFAULT 'unknown',
  persona text,
  do_not_profile boolean NOT NULL DEFAULT false,
  category_by_hand text CHECK (category_by_hand IN ('pseudo', 'not_pseudo')),
  company_id uuid REFERENCES company,
  owner_id uuid REFERENCES app_user,
  merged_into uuid REFERENCES lead,
  created_at timestamptz(3) NOT NULL DEFAULT now(),
  last_touched_at timestamptz(3),
  raw_points_milli bigint NOT NULL DEFAULT 0,
  touchpoint_count int NOT NULL DEFAULT 0,
  careers_count int NOT NULL DEFAULT 0,
  model_version int,
  grade text,
  band int,
  cell text,
  stage text,
  category text,
  pseudo_reason text,
  points_milli bigint,
  answered int,
  criteria int,
  scored_at timestamptz(3),
  search text GENERATED ALWAYS AS (
    lower(coalesce(first_name, '') || ' ' || coalesce(last_name, '') || ' ' || coalesce(email, '') || ' ' || coalesce(position, ''))
  ) STORED
) WITH (fillfactor = 80);
CREATE UNIQUE INDEX lead_email ON lead (lower(email)) WHERE email IS NOT NULL AND merged_into IS NULL;
CREATE INDEX lead_company ON lead (company_id);
CREATE INDEX lead_owner ON lead (owner_id) WHERE owner_id IS NOT NULL;
CREATE INDEX lead_stage ON lead (stage, points_milli DESC, id) WHERE merged_into IS NULL;
CREATE INDEX lead_touched ON lead (last_touched_at DESC NULLS LAST, id) WHERE merged_into IS NULL;

-- A company field touches all its leads: they are scored again in chunks, each under the statement limit.
CREATE TABLE rescore_request (
  company_id uuid PRIMARY KEY REFERENCES company ON DELETE CASCADE,
  after_lead uuid,
  asked_at timestamptz(3) NOT NULL DEFAULT clock_timestamp()
);

CREATE TABLE lead_identity (
  kind text NOT NULL CHECK (kind IN ('anonymous', 'user')),
  value text NOT NULL,
  lead_id uuid NOT NULL REFERENCES lead ON DELETE CASCADE,
  created_at timestamptz(3) NOT NULL DEFAULT now(),
  PRIMARY KEY (kind, value)
);
CREATE INDEX lead_identity_lead ON lead_identity (lead_id);

CREATE TABLE ledger_entry (
  id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
  lead_id uuid NOT NULL REFERENCES lead ON DELETE CASCADE,
  kind text NOT NULL CHECK (kind IN ('touchpoint', 'fields', 'consent', 'feedback', 'handoff_closed', 'points_adjusted', 'owner', 'known', 'merged', 'stage')),
  type text,
  occurred_at timestamptz(3) NOT NULL,
  received_at timestamptz(3) NOT NULL,
  data jsonb NOT NULL DEFAULT '{}',
  channel text,
  campaign text,
  referrer text,
  enrollment_id uuid,
  points_milli int,
  dedupe_key text
);
CREATE UNIQUE INDEX ledger_entry_dedupe ON ledger_entry (dedupe_key) WHERE dedupe_key IS NOT NULL;
CREATE INDEX ledger_entry_lead ON ledger_entry (lead_id, occurred_at, id);

CREATE TABLE consent (
  id uuid PRIMARY KEY DEFAULT uuidv7(),
  lead_id uuid NOT NULL REFERENCES lead ON DELETE CASCADE,
  purpose text NOT NULL,
  channel text NOT NULL,
  state text NOT NULL CHECK (state IN ('granted', 'withdrawn')),
  at timestamptz(3) NOT NULL,
  received_at timestamptz(3) NOT NULL DEFAULT clock_timestamp(),
  proof jsonb NOT NULL
);
CREATE INDEX consent_lead ON consent (lead_id, purpose, channel, at DESC);

CREATE TABLE suppression (
  address_hash text PRIMARY KEY,
  reason text NOT NULL,
  at timestamptz(3) NOT NULL DEFAULT now()
);
CREATE FUNCTION suppression_key(address text) RETURNS text LANGUAGE sql STABLE AS
  $$ SELECT encode(sha256(convert_to(suppression_salt || lower(address), 'UTF8')), 'hex') FROM workspace WHERE id = 1 $$;

CREATE TABLE form_submission (
  id uuid PRIMARY KEY DEFAULT uuidv7(),
  offer_id uuid NOT NULL REFERENCES offer,
  lead_id uuid NOT NULL REFERENCES lead,
  email text NOT NULL,
  fields jsonb NOT NULL DEFAULT '{}',
  language text NOT NULL CHECK (language IN ('de', 'en')),
  wording text NOT NULL,
  wording_version int NOT NULL,
  consent_given boolean NOT NULL DEFAULT true,
  channel text,
  campaign text,
  referrer text,
  submitted_at timestamptz(3) NOT NULL DEFAULT now(),
  confirmed_at timestamptz(3),
  delivered_at timestamptz(3)
);
CREATE INDEX form_submission_lead ON form_submission (lead_id);
`;
