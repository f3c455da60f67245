import { readCsv } from '@ripen/connectors';
import type { ImportDetail } from '@ripen/contracts';
import { importRunner, type JobRunner, openJob, postgresClock, undoRunner } from '@ripen/persistence';
import { type Answer, type Client, openStage, type Stage } from '../stage.fixture';

const RUNNERS: readonly JobRunner[] = [
  importRunner((bytes, shape, width) => readCsv(bytes, { shape, width })),
  undoRunner,
];

describe('an import over the API', () => {
  let stage: Stage;
  let marketer: Client;
  beforeAll(async () => {
    stage = await openStage();
    marketer = await stage.person('marketer', 'Mara');
  });
  afterAll(() => stage.close());

  const upload = (text: string | Buffer, name = 'kontakte.csv', kind = 'leads'): Promise<Answer> =>
    marketer.fetch(`/api/imports?kind=${kind}&name=${encodeURIComponent(name)}`, {
      method: 'POST',
      body: new Uint8Array(Buffer.from(text)),
      headers: { 'content-type': 'text/csv' },
    });

  /** What the worker does with the job of an import. */
  const carry = async (id: string): Promise<ImportDetail> => {
    const tools = { pool: stage.pool, context: { clock: postgresClock }, signal: new AbortController().signal };
    for (;;) {
      const { body } = await marketer.call('getImport', { params: { id } });
      const detail = body as ImportDetail;
      const job = detail.job === null ? null : await openJob(stage.pool, detail.job.id);
      if (job === null) return detail;
      await RUNNERS.find(({ kind }) => kind === job.kind)?.work(job, tools);
    }
  };

  const FILE = [
    'Kunden-Nr.;E-Mail;Vorname;Nachname;Firma;Mitarbeiter;Newsletter;Quelle',
    '1;anna@example.org;Anna;=1+1;Müller GmbH;1.200;ja;Messe',
    '2;bo@example.org;Bo;Bär;Müller GmbH;;nein;Select',
    '3;kaputt;Cy;Ceh;;;;',
    '4;;Di;Dee;;viele;;',
    '',
  ].join('\r\n');

  it('goes from the file to leads and back: upload, mapping, dry run, run, refused rows, undo', async () => {
    const { body: up, status } = await upload(FILE);
    expect(status).toBe(200);
    expect(up).toMatchObject({
      status: 'mapping',
      shape: { encoding: 'utf-8', delimiter: ';', headerRow: 1 },
      options: { keyBy: 'email', notation: 'de' },
    });
    expect(up.mapping).toEqual(
      expect.arrayContaining([
        { column: 'E-Mail', to: 'lead.email' },
        { column: 'Vorname', to: 'lead.firstName' },
        { column: 'Firma', to: 'company.name' },
        { column: 'Mitarbeiter', to: 'company.employees' },
      ]),
    );
    const params = { id: up.id };
    const field = await marketer.call('createCustomField', {
      body: { label: { de: 'Quelle', en: 'Lead Source' }, type: 'text' },
    });
    expect(field.body).toMatchObject({ key: 'lead_source', type: 'text' });
    const mapping = [
      ...up.mapping.filter(({ column }: { column: string }) => column !== 'Newsletter'),
      { column: 'Kunden-Nr.', to: 'externalId' },
      { column: 'Quelle', to: 'custom.lead_source' },
    ];
    const options = { ...up.options, keyBy: 'externalId', empty: ['Select'] };
    expect((await marketer.call('planImport', { params, body: { mapping, options } })).status).toBe(200);
    expect((await marketer.call('checkImport', { params })).body).toMatchObject({
      status: 'checking',
      job: { kind: 'import' },
    });
    const checked = await carry(up.id);
    expect(checked).toMatchObject({ status: 'checked', report: { rows: 4, created: 2 } });
    expect(checked.report?.refused.map(({ reason }) => reason.de)).toEqual([
      '„E-Mail“ ist keine E-Mail-Adresse. Bitte berichtigen oder leeren Sie das Feld.',
      '„Mitarbeiter“ ist keine Zahl, wie sie hier erwartet wird. Bitte berichtigen Sie das Feld.',
    ]);
    expect((await marketer.call('listLeads', { query: { search: 'anna@example.org' } })).body.total).toBe(0);
    await marketer.call('runImport', { params });
    const done = await carry(up.id);
    expect(done).toMatchObject({ status: 'done', created: 2, refused: 2, report: { withoutEmail: 0 } });
    const found = await marketer.call('listLeads', { query: { search: 'anna@example.org' } });
    const lead = await marketer.call('getLead', { params: { id: found.body.items[0].id } });
    expect(lead.body).toMatchObject({
      lastName: '=1+1',
      company: { employees: 1_200 },
      custom: { lead_source: 'Messe' },
    });
    const refused = await marketer.call('getRefusedRows', { params });
    expect(refused.headers.get('content-type')).toContain('text/csv');
    expect(refused.text).toContain('3;kaputt;Cy;Ceh;;;;;4;„E-Mail“ ist keine');
    const again = await upload(refused.text.replace('kaputt', 'cy@example.org').replace('viele', '12'));
    expect(again.body.columns).toHaveLength(10);
    expect((await marketer.call('previewUndo', { params })).body).toEqual({
      removed: 2,
      stay: 0,
      restored: 0,
      overruled: 0,
    });
    await marketer.call('undoImport', { params });
    expect(await carry(up.id)).toMatchObject({ status: 'undone' });
    expect((await marketer.call('listLeads', { query: { search: 'anna@example.org' } })).body.total).toBe(0);
    const { rows } = await stage.pool.query<{ action: string }>(
      `SELECT action FROM audit WHERE subject_id = $1 ORDER BY number`,
      [up.id],
    );
    expect(rows.map(({ action }) => action)).toEqual(['import.started', 'import.undone']);
  });

  it('is corrected by hand where the guess was wrong', async () => {
    const { body } = await upload('Bericht;;\r\nName;Wert;Mail\r\nA;1,5;a@example.org\r\n');
    const params = { id: body.id };
    expect(body.shape.headerRow).toBe(2);
    const reshaped = await marketer.call('reshapeImport', {
      params,
      body: { encoding: 'windows-1252', delimiter: ';', headerRow: 0 },
    });
    expect(reshaped.body).toMatchObject({
      columns: [{ label: '#1' }, { label: '#2' }, { label: '#3' }],
      preview: [{ row: 1 }, { row: 2 }, { row: 3 }],
    });
    const refused = await marketer.call('reshapeImport', {
      params,
      body: { encoding: 'utf-8', delimiter: '|', headerRow: 3 },
    });
    expect(refused.status).toBe(400);
    expect(refused.body.details.problems[0]).toMatchObject({ problem: 'no_rows' });
  });

  it('refuses a file that is none in one sentence, and keeps nothing of it', async () => {
    const before = await stage.pool.query('SELECT 1 FROM import_part');
    const answer = await upload(Buffer.from('504b0304140006000800', 'hex'), 'kontakte.xlsx');
    expect(answer.status).toBe(400);
    expect(answer.body.details.problems).toEqual([
      {
        path: 'body',
        problem: 'spreadsheet',
        sentence: expect.objectContaining({ de: expect.stringContaining('CSV UTF-8') }),
      },
    ]);
    expect((await stage.pool.query('SELECT 1 FROM import_part')).rowCount).toBe(before.rowCount);
  });

  it('does not run without a key, and not twice', async () => {
    const { body } = await upload('Farbe,Form\nrot,rund\nblau,eckig\n');
    const params = { id: body.id };
    const keyless = await marketer.call('runImport', { params });
    expect([keyless.status, keyless.body.details.problems[0].problem]).toEqual([400, 'key_not_mapped']);
    const other = await upload('E-Mail,Name\nx@example.org,X\n');
    const both = await Promise.all([1, 2].map(() => marketer.call('runImport', { params: { id: other.body.id } })));
    expect(both.map(({ status }) => status).sort()).toEqual([200, 409]);
    await carry(other.body.id);
    expect((await marketer.call('runImport', { params: { id: other.body.id } })).status).toBe(409);
  });

  it('keeps a mapping under a name, and forgets a file when it is told to', async () => {
    const { body } = await upload('E-Mail,Name\ny@example.org,Y\n');
    const preset = { kind: 'leads', name: 'HubSpot', mapping: body.mapping, options: body.options };
    await marketer.call('saveImportPreset', { body: preset });
    const saved = await marketer.call('saveImportPreset', { body: { ...preset, mapping: [] } });
    expect((await marketer.call('listImportPresets')).body.items).toEqual([
      { ...preset, id: saved.body.id, mapping: [] },
    ]);
    expect((await marketer.call('deleteImportPreset', { params: { id: saved.body.id } })).status).toBe(204);
    expect((await marketer.call('deleteImport', { params: { id: body.id } })).status).toBe(204);
    expect((await marketer.call('getImport', { params: { id: body.id } })).status).toBe(404);
  });

  it('says so when its file is gone because a person was erased', async () => {
    const { body } = await upload('E-Mail,Name\nz@example.org,Z\n');
    await stage.pool.query('DELETE FROM import_part WHERE import_id = $1', [body.id]);
    await marketer.call('checkImport', { params: { id: body.id } });
    const { status, failure } = await carry(body.id);
    expect([status, failure?.en]).toEqual(['failed', expect.stringContaining('upload it again')]);
  });
});
