import { openStage, type Stage } from '../stage.fixture';

describe('leads', () => {
  let stage: Stage;
  beforeAll(async () => {
    stage = await openStage({ example: true });
  });
  afterAll(() => stage.close());

  const find = async (search: string) => (await stage.admin.call('listLeads', { query: { search } })).body.items[0];

  it('of the example workspace stand in the cells that the example expects', async () => {
    const { body } = await stage.admin.call('listLeads', { query: { limit: '50', sort: 'name' } });
    const cells = Object.fromEntries(
      body.items.map((lead: { displayName: string; score: { cell: string } }) => [
        lead.displayName.split(' ')[1],
        lead.score.cell,
      ]),
    );
    expect(cells).toEqual({
      Beispiel: 'A1',
      Muster: 'B4',
      Probe: 'B3',
      Vorlage: 'C3',
      Testmann: 'C2',
      Fiktiv: 'B2',
      Erdacht: 'B1',
      Modell: 'D1',
      Skizze: 'B3',
      Entwurf: 'B4',
      Schablone: 'C2',
      Bestand: 'B3',
    });
    expect((await stage.pool.query('SELECT 1 FROM enrollment')).rowCount).toBe(0);
    expect((await stage.admin.call('getMe')).body.workspace.example).toBe(true);
  });

  it('are filtered, sorted and paged without losing or repeating anybody', async () => {
    const sales = await stage.admin.call('listLeads', { query: { stage: 'sales_ready,develop', category: 'hot' } });
    expect(sales.body.items.map((lead: { score: { stage: string } }) => lead.score.stage)).toEqual([
      'sales_ready',
      'sales_ready',
    ]);
    for (const sort of ['name', '-name', 'points', '-points', 'lastTouchpointAt', '-createdAt']) {
      const seen: string[] = [];
      let cursor: string | null = '';
      while (cursor !== null) {
        const { body } = await stage.admin.call('listLeads', {
          query: { sort, limit: '5', ...(cursor === '' ? {} : { cursor }) },
        });
        seen.push(...body.items.map((lead: { id: string }) => lead.id));
        cursor = body.nextCursor;
        expect(body.total).toBe(12);
      }
      expect([sort, new Set(seen).size, seen.length]).toEqual([sort, 12, 12]);
    }
    expect((await stage.admin.call('listLeads', { query: { cursor: 'nonsense' } })).body.code).toBe(
      'validation_failed',
    );
    expect((await stage.admin.call('listLeads', { query: { search: '100%' } })).body.total).toBe(0);
    expect((await stage.admin.call('listLeads', { query: { search: 'anlagenbau ag' } })).body.total).toBe(1);
  });

  it('show terms that sum exactly to the points, a floor among them', async () => {
    for (const name of ['Entwurf', 'Erdacht', 'Beispiel']) {
      const { body } = await stage.admin.call('getLead', { params: { id: (await find(name)).id } });
      const sum = body.score.points.reduce(
        (total: number, term: { pointsMilli: number }) => total + term.pointsMilli,
        0,
      );
      expect([name, sum]).toEqual([name, body.score.pointsMilli]);
    }
    const floored = await stage.admin.call('getLead', { params: { id: (await find('Entwurf')).id } });
    expect(floored.body.score.points.at(-1)).toMatchObject({ kind: 'floor', pointsMilli: 30_000 });
    expect(floored.body.score.gradeTerms.map((term: { grade: string }) => term.grade)).toEqual(['B', 'B', 'A']);
  });

  it('say what would change the outcome, what reaches another stage first; pseudo-leads get no such hint', async () => {
    const scoreOf = async (name: string) =>
      (await stage.admin.call('getLead', { params: { id: (await find(name)).id } })).body.score;
    const { stage: now, hints } = await scoreOf('Muster');
    expect(hints).not.toEqual([]);
    const changes = hints.map((hint: { toStage: string }) => hint.toStage !== now);
    expect(changes).toEqual([...changes].sort((one, other) => Number(other) - Number(one)));
    for (const { sentence } of hints) expect(sentence.de).not.toBe(sentence.en);
    expect(await scoreOf('Modell')).toMatchObject({ hints: [], pseudoLabel: { en: 'Student, intern or applicant' } });
  });

  it('take points by hand and move at once', async () => {
    const { id } = await find('Skizze');
    const { body } = await stage.admin.call('adjustLeadPoints', {
      params: { id },
      body: { pointsMilli: 21_500, reason: 'Gespräch auf der Messe' },
    });
    expect(body.score).toMatchObject({ cell: 'B2', stage: 'develop', pointsMilli: 51_500 });
    const timeline = await stage.admin.call('getLeadTimeline', {
      params: { id },
      query: { group: 'score', limit: '2' },
    });
    expect(timeline.body.items.map((item: { sentence: { de: string } }) => item.sentence.de)).toEqual(
      expect.arrayContaining(['Neue Stufe: B2 · entwickeln', 'Punkte von Hand angepasst („Gespräch auf der Messe“)']),
    );
    expect(
      (await stage.admin.call('adjustLeadPoints', { params: { id }, body: { pointsMilli: 0, reason: 'x' } })).status,
    ).toBe(400);
  });

  it('are pseudo-leads by rule or by hand, and never for good', async () => {
    const { id } = await find('Modell');
    const category = (value: string) =>
      stage.admin.call('setLeadCategory', { params: { id }, body: { category: value } });
    expect((await stage.admin.call('getLead', { params: { id } })).body.score).toMatchObject({
      cell: 'D1',
      category: 'pseudo',
      pseudoReason: 'position',
    });
    expect((await category('not_pseudo')).body.score.category).toBe('looking');
    expect((await category('pseudo')).body.score).toMatchObject({ category: 'pseudo', pseudoReason: 'by_hand' });
    expect((await category('auto')).body.score.pseudoReason).toBe('position');
  });

  it('change fields of person and company, and keep what is not named', async () => {
    const { id } = await find('Schablone');
    const { body } = await stage.admin.call('updateLead', {
      params: { id },
      body: { lead: { phone: ' 030 1 ', department: 'IT' }, company: { employees: 12_000 } },
    });
    expect(body).toMatchObject({
      phone: '030 1',
      department: 'IT',
      position: 'Marketing-Leitung',
      company: { employees: 12_000, industry: 'Bildung' },
    });
    expect(body.score.grade).toBe('B');
    const other = await find('Vorlage');
    const taken = await stage.admin.call('updateLead', { params: { id }, body: { lead: { email: other.email } } });
    expect([taken.status, taken.body.code]).toEqual([409, 'already_exists']);
  });

  it('give and withdraw consent by hand, with proof', async () => {
    const { id } = await find('Fiktiv');
    const consent = (state: string) =>
      stage.admin.call('setLeadConsent', {
        params: { id },
        body: { purpose: 'marketing', channel: 'email', state, proof: 'Am Telefon, 12. November' },
      });
    await consent('granted');
    const { body } = await consent('withdrawn');
    expect(body.consents.map((entry: { state: string }) => entry.state)).toEqual(['withdrawn', 'granted']);
    expect(body.consents[0]).toMatchObject({ wording: 'Am Telefon, 12. November', via: `user:${stage.admin.userId}` });
    expect(body.consents[0].viaName.de).not.toBe('');
  });

  it('lose their score when they object to profiling, and get it back', async () => {
    const { id } = await find('Muster');
    const object = (doNotProfile: boolean) =>
      stage.admin.call('updateLead', { params: { id }, body: { lead: { doNotProfile } } });
    expect((await object(true)).body.score).toBeNull();
    expect((await object(false)).body.score.cell).toBe('B4');
  });

  it('are added by hand once', async () => {
    const body = { email: 'Hand@Lead.example', firstName: 'Hanno', companyName: 'Hand AG' };
    const created = await stage.admin.call('createLead', { body });
    expect(created.body).toMatchObject({
      email: 'hand@lead.example',
      known: true,
      company: { name: 'Hand AG' },
      consents: [],
    });
    expect((await stage.admin.call('createLead', { body })).body.code).toBe('already_exists');
  });

  it('page through a timeline in every group', async () => {
    const { id } = await find('Beispiel');
    const all = await stage.admin.call('getLeadTimeline', { params: { id }, query: { limit: '200' } });
    const seen: string[] = [];
    let cursor: string | null = '';
    while (cursor !== null) {
      const { body } = await stage.admin.call('getLeadTimeline', {
        params: { id },
        query: { limit: '2', ...(cursor === '' ? {} : { cursor }) },
      });
      seen.push(...body.items.map((item: { id: string }) => item.id));
      cursor = body.nextCursor;
    }
    expect(seen).toEqual(all.body.items.map((item: { id: string }) => item.id));
    expect(all.body.total).toBe(seen.length);
  });

  it('are counted by cell, and a made-up one is scored without being kept', async () => {
    const model = await stage.admin.call('getScoringModel');
    const people = model.body.cells.reduce((sum: number, cell: { people: number }) => sum + cell.people, 0);
    expect(people + model.body.pseudo).toBe((await stage.admin.call('listLeads')).body.total);
    const tried = await stage.admin.call('tryScoringModel', {
      body: {
        position: 'Fachbereichsleiter',
        employees: 6_000,
        industry: 'IT',
        touchpoints: { content_requested: 1, topic_page_visited: 1, email_link_clicked: 1, webinar_registered: 1 },
      },
    });
    expect(tried.body).toMatchObject({ cell: 'B2', pointsMilli: 70_000 });
  });
});
