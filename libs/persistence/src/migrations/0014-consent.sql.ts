/** What people may be written to for. Consents name a purpose by its key, so that the word of a purpose that was switched off stays readable. */
const PURPOSES_SQL = /* sql */ `
CREATE TABLE purpose (
  key text PRIMARY KEY CHECK (key ~ '^[a-z][a-z0-9_]{0,49}$'),
  name jsonb NOT NULL,
  explanation jsonb NOT NULL,
  wording jsonb NOT NULL,
  wording_version int NOT NULL DEFAULT 1,
  channels text[] NOT NULL,
  legal_basis jsonb NOT NULL,
  needs_consent boolean NOT NULL DEFAULT true,
  active boolean NOT NULL DEFAULT true,
  builtin boolean NOT NULL DEFAULT false,
  position int NOT NULL DEFAULT 0,
  created_at timestamptz(3) NOT NULL DEFAULT clock_timestamp(),
  updated_at timestamptz(3) NOT NULL DEFAULT clock_timestamp()
);

-- Every state that a purpose ever had: what somebody agreed to can be shown years later. The shipped ones were made by nobody.
CREATE TABLE purpose_change (
  id uuid PRIMARY KEY DEFAULT uuidv7(),
  purpose text NOT NULL REFERENCES purpose ON DELETE CASCADE,
  wording_version int NOT NULL,
  state jsonb NOT NULL,
  changed text[] NOT NULL,
  changed_by uuid REFERENCES app_user,
  at timestamptz(3) NOT NULL DEFAULT clock_timestamp()
);
CREATE INDEX purpose_change_purpose ON purpose_change (purpose, at DESC);

INSERT INTO purpose (key, name, explanation, wording, channels, legal_basis, needs_consent, active, builtin, position) VALUES
('marketing', '{"de":"Werbung und Fachinformationen","en":"Marketing and expert information"}',
  '{"de":"Leitfäden, Einladungen und Neuigkeiten zu unseren Themen.","en":"Guides, invitations and news about our topics."}',
  '{"de":"Ich möchte Fachinformationen und Angebote erhalten. Das kann ich jederzeit mit Wirkung für die Zukunft widerrufen.","en":"I would like to receive expert information and offers. I can withdraw this at any time with effect for the future."}',
  '{email,phone}', '{"de":"Einwilligung (Art. 6 Abs. 1 lit. a DSGVO, § 7 UWG)","en":"Consent (Art. 6(1)(a) GDPR)"}', true, true, true, 1),
('transactional', '{"de":"Antworten auf Ihre Anfragen","en":"Answers to your requests"}',
  '{"de":"Bestätigungen und Zustellungen, um die Sie gebeten haben.","en":"Confirmations and deliveries that you asked for."}',
  '{"de":"","en":""}', '{email}', '{"de":"Erfüllung Ihrer Anfrage (Art. 6 Abs. 1 lit. b DSGVO)","en":"Answering your request (Art. 6(1)(b) GDPR)"}', false, true, true, 2),
('profiling', '{"de":"Profilbildung","en":"Profiling"}',
  '{"de":"Aus Ihren Besuchen und Angaben leiten wir ab, welche Themen Sie interessieren.","en":"From your visits and details we derive which topics interest you."}',
  '{"de":"Ich bin damit einverstanden, dass aus meinen Besuchen und Angaben ein Interessenprofil entsteht.","en":"I agree that a profile of my interests is made from my visits and details."}',
  '{email}', '{"de":"Einwilligung (Art. 6 Abs. 1 lit. a DSGVO)","en":"Consent (Art. 6(1)(a) GDPR)"}', true, false, true, 3);
INSERT INTO purpose_change (purpose, wording_version, state, changed)
SELECT key, 1, jsonb_build_object('name', name, 'explanation', explanation, 'wording', wording, 'channels', channels, 'legalBasis', legal_basis,
  'needsConsent', needs_consent, 'active', active, 'position', position), '{created}' FROM purpose;
`;

/** Who must not be written to, whom to leave alone for a while, and what comes back from mail servers. Codes and hashes only. */
const DELIVERY_SQL = /* sql */ `
-- A complaint stops what needs consent; everything else stops every mail.
ALTER TABLE suppression ADD COLUMN scope text NOT NULL DEFAULT 'all' CHECK (scope IN ('all', 'consent')),
  ADD COLUMN note text, ADD COLUMN added_by uuid REFERENCES app_user;
CREATE INDEX suppression_at ON suppression (at DESC, address_hash);

CREATE TABLE mail_pause (
  lead_id uuid PRIMARY KEY REFERENCES lead ON DELETE CASCADE,
  until timestamptz(3) NOT NULL,
  reason text NOT NULL CHECK (reason IN ('asked', 'soft_bounces')),
  since timestamptz(3) NOT NULL
);

-- To whom a mail went, as the suppression list writes addresses: the lead's may have changed when a mail comes back.
ALTER TABLE effect ADD COLUMN to_hash text, ADD COLUMN held_until timestamptz(3), ADD COLUMN feedback text, ADD COLUMN feedback_at timestamptz(3);
CREATE INDEX effect_sent_at ON effect (sent_at) WHERE kind = 'send_email' AND sent_at IS NOT NULL;
CREATE INDEX effect_held ON effect (lead_id) WHERE state = 'planned' AND held_until IS NOT NULL;

CREATE TABLE feedback_source (
  id uuid PRIMARY KEY DEFAULT uuidv7(),
  name text NOT NULL,
  prefix text NOT NULL,
  secret_hash text NOT NULL UNIQUE,
  created_by uuid REFERENCES app_user,
  created_at timestamptz(3) NOT NULL DEFAULT clock_timestamp(),
  last_used_at timestamptz(3),
  revoked_at timestamptz(3)
);

CREATE TABLE mail_report (
  id uuid PRIMARY KEY DEFAULT uuidv7(),
  at timestamptz(3) NOT NULL,
  via text NOT NULL CHECK (via IN ('mailbox', 'hook')),
  source_id uuid REFERENCES feedback_source,
  kind text NOT NULL CHECK (kind IN ('hard_bounce', 'soft_bounce', 'refused', 'delayed', 'delivered', 'complaint', 'unsubscribe', 'auto_reply', 'unsigned', 'unreadable')),
  effect_id uuid REFERENCES effect ON DELETE CASCADE,
  lead_id uuid REFERENCES lead ON DELETE CASCADE,
  code text,
  dedupe_key text NOT NULL UNIQUE
);
CREATE INDEX mail_report_at ON mail_report (at DESC, id DESC);
CREATE INDEX mail_report_lead ON mail_report (lead_id, at DESC) WHERE lead_id IS NOT NULL;

CREATE TABLE mail_rules (
  id int PRIMARY KEY DEFAULT 1 CHECK (id = 1),
  return_domain text,
  soft_count int NOT NULL DEFAULT 3 CHECK (soft_count BETWEEN 1 AND 50),
  soft_days int NOT NULL DEFAULT 14 CHECK (soft_days BETWEEN 1 AND 365),
  soft_pause_days int NOT NULL DEFAULT 30 CHECK (soft_pause_days BETWEEN 1 AND 365),
  warn_permille numeric(6, 3) NOT NULL DEFAULT 1 CHECK (warn_permille > 0),
  brake boolean NOT NULL DEFAULT false,
  brake_permille numeric(6, 3) NOT NULL DEFAULT 3 CHECK (brake_permille > 0),
  brake_least int NOT NULL DEFAULT 3 CHECK (brake_least BETWEEN 1 AND 1000),
  braked_at timestamptz(3),
  updated_at timestamptz(3) NOT NULL DEFAULT clock_timestamp()
);
INSERT INTO mail_rules DEFAULT VALUES;
`;

export const CONSENT_SQL = `${PURPOSES_SQL}${DELIVERY_SQL}`;
