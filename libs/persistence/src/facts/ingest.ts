import type { CompanyField, EpochMs, FactChange, FieldValue, LeadField, Source } from '@ripen/domain';
import type { Pool } from 'pg';
import { inTransaction, inTransactionFrom, together, type Tx } from '../db/pool';
import { tellIfErased } from '../erasure/erased-keys.sql';
import { type AppliedFacts, applyFacts, applyTouchpoints, type FactsContext } from './apply-facts';
import { lockCompaniesFirst, type ToBeSaid } from './companies';
import { joinAlias } from './alias';
import {
  claimAddress,
  type IdentityRef,
  type LeadsOf,
  lockIfAllKnown,
  resolveLeads,
  type TakenAddresses,
} from './identity';

interface EventBase extends IdentityRef {
  /** The sender's key: the same message twice is one fact. */
  readonly messageId: string;
  readonly occurredAt: EpochMs;
}

/** A tracked event or page, already mapped to a touchpoint type. */
export interface TouchpointEvent extends EventBase {
  readonly kind: 'touchpoint';
  readonly type: string;
  readonly properties: Readonly<Record<string, unknown>>;
  readonly source: Source;
}

/** What a sender knows of a person. An address makes the lead known at once, without consent. */
export interface IdentifyEvent extends EventBase {
  readonly kind: 'identify';
  readonly lead: Partial<Readonly<Record<LeadField, FieldValue>>>;
  readonly company: Partial<Readonly<Record<CompanyField, FieldValue>>> | null;
}

/** Two ids of one person: the visitor's is the anonymous id of the event; `previousId` may be a user's as well. */
export interface AliasEvent extends EventBase {
  readonly kind: 'alias';
  readonly previousId: string;
}

export type IngestEvent = TouchpointEvent | IdentifyEvent | AliasEvent;

/**
 * Takes a batch of events in one transaction: resolves who they are about, drops those whose message id is known, and applies the rest.
 * When it returns, everything is stored; when it throws, nothing is.
 */
export async function ingestBatch(
  pool: Pool,
  events: readonly IngestEvent[],
  context: FactsContext,
): Promise<AppliedFacts> {
  const visits = events.filter((event) => event.kind === 'touchpoint');
  if (visits.length < events.length) return inTransaction(pool, (tx) => takeInTurn(tx, events, context));
  const look = (tx: Tx) => together(tx, () => [lockIfAllKnown(tx, visits), context.clock.now(tx)]);
  return inTransactionFrom(pool, look, async (tx, [known, now]) => {
    if (known === null) return takeInTurn(tx, events, context);
    const changes = visits.map((visit, index) => touchpointOf(visit, known.leadOf[index] ?? ''));
    return applyTouchpoints(tx, { leads: known.leads, changes, now });
  });
}

/** Somebody may be new, be merged or have a new address: that is found out first. */
async function takeInTurn(tx: Tx, events: readonly IngestEvent[], context: FactsContext): Promise<AppliedFacts> {
  const leads = await resolveLeads(tx, events, context, (leadsOf) => lockCompaniesFirst(tx, toBeSaid(events, leadsOf)));
  const changes: FactChange[] = [];
  const taken: TakenAddresses = new Map();
  for (const [index, event] of events.entries()) {
    const leadId = leads[index];
    if (leadId === undefined) continue;
    if (event.kind === 'alias') {
      await joinAlias(tx, { previousId: event.previousId, leadId }, context);
      continue;
    }
    changes.push(
      ...(event.kind === 'touchpoint'
        ? [touchpointOf(event, leadId)]
        : await identityOf(tx, { event, leadId, taken }, context)),
    );
  }
  return applyFacts(tx, changes, context);
}

function toBeSaid(events: readonly IngestEvent[], leadsOf: LeadsOf): ToBeSaid[] {
  return events.flatMap((event) =>
    event.kind === 'identify' && event.company !== null
      ? [{ company: event.company, leadIds: leadsOf(event), address: addressIn(event) }]
      : [],
  );
}

function addressIn({ lead: { email } }: IdentifyEvent): string | null {
  return typeof email === 'string' && email.trim() !== '' ? email.trim() : null;
}

function touchpointOf(
  { messageId, occurredAt, type, properties, source }: TouchpointEvent,
  leadId: string,
): FactChange {
  return {
    kind: 'touchpoint',
    leadId,
    occurredAt,
    dedupeKey: `message:${messageId}`,
    type,
    properties,
    source,
    enrollmentId: null,
  };
}

async function identityOf(
  tx: Tx,
  { event, leadId, taken }: { event: IdentifyEvent; leadId: string; taken: TakenAddresses },
  context: FactsContext,
): Promise<FactChange[]> {
  const { messageId, occurredAt, company } = event;
  const email = addressIn(event);
  const { email: _address, ...others } = event.lead;
  if (email === null)
    return [{ kind: 'fields', leadId, occurredAt, dedupeKey: `message:${messageId}`, lead: others, company }];
  const claimed = await claimAddress(tx, { leadId, email }, context, taken);
  tellIfErased(tx, claimed.leadId, [
    { kind: 'email', value: email },
    ...(event.userId === null ? [] : [{ kind: 'user', value: event.userId } as const]),
  ]);
  const fields = claimed.accepted ? { ...others, email } : others;
  return [
    { kind: 'fields', leadId: claimed.leadId, occurredAt, dedupeKey: `message:${messageId}`, lead: fields, company },
    { kind: 'known', leadId: claimed.leadId, occurredAt, dedupeKey: `message:${messageId}:known` },
  ];
}
