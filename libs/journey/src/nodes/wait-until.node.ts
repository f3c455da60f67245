import { STAGES, type LeadFacts } from '@ripen/domain';
import { ANY_TOUCHPOINT, propertyRuleSchema } from '@ripen/rules';
import { z } from 'zod';
import { matchWait } from '../awaited';
import { deadlineAfter, durationSchema } from '../duration';
import { finding, type Finding } from '../lint/problem';
import { needsOfTypes, type NodeNeeds } from '../needs';
import type { AwaitedEvent } from '../state';
import { awaitedWords } from '../words/awaited';
import { anyOf } from '../words/lists';
import { durationWords } from '../words/time';
import { defineNode, neededPort, type NodeStep, optionalPort, pass, type Port, type Situation } from './node-kind';

const EVENT_KEY = z.string().min(1).max(60);

/** From when on a touchpoint counts: this enrollment's last message (else its entry), its entry, or the moment of reaching the node. */
export const SINCE = ['last_message', 'entry', 'wait'] as const;
export type Since = (typeof SINCE)[number];

const awaitedConfigSchema = z.discriminatedUnion('kind', [
  z.object({
    key: EVENT_KEY,
    kind: z.literal('touchpoint'),
    type: z.string().min(1).max(100),
    where: z.array(propertyRuleSchema).max(20).default([]),
    /** Absent: the last message for a click in a mail, the entry for everything else. */
    since: z.enum(SINCE).optional(),
  }),
  z.object({ key: EVENT_KEY, kind: z.literal('stage'), stages: z.array(z.enum(STAGES)).max(STAGES.length) }),
  /** The submission that keyed this enrollment was confirmed by its person. */
  z.object({ key: EVENT_KEY, kind: z.literal('confirmed') }),
]);
export type AwaitedConfig = z.infer<typeof awaitedConfigSchema>;

export const waitUntilConfigSchema = z.object({
  events: z.array(awaitedConfigSchema).max(20).default([]),
  timeout: durationSchema.nullable().default(null),
});
export type WaitUntilConfig = z.infer<typeof waitUntilConfigSchema>;

/** The port that is taken at the deadline. */
export const TIMEOUT_PORT = 'timeout';

export const waitUntilNode = defineNode<'wait_until', WaitUntilConfig>({
  kind: 'wait_until',
  family: 'wait',
  acts: false,
  waits: true,
  schema: waitUntilConfigSchema,
  defaults: {
    events: [{ key: 'clicked', kind: 'touchpoint', type: 'email_link_clicked', where: [] }],
    timeout: { amount: 7, unit: 'days' },
  },
  ports,
  lint,
  needs,
  decide,
  describe: ({ events, timeout }, language, names) => {
    const awaited = events.map((event) => awaitedWords(event, language, names));
    const what =
      awaited.length === 0 ? { de: 'etwas geschieht', en: 'something happens' }[language] : anyOf(awaited, language);
    if (timeout === null) return { de: `Wartet, bis der Lead ${what}`, en: `Waits until the lead ${what}` }[language];
    const limit = durationWords(timeout, language);
    return {
      de: `Wartet, bis der Lead ${what}, höchstens ${limit}`,
      en: `Waits until the lead ${what}, for ${limit} at most`,
    }[language];
  },
});

function ports({ events, timeout }: WaitUntilConfig): readonly Port[] {
  const ways = events.map((event) =>
    neededPort(event.key, { takesTime: event.kind === 'touchpoint' && sinceOf(event) === 'wait' }),
  );
  return timeout === null ? ways : [...ways, optionalPort(TIMEOUT_PORT, { takesTime: true })];
}

function lint({ events, timeout }: WaitUntilConfig): readonly Finding[] {
  const keys = events.map(({ key }) => key);
  const findings: Finding[] = [];
  if (events.length === 0) findings.push(finding('error', 'wait_without_event', 'events'));
  keys.forEach((key, index) => {
    if (keys.indexOf(key) !== index)
      findings.push(finding('error', 'duplicate_port', `events.${index}.key`, { port: key }));
    if (key === TIMEOUT_PORT) findings.push(finding('error', 'reserved_port', `events.${index}.key`, { port: key }));
  });
  events.forEach((event, index) => {
    if (event.kind === 'stage' && event.stages.length === 0)
      findings.push(finding('error', 'no_stages', `events.${index}.stages`));
  });
  // Only some enrollments have a submission; for the others nothing but the time-out would ever happen.
  const onlyConfirmed = events.every(({ kind }) => kind === 'confirmed');
  if (events.length > 0 && timeout === null)
    findings.push(finding(onlyConfirmed ? 'error' : 'warning', 'wait_without_end', 'timeout'));
  return findings;
}

function needs({ events }: WaitUntilConfig): NodeNeeds {
  const history = events.flatMap((event) => {
    if (event.kind === 'confirmed') return [CONFIRMATION];
    return event.kind === 'touchpoint' && sinceOf(event) !== 'wait' ? [event.type] : [];
  });
  const loaded = needsOfTypes(history);
  return {
    ...loaded,
    touchpointTypes: history.includes(ANY_TOUCHPOINT) ? null : loaded.touchpointTypes,
    company: true,
    score: events.some(({ kind }) => kind === 'stage'),
  };
}

function decide({ events, timeout }: WaitUntilConfig, situation: Situation): NodeStep {
  const { state, facts, now, zone } = situation;
  const awaited = events.flatMap((event) => toAwaited(event, situation));
  const deadline = timeout === null ? null : deadlineAfter(timeout, now, zone);
  // What came in before a wait for something new is not new, whatever its sender's clock says.
  const inHistory = events
    .filter((event) => !(event.kind === 'touchpoint' && sinceOf(event) === 'wait'))
    .map(({ key }) => key);
  const match = matchWait(
    { events: awaited.filter(({ key }) => inHistory.includes(key)), deadline },
    {
      touchpoints: facts.touchpoints,
      stage: facts.lead.doNotProfile ? null : (facts.score?.stage ?? null),
      confirmedSubmissions: confirmedIn(facts, state.submissionId),
      handoffs: [],
      at: now,
    },
  );
  if (match) return pass(match.port, 'satisfied', { why: { atOnce: true, by: match.by } });
  if (awaited.length === 0 && deadline === null) return { step: 'park', reason: 'nothing_awaited', why: {} };
  return {
    step: 'wait',
    events: awaited,
    timeoutPort: TIMEOUT_PORT,
    deadline,
    why: { for: awaited.map(({ key }) => key) },
    handoff: null,
  };
}

function toAwaited(event: AwaitedConfig, { state, now }: Situation): AwaitedEvent[] {
  switch (event.kind) {
    case 'touchpoint': {
      const since = { last_message: state.lastMessageAt ?? state.enteredAt, entry: state.enteredAt, wait: now }[
        sinceOf(event)
      ];
      return [{ key: event.key, kind: 'touchpoint', type: event.type, where: event.where, since }];
    }
    case 'stage':
      return [{ key: event.key, kind: 'stage', stages: event.stages }];
    case 'confirmed':
      // Without a submission nothing can be confirmed; the time-out stays.
      return state.submissionId === null
        ? []
        : [{ key: event.key, kind: 'confirmed', submissionId: state.submissionId }];
  }
}

function sinceOf({ type, since }: Extract<AwaitedConfig, { kind: 'touchpoint' }>): Since {
  return since ?? (type === 'email_link_clicked' ? 'last_message' : 'entry');
}

/** The touchpoint that a confirmed submission leaves in the ledger. */
const CONFIRMATION = 'content_requested';

function confirmedIn({ touchpoints }: LeadFacts, submissionId: string | null): readonly string[] {
  if (submissionId === null) return [];
  const confirmed = touchpoints.some(
    ({ type, properties }) => type === CONFIRMATION && properties['submissionId'] === submissionId,
  );
  return confirmed ? [submissionId] : [];
}
