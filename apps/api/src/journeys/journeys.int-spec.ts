import type { JourneyGraph } from '@ripen/journey';
import { openStage, type Stage } from '../stage.fixture';

const GRAPH: JourneyGraph = {
  schema: 1,
  nodes: [
    { id: 'start', kind: 'trigger', name: '', position: { x: 0, y: 0 }, config: { on: 'by_hand' } },
    {
      id: 'rest',
      kind: 'wait_until',
      name: 'Klickt?',
      position: { x: 0, y: 1 },
      config: {
        events: [{ key: 'clicked', kind: 'touchpoint', type: 'email_link_clicked', where: [] }],
        timeout: { amount: 7, unit: 'days' },
      },
    },
    { id: 'end', kind: 'exit', name: '', position: { x: 0, y: 2 }, config: { reason: 'done' } },
  ],
  edges: [
    { id: '1', from: 'start', port: 'next', to: 'rest' },
    { id: '2', from: 'rest', port: 'clicked', to: 'end' },
    { id: '3', from: 'rest', port: 'timeout', to: 'end' },
  ],
};

describe('journeys', () => {
  let stage: Stage;
  beforeAll(async () => {
    stage = await openStage();
  });
  afterAll(() => stage.close());

  async function drawn(name: string, graph: JourneyGraph = GRAPH): Promise<{ id: string; revision: number }> {
    const created = await stage.admin.call('createJourney', { body: { name } });
    const { id } = created.body.journey;
    const saved = await stage.admin.call('saveDraft', {
      params: { id },
      body: { revision: created.body.revision, graph },
    });
    return { id, revision: saved.body.revision };
  }

  it('begin with a drawing that can be shown', async () => {
    const { body } = await stage.admin.call('createJourney', { body: { name: 'Neu' } });
    expect(body).toMatchObject({
      revision: 1,
      journey: { name: 'Neu', status: 'draft', liveVersion: null, draftChanged: true },
    });
    expect(body.graph.nodes.map((node: { kind: string }) => node.kind)).toEqual(['trigger', 'exit']);
  });

  it('are not saved over what somebody else saved', async () => {
    const { id, revision } = await drawn('Zwei');
    const first = await stage.admin.call('saveDraft', {
      params: { id },
      body: { revision, name: 'Zwei A', graph: GRAPH },
    });
    expect(first.body).toMatchObject({ revision: revision + 1, savedBy: 'Ada Admin', journey: { name: 'Zwei A' } });
    const second = await stage.admin.call('saveDraft', {
      params: { id },
      body: { revision, graph: { ...GRAPH, nodes: [] } },
    });
    expect([second.status, second.body.code, second.body.details.revision]).toEqual([
      409,
      'revision_stale',
      revision + 1,
    ]);
    expect((await stage.admin.call('getDraft', { params: { id } })).body.graph.nodes).toHaveLength(3);
  });

  it('are published when nothing is wrong with them, and the version never changes', async () => {
    const { id, revision } = await drawn('Heil');
    expect((await stage.admin.call('validateJourney', { params: { id } })).body).toMatchObject({ ok: true });
    const published = await stage.admin.call('publishJourney', { params: { id }, body: { revision, note: 'erste' } });
    expect(published.body).toMatchObject({
      version: 1,
      live: true,
      note: 'erste',
      publishedBy: 'Ada Admin',
      active: 0,
    });
    await stage.admin.call('saveDraft', { params: { id }, body: { revision, graph: { ...GRAPH, edges: [] } } });
    expect((await stage.admin.call('getVersion', { params: { id, version: '1' } })).body.graph.edges).toHaveLength(3);
    const listed = await stage.admin.call('listJourneys', { query: { search: 'heil', status: 'live' } });
    expect(listed.body.items[0]).toMatchObject({ liveVersion: 1, draftChanged: true });
  });

  it('are refused with every point that is wrong, in both languages', async () => {
    const { id, revision } = await drawn('Kaputt', { ...GRAPH, edges: GRAPH.edges.slice(0, 1) });
    const refused = await stage.admin.call('publishJourney', { params: { id }, body: { revision } });
    expect([refused.status, refused.body.code]).toEqual([422, 'journey_invalid']);
    const [problem] = refused.body.details.problems;
    expect(problem).toMatchObject({ severity: 'error', nodeId: 'rest' });
    expect(problem.sentence.de).not.toBe(problem.sentence.en);
    expect((await stage.admin.call('listVersions', { params: { id } })).body.items).toEqual([]);
  });

  it('are refused when the text of a mail would fail, with its language, part and line', async () => {
    const good = { subject: 'Hallo {{ lead.firstName }}', body: 'Guten Tag' };
    const mail = {
      id: 'mail',
      kind: 'send_email' as const,
      name: '',
      position: { x: 0, y: 1 },
      config: {
        content: {
          de: { ...good, body: 'Tag\n{% if lead.firstName %}' },
          en: { ...good, subject: '{{ lead.salary }}' },
        },
      },
    };
    const edges = [
      { id: '1', from: 'start', port: 'next', to: 'mail' },
      { id: '2', from: 'mail', port: 'sent', to: 'end' },
      { id: '3', from: 'mail', port: 'failed', to: 'end' },
    ];
    const { id, revision } = await drawn('Text', { schema: 1, nodes: [GRAPH.nodes[0]!, mail, GRAPH.nodes[2]!], edges });
    const { body } = await stage.admin.call('publishJourney', { params: { id }, body: { revision } });
    expect(
      body.details.problems.map((problem: { code: string; field: string }) => [problem.code, problem.field]),
    ).toEqual([
      ['mail_syntax', 'content.de.body'],
      ['mail_unknown_variable', 'content.en.subject'],
    ]);
    expect(body.details.problems[1].sentence.de).toBe(
      'Betreff (Englisch), Zeile 1: „lead.salary“ gibt es nicht. Wählen Sie eine Angabe aus der Liste.',
    );
  });

  it('are not published after somebody saved meanwhile', async () => {
    const { id, revision } = await drawn('Schnell');
    await stage.admin.call('saveDraft', { params: { id }, body: { revision, graph: GRAPH } });
    expect((await stage.admin.call('publishJourney', { params: { id }, body: { revision } })).status).toBe(409);
  });

  it('take a lead in by hand once, by key as often as there are keys', async () => {
    const lead = await stage.admin.call('createLead', { body: { email: 'eins@lead.example', lastName: 'Eins' } });
    const { id, revision } = await drawn('Aufnahme');
    const early = await stage.admin.call('enrolLead', { params: { id }, body: { leadId: lead.body.id } });
    expect([early.status, early.body.details]).toEqual([409, { problem: 'not_published' }]);
    await stage.admin.call('publishJourney', { params: { id }, body: { revision } });
    const enrolled = await stage.admin.call('enrolLead', { params: { id }, body: { leadId: lead.body.id } });
    expect(enrolled.body).toMatchObject({
      journeyName: 'Aufnahme',
      version: 1,
      status: 'active',
      standing: [{ nodeId: 'start', phase: 'ready' }],
    });
    expect(
      (await stage.admin.call('enrolLead', { params: { id }, body: { email: 'EINS@lead.example' } })).body.code,
    ).toBe('already_enrolled');
    const byKey = await stage.admin.call('enrolLead', { params: { id }, body: { leadId: lead.body.id, key: 'k' } });
    expect(byKey.body.details).toEqual({ problem: 'no_such_trigger' });
    const { rows } = await stage.pool.query('SELECT 1 FROM outbox WHERE subject_id = $1', [enrolled.body.id]);
    expect(rows).toHaveLength(1);
    const people = await stage.admin.call('listPeopleAtNode', { params: { id, nodeId: 'start' } });
    expect(people.body.items).toEqual([expect.objectContaining({ displayName: 'Eins', leadId: lead.body.id })]);
    const detail = await stage.admin.call('getEnrollment', { params: { id: enrolled.body.id } });
    expect(detail.body).toMatchObject({ lead: { displayName: 'Eins' }, trace: [] });
    expect((await stage.admin.call('getLead', { params: { id: lead.body.id } })).body.enrollments).toHaveLength(1);
  });

  it('answer a program that enrols by API the same enrollment for the same key', async () => {
    const key = (
      await stage.admin.call('createKey', {
        body: { kind: 'api', name: 'CRM', scopes: ['journeys:read', 'leads:write'] },
      })
    ).body.key;
    await stage.admin.call('createLead', { body: { email: 'zwei@lead.example' } });
    const [trigger, ...rest] = GRAPH.nodes;
    const { id, revision } = await drawn('API', { ...GRAPH, nodes: [{ ...trigger!, config: { on: 'api' } }, ...rest] });
    await stage.admin.call('publishJourney', { params: { id }, body: { revision } });
    const program = stage.withKey(key);
    const one = await program.call('enrolLead', {
      params: { id },
      body: { email: 'zwei@lead.example', key: 'order-1' },
    });
    const again = await program.call('enrolLead', {
      params: { id },
      body: { email: 'zwei@lead.example', key: 'order-1' },
    });
    const other = await program.call('enrolLead', {
      params: { id },
      body: { email: 'zwei@lead.example', key: 'order-2' },
    });
    expect(again.body.id).toBe(one.body.id);
    expect(other.body.id).not.toBe(one.body.id);
  });

  it('stream their counts, at once and when they change', async () => {
    const lead = await stage.admin.call('createLead', { body: { email: 'drei@lead.example' } });
    const { id, revision } = await drawn('Zähler');
    await stage.admin.call('publishJourney', { params: { id }, body: { revision } });
    const cookie = await stage.signInCookie();
    const aborted = new AbortController();
    const response = await fetch(`${stage.url}/api/journeys/${id}/counts/stream`, {
      headers: { cookie },
      signal: aborted.signal,
    });
    expect(response.headers.get('content-type')).toContain('text/event-stream');
    const reader = response.body!.pipeThrough(new TextDecoderStream()).getReader();
    const next = async () => {
      for (;;) {
        const { value = '' } = await reader.read();
        const data = /event: counts\ndata: (.*)\n/.exec(value)?.[1];
        if (data) return JSON.parse(data) as { nodes: Record<string, unknown>; active: number };
      }
    };
    expect(await next()).toMatchObject({ active: 0, nodes: {} });
    await stage.admin.call('enrolLead', { params: { id }, body: { leadId: lead.body.id } });
    expect(await next()).toMatchObject({ active: 1, nodes: { start: { here: 1, passed: 0, failed: 0 } } });
    aborted.abort();
  });

  it('count and list the people of one version where it is asked for', async () => {
    const lead = await stage.admin.call('createLead', { body: { email: 'vier@lead.example', lastName: 'Vier' } });
    const { id, revision } = await drawn('Versionen');
    await stage.admin.call('publishJourney', { params: { id }, body: { revision } });
    await stage.admin.call('enrolLead', { params: { id }, body: { leadId: lead.body.id } });
    const [trigger, ...rest] = GRAPH.nodes;
    const graph = {
      ...GRAPH,
      nodes: [{ ...trigger!, id: 'begin' }, ...rest],
      edges: GRAPH.edges.map((edge) => (edge.from === 'start' ? { ...edge, from: 'begin' } : edge)),
    };
    const saved = await stage.admin.call('saveDraft', { params: { id }, body: { revision, graph } });
    await stage.admin.call('publishJourney', { params: { id }, body: { revision: saved.body.revision } });
    const counts = async (query = {}) =>
      (await stage.admin.call('getJourneyCounts', { params: { id }, query })).body as {
        active: number;
        nodes: unknown;
      };
    const here = { start: { here: 1, passed: 0, failed: 0 } };
    expect(await counts()).toMatchObject({ active: 1, nodes: here });
    expect(await counts({ version: '1' })).toMatchObject({ active: 1, nodes: here });
    expect(await counts({ version: '2' })).toMatchObject({ active: 0, nodes: {} });
    const people = async (version: string) =>
      (await stage.admin.call('listPeopleAtNode', { params: { id, nodeId: 'start' }, query: { version } })).body.total;
    expect([await people('1'), await people('2')]).toEqual([1, 0]);
  });

  it('are paused and resumed, each only once', async () => {
    const { id, revision } = await drawn('Pause');
    expect((await stage.admin.call('pauseJourney', { params: { id } })).body.code).toBe('wrong_state');
    await stage.admin.call('publishJourney', { params: { id }, body: { revision } });
    expect((await stage.admin.call('pauseJourney', { params: { id } })).body.status).toBe('paused');
    expect((await stage.admin.call('resumeJourney', { params: { id } })).body.status).toBe('live');
  });

  it('hide what the product needs for itself', async () => {
    const { rows } = await stage.pool.query<{ id: string }>('SELECT id FROM journey WHERE builtin IS NOT NULL');
    expect(rows).toHaveLength(1);
    expect((await stage.admin.call('getDraft', { params: { id: rows[0]!.id } })).status).toBe(404);
    const { body } = await stage.admin.call('listJourneys', { query: { limit: '200' } });
    expect(body.items.some((item: { id: string }) => item.id === rows[0]!.id)).toBe(false);
  });
});
