import type { Company, Lead, LeadFacts, Score, Stage, Touchpoint } from '@ripen/domain';
import { UNKNOWN_COMPANY, UNKNOWN_LEAD } from '@ripen/rules';
import type { JourneyGraph, JourneyNode, NodeKindName } from './graph';
import type { DecideInput, EnrollmentState } from './state';

/** Builders for the specs of this package. */
export const MONDAY = Date.UTC(2026, 10, 23, 9);

export function aLead(over: Partial<Lead> = {}): Lead {
  return {
    ...UNKNOWN_LEAD,
    id: 'lead-1',
    email: 'maria@example.com',
    firstName: 'Maria',
    lastName: 'Beispiel',
    position: 'Fachbereichsleiterin',
    language: 'de',
    createdAt: MONDAY,
    ...over,
  };
}

export function aCompany(over: Partial<Company> = {}): Company {
  return { ...UNKNOWN_COMPANY, id: 'company-1', name: 'Beispiel Anlagenbau AG', ...over };
}

export function aScore(stage: Stage, over: Partial<Score> = {}): Score {
  return {
    modelVersion: 1,
    grade: 'B',
    band: 2,
    cell: 'B2',
    stage,
    category: 'looking',
    pseudoReason: null,
    pointsMilli: 45_000,
    answered: 3,
    criteria: 3,
    scoredAt: MONDAY,
    ...over,
  };
}

export function aTouchpoint(type: string, occurredAt: number, over: Partial<Touchpoint> = {}): Touchpoint {
  return {
    id: `${type}@${occurredAt}`,
    type,
    occurredAt,
    receivedAt: occurredAt,
    properties: {},
    source: { channel: null, campaign: null, referrer: null },
    enrollmentId: null,
    ...over,
  };
}

export function someFacts(over: Partial<LeadFacts> = {}): LeadFacts {
  return {
    lead: aLead(),
    company: null,
    score: null,
    consents: [],
    suppressed: false,
    touchpoints: [],
    feedback: [],
    ...over,
  };
}

/** An enrollment that was just born: one token, ready at the trigger. */
export function anEnrollment(nodeId: string, over: Partial<EnrollmentState> = {}): EnrollmentState {
  return {
    id: 'enrollment-1',
    journeyId: 'journey-1',
    status: 'active',
    enteredAt: MONDAY,
    lastMessageAt: null,
    submissionId: null,
    nextVisit: 2,
    tokens: [{ id: 1, nodeId, visit: 1, phase: 'ready' }],
    waits: [],
    effects: [],
    ...over,
  };
}

/** Ids `id-1`, `id-2`, …, each builder from the start. */
export function countedIds(): DecideInput['newId'] {
  let last = 0;
  return () => `id-${(last += 1)}`;
}

export function aNode(id: string, kind: NodeKindName, config: Record<string, unknown> = {}): JourneyNode {
  return { id, kind, name: '', position: { x: 0, y: 0 }, config };
}

/** A graph of nodes and of edges written `from:port>to`. */
export function aGraph(nodes: readonly JourneyNode[], paths: readonly string[]): JourneyGraph {
  const edges = paths.map((path) => {
    const [, from = '', port = '', to = ''] = /^(.+):(.+)>(.+)$/.exec(path) ?? [];
    return { id: path, from, port, to };
  });
  return { schema: 1, nodes: [...nodes], edges };
}

export const BY_HAND = aNode('start', 'trigger', { on: 'by_hand' });
export const FULL_MAIL = {
  content: { de: { subject: 'Hallo', body: 'Text' }, en: { subject: 'Hello', body: 'Text' } },
};
