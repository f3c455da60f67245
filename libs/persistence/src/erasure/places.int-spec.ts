import { openStage, type Stage } from '../stage.fixture';
import { PLACES } from './places';
import { tableShapes } from './schema.sql';

describe('the table of places where data of a person can be', () => {
  let stage: Stage;
  beforeAll(async () => {
    stage = await openStage();
  });
  afterAll(() => stage.close());

  it('decides about every table of the schema, and about none that is not there', async () => {
    const names = (await tableShapes(stage.pool)).map(({ name }) => name);
    expect(Object.keys(PLACES).sort()).toEqual(names.sort());
  });

  it('says of every text column of a table that stays why it may stay, and of no column that is not there', async () => {
    for (const { name, texts } of await tableShapes(stage.pool)) {
      const place = PLACES[name];
      if (place?.decision !== 'stays') continue;
      expect({ [name]: Object.keys(place.texts).sort() }).toEqual({ [name]: [...texts].sort() });
    }
  });

  it('lets rows follow only where the database deletes them together with the row that goes', async () => {
    const { rows } = await stage.pool.query<{ child: string; parent: string }>(
      `SELECT conrelid::regclass::text AS child, confrelid::regclass::text AS parent FROM pg_constraint WHERE contype = 'f' AND confdeltype = 'c'`,
    );
    for (const [table, place] of Object.entries(PLACES)) {
      if (place.decision !== 'follows') continue;
      expect(rows).toContainEqual({ child: table, parent: place.of });
    }
  });

  it('leaves no row behind that the database would refuse to let go of', async () => {
    const { rows } = await stage.pool.query<{ child: string; parent: string }>(
      `SELECT conrelid::regclass::text AS child, confrelid::regclass::text AS parent FROM pg_constraint WHERE contype = 'f' AND confdeltype IN ('a', 'r') AND conrelid <> confrelid`,
    );
    const order = Object.entries(PLACES).flatMap(([table, { decision }]) => (decision === 'goes' ? [table] : []));
    for (const { child, parent } of rows) {
      if (!order.includes(parent)) continue;
      expect([child, parent, order.includes(child) && order.indexOf(child) < order.indexOf(parent)]).toEqual([
        child,
        parent,
        true,
      ]);
    }
  });
});
