import type { EpochMs, Grade, HandoffOutcome, Stage } from '@ripen/domain';

/** What has happened to the lead that one visitor became. */
export interface LapFacts {
  readonly lead_id: string;
  readonly name: string | null;
  readonly grade: Grade | null;
  readonly cell: string | null;
  readonly stage: Stage | null;
  readonly points_milli: number | null;
  readonly submitted_at: EpochMs | null;
  readonly confirmed_at: EpochMs | null;
  /** The address that the form was sent with. */
  readonly email: string | null;
  readonly confirm_mail_id: string | null;
  readonly nurture_mail_id: string | null;
  readonly clicked: number;
  readonly registered: number;
  readonly topics: number;
  /** In the journey that nurtures by stage, and in the one that lost leads come back by; with where the lead stands there now. */
  readonly nurture: Standing | null;
  readonly back: Standing | null;
  readonly handoff: {
    readonly id: string;
    readonly createdAt: EpochMs;
    readonly acceptedAt: EpochMs | null;
    readonly outcome: HandoffOutcome | null;
    readonly ownerName: string | null;
  } | null;
  readonly lost_at: EpochMs | null;
}

interface Standing {
  readonly journeyId: string;
  readonly enteredAt: EpochMs;
  readonly nodeId: string | null;
}

const standing = (trigger: 'stage' | 'feedback') => `(
  SELECT jsonb_build_object('journeyId', e.journey_id, 'enteredAt', ms(e.entered_at),
    'nodeId', (SELECT t.node_id FROM token t WHERE t.enrollment_id = e.id ORDER BY t.id LIMIT 1))
  FROM enrollment e JOIN journey_version v ON v.id = e.version_id
  WHERE e.lead_id = l.id AND jsonb_path_exists(v.graph, '$.nodes[*] ? (@.kind == "trigger" && @.config.on == "${trigger}")')
  ORDER BY e.entered_at DESC, e.id DESC LIMIT 1)`;

const did = (type: string) =>
  `(SELECT count(*)::int FROM ledger_entry d WHERE d.lead_id = l.id AND d.kind = 'touchpoint' AND d.type = '${type}')`;

/** The newest mail to the address of the form with a signed link of that kind. */
const mail = (link: 'c' | 'l') => `(
  SELECT m.id FROM inbox_mail m WHERE $2::boolean AND s.email = ANY (m.recipients) AND strpos(m.body_text, '/${link}/') > 0
    AND m.received_at >= s.submitted_at - interval '1 minute' ORDER BY m.received_at DESC, m.id DESC LIMIT 1)`;

/** $1: the visitor's anonymous id; $2: whether there is a built-in mailbox. */
export const LAP_FACTS_SQL = `SELECT l.id AS lead_id, nullif(trim(concat_ws(' ', l.first_name, l.last_name)), '') AS name,
  l.grade, l.cell, l.stage, l.points_milli, ms(s.submitted_at) AS submitted_at, ms(s.confirmed_at) AS confirmed_at, s.email,
  ${mail('c')} AS confirm_mail_id, ${mail('l')} AS nurture_mail_id,
  ${did('email_link_clicked')} AS clicked, ${did('webinar_registered')} AS registered, ${did('topic_page_visited')} AS topics,
  ${standing('stage')} AS nurture, ${standing('feedback')} AS back,
  (SELECT jsonb_build_object('id', h.id, 'createdAt', ms(h.created_at), 'acceptedAt', ms(h.accepted_at), 'outcome', h.outcome, 'ownerName', u.name)
   FROM handoff h LEFT JOIN app_user u ON u.id = h.owner_id WHERE h.lead_id = l.id ORDER BY h.created_at DESC, h.id DESC LIMIT 1) AS handoff,
  (SELECT ms(max(f.at)) FROM feedback f WHERE f.lead_id = l.id AND f.kind = 'lost' AND 'time' = ANY (f.unmet)) AS lost_at
FROM lead_identity i JOIN lead l ON l.id = i.lead_id
LEFT JOIN LATERAL (SELECT * FROM form_submission x WHERE x.lead_id = l.id ORDER BY x.confirmed_at IS NULL, x.submitted_at DESC LIMIT 1) s ON true
WHERE i.kind = 'anonymous' AND i.value = $1`;
