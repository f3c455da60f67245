import type { Pool } from 'pg';
import { inTransaction } from '../db/pool';
import { applyFacts } from '../facts/apply-facts';
import { onlyRow, unique } from '../facts/facts.fixture';
import { askToCancel } from '../jobs/job';
import { bornLead, chain, CONTEXT, MAIL, openStage, published, type Stage, touched } from '../stage.fixture';
import { carried, imported, type ImportedFile, reportOf, started, undone, uploaded } from './import.fixture';

const COLUMNS = ['Nr', 'E-Mail', 'Name', 'Position', 'Firma', 'Mitarbeiter', 'Stufe'];
const BY_ID: ImportedFile['options'] = { keyBy: 'externalId' };
const MAPPING: ImportedFile['mapping'] = [
  { column: 'Nr', to: 'externalId' },
  { column: 'E-Mail', to: 'lead.email' },
  { column: 'Name', to: 'name' },
  { column: 'Position', to: 'lead.position' },
  { column: 'Firma', to: 'company.name' },
  { column: 'Mitarbeiter', to: 'company.employees' },
  { column: 'Stufe', to: 'custom.stufe' },
];

const file = (rows: string[][], options: ImportedFile['options'] = BY_ID): ImportedFile => ({
  columns: COLUMNS,
  rows,
  mapping: MAPPING,
  options,
});

describe('an import of leads', () => {
  let stage: Stage;
  let pool: Pool;
  beforeAll(async () => {
    stage = await openStage();
    pool = stage.pool;
    await pool.query(
      `INSERT INTO custom_field (key, label, type, choices) VALUES ('stufe', '{"de":"Stufe","en":"Level"}', 'choice', '{hoch,niedrig}')`,
    );
  });
  afterAll(() => stage.close());

  const leadOf = (nr: string) =>
    onlyRow(
      pool,
      `SELECT l.*, c.name AS company FROM lead_identity i JOIN lead l ON l.id = i.lead_id LEFT JOIN company c ON c.id = l.company_id
       WHERE i.kind = 'external' AND i.value = 'CRM:' || $1`,
      [nr],
    );
  const count = async (sql: string, values: unknown[] = []) =>
    Number((await onlyRow(pool, `SELECT count(*) AS n FROM ${sql}`, values))['n']);
  const person = (
    nr: string,
    firm: string,
    more: Partial<Record<'email' | 'position' | 'stufe' | 'staff', string>> = {},
  ) => [
    nr,
    more.email ?? `${nr}@example.org`,
    'Anna Maria Muster',
    more.position ?? 'Fachbereichsleiter',
    firm,
    more.staff ?? '6.000',
    more.stufe ?? 'Hoch',
  ];

  it('makes leads known and scored, with their company, own fields and an entry in the ledger for what it said', async () => {
    const [nr, firm] = [unique('nr'), unique('Firma')];
    const report = await imported(pool, file([person(nr, firm), person(`${nr}-2`, firm, { email: '-' })]));
    expect(report).toMatchObject({ status: 'done', rows: 2, created: 2, refused: [], withoutEmail: 1 });
    expect(await leadOf(nr)).toMatchObject({
      known: true,
      email: `${nr}@example.org`,
      first_name: 'Anna Maria',
      last_name: 'Muster',
      company: firm,
      custom: { stufe: 'hoch' },
      grade: 'B',
    });
    const colleague = await leadOf(`${nr}-2`);
    expect([colleague['email'], colleague['company']]).toEqual([null, firm]);
    expect(
      await count(`ledger_entry WHERE lead_id = $1 AND kind IN ('fields', 'known', 'stage')`, [colleague['id']]),
    ).toBe(3);
    expect(await count(`rescore_request`)).toBe(0);
  });

  it('scores exactly as if each person had been entered by hand', async () => {
    const [nr, firm, twin] = [unique('nr'), unique('Firma'), unique('Firma')];
    await imported(pool, file([person(nr, firm, { staff: '40' })]));
    const id = await bornLead(pool, `${nr}-twin@example.org`, false);
    const base = { leadId: id, occurredAt: Date.now(), dedupeKey: null };
    const fields = {
      ...base,
      kind: 'fields',
      lead: { position: 'Fachbereichsleiter' },
      company: { name: twin, employees: 40 },
    } as const;
    await inTransaction(pool, (tx) => applyFacts(tx, [fields], CONTEXT));
    const byHand = await onlyRow(
      pool,
      'SELECT grade, band, cell, stage, points_milli, answered, criteria FROM lead WHERE id = $1',
      [id],
    );
    expect(await leadOf(nr)).toMatchObject(byHand);
  });

  it('lets a journey begin whose trigger hears it', async () => {
    const { journeyId } = await published(
      pool,
      chain(
        ['start', 'trigger', { on: 'stage', stages: ['park', 'nurture', 'develop', 'sales_ready'] }],
        ['mail', 'send_email', MAIL],
      ),
    );
    const nr = unique('nr');
    await imported(pool, file([person(nr, unique('Firma'))]));
    expect(
      await count('enrollment WHERE journey_id = $1 AND lead_id = $2 AND poke_at IS NOT NULL', [
        journeyId,
        (await leadOf(nr))['id'],
      ]),
    ).toBe(1);
    await pool.query(`UPDATE journey SET live_version_id = NULL WHERE id = $1`, [journeyId]);
  });

  it('says in a dry run what the run then does, and changes nothing', async () => {
    const [nr, firm] = [unique('nr'), unique('Firma')];
    await imported(pool, file([person(nr, firm), person(`${nr}-same`, firm)]));
    const second = file([
      person(nr, firm, { position: 'Geschäftsführer' }),
      person(`${nr}-same`, firm),
      person(`${nr}-new`, unique('Firma')),
      person(`${nr}-bad`, firm, { email: 'nonsense' }),
      person(`${nr}-new`, firm),
    ]);
    const before = await count('ledger_entry');
    const checked = await imported(pool, second, 'check');
    expect(await count('ledger_entry')).toBe(before);
    expect(await count('company WHERE name = $1', [second.rows[2]?.[4]])).toBe(0);
    const { importId: _checked, status, ...said } = checked;
    const { importId: _run, status: _done, ...did } = await imported(pool, second);
    expect(status).toBe('checked');
    expect(did).toEqual(said);
    expect(did).toMatchObject({ created: 1, changed: 1, unchanged: 1 });
    expect(did.refused).toEqual([
      { reason: 'bad_email', detail: 'E-Mail', count: 1 },
      { reason: 'repeated', detail: null, count: 1 },
    ]);
    expect(await leadOf(nr)).toMatchObject({ position: 'Geschäftsführer' });
  });

  it('takes a cell that means nothing for nothing: no field is emptied', async () => {
    const [nr, firm] = [unique('nr'), unique('Firma')];
    await imported(pool, file([person(nr, firm)]));
    const report = await imported(
      pool,
      file([person(nr, 'SELECT', { email: 'n/a', position: '-', stufe: '', staff: '' })]),
    );
    expect(report).toMatchObject({ unchanged: 1 });
    expect(await leadOf(nr)).toMatchObject({
      position: 'Fachbereichsleiter',
      company: firm,
      custom: { stufe: 'hoch' },
    });
  });

  it.each([
    ['update', { position: 'Neu', department: null, changed: 1 }],
    ['fill', { position: 'Fachbereichsleiter', department: null, changed: 0 }],
    ['skip', { position: 'Fachbereichsleiter', department: null, changed: 0 }],
  ] as const)('does with who is there what the policy says: %s', async (existing, { position, changed }) => {
    const [nr, firm] = [unique('nr'), unique('Firma')];
    await imported(pool, file([person(nr, firm)]));
    const report = await imported(
      pool,
      file([person(nr, firm, { position: 'Neu' })], { keyBy: 'externalId', existing }),
    );
    expect([report.changed, report.unchanged]).toEqual([changed, 1 - changed]);
    expect(await leadOf(nr)).toMatchObject({ position });
  });

  it('fills in what is blank, and nothing else', async () => {
    const [nr, firm] = [unique('nr'), unique('Firma')];
    await imported(pool, file([person(nr, firm, { position: '', stufe: '' })]));
    await imported(
      pool,
      file([person(nr, unique('Andere'), { position: 'Einkauf', staff: '5' })], {
        keyBy: 'externalId',
        existing: 'fill',
      }),
    );
    expect(await leadOf(nr)).toMatchObject({ position: 'Einkauf', company: firm, custom: { stufe: 'hoch' } });
    expect(await onlyRow(pool, 'SELECT employees FROM company WHERE name = $1', [firm])).toEqual({ employees: 6_000 });
  });

  it('refuses an address that belongs to somebody else, in the database or further up in the file', async () => {
    const [nr, firm] = [unique('nr'), unique('Firma')];
    await imported(pool, file([person(nr, firm)]));
    const report = await imported(
      pool,
      file([
        person(`${nr}-b`, firm, { email: `${nr}@example.org` }),
        person(`${nr}-c`, firm),
        person(`${nr}-d`, firm, { email: `${nr}-C@example.org` }),
      ]),
    );
    expect(report.refused.map(({ reason }) => reason).sort()).toEqual(['id_taken', 'repeated_email']);
    expect(report.created).toBe(1);
  });

  it('gives a known person the name that another system has for them', async () => {
    const nr = unique('nr');
    const id = await bornLead(pool, `${nr}@example.org`, false);
    await imported(pool, file([person(nr, unique('Firma'))]));
    expect((await leadOf(nr))['id']).toBe(id);
  });

  it('keeps consent with its proof, and never overrules what the person said', async () => {
    const nr = unique('nr');
    const consent = {
      purpose: 'marketing',
      channel: 'email',
      wording: 'Ja, Post',
      where: 'Messe',
      at: Date.UTC(2026, 0, 5),
    } as const;
    const saidNo = await bornLead(pool, `${nr}-no@example.org`);
    const proof = { via: 'unsubscribe', wording: null, wordingVersion: null, confirmedAt: null, submissionId: null };
    const no = {
      kind: 'consent',
      leadId: saidNo,
      occurredAt: Date.now(),
      dedupeKey: null,
      purpose: 'marketing',
      channel: 'email',
      state: 'withdrawn',
      proof,
    } as const;
    await inTransaction(pool, (tx) => applyFacts(tx, [no], CONTEXT));
    const report = await imported(
      pool,
      file([person(nr, unique('Firma')), person(`${nr}-no`, unique('Firma'))], { keyBy: 'email', consent }),
    );
    expect(report.consents).toBe(1);
    const yes = await onlyRow(
      pool,
      `SELECT c.state, c.at, c.proof ->> 'wording' AS wording, c.proof ->> 'via' AS via FROM consent c JOIN lead l ON l.id = c.lead_id WHERE l.email = $1`,
      [`${nr}@example.org`],
    );
    expect(yes).toEqual({
      state: 'granted',
      at: consent.at,
      wording: 'Ja, Post (Messe)',
      via: `import:${report.importId}`,
    });
    expect(await count(`consent WHERE lead_id = $1 AND proof ->> 'via' LIKE 'import%'`, [saidNo])).toBe(0);
  });

  it('takes no row twice: every piece may be killed at any of its lines and be asked for again', async () => {
    const nr = unique('nr');
    const rows = Array.from({ length: 2_500 }, (_, index) => person(`${nr}-${index}`, `${nr} ${index % 40}`));
    const { importId, runner } = await uploaded(pool, file(rows));
    const id = await started(pool, importId, 'run');
    await carried(pool, id, runner, 3);
    // Two workers that both hold the job, and one that dies in the middle of its transaction.
    await Promise.all([carried(pool, id, runner, 1), carried(pool, id, runner, 1)]);
    await carried(pool, id, runner);
    expect(await reportOf(pool, importId)).toMatchObject({ status: 'done', rows: 2_500, created: 2_500 });
    expect(await count(`lead_identity WHERE kind = 'external' AND value LIKE 'CRM:' || $1 || '-%'`, [nr])).toBe(2_500);
    expect(await count(`import_result WHERE import_id = $1`, [importId])).toBe(2_500);
    expect(await count(`import_row WHERE import_id = $1`, [importId])).toBe(0);
    expect(await count(`company WHERE name LIKE $1 || ' %'`, [nr])).toBe(40);
  });

  it('stops between two pieces when it is asked to, and keeps what is written', async () => {
    const nr = unique('nr');
    const rows = Array.from({ length: 2_500 }, (_, index) => person(`${nr}-${index}`, nr));
    const { importId, runner } = await uploaded(pool, file(rows));
    const id = await started(pool, importId, 'run');
    await carried(pool, id, runner, 3);
    await inTransaction(pool, (tx) => askToCancel(tx, id));
    await carried(pool, id, runner);
    expect(await reportOf(pool, importId)).toMatchObject({ status: 'cancelled', created: 1_000 });
    expect(await count(`lead_identity WHERE value LIKE 'CRM:' || $1 || '-%'`, [nr])).toBe(1_000);
  });

  it('is undone: who did nothing goes, what somebody set since stays, the rest returns', async () => {
    const [nr, firm, other] = [unique('nr'), unique('Firma'), unique('Firma')];
    await imported(pool, file([person(nr, firm), person(`${nr}-b`, firm)]));
    const { importId } = await imported(
      pool,
      file([
        person(nr, other, { position: 'Neu', stufe: 'niedrig', staff: '7' }),
        person(`${nr}-b`, firm, { position: 'Neu', staff: '9' }),
        person(`${nr}-idle`, unique('Firma')),
        person(`${nr}-busy`, firm),
      ]),
    );
    const busy = await leadOf(`${nr}-busy`);
    const changedSince = await leadOf(`${nr}-b`);
    const byHand = {
      kind: 'fields',
      leadId: String(changedSince['id']),
      occurredAt: Date.now(),
      dedupeKey: null,
      lead: { position: 'Von Hand' },
      company: null,
    } as const;
    await inTransaction(pool, (tx) =>
      applyFacts(tx, [touched(String(busy['id']), 'topic_page_visited'), byHand], CONTEXT),
    );
    await undone(pool, importId);
    expect(await leadOf(nr)).toMatchObject({
      position: 'Fachbereichsleiter',
      company: firm,
      custom: { stufe: 'hoch' },
    });
    expect(await leadOf(`${nr}-b`)).toMatchObject({ position: 'Von Hand' });
    expect(await leadOf(`${nr}-busy`)).toMatchObject({ touchpoint_count: 1 });
    expect(await count(`lead_identity WHERE value = 'CRM:' || $1`, [`${nr}-idle`])).toBe(0);
    expect(await count(`lead WHERE email = $1`, [`${nr}-idle@example.org`])).toBe(0);
    expect(await count('company WHERE name = $1', [other])).toBe(0);
    expect(await onlyRow(pool, 'SELECT employees FROM company WHERE name = $1', [firm])).toEqual({ employees: 6_000 });
    expect((await reportOf(pool, importId)).status).toBe('undone');
  });

  it('brings companies, whose leads are scored again', async () => {
    const [name, nr] = [unique('Firma'), unique('nr')];
    await imported(pool, file([person(nr, name, { staff: '10' })]));
    const companies = (rows: string[][]): ImportedFile => ({
      kind: 'companies',
      columns: ['Firma', 'Web', 'MA', 'Art'],
      rows,
      mapping: [
        { column: 'Firma', to: 'company.name' },
        { column: 'Web', to: 'company.domain' },
        { column: 'MA', to: 'company.employees' },
        { column: 'Art', to: 'company.relationship' },
      ],
    });
    const fresh = unique('Neu');
    const rows = [
      [name, `https://www.${name}.example/de`, '6000', 'Kunde'],
      [fresh, '', '5', ''],
      ['', '', '5', ''],
    ];
    expect(await imported(pool, companies(rows), 'check')).toMatchObject({ created: 1, changed: 1 });
    const report = await imported(pool, companies(rows));
    expect(report).toMatchObject({ created: 1, changed: 1, refused: [{ reason: 'no_company', count: 1 }] });
    expect(await onlyRow(pool, 'SELECT domain, employees, relationship FROM company WHERE name = $1', [name])).toEqual({
      domain: `${name.toLowerCase()}.example`,
      employees: 6_000,
      relationship: 'customer',
    });
    expect(await count('rescore_request r JOIN company c ON c.id = r.company_id WHERE c.name = $1', [name])).toBe(1);
    await undone(pool, report.importId);
    expect(await count('company WHERE name = $1', [fresh])).toBe(0);
    expect(await onlyRow(pool, 'SELECT domain, employees, relationship FROM company WHERE name = $1', [name])).toEqual({
      domain: null,
      employees: 10,
      relationship: 'prospect',
    });
  });
});
