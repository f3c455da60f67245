import type { EpochMs, FactChange, FieldValue, Score, Stage, Touchpoint } from '@ripen/domain';
import type { TriggerEvent } from '@ripen/journey';
import { type CompiledModel, pointsOfTouchpoint, rescore } from '@ripen/scoring';
import type { Recorded } from './ledger.sql';
import { type CompanyRow, LEAD_FIELD_COLUMNS, type LeadRow, toCompany, toLead } from './lead.mapper';

/** One lead while its changes are applied: the row as it will be, and what happened to it. */
export interface LeadWork {
  /** As it was when it was locked. */
  readonly was: LeadRow;
  readonly row: LeadRow;
  company: CompanyRow | null;
  readonly touchpoints: Touchpoint[];
  readonly handoffs: { id: string; outcome: string }[];
  readonly events: TriggerEvent[];
  stageMove: { from: Stage | null; to: Stage | null; at: EpochMs } | null;
  /** The latest `occurredAt` among the changes: when a transition that they cause happened. */
  at: EpochMs;
}

/** `row`: where the work begins, which for a merge is not as the lead was. */
export function startWork({ was, row }: Pick<LeadWork, 'was' | 'row'>, company: CompanyRow | null): LeadWork {
  return { was, row: { ...row }, company, touchpoints: [], handoffs: [], events: [], stageMove: null, at: 0 };
}

/** Puts one recorded change into the work. The score follows once, at the end: see `scoreWork`. */
export function applyChange(
  work: LeadWork,
  { change, entryId }: Recorded,
  model: CompiledModel | null,
  receivedAt: EpochMs,
): void {
  work.at = Math.max(work.at, change.occurredAt);
  switch (change.kind) {
    case 'touchpoint':
      return applyTouchpoint(work, toTouchpoint(change, entryId, receivedAt), model);
    // Fields are set by their latest word, after all else: see `hearInOrder`.
    case 'fields':
      return;
    case 'points_adjusted':
      work.row.raw_points_milli += change.pointsMilli;
      return;
    case 'owner':
      work.row.owner_id = change.ownerId;
      return;
    case 'known':
      work.row.known = true;
      return;
    case 'feedback':
      work.events.push({ on: 'feedback', feedback: change.feedback });
      return;
    case 'handoff_closed':
      work.handoffs.push({ id: change.handoffId, outcome: change.outcome });
      return;
    case 'consent':
      return;
  }
}

function applyTouchpoint(work: LeadWork, touchpoint: Touchpoint, model: CompiledModel | null): void {
  const { row } = work;
  work.touchpoints.push(touchpoint);
  row.touchpoint_count += 1;
  if (touchpoint.type === 'careers_page_visited') row.careers_count += 1;
  row.last_touched_at = Math.max(row.last_touched_at ?? 0, touchpoint.occurredAt);
  if (model) row.raw_points_milli += pointsOfTouchpoint(model, touchpoint.type);
  const { submissionId, offerSlug } = touchpoint.properties;
  if (touchpoint.type === 'form_submitted' && typeof submissionId === 'string') {
    work.events.push({ on: 'submission', submissionId, offerSlug: typeof offerSlug === 'string' ? offerSlug : '' });
  }
  work.events.push({ on: 'touchpoint', touchpoint });
}

function toTouchpoint(
  change: Extract<FactChange, { kind: 'touchpoint' }>,
  id: string,
  receivedAt: EpochMs,
): Touchpoint {
  const { type, occurredAt, properties, source, enrollmentId } = change;
  return { id, type, occurredAt, receivedAt, properties, source, enrollmentId };
}

export function setLeadFields(row: LeadRow, fields: Extract<FactChange, { kind: 'fields' }>['lead']): void {
  for (const [field, column] of Object.entries(LEAD_FIELD_COLUMNS)) {
    const value = fields[field as keyof typeof LEAD_FIELD_COLUMNS];
    if (value !== undefined)
      Object.assign(row, { [column]: typeof value === 'string' && value.trim() === '' ? null : value });
  }
  row.buying_role ??= 'unknown';
  row.do_not_profile ??= false;
}

/** Sets fields of the workspace's own; null takes one away. */
export function setCustomFields(row: LeadRow, fields: Readonly<Record<string, FieldValue>> | undefined): void {
  if (fields === undefined || Object.keys(fields).length === 0) return;
  const said = Object.entries({ ...row.custom, ...fields }).filter(([, value]) => value !== null && value !== '');
  row.custom = Object.fromEntries(said);
}

/** Scores the lead as it now is and notes a stage transition. Points were counted change by change. */
export function scoreWork(work: LeadWork, model: CompiledModel | null, now: EpochMs): void {
  if (!model) return;
  const { row } = work;
  const score = rescore({
    model,
    lead: toLead(row),
    company: work.company === null ? null : toCompany(work.company),
    rawPointsMilli: row.raw_points_milli,
    tally: { total: row.touchpoint_count, careers: row.careers_count },
    now,
  });
  const from = row.stage;
  writeScore(row, score);
  if (row.stage === from) return;
  work.stageMove = { from, to: row.stage, at: work.at || now };
  if (row.stage !== null) work.events.push({ on: 'stage', from, to: row.stage });
}

const NO_SCORE = {
  model_version: null,
  grade: null,
  band: null,
  cell: null,
  stage: null,
  category: null,
  pseudo_reason: null,
  points_milli: null,
  answered: null,
  criteria: null,
  scored_at: null,
} as const;

function writeScore(row: LeadRow, score: Score | null): void {
  Object.assign(row, score === null ? NO_SCORE : scoreColumns(score));
}

function scoreColumns(score: Score): Pick<LeadRow, keyof typeof NO_SCORE> {
  const { grade, band, cell, stage, category, answered, criteria } = score;
  return {
    ...{ grade, band, cell, stage, category, answered, criteria },
    model_version: score.modelVersion,
    pseudo_reason: score.pseudoReason,
    points_milli: score.pointsMilli,
    scored_at: score.scoredAt,
  };
}
