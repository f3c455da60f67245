import { reifung, ruecklaeufer } from '@ripen/journey';
import { newId } from '../db/ids';
import { inTransaction } from '../db/pool';
import { bornLead, bornTeam, CONTEXT, openStage, published, type Stage, touched } from '../stage.fixture';
import { applyFacts } from './apply-facts';
import { onlyRow, unique } from './facts.fixture';

describe('facts that begin a journey', () => {
  let stage: Stage;
  let teamId: string;
  beforeAll(async () => {
    stage = await openStage();
    ({ teamId } = await bornTeam(stage.pool, ['Ayla']));
  });
  afterAll(() => stage.close());

  it('takes a lead into Reifung when the stage is reached, once, and never a customer', async () => {
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
    const { journeyId } = await published(
      stage.pool,
      ruecklaeufer({ teamId, language: 'de', newsUrl: 'https://example.org/news' }),
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
      await onlyRow(
        stage.pool,
        'SELECT count(*)::int AS entries FROM enrollment WHERE journey_id = $1 AND lead_id = $2',
        [journeyId, leadId],
      ),
    ).toEqual({ entries: 2 });
  });
});
