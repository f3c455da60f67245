import { createTestDatabase, type TestDatabase } from '@ripen/testing';
import type { FactChange } from '@ripen/domain';
import type { JourneyGraph } from '@ripen/journey';
import { EXAMPLE_MODEL } from '@ripen/scoring';
import { DEFAULT_POLICY, type SlaPolicy } from '@ripen/handoff';
import type { Pool } from 'pg';
import { postgresClock } from './db/clock';
import { newId } from './db/ids';
import { createDataSource, migrate } from './db/migrate';
import { createPool, inTransaction } from './db/pool';
import { applyFacts } from './facts/apply-facts';
import { resolveLeads } from './facts/identity';
import { insertEnrollments } from './facts/enrol';
import { publishModel } from './facts/models.sql';
import { createJourney, publishJourney } from './loop/journeys.sql';

/** A migrated database with the example model, for integration specs of this package. */
export interface Stage {
  readonly pool: Pool;
  readonly url: string;
  close(): Promise<void>;
}

export const CONTEXT = { clock: postgresClock };

async function migrateAt(url: string): Promise<void> {
  const source = await createDataSource(url, 2).initialize();
  await migrate(source);
  await source.destroy();
}

/** With `on`, an administrator's URL, on that server; else on the one of this test run. */
export async function openStage(on?: string): Promise<Stage> {
  const database: TestDatabase = await createTestDatabase(migrateAt, on);
  const stage = await setUpStage(database.url);
  return {
    ...stage,
    close: async () => {
      await stage.close();
      await database.drop();
    },
  };
}

/** The same on a database that is there, migrated and empty. */
export async function setUpStage(url: string): Promise<Stage> {
  const pool = createPool({ connectionString: url, max: 12 });
  await pool.query(`INSERT INTO workspace (id, settings) VALUES (1, '{"zone":"Europe/Berlin","language":"de"}')`);
  await inTransaction(pool, (tx) => publishModel(tx, EXAMPLE_MODEL, null));
  return { pool, url, close: () => pool.end() };
}

/** Gives the workspace what mails to leads need: a company with its imprint, and a sender. */
export async function nameCompany(pool: Pool): Promise<void> {
  const settings = {
    companyName: 'Beispiel GmbH',
    imprint: 'Beispiel GmbH, Musterweg 1',
    sender: { name: 'Beispiel', email: 'info@example.org' },
  };
  await pool.query('UPDATE workspace SET settings = settings || $1::jsonb', [JSON.stringify(settings)]);
}

/** A known lead with consent to marketing mail and a company that is not a customer. */
export async function bornLead(pool: Pool, email: string, consent = true): Promise<string> {
  const [leadId] = await inTransaction(pool, (tx) => resolveLeads(tx, [{ anonymousId: null, userId: email }], CONTEXT));
  if (leadId === undefined) throw new Error('no lead was born');
  const base = { leadId, occurredAt: Date.now(), dedupeKey: null };
  const changes: FactChange[] = [
    { ...base, kind: 'known' },
    {
      ...base,
      kind: 'fields',
      lead: { email, firstName: 'Maria', lastName: 'Beispiel', position: 'Fachbereichsleiter' },
      company: { name: `Firma ${leadId}`, employees: 6_000, industry: 'IT' },
    },
  ];
  if (consent) {
    const proof = { via: 'test', wording: 'Ja', wordingVersion: 1, confirmedAt: Date.now(), submissionId: null };
    changes.push({ ...base, kind: 'consent', purpose: 'marketing', channel: 'email', state: 'granted', proof });
  }
  await inTransaction(pool, (tx) => applyFacts(tx, changes, CONTEXT));
  return leadId;
}

/** A touchpoint as a change of fact, now. */
export function touched(
  leadId: string,
  type: string,
  more: Partial<Extract<FactChange, { kind: 'touchpoint' }>> = {},
): FactChange {
  return {
    kind: 'touchpoint',
    leadId,
    occurredAt: Date.now(),
    dedupeKey: null,
    type,
    properties: {},
    source: { channel: null, campaign: null, referrer: null },
    enrollmentId: null,
    ...more,
  };
}

/** Publishes a graph. Returns journey and version. */
export async function published(pool: Pool, graph: JourneyGraph): Promise<{ journeyId: string; versionId: string }> {
  return inTransaction(pool, async (tx) => {
    const journeyId = await createJourney(tx, { name: 'Probe', graph, userId: null });
    const version = await publishJourney(tx, { journeyId, userId: null, comment: '' });
    if (!version) throw new Error('the journey was not published');
    return { journeyId, versionId: version.versionId };
  });
}

/** Enrols a lead by hand at a node, now or at `at`, and pokes the enrollment. */
export async function enrolled(
  pool: Pool,
  input: { journeyId: string; versionId: string; leadId: string; nodeId: string },
  at = Date.now(),
): Promise<string> {
  return inTransaction(pool, async (tx) => {
    await tx.query('SELECT 1 FROM lead WHERE id = $1 FOR UPDATE', [input.leadId]);
    const [id] = await insertEnrollments(tx, [{ ...input, entryKey: '', submissionId: null }], at);
    if (id === undefined) throw new Error('the lead was not enrolled');
    await tx.query('SELECT poke($1, $2)', ['enrollment', [id]]);
    return id;
  });
}

/** The default SLA with business hours at any time of any day. */
export const ROUND_THE_CLOCK: SlaPolicy = {
  ...DEFAULT_POLICY('Europe/Berlin'),
  calendar: { zone: 'Europe/Berlin', always: true, hours: {}, holidays: [] },
};

/** A team of reps with a manager, and the default SLA policy where there is none yet. */
export async function bornTeam(
  pool: Pool,
  names: readonly string[],
  policy: unknown = DEFAULT_POLICY('Europe/Berlin'),
): Promise<{ teamId: string; reps: string[]; managerId: string }> {
  const user = async (name: string, role: string): Promise<string> => {
    const id = newId();
    await pool.query('INSERT INTO app_user (id, email, name, role) VALUES ($1, $2, $3, $4)', [
      id,
      `${id}@example.org`,
      name,
      role,
    ]);
    return id;
  };
  const managerId = await user('Manager', 'sales_manager');
  const teamId = newId();
  await pool.query('INSERT INTO team (id, name, manager_id) VALUES ($1, $2, $3)', [teamId, 'Team', managerId]);
  const reps: string[] = [];
  for (const [position, name] of names.entries()) {
    const id = await user(name, 'sales_rep');
    await pool.query('INSERT INTO team_member (team_id, user_id, position) VALUES ($1, $2, $3)', [
      teamId,
      id,
      position,
    ]);
    reps.push(id);
  }
  await pool.query(
    `INSERT INTO sla_policy (name, policy, is_default) VALUES ('Standard', $1, true) ON CONFLICT (is_default) WHERE is_default DO NOTHING`,
    [policy],
  );
  return { teamId, reps, managerId };
}

/** Small graphs, drawn in one line each: `chain` connects nodes by the given ports. */
export function chain(
  ...nodes: readonly (readonly [
    id: string,
    kind: JourneyGraph['nodes'][number]['kind'],
    config: Record<string, unknown>,
    port?: string,
  ])[]
): JourneyGraph {
  return {
    schema: 1,
    nodes: nodes.map(([id, kind, config]) => ({ id, kind, name: '', position: { x: 0, y: 0 }, config })),
    edges: nodes.slice(0, -1).map(([id, , , port = 'next'], index) => {
      const to = nodes[index + 1]?.[0] ?? '';
      return { id: `${id}-${port}`, from: id, port, to };
    }),
  };
}

const TEXT = { subject: 'Hallo', body: 'Guten Tag {{ lead.firstName }}' };
export const MAIL = { content: { de: TEXT, en: TEXT } };
export const BY_HAND = { on: 'by_hand' };
export const CLICK = {
  events: [{ key: 'clicked', kind: 'touchpoint', type: 'email_link_clicked' }],
  timeout: { amount: 7, unit: 'days' },
};
