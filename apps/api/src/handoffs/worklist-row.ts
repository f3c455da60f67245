import type { WorklistItem } from '@ripen/contracts';
import type { Bant, EpochMs, Language, Text } from '@ripen/domain';
import { nextAction, type Quote, worklistItem, type WorklistInput } from '@ripen/handoff';
import { type LeadRow, leadColumns, toHandoff, toScore } from '@ripen/persistence';
import { displayName, toScoreSummary } from '../leads/lead-row';
import { touchpointSentence } from '../leads/ledger-sentence';
import { HANDOFF_BRIEF_COLUMNS, HANDOFF_BRIEF_JOINS, type HandoffBriefRow, toHandoffBrief } from './handoff-sql';

/** What the lead did last, newest first. */
interface Deed {
  readonly type: string;
  readonly data: Readonly<Record<string, unknown>>;
  readonly at: EpochMs;
}

export interface WorklistRow extends HandoffBriefRow {
  lead: LeadRow;
  lead_id: string;
  company_name: string | null;
  offers: string[];
  declined: string[];
  next_visit: number;
  follow_up_at: EpochMs | null;
  bant: Bant;
  quote: Quote | null;
  deeds: Deed[];
  now: EpochMs;
}

const DEEDS = 2;

export const WORKLIST_SQL = `SELECT ${HANDOFF_BRIEF_COLUMNS}, h.lead_id, h.offers, h.declined, h.next_visit, h.follow_up_at, h.bant, h.quote,
  to_jsonb(x) AS lead, c.name AS company_name, ms(clock_timestamp()) AS now,
  coalesce((SELECT jsonb_agg(jsonb_build_object('type', d.type, 'data', d.data, 'at', ms(d.occurred_at)) ORDER BY d.occurred_at DESC, d.id DESC)
    FROM (SELECT * FROM ledger_entry e WHERE e.lead_id = h.lead_id AND e.kind = 'touchpoint' AND e.type <> 'form_submitted'
      ORDER BY e.occurred_at DESC, e.id DESC LIMIT ${DEEDS}) d), '[]') AS deeds
FROM handoff h ${HANDOFF_BRIEF_JOINS} JOIN lead l ON l.id = h.lead_id CROSS JOIN LATERAL (SELECT ${leadColumns('l')}) x
LEFT JOIN company c ON c.id = l.company_id`;

/** A line with what the core orders it by. */
export function toWorklistLine(
  row: WorklistRow,
  zone: string,
): { item: WorklistItem; order: ReturnType<typeof worklistItem> } {
  const input: WorklistInput = { handoff: toHandoff(row), cell: row.lead.cell, now: row.now, zone };
  const order = worklistItem(input);
  const score = toScore(row.lead);
  const item: WorklistItem = {
    ...toHandoffBrief(row, row.now),
    lead: {
      id: row.lead_id,
      displayName: displayName(row.lead),
      position: row.lead.position,
      companyName: row.company_name,
      phone: row.lead.phone,
    },
    score: score === null ? null : toScoreSummary(score),
    priority: order.priority,
    followUpAt: row.follow_up_at,
    quote: row.quote,
    next: nextAction(input),
    story: storyOf(row.deeds),
  };
  return { item, order };
}

function storyOf(deeds: readonly Deed[]): Text {
  const sentences = [...deeds].reverse().map(({ type, data }) => touchpointSentence(type, data));
  if (sentences.length === 0) return { de: 'Noch nichts erlebt', en: 'Nothing happened yet' };
  const told = sentences.reduce<{ sentence: Text; times: number }[]>((before, sentence) => {
    const last = before.at(-1);
    if (last?.sentence.en !== sentence.en || last.sentence.de !== sentence.de)
      return [...before, { sentence, times: 1 }];
    return [...before.slice(0, -1), { sentence, times: last.times + 1 }];
  }, []);
  const said = (language: Language): string[] =>
    told.map(({ sentence, times }) => (times === 1 ? sentence[language] : `${sentence[language]} (${times}×)`));
  return { de: said('de').join(', dann '), en: said('en').join(', then ') };
}
