import type { Purpose } from '@ripen/contracts';
import { type Client, openStage, type Stage } from '../stage.fixture';

const EVENTS = {
  key: 'events',
  name: { de: 'Veranstaltungen', en: 'Events' },
  explanation: { de: 'Einladungen zu Webinaren.', en: 'Invitations to webinars.' },
  wording: { de: 'Laden Sie mich ein.', en: 'Please invite me.' },
  channels: ['email'],
  legalBasis: { de: 'Einwilligung', en: 'Consent' },
  needsConsent: true,
  active: true,
  position: 4,
};

describe('purposes', () => {
  let stage: Stage;
  let marketer: Client;
  beforeAll(async () => {
    stage = await openStage();
    marketer = await stage.person('marketer', 'Mia Marketing');
  });
  afterAll(() => stage.close());

  const listed = async (key: string): Promise<Purpose | undefined> => {
    const { body } = await stage.admin.call('listPurposes');
    return (body.items as Purpose[]).find((purpose) => purpose.key === key);
  };

  it('are shipped: marketing with consent, answers without', async () => {
    expect(await listed('marketing')).toMatchObject({ needsConsent: true, active: true, builtin: true });
    expect(await listed('transactional')).toMatchObject({ needsConsent: false, active: true, builtin: true });
  });

  it('keep who changed which wording when; another wording is another version, another name is not', async () => {
    expect((await marketer.call('createPurpose', { body: EVENTS })).body.wordingVersion).toBe(1);
    expect((await marketer.call('createPurpose', { body: EVENTS })).body.code).toBe('already_exists');
    const { key: _key, ...body } = EVENTS;
    const put = (change: object) =>
      stage.admin.call('updatePurpose', { params: { key: 'events' }, body: { ...body, ...change } });
    const wording = { de: 'Bitte laden Sie mich ein.', en: 'Please do invite me.' };
    expect((await put({ wording })).body.wordingVersion).toBe(2);
    expect((await put({ wording, name: { de: 'Termine', en: 'Dates' } })).body.wordingVersion).toBe(2);
    expect((await put({ wording, name: { de: 'Termine', en: 'Dates' } })).status).toBe(200);
    const { body: history } = await marketer.call('listPurposeChanges', { params: { key: 'events' } });
    expect(
      history.items.map(
        ({ by, wordingVersion, changed }: { by: string; wordingVersion: number; changed: string[] }) => [
          by,
          wordingVersion,
          changed.join(),
        ],
      ),
    ).toEqual([
      ['Ada Admin', 2, 'name'],
      ['Ada Admin', 2, 'wording'],
      ['Mia Marketing', 1, 'created'],
    ]);
    expect(history.items.at(-1).wording.de).toBe('Laden Sie mich ein.');
  });

  it('need words where they need consent, and the shipped ones stay what they are', async () => {
    const refused = await marketer.call('createPurpose', {
      body: { ...EVENTS, key: 'calls', wording: { de: '', en: '' } },
    });
    expect(refused.body.details.problems).toEqual([expect.objectContaining({ path: 'body.wording' })]);
    const {
      key: _key,
      granted: _granted,
      builtin: _builtin,
      wordingVersion: _version,
      updatedAt: _at,
      ...answers
    } = (await listed('transactional'))!;
    const off = await stage.admin.call('updatePurpose', {
      params: { key: 'transactional' },
      body: { ...answers, active: false },
    });
    expect(off.status).toBe(400);
  });

  it('are checked where a mail is drawn and where consent is recorded', async () => {
    const lead = await stage.admin.call('createLead', { body: { email: 'maria@firma.example', lastName: 'Muster' } });
    const record = (body: object) =>
      stage.admin.call('setLeadConsent', {
        params: { id: lead.body.id },
        body: { channel: 'email', state: 'granted', proof: 'Telefonat am 12. November', ...body },
      });
    expect((await record({ purpose: 'nothing' })).status).toBe(400);
    expect((await record({ purpose: 'events', channel: 'phone' })).status).toBe(400);
    expect((await record({ purpose: 'events', proof: ' ' })).status).toBe(400);
    expect((await record({ purpose: 'events' })).status).toBe(200);
    expect((await listed('events'))?.granted).toBe(1);

    const created = await stage.admin.call('createJourney', { body: { name: 'Probe' } });
    const { graph } = created.body;
    const text = { subject: 'Hallo', body: 'Guten Tag' };
    const drawn = {
      ...graph,
      nodes: [
        ...graph.nodes,
        {
          id: 'mail',
          kind: 'send_email',
          name: '',
          position: { x: 0, y: 0 },
          config: { purpose: 'nothing', content: { de: text, en: text } },
        },
      ],
    };
    const { body } = await stage.admin.call('saveDraft', {
      params: { id: created.body.journey.id },
      body: { revision: created.body.revision, graph: drawn },
    });
    const checked = await stage.admin.call('validateJourney', { params: { id: body.journey.id }, body: {} });
    expect(checked.body.problems).toContainEqual(
      expect.objectContaining({ code: 'unknown_purpose', nodeId: 'mail', field: 'purpose' }),
    );
  });
});
