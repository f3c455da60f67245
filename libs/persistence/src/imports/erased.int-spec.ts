import { inTransaction } from '../db/pool';
import { advanceErasure, askErasure } from '../erasure/erase';
import { onlyRow, unique } from '../facts/facts.fixture';
import { CONTEXT, openStage, type Stage } from '../stage.fixture';
import { imported, type ImportedFile, uploaded } from './import.fixture';

const file = (rows: string[][]): ImportedFile => ({
  columns: ['Nr', 'E-Mail'],
  rows,
  mapping: [
    { column: 'Nr', to: 'externalId' },
    { column: 'E-Mail', to: 'lead.email' },
  ],
  options: { keyBy: 'externalId' },
});

describe('an import after an erasure', () => {
  let stage: Stage;
  beforeAll(async () => {
    stage = await openStage();
  });
  afterAll(() => stage.close());

  async function erase(externalId: string): Promise<void> {
    const id = await inTransaction(stage.pool, async (tx) =>
      askErasure(tx, { subject: { externalId }, askedBy: null, now: await CONTEXT.clock.now(tx) }),
    );
    for (let steps = 0; steps < 1_000; steps += 1)
      if ((await advanceErasure(stage.pool, id, CONTEXT)).do === 'done') return;
  }

  it('refuses who was erased, by the id of the other system and by the address, and takes everybody else', async () => {
    const nr = unique('nr');
    await imported(stage.pool, file([[nr, `${nr}@example.org`]]));
    const waiting = await uploaded(stage.pool, file([]));
    await stage.pool.query(`INSERT INTO import_part (import_id, place, bytes) VALUES ($1, 0, 'a')`, [waiting.importId]);
    await erase(nr);
    const left = await onlyRow(
      stage.pool,
      `SELECT (SELECT count(*) FROM import_result WHERE lead_id IS NOT NULL) AS results, (SELECT count(*) FROM import_part) AS parts,
         (SELECT count(*) FROM lead WHERE email = $1) AS leads`,
      [`${nr}@example.org`],
    );
    expect(left).toEqual({ results: 0, parts: 0, leads: 0 });
    const again = file([
      [nr, ''],
      [`${nr}-other`, `${nr}@example.org`],
      [`${nr}-new`, `${nr}-new@example.org`],
    ]);
    const report = await imported(stage.pool, again);
    expect(report).toMatchObject({ created: 1, refused: [{ reason: 'erased', detail: null, count: 2 }] });
  });
});
