import { createTestDatabase, type TestDatabase } from '@ripen/testing';
import { DataSource } from 'typeorm';
import { createDataSource, migrate } from '../db/migrate';
import { MIGRATIONS } from '.';
import { Capture1763900000013 } from './0013-capture';

const BEFORE = MIGRATIONS.slice(0, MIGRATIONS.indexOf(Capture1763900000013));

describe('the migration for forms', () => {
  let database: TestDatabase;
  let source: DataSource;

  beforeAll(async () => {
    database = await createTestDatabase();
    const old = await new DataSource({ ...createDataSource(database.url, 2).options, migrations: BEFORE }).initialize();
    await migrate(old);
    await old.query(`INSERT INTO offer (slug, title, description, target_url, consent_wording, wording_version, active)
      VALUES ('leitfaden', '{"de":"Leitfaden","en":"Guide"}', '{"de":"Zwölf Seiten","en":"Twelve pages"}', 'https://firma.example/x.pdf',
        '{"de":"Ja, gern.","en":"Yes, please."}', 3, true)`);
    await old.query(`INSERT INTO lead (id) VALUES ('00000000-0000-7000-8000-000000000001')`);
    await old.query(`INSERT INTO form_submission (offer_id, lead_id, email, language, wording, wording_version)
      SELECT id, '00000000-0000-7000-8000-000000000001', 'a@lead.example', 'de', 'Ja, gern.', 3 FROM offer`);
    await old.destroy();
    source = await createDataSource(database.url, 2).initialize();
    await migrate(source);
  });

  afterAll(async () => {
    await source.destroy();
    await database.drop();
  });

  it('keeps the form of every offer, published at its address with the words that people agreed to', async () => {
    const rows =
      await source.query(`SELECT f.slug, f.active, f.version, v.wording_version, v.definition -> 'consent' AS consent,
        v.definition -> 'title' ->> 'de' AS title, jsonb_array_length(v.definition -> 'fields') AS fields, v.definition = f.draft AS same
      FROM form f JOIN offer o ON o.id = f.offer_id JOIN form_version v ON v.form_id = f.id AND v.version = f.version`);
    expect(rows).toEqual([
      {
        ...{
          slug: 'leitfaden',
          active: true,
          version: 1,
          wording_version: 3,
          title: 'Leitfaden',
          fields: 7,
          same: true,
        },
        consent: {
          ...{ purpose: 'marketing', channel: 'email', required: true },
          wording: { de: 'Ja, gern.', en: 'Yes, please.' },
        },
      },
    ]);
  });

  it('says of every submission which form it came by', async () => {
    const rows = await source.query(
      `SELECT f.slug, s.form_version FROM form_submission s JOIN form f ON f.id = s.form_id`,
    );
    expect(rows).toEqual([{ slug: 'leitfaden', form_version: 1 }]);
  });
});
