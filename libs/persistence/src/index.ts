export { type NewAuditEntry, recordAudit } from './audit/record-audit';
export { type AuditCheck, type AuditFault, type AuditHead, verifyAudit } from './audit/verify-audit';
export * from './consent/mail-reports';
export * from './consent/mail-rules.sql';
export * from './consent/preferences';
export * from './consent/purposes.sql';
export * from './db/await-database';
export * from './db/clock';
export { type OwnedDatabase, prepareDatabases } from './db/databases';
export * from './db/errors';
export * from './db/ids';
export * from './db/migrate';
export * from './db/pool';
export * from './entities';
export { advanceErasure, askErasure, askErasureOf, type ErasureMove, type ErasureReason } from './erasure/erase';
export { beginErasure, carryErasure, ERASURE_JOB, erasureRunner } from './erasure/erasure-job';
export { eraseAgain, type ErasureList, erasureListSchema, readErasureList } from './erasure/erasure-list';
export { cameBack, erasedAmong, type PersonKey } from './erasure/erased-keys.sql';
export { decideMention, isRemovable } from './erasure/mentions.sql';
export { type ErasureOutlook, previewErasure } from './erasure/preview.sql';
export { keepRetention, retentionRunner, runRetentionNow } from './erasure/retention-job';
export {
  countDue,
  dueLeads,
  readRules,
  RETENTION_KEYS,
  RETENTION_RULES,
  type RetentionKey,
  type SetRule,
  setRule,
} from './erasure/retention.sql';
export { DELIVERED_SQL, erasedAmount, reportTotals, type Tally } from './erasure/tally.sql';
export type { ErasureSubject } from './erasure/whom.sql';
export { applyFacts, type AppliedFacts, type FactsContext } from './facts/apply-facts';
export { insertEnrollments, type Entry } from './facts/enrol';
export { LATEST_WORD, loadFacts, lockLeads, type FactNeeds } from './facts/facts.repository';
export {
  addToEvent,
  type EventGuest,
  type EventState,
  type GuestsTaken,
  settleEventPeople,
} from './facts/event-people';
export * from './facts/identity';
export * from './facts/ingest';
export { keepPart, loadImport, partsOf } from './imports/import.sql';
export { FIRST_STATE, importRunner, type ReadRows } from './imports/import.runner';
export { REFUSAL_REASONS, type RefusalReason } from './imports/plan';
export type { Report as ImportReportRow } from './imports/report';
export { previewUndoOfCompanies, previewUndoOfLeads } from './imports/undo.sql';
export { undoRunner } from './imports/undo.runner';
export { type CompanyRow, leadColumns, type LeadRow, toCompany, toLead, toScore } from './facts/lead.mapper';
export * from './facts/links';
export { mergeLeads } from './facts/merge';
export { activeModel } from './facts/model.repository';
export * from './facts/models.sql';
export { rescoreChunk } from './facts/rescore';
export * from './facts/submissions';
export * from './jobs/job';
export {
  type ByHandOutcome,
  decideEffect,
  type DecidedBy,
  EFFECT_STANDS_SQL,
  endParked,
  resumeParked,
} from './loop/by-hand';
export type { Claimed, ClaimedMail, ClaimedNotice, LeadAddress } from './loop/claim';
export { type EffectOutcome, markData } from './loop/effect.sql';
export { type CoreHandoffRow, loadHandoff, type LoadedHandoff, toHandoff } from './loop/handoff.repository';
export { actOnHandoff, type ActOutcome } from './loop/handoff-step';
export { compiledVersion, liveJourneys, type LiveJourney } from './loop/journey.repository';
export * from './loop/journeys.sql';
export * from './loop/load.sql';
export * from './loop/outbox.sql';
export * from './loop/reconcile.sql';
export * from './loop/temporal-store.sql';
export { park, step } from './loop/step';
export type { LoopContext } from './loop/subject';
export { finishTurn, takeTurn, type Turn } from './loop/turn';
export { MIGRATIONS } from './migrations';
export { removeSample, type RemovedSample } from './sample/remove-sample';
export { markSampleLead } from './sample/sample.sql';
export * from './refused/refused.sql';
export { announce, type Announcement, type Listener, webhookListeners } from './webhooks/announce';
export * from './webhooks/deliveries.sql';
export * from './workspace.repository';
