import type { HandoffAction } from '@ripen/handoff';
import { offerDelivery } from '@ripen/journey';
import type { Pool } from 'pg';
import { newId } from '../db/ids';
import { inTransaction } from '../db/pool';
import { type IngestEvent, ingestBatch } from '../facts/ingest';
import { recordClick } from '../facts/links';
import { rescoreChunk } from '../facts/rescore';
import { confirmSubmission, submitForm } from '../facts/submissions';
import { actOnHandoff } from '../loop/handoff-step';
import {
  BY_HAND,
  bornLead,
  bornTeam,
  chain,
  CLICK,
  CONTEXT,
  enrolled,
  MAIL,
  published,
  ROUND_THE_CLOCK,
} from '../stage.fixture';
import type { LoopDriver } from './loop-driver.fixture';

/** One small story that uses the operations under test, from an empty database to its end. */
export interface Scene {
  readonly title: string;
  /** What stands before the story, on connections that hold. Returns the story; all it does may break. */
  begin(still: Pool): Promise<(driver: LoopDriver, pool: Pool) => Promise<void>>;
}

const NOWHERE = { channel: null, campaign: null, referrer: null };
const DAY = 86_400_000;
/** Longer than a lease and a first back-off: by then a mail whose claim or whose mark was cut has gone out, and its person may answer it. */
const UNTIL_SENT = 120_000;

function visited(messageId: string, type: string, who: { anonymousId?: string; userId?: string }): IngestEvent {
  const { anonymousId = null, userId = null } = who;
  const occurredAt = Date.now();
  return { kind: 'touchpoint', messageId, anonymousId, userId, occurredAt, type, properties: {}, source: NOWHERE };
}

async function only<T>(pool: Pool, sql: string): Promise<T> {
  const { rows } = await pool.query<{ only: T }>(`SELECT ${sql} AS only`);
  if (!rows[0]) throw new Error('nothing was selected');
  return rows[0].only;
}

/** A batch joins a visitor to a person and begins a journey of two mails with a click and a day between them. */
async function nurtured(still: Pool): Promise<Scene> {
  const mails = chain(
    ['start', 'trigger', { on: 'touchpoint', type: 'webinar_registered' }],
    ['first', 'send_email', MAIL, 'sent'],
    ['clicked', 'wait_until', CLICK, 'clicked'],
    ['day', 'wait', { amount: 1, unit: 'days' }],
    ['second', 'send_email', MAIL, 'sent'],
    ['end', 'exit', { reason: 'completed' }],
  );
  await published(still, mails);
  return {
    title: 'ingest of a batch, poke, mail, click, a day, mail',
    begin: async (pool) => {
      const email = 'maria@example.org';
      await bornLead(pool, email);
      const batch: IngestEvent[] = [
        visited('m1', 'topic_page_visited', { anonymousId: 'browser' }),
        {
          ...visited('m2', '', { anonymousId: 'browser', userId: email }),
          kind: 'identify',
          lead: { position: 'CIO' },
          company: { name: 'Neu AG', employees: 40 },
        },
        visited('m3', 'webinar_registered', { userId: email }),
      ];
      return async (driver, faulty) => {
        await driver.again(() => ingestBatch(faulty, batch, driver.context));
        await driver.pass(UNTIL_SENT);
        const effectId = await only<string>(still, `(SELECT id FROM effect WHERE node_id = 'first')`);
        await driver.again(() =>
          recordClick(faulty, { effectId, link: 1, url: 'https://example.org' }, driver.context),
        );
        await driver.toTheEnd();
      };
    },
  };
}

/** A form, its two mails, and the confirmation between them. */
async function confirmed(still: Pool): Promise<Scene> {
  await published(still, offerDelivery({ language: 'de' }));
  const offerId = newId();
  await still.query(
    `INSERT INTO offer (id, slug, title, target_url) VALUES ($1, 'leitfaden', '{"de":"L","en":"G"}', 'https://example.org')`,
    [offerId],
  );
  const person = {
    firstName: 'Jo',
    lastName: 'Muster',
    company: 'Muster AG',
    position: 'Leiter',
    employees: 200,
    industry: 'IT',
  };
  const form = {
    offerId,
    offerSlug: 'leitfaden',
    email: 'jo@example.org',
    fields: person,
    language: 'de',
    wording: 'Ja',
    wordingVersion: 1,
    anonymousId: 'browser',
    source: NOWHERE,
  } as const;
  return {
    title: 'confirming a submission, and the delivery that waits for it',
    begin: async (pool) => {
      const id = await submitForm(pool, form, CONTEXT);
      return async (driver, faulty) => {
        await driver.pass(UNTIL_SENT);
        await driver.again(() => confirmSubmission(faulty, id, driver.context));
        await driver.toTheEnd();
      };
    },
  };
}

/** Nobody accepts until the manager is warned; then it is accepted, worked on and lost, and the journey goes on. */
async function handedOff(still: Pool): Promise<Scene> {
  const team = await bornTeam(still, ['Ayla', 'Ben'], ROUND_THE_CLOCK);
  const ids = await published(
    still,
    chain(
      ['start', 'trigger', BY_HAND],
      ['sales', 'hand_off', { teamId: team.teamId }, 'lost'],
      ['end', 'exit', { reason: 'lost' }],
    ),
  );
  return {
    title: 'hand-off, reminder, warning, breach, and what a rep does',
    begin: async (pool) => {
      const leadId = await bornLead(pool, 'maria@example.org');
      await enrolled(pool, { ...ids, leadId, nodeId: 'start' });
      return async (driver, faulty) => {
        await driver.pass(5 * 3_600_000);
        const handoffId = await only<string>(still, '(SELECT id FROM handoff)');
        const userId = await only<string>(still, '(SELECT owner_id FROM handoff)');
        const acts = async (action: HandoffAction): Promise<void> => {
          const asked = { handoffId, action, actor: { userId, manages: false } };
          await driver.again(() => actOnHandoff(faulty, asked, driver.context));
          await driver.settle();
        };
        await acts({ action: 'accept' });
        await acts({ action: 'lost', reason: 'Zeitpunkt', unmet: ['time'], answers: {} });
        await driver.toTheEnd();
      };
    },
  };
}

/** Temporal acknowledges a wake and loses it: the reconciler brings it back, and a company's leads are scored again in chunks. */
async function reconciled(still: Pool): Promise<Scene> {
  const ids = await published(
    still,
    chain(
      ['start', 'trigger', BY_HAND],
      [
        'page',
        'wait_until',
        { events: [{ key: 'seen', kind: 'touchpoint', type: 'topic_page_visited' }], timeout: null },
        'seen',
      ],
      ['end', 'exit', { reason: 'completed' }],
    ),
  );
  return {
    title: 'a lost wake and the reconciler, a company and its leads',
    begin: async (pool) => {
      const leadId = await bornLead(pool, 'maria@example.org');
      const colleague = await bornLead(pool, 'jo@example.org');
      await pool.query('UPDATE lead SET company_id = (SELECT company_id FROM lead WHERE id = $1) WHERE id = $2', [
        leadId,
        colleague,
      ]);
      await pool.query('DELETE FROM rescore_request');
      await enrolled(pool, { ...ids, leadId, nodeId: 'start' });
      const seen = visited('m1', 'topic_page_visited', { userId: 'maria@example.org' });
      const grows = {
        ...visited('m2', '', { userId: 'maria@example.org' }),
        kind: 'identify' as const,
        lead: {},
        company: { employees: 9 },
      };
      return async (driver, faulty) => {
        await driver.settle();
        driver.losesSignals = true;
        await driver.again(() => ingestBatch(faulty, [{ ...seen, occurredAt: driver.now() }, grows], driver.context));
        await driver.settle();
        driver.losesSignals = false;
        await driver.reconcileAll();
        await driver.toTheEnd();
        while (await driver.again(() => rescoreChunk(faulty, driver.context, 1)));
      };
    },
  };
}

/** A visitor and a person stand in the same journey; they turn out to be one. */
async function merged(still: Pool): Promise<Scene> {
  const ids = await published(
    still,
    chain(
      ['start', 'trigger', BY_HAND],
      ['day', 'wait', { amount: 1, unit: 'days' }],
      ['mail', 'send_email', MAIL, 'sent'],
      ['end', 'exit', { reason: 'completed' }],
    ),
  );
  return {
    title: 'two enrollments that become one by a merge',
    begin: async (pool) => {
      const leadId = await bornLead(pool, 'maria@example.org');
      await enrolled(pool, { ...ids, leadId, nodeId: 'start' });
      await ingestBatch(pool, [visited('m1', 'topic_page_visited', { anonymousId: 'browser' })], CONTEXT);
      const visitor = await only<string>(pool, `(SELECT lead_id FROM lead_identity WHERE value = 'browser')`);
      await enrolled(pool, { ...ids, leadId: visitor, nodeId: 'start' });
      const signsIn = visited('m2', 'topic_page_visited', { anonymousId: 'browser', userId: 'maria@example.org' });
      return async (driver, faulty) => {
        await driver.settle();
        await driver.again(() => ingestBatch(faulty, [signsIn], driver.context));
        await driver.pass(2 * DAY);
      };
    },
  };
}

/** A step that cannot be decided takes its enrollment out of the loop. */
async function parked(still: Pool): Promise<Scene> {
  const { journeyId, versionId } = await published(still, chain(['start', 'trigger', BY_HAND], ['end', 'exit', {}]));
  return {
    title: 'a step that parks',
    begin: async (pool) => {
      const leadId = await bornLead(pool, 'maria@example.org');
      const id = await enrolled(pool, { journeyId, versionId, leadId, nodeId: 'start' });
      // A phase that no core knows would be refused by the table; a token without its wait is what a core cannot decide.
      await inTransaction(pool, (tx) => tx.query(`UPDATE token SET phase = 'waiting' WHERE enrollment_id = $1`, [id]));
      return (driver) => driver.toTheEnd();
    },
  };
}

/** All scenes, with their journeys published and their teams born. */
export async function allScenes(still: Pool): Promise<Scene[]> {
  const scenes: Scene[] = [];
  for (const make of [nurtured, confirmed, handedOff, reconciled, merged, parked]) scenes.push(await make(still));
  return scenes;
}
