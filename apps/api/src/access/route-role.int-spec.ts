import { randomUUID } from 'node:crypto';
import { type OperationId, ROUTES, type Route } from '@ripen/contracts';
import { ROLES, type Role } from '@ripen/domain';
import { type Client, openStage, type Stage } from '../stage.fixture';

/**
 * Who may do what, decided once more by hand: a slip in the route table fails here. A admin, M marketer, S sales manager,
 * R sales rep; `*` whoever is signed in; `+` the public; `w` a write key; `s` a secret of its own.
 */
const DECIDED: Readonly<Record<OperationId, string>> = {
  getSetup: '+',
  runSetup: '+',
  getFirstLap: 'A',
  updateFirstLap: 'A',
  signIn: '+',
  signOut: '*',
  getMe: '*',
  updateMe: '*',
  changePassword: '*',
  listSessions: '*',
  endOtherSessions: '*',
  endSession: '*',
  getSecondFactor: '*',
  startSecondFactor: '*',
  confirmSecondFactor: '*',
  turnOffSecondFactor: '*',
  renewRecoveryCodes: '*',
  lookAtInvitation: '+',
  acceptInvitation: '+',
  askPasswordReset: '+',
  resetPassword: '+',
  inviteUser: 'A',
  resendInvitation: 'A',
  revokeInvitation: 'A',
  resetSecondFactor: 'A',
  listAudit: 'A',
  verifyAudit: 'A',
  listUsers: 'AMS',
  createUser: 'A',
  updateUser: 'A',
  setUserAbsence: 'AS',
  listTeams: 'AMS',
  createTeam: 'A',
  updateTeam: 'A',
  deleteTeam: 'A',
  getWorkspace: 'AMS',
  updateWorkspace: 'A',
  removeSample: 'A',
  listSlaPolicies: 'AMS',
  createSlaPolicy: 'AS',
  updateSlaPolicy: 'AS',
  getTouchpointMapping: 'AM',
  updateTouchpointMapping: 'AM',
  listKeys: 'A',
  createKey: 'A',
  revokeKey: 'A',
  listWebhooks: 'A',
  createWebhook: 'A',
  updateWebhook: 'A',
  deleteWebhook: 'A',
  rotateWebhookSecret: 'A',
  testWebhook: 'A',
  listDeliveries: 'A',
  getDelivery: 'A',
  replayDelivery: 'A',
  replayDeadDeliveries: 'A',
  listPurposes: 'AMSR',
  createPurpose: 'AM',
  updatePurpose: 'AM',
  listPurposeChanges: 'AM',
  listJobs: '*',
  getJob: '*',
  cancelJob: '*',
  listSuppressions: 'AM',
  checkSuppression: 'AM',
  addSuppressions: 'AM',
  removeSuppression: 'AM',
  exportSuppressions: 'AM',
  getMailDelivery: 'AM',
  updateMailRules: 'A',
  releaseMailBrake: 'AM',
  listMailReports: 'AM',
  listFeedbackSources: 'A',
  createFeedbackSource: 'A',
  revokeFeedbackSource: 'A',
  listLeadMails: 'AMSR',
  takeMailFeedback: 's',
  getScoringModel: 'AMS',
  tryScoringModel: 'AMS',
  listLeads: 'AMSR',
  createLead: 'AM',
  getLead: 'AMSR',
  getLeadTimeline: 'AMSR',
  updateLead: 'AMSR',
  adjustLeadPoints: 'AM',
  setLeadCategory: 'AMS',
  setLeadConsent: 'AMSR',
  previewLeadErasure: 'A',
  eraseLead: 'A',
  previewErasure: 'A',
  erasePerson: 'A',
  listErasures: 'A',
  getErasure: 'A',
  retryErasure: 'A',
  decideMention: 'A',
  exportLead: 'A',
  showLeadExport: 'A',
  listJourneys: 'AM',
  createJourney: 'AM',
  getDraft: 'AM',
  saveDraft: 'AM',
  validateJourney: 'AM',
  publishJourney: 'AM',
  pauseJourney: 'AM',
  resumeJourney: 'AM',
  listVersions: 'AM',
  getVersion: 'AM',
  getJourneyCounts: 'AM',
  streamJourneyCounts: 'AM',
  listPeopleAtNode: 'AM',
  getEnrollment: 'AMSR',
  enrolLead: 'AM',
  listEffects: 'AM',
  decideEffect: 'AM',
  listParked: 'AM',
  listIncidents: 'A',
  getMailOut: 'AM',
  resumeEnrollment: 'AM',
  endEnrollment: 'AM',
  resumeHandoff: 'A',
  previewMail: 'AM',
  listOffers: 'AM',
  getOffer: 'AM',
  createOffer: 'AM',
  updateOffer: 'AM',
  getWorklist: 'ASR',
  getBoard: 'AS',
  getHandoff: 'ASR',
  acceptHandoff: 'ASR',
  claimHandoff: 'ASR',
  rejectHandoff: 'ASR',
  contactHandoff: 'ASR',
  followUpHandoff: 'ASR',
  setHandoffBant: 'ASR',
  quoteHandoff: 'ASR',
  winHandoff: 'ASR',
  loseHandoff: 'ASR',
  reassignHandoff: 'AS',
  listNotifications: '*',
  markNotificationsRead: '*',
  streamNotifications: '*',
  listInbox: 'AM',
  getInboxMail: 'AM',
  getInboxHtml: 'AM',
  emptyInbox: 'A',
  ingestIdentify: 'w',
  ingestTrack: 'w',
  ingestPage: 'w',
  ingestBatch: 'w',
  getTracker: '+',
  showForm: '+',
  submitForm: '+',
  showExampleTopic: '+',
  showExamplePage: '+',
  showConfirmation: '+',
  confirm: '+',
  deliverOffer: '+',
  followLink: '+',
  showUnsubscribe: '+',
  unsubscribe: '+',
  showPreferences: '+',
  savePreferences: '+',
  getLive: '+',
  getReady: '+',
  getOpenApi: '+',
};
const LETTERS: Readonly<Record<Role, string>> = { admin: 'A', marketer: 'M', sales_manager: 'S', sales_rep: 'R' };

function isAllowed(operationId: OperationId, role: Role): boolean {
  const decided = DECIDED[operationId];
  return decided === '+' || decided === '*' || decided.includes(LETTERS[role]);
}

describe('route × role', () => {
  let stage: Stage;
  const people = new Map<Role, Client>();
  beforeAll(async () => {
    stage = await openStage();
    for (const role of ROLES) people.set(role, await stage.person(role, `A ${role}`));
  });
  afterAll(() => stage.close());

  /** The status alone: a stream that was let in never ends by itself. */
  async function statusOf({ operationId, method, kind, path }: Route, client: Client): Promise<number> {
    if (kind === 'stream') {
      const aborted = new AbortController();
      const answer = client.fetch(path.replace(':id', randomUUID()), { signal: aborted.signal });
      const cut = setTimeout(() => aborted.abort(), 500);
      const status = await answer.then(({ status }) => status).catch(() => 200);
      clearTimeout(cut);
      return status;
    }
    const params = {
      id: randomUUID(),
      deliveryId: randomUUID(),
      nodeId: 'x',
      version: '1',
      slug: 'x',
      key: 'x',
      token: 'x',
      page: 'x',
    };
    return (await client.call(operationId, { params, ...(method === 'GET' ? {} : { body: {} }) })).status;
  }

  it('covers every operation', () => {
    expect(Object.keys(DECIDED).sort()).toEqual(ROUTES.map(({ operationId }) => operationId).sort());
  });

  const guarded = ROUTES.filter(({ operationId }) => !'+ws'.includes(DECIDED[operationId]));
  const closing: OperationId = 'signOut';

  it.each(guarded.map((route) => [route.operationId, route] as const))(
    '%s lets nobody in who is not signed in',
    async (_, route) => {
      expect(await statusOf(route, stage.anybody)).toBe(401);
    },
  );

  it.each(
    guarded.filter(({ operationId }) => operationId !== closing).map((route) => [route.operationId, route] as const),
  )('%s lets in who was decided, and nobody else', async (operationId, route) => {
    for (const [role, client] of people) {
      const status = await statusOf(route, client);
      const letIn = status !== 401 && status !== 403;
      expect([operationId, role, letIn]).toEqual([operationId, role, isAllowed(operationId, role)]);
    }
  });

  it.each(
    ROUTES.filter(({ operationId }) => DECIDED[operationId] === '+' && operationId !== 'signIn').map(
      (route) => [route.operationId, route] as const,
    ),
  )('%s is open to the public', async (_, route) => {
    expect([401, 403]).not.toContain(await statusOf(route, stage.anybody));
  });

  it.each(
    ROUTES.filter(({ operationId }) => 'ws'.includes(DECIDED[operationId])).map(
      (route) => [route.operationId, route] as const,
    ),
  )('%s wants a key or secret of its own, whoever is signed in', async (_, route) => {
    expect(await statusOf(route, stage.admin)).toBe(401);
  });

  it('gives a key what its scopes name and no more', async () => {
    const created = await stage.admin.call('createKey', { body: { kind: 'api', name: 'CRM', scopes: ['leads:read'] } });
    const marketer = stage.withKey(created.body.key);
    expect((await marketer.call('listLeads')).status).toBe(200);
    expect((await marketer.call('listKeys')).status).toBe(403);
    expect((await marketer.call('listNotifications')).status).toBe(403);
    expect((await stage.admin.call('revokeKey', { params: { id: created.body.id } })).status).toBe(204);
    expect((await marketer.call('listLeads')).body.code).toBe('key_refused');
  });

  it('shows a key once and keeps its hash only', async () => {
    const created = await stage.admin.call('createKey', { body: { kind: 'write', name: 'Website' } });
    const listed = await stage.admin.call('listKeys');
    expect(listed.text).not.toContain(created.body.key);
    const { rows } = await stage.pool.query('SELECT json_agg(k)::text AS kept FROM api_key k');
    expect(rows[0].kept).not.toContain(created.body.key);
    expect((await stage.withKey(created.body.key).call('listLeads')).status).toBe(401);
  });
});
