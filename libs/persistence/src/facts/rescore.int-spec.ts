import { inTransaction } from '../db/pool';
import { bornLead, CONTEXT, openStage, type Stage } from '../stage.fixture';
import { applyFacts } from './apply-facts';
import { onlyRow, unique } from './facts.fixture';
import { rescoreChunk } from './rescore';

describe('a score', () => {
  let stage: Stage;
  beforeAll(async () => {
    stage = await openStage();
  });
  afterAll(() => stage.close());

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
    const category = (id: string) =>
      onlyRow(stage.pool, 'SELECT category, pseudo_reason FROM lead WHERE id = $1', [id]);
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
    expect(await onlyRow(stage.pool, 'SELECT cell, stage, points_milli FROM lead WHERE id = $1', [leadId])).toEqual({
      cell: null,
      stage: null,
      points_milli: null,
    });
  });
});
