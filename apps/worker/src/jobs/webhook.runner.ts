import {
  type GuardedAnswer,
  type GuardedHttp,
  GuardedHttpError,
  retryAfter,
  type Sealer,
  signWebhook,
  WEBHOOK_RETRIES_FOR_MS,
  webhookPause,
} from '@ripen/connectors';
import type { WebhookPayload } from '@ripen/contracts';
import type { JobNext } from '@ripen/contracts/temporal';
import type { EpochMs } from '@ripen/domain';
import {
  type Attempt,
  type EndpointFate,
  type EndpointRow,
  inChunk,
  inTransaction,
  type Job,
  type JobRunner,
  type JobTools,
  leaseDeliveries,
  type LeasedDelivery,
  nextDelivery,
  recordAttempts,
  webhookEndpoint,
} from '@ripen/persistence';

const AT_ONCE = 8;
const TIMEOUT_MS = 10_000;
/** Of an answer's body: enough to see what the receiver complains about. */
const ANSWER_BYTES = 2_000;
const GONE = 410;

export interface WebhookRunnerParts {
  readonly http: GuardedHttp;
  readonly sealer: Sealer;
  /** 0 to 1, for the jitter. */
  readonly chance: () => number;
}

interface Outcome {
  readonly delivery: LeasedDelivery;
  readonly status: number | null;
  readonly problem: string | null;
  readonly answer: string | null;
  readonly retryAfterMs: number | null;
  readonly tookMs: number;
}

/**
 * Tells one endpoint what happened, for as long as it is there. A delivery is leased, sent and recorded: a worker that dies in between leaves a
 * lease that ends, and the same message goes out once more under the same `webhook-id`. So it is told at least once. An endpoint that does not answer is left
 * alone for a while as a whole: it holds a slot for one time-out now and then, and delays nobody else.
 */
export function webhookRunner(parts: WebhookRunnerParts): JobRunner {
  return { kind: 'webhook', work: (job, tools) => work(job, tools, parts) };
}

interface Leased {
  readonly next: JobNext;
  readonly endpoint: EndpointRow | null;
  readonly deliveries: readonly LeasedDelivery[];
  readonly now: EpochMs;
}

async function work(job: Job, tools: JobTools, parts: WebhookRunnerParts): Promise<JobNext> {
  const { next, endpoint, deliveries, now } = await lease(job, tools);
  if (endpoint === null || deliveries.length === 0) return next;
  const outcomes = await Promise.all(deliveries.map((delivery) => send({ endpoint, delivery, now }, tools, parts)));
  await inTransaction(tools.pool, async (tx) => {
    const ended = await tools.context.clock.now(tx);
    const pauses = outcomes.map((outcome) => attemptOf(outcome, ended, parts.chance()));
    const fate = fateOf({ endpoint, outcomes, now: ended, chance: parts.chance() });
    await recordAttempts(tx, { endpointId: endpoint.id, attempts: pauses, endpoint: fate });
  });
  return { do: 'again' };
}

/** What is due, and if nothing is: until when there is nothing to do. */
async function lease(job: Job, { pool, context }: JobTools): Promise<Leased> {
  let leased: Omit<Leased, 'next'> = { endpoint: null, deliveries: [], now: 0 };
  const next = await inChunk({ pool, context }, job.id, async (tx) => {
    const endpoint = job.subjectId === null ? null : await webhookEndpoint(tx, job.subjectId);
    if (endpoint === null || endpoint.state === 'deleted') return { do: 'done', outcome: 'done' };
    if (endpoint.state !== 'active') return { do: 'wait', until: null };
    const now = await context.clock.now(tx);
    if (endpoint.not_before !== null && endpoint.not_before > now) return { do: 'wait', until: endpoint.not_before };
    // One is enough to see whether it is back.
    const limit = endpoint.failures > 0 ? 1 : AT_ONCE;
    const deliveries = await leaseDeliveries(tx, { endpointId: endpoint.id, now, limit });
    leased = { endpoint, deliveries, now };
    if (deliveries.length > 0) return { do: 'again' };
    return { do: 'wait', until: await nextDelivery(tx, endpoint.id) };
  });
  return { next, ...leased };
}

async function send(
  { endpoint, delivery, now }: { endpoint: EndpointRow; delivery: LeasedDelivery; now: EpochMs },
  { signal }: JobTools,
  { http, sealer }: WebhookRunnerParts,
): Promise<Outcome> {
  const secrets = endpoint.secrets
    .filter(({ until }) => until === null || until > now)
    .flatMap(({ sealed }) => sealer.unseal(sealed) ?? []);
  const nothing = { delivery, status: null, answer: null, retryAfterMs: null, tookMs: 0 };
  if (secrets.length === 0) return { ...nothing, problem: 'secret_unreadable' };
  const body = JSON.stringify(webhookBody(delivery));
  const headers = { 'content-type': 'application/json', ...signWebhook({ id: delivery.id, at: now, body }, secrets) };
  const began = performance.now();
  const tookMs = () => Math.round(performance.now() - began);
  try {
    const limits = { timeoutMs: TIMEOUT_MS, maxBytes: ANSWER_BYTES, signal };
    const answer = await http.send({ method: 'POST', url: endpoint.url, headers, body, ...limits });
    return { delivery, ...said(answer, now), tookMs: tookMs() };
  } catch (error) {
    if (!(error instanceof GuardedHttpError)) throw error;
    return { ...nothing, problem: error.code, tookMs: tookMs() };
  }
}

/** What goes out, the same at every attempt. */
export function webhookBody({ type, at, data }: Pick<LeasedDelivery, 'type' | 'at' | 'data'>): WebhookPayload {
  return { type, timestamp: new Date(at).toISOString(), data: { ...data } };
}

function said({ status, headers, body }: GuardedAnswer, now: EpochMs): Omit<Outcome, 'delivery' | 'tookMs'> {
  const problem = status >= 200 && status < 300 ? null : status === GONE ? 'gone' : 'not_accepted';
  // A text of Postgres holds no NUL.
  const answer = body.toString('utf8').replaceAll('\0', '');
  return { status, problem, answer, retryAfterMs: retryAfter(headers['retry-after'], now) };
}

function attemptOf({ delivery, ...outcome }: Outcome, now: EpochMs, chance: number): Attempt {
  const { status, problem, answer, retryAfterMs, tookMs } = outcome;
  const base = { id: delivery.id, at: now, status, problem, answer, tookMs };
  if (problem === null) return { ...base, state: 'delivered', notBefore: null };
  if (problem === 'gone' || now - delivery.retryFrom >= WEBHOOK_RETRIES_FOR_MS)
    return { ...base, state: 'dead', notBefore: null };
  // The worker is told to stop: that says nothing of the receiver.
  if (problem === 'aborted') return { ...base, state: 'pending', notBefore: now };
  return {
    ...base,
    state: 'pending',
    notBefore: now + webhookPause({ attempts: delivery.attempts + 1, chance, retryAfterMs }),
  };
}

interface Judged {
  readonly endpoint: EndpointRow;
  readonly outcomes: readonly Outcome[];
  readonly now: EpochMs;
  readonly chance: number;
}

const LONGEST_LEFT_ALONE_MS = 5 * 60_000;

/** One success says that it is there. Where nothing came through, it is left alone for longer each time, five minutes at most or as long as it asks for. */
function fateOf({ endpoint, outcomes, now, chance }: Judged): EndpointFate {
  const gone = outcomes.some(({ problem }) => problem === 'gone');
  const disabled = gone ? 'gone' : null;
  const stopped = outcomes.every(({ problem }) => problem === 'aborted');
  if (stopped) return { failures: endpoint.failures, notBefore: endpoint.not_before, disabled };
  if (outcomes.some(({ problem }) => problem === null)) return { failures: 0, notBefore: null, disabled };
  const failures = endpoint.failures + 1;
  const asked = Math.max(0, ...outcomes.map(({ retryAfterMs }) => retryAfterMs ?? 0));
  const pause = webhookPause({ attempts: failures, chance, retryAfterMs: asked });
  return { failures, notBefore: now + Math.min(pause, Math.max(LONGEST_LEFT_ALONE_MS, asked)), disabled };
}
