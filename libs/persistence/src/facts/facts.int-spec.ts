import { offerDelivery, reifung, ruecklaeufer } from '@ripen/journey';
import { inTransaction } from '../db/pool';
import { newId } from '../db/ids';
import { bornLead, bornTeam, CONTEXT, openStage, published, type Stage, touched } from '../stage.fixture';
import { applyFacts } from './apply-facts';
import { type IngestEvent, ingestBatch } from './ingest';
import { recordClick, unsubscribe } from './links';
import { rescoreChunk } from './rescore';
import { confirmSubmission, submitForm } from './submissions';

const SOURCE = { channel: 'ads', campaign: 'herbst', referrer: 'https://search.example' };

describe('facts on real Postgres', () => {
  let stage: Stage;
  let sequence = 0;
  beforeAll(async () => {
    stage = await openStage();
  });
  afterAll(() => stage.close());

  const row = async (sql: string, values: unknown[]): Promise<Record<string, unknown>> => {
    const { rows } = await stage.pool.query<Record<string, unknown>>(sql, values);
    if (rows.length !== 1) throw new Error(`${rows.length} rows instead of one`);
    return rows[0] ?? {};
  };
  const unique = (word: string): string => {
    sequence += 1;
    return `${word}-${sequence}`;
  };
  function visit(anonymousId: string | null, type = 'topic_page_visited', userId: string | null = null): IngestEvent {
    return {
      kind: 'touchpoint',
      messageId: unique('message'),
      anonymousId,
      userId,
      occurredAt: Date.now(),
      type,
      properties: {},
      source: SOURCE,
    };
  }
  const leadOf = (kind: string, value: string) =>
    row(`SELECT l.* FROM lead_identity i JOIN lead l ON l.id = i.lead_id WHERE i.kind = $1 AND i.value = $2`, [
      kind,
      value,
    ]);

  it('counts a message once, however often and in whatever batch it comes', async () => {
    const visitor = unique('visitor');
    const event = visit(visitor);
    const first = await ingestBatch(stage.pool, [event, event], CONTEXT);
    const second = await ingestBatch(stage.pool, [event], CONTEXT);
    expect([first.recorded, second.recorded, second.duplicates]).toEqual([1, 0, 1]);
    expect(await leadOf('anonymous', visitor)).toMatchObject({
      points_milli: 10_000,
      touchpoint_count: 1,
      known: false,
    });
  });

  it('keeps when it happened, when we learned of it, and how the lead came', async () => {
    const visitor = unique('visitor');
    await ingestBatch(stage.pool, [{ ...visit(visitor), occurredAt: Date.now() - 3_600_000 }], CONTEXT);
    const entry = await row(
      `SELECT channel, campaign, referrer, received_at - occurred_at > interval '59 minutes' AS late FROM ledger_entry e
       JOIN lead_identity i ON i.lead_id = e.lead_id WHERE i.value = $1 AND e.kind = 'touchpoint'`,
      [visitor],
    );
    expect(entry).toEqual({ ...SOURCE, late: true });
  });

  it('joins the visits of a browser to the person who signs in there, and derives the score again', async () => {
    const visitor = unique('visitor');
    const user = unique('user');
    await ingestBatch(stage.pool, [visit(visitor), visit(visitor)], CONTEXT);
    await ingestBatch(
      stage.pool,
      [
        {
          kind: 'identify',
          messageId: unique('message'),
          anonymousId: visitor,
          userId: user,
          occurredAt: Date.now(),
          lead: { email: `${user}@example.org` },
          company: null,
        },
      ],
      CONTEXT,
    );
    const known = await leadOf('user', user);
    expect(known).toMatchObject({
      known: true,
      email: `${user}@example.org`,
      points_milli: 20_000,
      touchpoint_count: 2,
    });
    expect(await leadOf('anonymous', visitor)).toMatchObject({ id: known['id'] });
  });

  it('does not merge two known people, but keeps the proposal', async () => {
    const email = `${unique('taken')}@example.org`;
    const holder = await bornLead(stage.pool, email);
    const other = unique('user');
    const identify = (address: string): IngestEvent => ({
      kind: 'identify',
      messageId: unique('message'),
      anonymousId: null,
      userId: other,
      occurredAt: Date.now(),
      lead: { email: address },
      company: null,
    });
    await ingestBatch(stage.pool, [identify(`${other}@example.org`)], CONTEXT);
    await ingestBatch(stage.pool, [identify(email)], CONTEXT);
    const lead = await leadOf('user', other);
    expect(lead).toMatchObject({ email: `${other}@example.org` });
    expect(await row(`SELECT data ->> 'into' AS into FROM incident WHERE subject_id = $1`, [lead['id']])).toEqual({
      into: holder,
    });
  });

  it('makes one lead of a visitor whom two batches see at the same moment', async () => {
    const visitor = unique('visitor');
    await Promise.all(Array.from({ length: 6 }, () => ingestBatch(stage.pool, [visit(visitor)], CONTEXT)));
    expect(await leadOf('anonymous', visitor)).toMatchObject({ touchpoint_count: 6 });
    expect(
      await row(
        `SELECT count(*)::int AS stillborn FROM lead l WHERE NOT known AND NOT EXISTS (SELECT FROM lead_identity i WHERE i.lead_id = l.id) AND merged_into IS NULL`,
        [],
      ),
    ).toEqual({
      stillborn: 0,
    });
  });

  it('scores a company’s other people again when the company changes, and takes pseudo back when the reason goes', async () => {
    const first = await bornLead(stage.pool, `${unique('first')}@example.org`);
    const second = await bornLead(stage.pool, `${unique('second')}@example.org`);
    const name = unique('Gemeinsam AG');
    const set = (leadId: string, company: object) =>
      inTransaction(stage.pool, (tx) =>
        applyFacts(
          tx,
          [{ kind: 'fields', leadId, occurredAt: Date.now(), dedupeKey: null, lead: {}, company }],
          CONTEXT,
        ),
      );
    await set(first, { name, employees: 12_000, industry: 'Anlagenbau' });
    await set(second, { name });
    await set(first, { relationship: 'competitor' });
    while (await rescoreChunk(stage.pool, CONTEXT));
    const category = (id: string) => row('SELECT category, pseudo_reason FROM lead WHERE id = $1', [id]);
    expect(await category(second)).toEqual({ category: 'pseudo', pseudo_reason: 'company_relationship' });
    await set(first, { relationship: 'prospect' });
    while (await rescoreChunk(stage.pool, CONTEXT));
    expect(await category(second)).toEqual({ category: 'looking', pseudo_reason: null });
  });

  it('gives no score to somebody who must not be profiled', async () => {
    const leadId = await bornLead(stage.pool, `${unique('private')}@example.org`);
    await inTransaction(stage.pool, (tx) =>
      applyFacts(
        tx,
        [
          {
            kind: 'fields',
            leadId,
            occurredAt: Date.now(),
            dedupeKey: null,
            lead: { doNotProfile: true },
            company: null,
          },
        ],
        CONTEXT,
      ),
    );
    expect(await row('SELECT cell, stage, points_milli FROM lead WHERE id = $1', [leadId])).toEqual({
      cell: null,
      stage: null,
      points_milli: null,
    });
  });

  it('goes from a form over the second opt-in to a known lead with proof, and only then counts the offer', async () => {
    await published(stage.pool, offerDelivery({ language: 'de' }));
    const visitor = unique('visitor');
    await ingestBatch(stage.pool, [visit(visitor)], CONTEXT);
    const offerId = newId();
    const slug = unique('leitfaden');
    await stage.pool.query(
      `INSERT INTO offer (id, slug, title, target_url, consent_wording) VALUES ($1, $2, '{"de":"L","en":"G"}', 'https://example.org', '{"de":"Ja","en":"Yes"}')`,
      [offerId, slug],
    );
    const email = `${unique('neu')}@example.org`;
    const fields = {
      firstName: 'Jo',
      lastName: 'Muster',
      company: unique('Neu AG'),
      position: 'Fachbereichsleiter',
      employees: 6_000,
      industry: 'IT',
    };
    const submissionId = await submitForm(
      stage.pool,
      {
        offerId,
        offerSlug: slug,
        email,
        fields,
        language: 'de',
        wording: 'Ja, gern',
        wordingVersion: 3,
        anonymousId: visitor,
        source: SOURCE,
      },
      CONTEXT,
    );
    expect(await leadOf('anonymous', visitor)).toMatchObject({ known: false, email: null, points_milli: 10_000 });
    expect(await row('SELECT status FROM enrollment WHERE submission_id = $1', [submissionId])).toEqual({
      status: 'active',
    });

    expect(await confirmSubmission(stage.pool, submissionId, CONTEXT)).toBe(true);
    expect(await confirmSubmission(stage.pool, submissionId, CONTEXT)).toBe(true);
    const lead = await leadOf('anonymous', visitor);
    expect(lead).toMatchObject({ known: true, email, cell: 'B3', stage: 'nurture', points_milli: 30_000 });
    const consent = await row(
      `SELECT state, proof ->> 'wording' AS wording, (proof ->> 'confirmedAt')::bigint > 0 AS confirmed FROM consent WHERE lead_id = $1`,
      [lead['id']],
    );
    expect(consent).toEqual({ state: 'granted', wording: 'Ja, gern', confirmed: true });
    expect(await confirmSubmission(stage.pool, newId(), CONTEXT)).toBe(false);
  });

  it('counts a link of a mail once, and an unsubscribe at once', async () => {
    const leadId = await bornLead(stage.pool, `${unique('klick')}@example.org`);
    const effectId = newId();
    await stage.pool.query(
      `INSERT INTO effect (id, subject_type, subject_id, lead_id, visit, step, kind, purpose) VALUES ($1, 'enrollment', $2, $3, 1, 'send', 'send_email', 'marketing')`,
      [effectId, newId(), leadId],
    );
    for (let clicks = 0; clicks < 3; clicks += 1)
      await recordClick(stage.pool, { effectId, link: 0, url: 'https://example.org' }, CONTEXT);
    expect(await row('SELECT points_milli FROM lead WHERE id = $1', [leadId])).toEqual({ points_milli: 15_000 });
    expect(await unsubscribe(stage.pool, leadId, CONTEXT)).toBe(true);
    expect(
      await row('SELECT state FROM consent WHERE lead_id = $1 ORDER BY at DESC, id DESC LIMIT 1', [leadId]),
    ).toEqual({ state: 'withdrawn' });
  });

  it('takes a lead into Reifung when the stage is reached, once, and never a customer', async () => {
    const { teamId } = await bornTeam(stage.pool, ['Ayla']);
    const ripen = (leadId: string) =>
      inTransaction(stage.pool, (tx) =>
        applyFacts(tx, [touched(leadId, 'trade_fair_visited'), touched(leadId, 'webinar_registered')], CONTEXT),
      );
    const prospect = await bornLead(stage.pool, `${unique('interessent')}@example.org`);
    const customer = await bornLead(stage.pool, `${unique('kunde')}@example.org`);
    await inTransaction(stage.pool, (tx) =>
      applyFacts(
        tx,
        [
          {
            kind: 'fields',
            leadId: customer,
            occurredAt: Date.now(),
            dedupeKey: null,
            lead: {},
            company: { relationship: 'customer' },
          },
        ],
        CONTEXT,
      ),
    );
    const { journeyId } = await published(
      stage.pool,
      reifung({ teamId, language: 'de', guideUrl: 'https://example.org/guide' }),
    );
    await ripen(prospect);
    await ripen(prospect);
    await ripen(customer);
    const { rows } = await stage.pool.query<{ lead_id: string }>(
      'SELECT lead_id FROM enrollment WHERE journey_id = $1 AND lead_id = ANY ($2)',
      [journeyId, [prospect, customer]],
    );
    expect(rows).toEqual([{ lead_id: prospect }]);
  });

  it('brings a lead back by Rückläufer each time it was lost for its time, and not for its budget', async () => {
    const { teamId } = await row('SELECT id AS "teamId" FROM team LIMIT 1', []);
    const { journeyId } = await published(
      stage.pool,
      ruecklaeufer({ teamId: String(teamId), language: 'de', newsUrl: 'https://example.org/news' }),
    );
    const leadId = await bornLead(stage.pool, `${unique('zurueck')}@example.org`);
    const lose = (unmet: 'time' | 'budget') => {
      const feedback = {
        id: newId(),
        handoffId: newId(),
        kind: 'lost' as const,
        reason: 'x',
        unmet: [unmet],
        answers: {},
        amount: null,
        currency: null,
        at: Date.now(),
      };
      return inTransaction(stage.pool, (tx) =>
        applyFacts(
          tx,
          [{ kind: 'feedback', leadId, occurredAt: Date.now(), dedupeKey: `feedback:${feedback.id}`, feedback }],
          CONTEXT,
        ),
      );
    };
    await lose('budget');
    await lose('time');
    await lose('time');
    expect(
      await row('SELECT count(*)::int AS entries FROM enrollment WHERE journey_id = $1 AND lead_id = $2', [
        journeyId,
        leadId,
      ]),
    ).toEqual({ entries: 2 });
  });
});
