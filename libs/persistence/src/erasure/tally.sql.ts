import { TOUCHPOINT_TYPES } from '@ripen/domain';
import type { Pool } from 'pg';
import type { Tx } from '../db/pool';
import { GONE } from './places';

/** One figure that reports count: what, of which journey version, form, event or team, of which sort, in which month. It names nobody. */
export interface Tally {
  readonly metric: string;
  /** A journey version, an offer or a team; the zero id where the figure is about none. */
  readonly subject: string;
  readonly detail: string;
  /** The first day of the month, `YYYY-MM-DD`. */
  readonly month: string;
  readonly amount: number;
}

const NONE = `'00000000-0000-0000-0000-000000000000'::uuid`;
const monthOf = (at: string): string => `date_trunc('month', ${at} AT TIME ZONE 'UTC')::date`;
/** Types and channels that anybody may make up could name somebody: only those of a fixed list are told apart. */
const TYPES = TOUCHPOINT_TYPES.map((type) => `'${type}'`).join(', ');
const CHANNELS = `'email', 'organic', 'ads', 'social', 'referral', 'direct', 'webinar', 'trade_fair'`;

const summed = (counted: string): string =>
  `SELECT metric, subject, detail, month, sum(amount)::bigint AS amount FROM (${counted}) counted GROUP BY metric, subject, detail, month`;

/** Of entries of the ledger under a condition. */
const entryFigures = (where: string): string => /* sql */ `
  SELECT 'touchpoints' AS metric, ${NONE} AS subject, CASE WHEN type IN (${TYPES}) THEN type ELSE 'other' END AS detail, ${monthOf('occurred_at')} AS month, 1 AS amount
    FROM ledger_entry WHERE ${where} AND kind = 'touchpoint'
  UNION ALL SELECT 'channels', ${NONE}, CASE WHEN lower(channel) IN (${CHANNELS}) THEN lower(channel) ELSE 'other' END, ${monthOf('occurred_at')}, 1
    FROM ledger_entry WHERE ${where} AND kind = 'touchpoint' AND channel IS NOT NULL
  UNION ALL SELECT 'stages', ${NONE}, type, ${monthOf('occurred_at')}, 1 FROM ledger_entry WHERE ${where} AND kind = 'stage' AND type IS NOT NULL`;

/** Which rows are counted, each as a condition: those of everybody, or those that an erasure is about to remove. */
interface Counted {
  readonly leads: string;
  readonly enrollments: string;
  readonly handoffs: string;
  readonly submissions: string;
  readonly reports: string;
  /** Of enrollments: which have ended. */
  readonly ended: string;
}

/** Submissions are counted by their form; one from before there were forms by its offer. */
const OF_FORM = `coalesce(form_id, offer_id, ${NONE})`;

/** Whether what was asked for went out, of a submission `s`. */
export const DELIVERED_SQL = `(s.delivered_at IS NOT NULL OR EXISTS (SELECT FROM enrollment d WHERE d.submission_id = s.id AND d.end_reason = 'delivered'))`;

/** Of everything else that events are counted by. */
function rowFigures({ leads, enrollments, handoffs, submissions, reports, ended }: Counted): string {
  const enrolled = `(SELECT * FROM enrollment WHERE ${enrollments}) e`;
  const handedOff = `(SELECT * FROM handoff WHERE ${handoffs}) h`;
  return /* sql */ `
  SELECT 'leads' AS metric, ${NONE} AS subject, CASE WHEN known THEN 'known' ELSE 'anonymous' END AS detail, ${monthOf('created_at')} AS month, 1 AS amount
    FROM lead WHERE ${leads} AND merged_into IS NULL
  UNION ALL SELECT 'submitted', ${OF_FORM}, '', ${monthOf('submitted_at')}, 1 FROM form_submission WHERE ${submissions}
  UNION ALL SELECT 'confirmed', ${OF_FORM}, '', ${monthOf('submitted_at')}, 1 FROM form_submission WHERE ${submissions} AND confirmed_at IS NOT NULL
  UNION ALL SELECT 'delivered', ${OF_FORM}, '', ${monthOf('submitted_at')}, 1 FROM form_submission s WHERE ${submissions} AND ${DELIVERED_SQL}
  UNION ALL SELECT 'event_registered', event_id, '', ${monthOf('registered_at')}, 1 FROM (SELECT * FROM event_person WHERE lead_id IN (SELECT id FROM lead WHERE ${leads})) p
    WHERE registered_at IS NOT NULL
  UNION ALL SELECT 'event_' || outcome, event_id, '', ${monthOf('outcome_at')}, 1 FROM (SELECT * FROM event_person WHERE lead_id IN (SELECT id FROM lead WHERE ${leads})) p
    WHERE outcome IS NOT NULL
  UNION ALL SELECT 'entered', version_id, '', ${monthOf('entered_at')}, 1 FROM ${enrolled}
  UNION ALL SELECT 'ended', version_id, '', ${monthOf('entered_at')}, 1 FROM ${enrolled} WHERE ${ended}
  UNION ALL SELECT 'passed', e.version_id, r.node_id, ${monthOf('e.entered_at')}, count(DISTINCT r.visit) FROM ${enrolled} JOIN trace r ON r.subject_id = e.id
    WHERE r.node_id IS NOT NULL AND (r.to_node_id IS NOT NULL OR r.event = 'ended') GROUP BY e.id, e.version_id, e.entered_at, r.node_id
  UNION ALL SELECT CASE WHEN f.state = 'sent' THEN 'sent' ELSE 'failed' END, e.version_id, f.node_id, ${monthOf('f.created_at')}, 1
    FROM ${enrolled} JOIN effect f ON f.subject_id = e.id WHERE f.state IN ('sent', 'failed', 'unknown') AND f.node_id IS NOT NULL
  UNION ALL SELECT 'mail_reports', ${NONE}, kind, ${monthOf('at')}, 1 FROM mail_report WHERE ${reports}
  UNION ALL SELECT 'handoffs', team_id, coalesce(outcome, ''), ${monthOf('created_at')}, 1 FROM handoff WHERE ${handoffs}
  UNION ALL SELECT 'rungs', h.team_id, s.clock || ':' || s.rung, ${monthOf('s.fired_at')}, 1 FROM ${handedOff} JOIN sla_log s ON s.handoff_id = h.id
  UNION ALL SELECT 'feedback', h.team_id, f.kind, ${monthOf('f.at')}, 1 FROM ${handedOff} JOIN feedback f ON f.handoff_id = h.id
  UNION ALL SELECT 'revenue', h.team_id, coalesce(f.currency, ''), ${monthOf('f.at')}, round(f.amount * 100)::bigint
    FROM ${handedOff} JOIN feedback f ON f.handoff_id = h.id WHERE f.kind = 'won' AND f.amount IS NOT NULL`;
}

/** Adds the figures of entries to those of who is gone. `ids`: they are about to be deleted. */
export async function tallyEntries(tx: Tx, ids: readonly string[]): Promise<void> {
  await add(tx, summed(entryFigures('id = ANY ($1::bigint[])')), [ids]);
}

/** Adds all figures of rows that go, by the parameters of `PLACES`. Who still runs in a journey ends by it. */
export async function tallyGone(tx: Tx, values: readonly unknown[]): Promise<void> {
  const rows = rowFigures({
    leads: 'id = ANY ($1::uuid[])',
    enrollments: `id IN (${GONE.enrollments})`,
    handoffs: `id IN (${GONE.handoffs})`,
    submissions: `id IN (${GONE.submissions})`,
    reports: GONE.reports,
    ended: 'TRUE',
  });
  const counted = `${rows} UNION ALL ${entryFigures('lead_id = ANY ($1::uuid[])')} UNION ALL SELECT '', ${NONE}, '', NULL, 0 WHERE NOT (${GONE.allGiven})`;
  await add(tx, summed(counted), values);
}

async function add(tx: Tx, figures: string, values: readonly unknown[]): Promise<void> {
  await tx.query(
    `INSERT INTO erased_tally AS kept (metric, subject, detail, month, amount) SELECT metric, subject, detail, month, amount FROM (${figures}) gone
     ON CONFLICT (metric, subject, detail, month) DO UPDATE SET amount = kept.amount + excluded.amount`,
    [...values],
  );
}

const OF_ALL = summed(
  `${rowFigures({ leads: 'TRUE', enrollments: 'TRUE', handoffs: 'TRUE', submissions: 'TRUE', reports: 'TRUE', ended: "status = 'ended'" })} UNION ALL ${entryFigures('TRUE')}`,
);

/** Every figure with those of people who were erased, so that a report of a past month says tomorrow what it says today. */
export async function reportTotals(db: Tx | Pool): Promise<Tally[]> {
  const { rows } = await db.query<Tally>(
    `SELECT metric, subject, detail, month::text AS month, sum(amount)::bigint AS amount
     FROM (${OF_ALL} UNION ALL SELECT metric, subject, detail, month, amount FROM erased_tally) t GROUP BY metric, subject, detail, month
     ORDER BY metric, subject, detail, month`,
  );
  return rows;
}

/** What people who were erased add to one figure, for a SELECT list. `subject`: an expression for the journey version, form, event or team. */
export const erasedAmount = (metric: string, subject: string): string =>
  `coalesce((SELECT sum(erased.amount)::bigint FROM erased_tally erased WHERE erased.metric = '${metric}' AND erased.subject = ${subject}), 0)`;
