import { offerDelivery } from '@ripen/journey';
import { newId } from '../db/ids';
import { bornLead, CONTEXT, openStage, published, type Stage } from '../stage.fixture';
import { aVisit, leadNamed, onlyRow, SOURCE, unique } from './facts.fixture';
import { ingestBatch } from './ingest';
import { recordClick } from './links';
import { withdraw } from '../consent/preferences';
import { confirmSubmission, type FormSubmission, submitForm } from './submissions';

describe('forms and the links of mails', () => {
  let stage: Stage;
  beforeAll(async () => {
    stage = await openStage();
  });
  afterAll(() => stage.close());

  it('goes from a form over the second opt-in to a known lead with proof, and only then counts the offer', async () => {
    await published(stage.pool, offerDelivery({ language: 'de' }));
    const visitor = unique('visitor');
    await ingestBatch(stage.pool, [aVisit(visitor)], CONTEXT);
    const offerId = newId();
    const slug = unique('leitfaden');
    await stage.pool.query(
      `INSERT INTO offer (id, slug, title, target_url) VALUES ($1, $2, '{"de":"L","en":"G"}', 'https://example.org')`,
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
    expect(await leadNamed(stage.pool, 'anonymous', visitor)).toMatchObject({
      known: false,
      email: null,
      points_milli: 10_000,
    });
    expect(await onlyRow(stage.pool, 'SELECT status FROM enrollment WHERE submission_id = $1', [submissionId])).toEqual(
      {
        status: 'active',
      },
    );

    expect(await confirmSubmission(stage.pool, submissionId, CONTEXT)).toBe(true);
    expect(await confirmSubmission(stage.pool, submissionId, CONTEXT)).toBe(true);
    const lead = await leadNamed(stage.pool, 'anonymous', visitor);
    expect(lead).toMatchObject({ known: true, email, cell: 'B3', stage: 'nurture', points_milli: 30_000 });
    const consent = await onlyRow(
      stage.pool,
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
    expect(await onlyRow(stage.pool, 'SELECT points_milli FROM lead WHERE id = $1', [leadId])).toEqual({
      points_milli: 15_000,
    });
    expect(
      await withdraw(stage.pool, leadId, { purpose: 'marketing', everywhere: false, via: 'unsubscribe' }, CONTEXT),
    ).toBe(true);
    expect(
      await onlyRow(stage.pool, 'SELECT state FROM consent WHERE lead_id = $1 ORDER BY at DESC, id DESC LIMIT 1', [
        leadId,
      ]),
    ).toEqual({ state: 'withdrawn' });
  });

  it('takes the same form once when several tries of one browser arrive at the same moment', async () => {
    const [offerId, submissionId] = [newId(), newId()];
    const slug = unique('leitfaden');
    await stage.pool.query(
      `INSERT INTO offer (id, slug, title, target_url) VALUES ($1, $2, '{"de":"L","en":"G"}', 'https://example.org')`,
      [offerId, slug],
    );
    const form: FormSubmission = {
      offerId,
      offerSlug: slug,
      email: `${unique('einmal')}@example.org`,
      fields: { firstName: null, lastName: 'Muster', company: null, position: null, employees: null, industry: null },
      language: 'de',
      wording: 'Ja',
      wordingVersion: 1,
      anonymousId: null,
      submissionId,
      source: SOURCE,
    };
    const tries = await Promise.all(Array.from({ length: 6 }, () => submitForm(stage.pool, form, CONTEXT)));
    expect(new Set(tries)).toEqual(new Set([submissionId]));
    expect(await leadNamed(stage.pool, 'anonymous', `submission:${submissionId}`)).toMatchObject({
      touchpoint_count: 1,
    });
  });
});
