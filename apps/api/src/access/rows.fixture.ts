import { randomUUID } from 'node:crypto';
import type { BodyOf, OperationId } from '@ripen/contracts';
import { z } from 'zod';
import type { Role } from '@ripen/domain';
import { applyFacts, inTransaction, newId, postgresClock, resolveLeads } from '@ripen/persistence';
import { chain, enrolled, published } from '@ripen/persistence/stage';
import type { Client, Stage } from '../stage.fixture';

/** What stands in a path. */
export type Params = Readonly<Record<string, string>>;

/** Rows of one kind: one that a role may see, new each time, and one that is there and that it may not see; null where it sees all of them. */
export interface RowKind {
  own(role: Role): Promise<Params>;
  foreign(role: Role): Promise<Params> | null;
}

/** The people of the scene: each role, and a rep of another team. */
export interface People {
  readonly byRole: Readonly<Record<Role, Client>>;
  readonly stranger: Client;
  readonly teamId: string;
  readonly otherTeamId: string;
}

/** By the first words of a path; an operation that is about something else than its path says stands by its own name. */
export function rowKinds(stage: Stage, people: People): Readonly<Record<string, RowKind>> {
  const make = new Maker(stage, people);
  const lead: RowKind = {
    own: async (role) => ({ id: await make.lead(seesAll(role) ? null : people.byRole.sales_rep.userId) }),
    foreign: (role) => (seesAll(role) ? null : make.lead(people.stranger.userId).then((id) => ({ id }))),
  };
  const handoff: RowKind = {
    own: async () => ({ id: await make.handoff(people.teamId, people.byRole.sales_rep.userId) }),
    foreign: (role) =>
      seesAll(role) ? null : make.handoff(people.otherTeamId, people.stranger.userId).then((id) => ({ id })),
  };
  return {
    '/api/leads': lead,
    '/api/handoffs': handoff,
    '/api/enrollments': {
      own: async () => ({ id: await make.enrollment(people.byRole.sales_rep.userId) }),
      foreign: (role) => (seesAll(role) ? null : make.enrollment(people.stranger.userId).then((id) => ({ id }))),
    },
    '/api/journeys': everybodys(async () => ({ id: await make.journey(), version: '1', nodeId: 'start' })),
    '/api/users': {
      own: async (role) => ({ id: role === 'sales_manager' ? people.byRole.sales_rep.userId : await make.user() }),
      foreign: (role) => (seesAll(role) ? null : Promise.resolve({ id: people.stranger.userId })),
    },
    resendInvitation: everybodys(async () => ({ id: await make.invited() })),
    revokeInvitation: everybodys(async () => ({ id: await make.invited() })),
    '/api/sessions': {
      own: async (role) => ({ id: await make.session(people.byRole[role].userId) }),
      foreign: async () => ({ id: await make.session(people.stranger.userId) }),
    },
    '/api/jobs': {
      own: async (role) => ({ id: await make.job(people.byRole[role].userId) }),
      foreign: (role) => (role === 'admin' ? null : make.job(people.stranger.userId).then((id) => ({ id }))),
    },
    '/api/effects': {
      own: async () => ({ id: await make.effect('enrollment') }),
      foreign: (role) => (role === 'admin' ? null : make.effect('handoff').then((id) => ({ id }))),
    },
    ...sharedKinds(make),
  };
}

function sharedKinds(make: Maker): Readonly<Record<string, RowKind>> {
  return {
    '/api/teams': everybodys(() => make.byCall('createTeam', { name: make.name(), managerId: null, memberIds: [] })),
    '/api/keys': everybodys(() => make.byCall('createKey', { kind: 'write', name: make.name() })),
    '/api/sla-policies': everybodys(() => make.policy()),
    '/api/offers': everybodys(() => make.offer()),
    '/api/forms': everybodys(() => make.form()),
    '/api/events': everybodys(() => make.event()),
    '/api/inbox': everybodys(() =>
      make.bySql(
        `INSERT INTO inbox_mail (sender, recipients, subject, html) VALUES ('a', '{b}', 'c', '<p>d</p>') RETURNING id`,
      ),
    ),
    '/api/purposes': everybodys(() => make.purpose()),
    '/api/refused': everybodys(() => make.refused('open')),
    restoreRefused: everybodys(() => make.refused('dismissed')),
    '/api/write-keys': everybodys(() => make.byCall('createKey', { kind: 'write', name: make.name() })),
    '/api/hook-sources': everybodys(() => make.hookSource()),
    '/api/webhooks': everybodys(() => make.delivery()),
    '/api/erasures': everybodys(async () => ({ id: (await make.erasure()).id })),
    '/api/mentions': everybodys(async () => ({ id: (await make.erasure()).mentionId })),
    '/api/imports': everybodys(() => make.import()),
    '/api/import-presets': everybodys(() => make.preset()),
    '/api/custom-fields': everybodys(() =>
      make.byCall('createCustomField', { label: { de: 'Feld', en: make.name() }, type: 'text', choices: [] }),
    ),
    '/api/feedback-sources': everybodys(() => make.byCall('createFeedbackSource', { name: make.name() })),
  };
}

/** What everybody sees who may call at all: a row that is not theirs is one that is not there. */
function everybodys(own: () => Promise<Params>): RowKind {
  return { own, foreign: () => null };
}

function seesAll(role: Role): boolean {
  return role === 'admin' || role === 'marketer';
}

const madeSchema = z.object({ id: z.string() });

class Maker {
  private journeyOfLeads: Promise<{ journeyId: string; versionId: string }> | null = null;

  constructor(
    private readonly stage: Stage,
    private readonly people: People,
  ) {}

  name(): string {
    return `Row ${randomUUID()}`;
  }

  async byCall<K extends OperationId>(operationId: K, body: BodyOf<K>): Promise<{ id: string }> {
    const answer = await this.stage.admin.call(operationId, { body });
    if (answer.status !== 200) throw new Error(`${operationId}: ${answer.text}`);
    return madeSchema.parse(answer.body);
  }

  async bySql(sql: string, values: unknown[] = []): Promise<{ id: string }> {
    const { rows } = await this.stage.pool.query<{ id: string }>(sql, values);
    if (rows[0] === undefined) throw new Error('no row was made');
    return { id: rows[0].id };
  }

  async lead(ownerId: string | null): Promise<string> {
    const name = this.name();
    return inTransaction(this.stage.pool, async (tx) => {
      const [leadId = ''] = await resolveLeads(tx, [{ anonymousId: null, userId: name }], { clock: postgresClock });
      const base = { leadId, occurredAt: Date.now(), dedupeKey: null };
      const email = `${leadId}@lead.example`;
      const fields = { ...base, kind: 'fields', lead: { lastName: name, email }, company: null } as const;
      await applyFacts(tx, [fields, { ...base, kind: 'owner', ownerId }], { clock: postgresClock });
      return leadId;
    });
  }

  async handoff(teamId: string, ownerId: string): Promise<string> {
    const { id } = await this.bySql(
      `INSERT INTO handoff (id, lead_id, team_id, policy, state, owner_id, created_at)
       SELECT $1, $2, $3, policy, 'offered', $4, now() FROM sla_policy WHERE is_default RETURNING id`,
      [newId(), await this.lead(null), teamId, ownerId],
    );
    return id;
  }

  async journey(): Promise<string> {
    const graph = chain(['start', 'trigger', { on: 'by_hand' }, 'next'], ['end', 'exit', { reason: 'done' }]);
    return (await published(this.stage.pool, graph)).journeyId;
  }

  async enrollment(ownerId: string): Promise<string> {
    const graph = chain(['start', 'trigger', { on: 'by_hand' }, 'next'], ['end', 'exit', { reason: 'done' }]);
    this.journeyOfLeads ??= published(this.stage.pool, graph);
    const leadId = await this.lead(ownerId);
    return enrolled(this.stage.pool, { ...(await this.journeyOfLeads), leadId, nodeId: 'end' });
  }

  async effect(subject: 'enrollment' | 'handoff'): Promise<string> {
    const { teamId, byRole } = this.people;
    const rep = byRole.sales_rep.userId;
    const subjectId = subject === 'enrollment' ? await this.enrollment(rep) : await this.handoff(teamId, rep);
    const { id } = await this.bySql(
      `INSERT INTO effect (subject_type, subject_id, lead_id, visit, step, kind, purpose, state)
       VALUES ($1, $2, $3, 1, '1', 'send_email', 'marketing', 'failed') RETURNING id`,
      [subject, subjectId, await this.lead(null)],
    );
    return id;
  }

  async user(): Promise<string> {
    const email = `${randomUUID()}@firma.example`;
    const { id } = await this.bySql(
      `INSERT INTO app_user (email, name, role) VALUES ($1, 'Row', 'sales_rep') RETURNING id`,
      [email],
    );
    return id;
  }

  async invited(): Promise<string> {
    const email = `${randomUUID()}@firma.example`;
    return (await this.byCall('inviteUser', { name: 'Row', email, role: 'sales_rep' })).id;
  }

  async session(userId: string): Promise<string> {
    const { id } = await this.bySql(
      `INSERT INTO session (user_id, token_hash, expires_at) VALUES ($1, $2, now() + interval '1 day') RETURNING id`,
      [userId, randomUUID()],
    );
    return id;
  }

  async job(userId: string): Promise<string> {
    return (await this.bySql(`INSERT INTO job (kind, asked_by) VALUES ('sample', $1) RETURNING id`, [userId])).id;
  }

  policy(): Promise<Params> {
    return this.bySql(`INSERT INTO sla_policy (name, policy) SELECT $1, policy FROM sla_policy LIMIT 1 RETURNING id`, [
      this.name(),
    ]);
  }

  offer(): Promise<Params> {
    const both = { de: 'a', en: 'b' };
    return this.byCall('createOffer', {
      slug: `row-${randomUUID()}`,
      title: both,
      description: both,
      targetUrl: 'https://firma.example',
      consentWording: both,
      active: true,
    });
  }

  form(): Promise<Params> {
    return this.byCall('createForm', { name: this.name(), slug: `row-${randomUUID()}`, use: 'contact' });
  }

  event(): Promise<Params> {
    return this.bySql(
      `INSERT INTO event (kind, name, starts_at, ends_at, zone) VALUES ('webinar', '{"de":"a","en":"b"}', now(), now(), 'Europe/Berlin') RETURNING id`,
    );
  }

  async purpose(): Promise<Params> {
    const key = `row_${randomUUID().replaceAll('-', '').slice(0, 12)}`;
    const text = JSON.stringify({ de: 'a', en: 'b' });
    await this.stage.pool.query(
      `INSERT INTO purpose (key, name, explanation, wording, legal_basis, channels)
       SELECT $1, $2::jsonb, $2::jsonb, $2::jsonb, $2::jsonb, channels FROM purpose LIMIT 1`,
      [key, text],
    );
    await this.stage.pool.query(
      `INSERT INTO purpose_change (purpose, wording_version, state, changed) VALUES ($1, 1, $2, '{wording}')`,
      [key, JSON.stringify({ wording: { de: 'a', en: 'b' } })],
    );
    return { key };
  }

  async refused(state: string): Promise<Params> {
    const { id } = await this.byCall('createKey', { kind: 'write', name: this.name() });
    return this.bySql(
      `INSERT INTO refused_event (key_id, call, reason, raw, message_id, received_at, digest, state) VALUES ($1, 'track', 'no_identity', '{}', $2, now(), $2, $3)
       RETURNING id`,
      [id, randomUUID(), state],
    );
  }

  hookSource(): Promise<Params> {
    const mapping = { userId: 'user', email: null, occurredAt: null, messageId: null, fields: [], touchpoint: null };
    return this.bySql(
      `INSERT INTO hook_source (slug, name, auth, secrets, mapping) VALUES ($1, 'Row', 'signature', '[]', $2) RETURNING id`,
      [`row-${randomUUID()}`, JSON.stringify(mapping)],
    );
  }

  async delivery(): Promise<Params> {
    const { id } = await this.byCall('createWebhook', {
      name: this.name(),
      url: 'https://firma.example/hook',
      events: ['handoff.closed'],
    });
    const delivery = await this.bySql(
      `INSERT INTO webhook_delivery (endpoint_id, type, at, data) VALUES ($1, 'handoff.closed', now(), '{}') RETURNING id`,
      [id],
    );
    return { id, deliveryId: delivery.id };
  }

  async import(): Promise<Params> {
    const answer = await this.stage.admin.fetch('/api/imports?kind=leads&name=row.csv', {
      method: 'POST',
      body: 'E-Mail,Name\nrow@lead.example,Row\n',
      headers: { 'content-type': 'text/csv' },
    });
    return madeSchema.parse(answer.body);
  }

  preset(): Promise<Params> {
    return this.byCall('saveImportPreset', {
      kind: 'leads',
      name: this.name(),
      mapping: [],
      options: { keyBy: 'email', system: 'CRM', empty: [], existing: 'update', notation: 'de', consent: null },
    });
  }

  async erasure(): Promise<{ id: string; mentionId: string }> {
    const answer = await this.stage.admin.call('eraseLead', { params: { id: await this.lead(null) } });
    const { id } = madeSchema.parse(answer.body);
    const mention = await this.bySql(
      `INSERT INTO erasure_mention (erasure_id, place, row_key) VALUES ($1, 'handoff_note.text', $2) RETURNING id`,
      [id, randomUUID()],
    );
    return { id, mentionId: mention.id };
  }
}
