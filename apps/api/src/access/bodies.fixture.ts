import { defaultForm, type OperationId } from '@ripen/contracts';
import { DEFAULT_POLICY } from '@ripen/handoff';
import { setupBody } from '../stage.fixture';
import { sampleOf } from './sample.fixture';
import type { ServedOperation } from './served-operations.fixture';

/** A lead that the scene has. */
export const ENROLLED = 'enrolled@lead.example';

const GRAPH = {
  schema: 1,
  nodes: [{ id: 'start', kind: 'trigger', name: '', position: { x: 0, y: 0 }, config: { on: 'by_hand' } }],
  edges: [],
};
const BANT = Object.fromEntries(
  ['budget', 'authority', 'need', 'time'].map((key) => [key, { state: 'met', note: '' }]),
);

const BOTH = { de: 'a', en: 'b' };
const EVENT = {
  kind: 'webinar',
  name: BOTH,
  place: '',
  startsAt: 4_000_000_000_000,
  endsAt: 4_000_003_600_000,
  zone: 'Europe/Berlin',
};
const HOOK_MAPPING = {
  userId: 'user',
  email: null,
  occurredAt: null,
  messageId: null,
  fields: [],
  touchpoint: { type: 'demo_booked', properties: [] },
};

/** Bodies that the description alone does not tell: rules between fields, formats of the core. */
const GIVEN: Partial<Record<OperationId | (string & {}), unknown>> = {
  runSetup: setupBody(),
  saveDraft: { graph: GRAPH, revision: 1 },
  createJourney: { name: 'Sample' },
  previewMail: { content: { de: { subject: 'a', body: 'b' }, en: { subject: 'a', body: 'b' } }, language: 'de' },
  createSlaPolicy: { name: 'Sample', isDefault: false, policy: DEFAULT_POLICY('Europe/Berlin') },
  updateSlaPolicy: { name: 'Sample', isDefault: false, policy: DEFAULT_POLICY('Europe/Berlin') },
  setHandoffBant: BANT,
  enrolLead: { email: ENROLLED },
  createForm: { name: 'Sample', slug: 'sample', use: 'contact' },
  saveForm: { revision: 1, definition: defaultForm('contact', { title: BOTH, intro: BOTH, wording: BOTH }) },
  createEvent: EVENT,
  updateEvent: EVENT,
  addEventPeople: { state: 'attended', source: 'hand', people: [{ email: 'sample@firma.example' }] },
  createHookSource: { name: 'Sample', slug: 'sample-source', auth: 'bearer', mapping: HOOK_MAPPING },
  tryHookMapping: { mapping: HOOK_MAPPING },
  updateHookSource: { mapping: HOOK_MAPPING },
  ingestIdentify: { userId: 'a', traits: {} },
  ingestTrack: { anonymousId: 'a', event: 'Demo Booked' },
  ingestPage: { anonymousId: 'a', properties: { path: '/' } },
  ingestGroup: { userId: 'a', groupId: 'g', traits: {} },
  ingestAlias: { userId: 'a', previousId: 'b' },
  updateWriteKey: { eventsPerMinute: 1_000 },
  resubmitRefused: { raw: '{"userId":"a","event":"Demo Booked"}' },
  ingestBatch: { batch: [{ type: 'track', anonymousId: 'a', event: 'Demo Booked' }] },
};

let made = 0;

/** A body that the operation accepts, with addresses and names of its own each time. */
export function bodyFor({ operationId, body }: ServedOperation): unknown {
  made += 1;
  const sample = GIVEN[operationId] ?? (body === null ? undefined : sampleOf(body));
  if (sample === undefined) return undefined;
  return JSON.parse(
    JSON.stringify(sample).replaceAll('sample@', `sample-${made}@`).replaceAll('"Sample"', `"Sample ${made}"`),
  );
}
