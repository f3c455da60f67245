import { createSigner } from '@ripen/connectors';
import { applyFacts, inTransaction, mergeLeads, postgresClock, resolveLeads } from '@ripen/persistence';
import { type Answer, openStage, SECRET, type Stage } from '../stage.fixture';

const ONE_CLICK = { 'List-Unsubscribe': 'One-Click' };

describe('the preference centre and unsubscribing', () => {
  let stage: Stage;
  let number = 0;
  const signer = createSigner(SECRET);
  const context = { clock: postgresClock };
  beforeAll(async () => {
    stage = await openStage();
    const created = await stage.admin.call('createPurpose', {
      body: {
        key: 'events',
        name: { de: 'Veranstaltungen', en: 'Events' },
        explanation: { de: 'Einladungen', en: 'Invitations' },
        wording: { de: 'Laden Sie mich ein.', en: 'Please invite me.' },
        channels: ['email'],
        legalBasis: { de: 'Einwilligung', en: 'Consent' },
        needsConsent: true,
        active: true,
        position: 4,
      },
    });
    expect(created.status).toBe(200);
  });
  afterAll(() => stage.close());

  async function born(userId: string | null = null, anonymousId: string | null = null): Promise<string> {
    const [leadId] = await inTransaction(stage.pool, (tx) => resolveLeads(tx, [{ anonymousId, userId }], context));
    if (leadId === undefined) throw new Error('nobody was born');
    return leadId;
  }

  /** A known lead who agreed to marketing by e-mail and phone. */
  async function person(): Promise<string> {
    number += 1;
    const leadId = await born(`person-${number}`);
    const base = { leadId, occurredAt: Date.now() - 1_000, dedupeKey: null };
    const proof = { via: 'test', wording: 'Ja', wordingVersion: 1, confirmedAt: null, submissionId: null };
    const yes = { ...base, kind: 'consent', purpose: 'marketing', state: 'granted', proof } as const;
    await inTransaction(stage.pool, (tx) =>
      applyFacts(
        tx,
        [
          { ...base, kind: 'known' },
          {
            ...base,
            kind: 'fields',
            lead: { email: `maria-${number}@kunde.example`, lastName: 'Muster' },
            company: null,
          },
          { ...yes, channel: 'email' },
          { ...yes, channel: 'phone' },
        ],
        context,
      ),
    );
    return leadId;
  }

  const unsubscribeUrl = (leadId: string, purpose?: string): string =>
    `/u/${signer.sign('unsubscribe', purpose === undefined ? [leadId] : [leadId, purpose])}`;
  const preferencesUrl = (leadId: string): string => `/p/${signer.sign('preferences', [leadId])}`;
  /** As a mail program or a foreign page would: no cookie, another origin. */
  const post = (path: string, fields: Record<string, string>): Promise<Answer> =>
    stage.anybody.fetch(path, {
      method: 'POST',
      body: new URLSearchParams(fields),
      headers: { origin: 'https://mail.example' },
    });

  async function said(leadId: string): Promise<Record<string, string>> {
    const { rows } = await stage.pool.query<{ what: string; state: string }>(
      `SELECT DISTINCT ON (purpose, channel) purpose || '.' || channel AS what, state FROM consent WHERE lead_id = $1 ORDER BY purpose, channel, at DESC, state DESC, id DESC`,
      [leadId],
    );
    return Object.fromEntries(rows.map(({ what, state }) => [what, state]));
  }
  async function everything(): Promise<string> {
    const { rows } = await stage.pool.query(
      `SELECT (SELECT json_agg(c ORDER BY id) FROM consent c)::text || (SELECT json_agg(l ORDER BY id) FROM lead l)::text
         || coalesce((SELECT json_agg(p ORDER BY lead_id) FROM mail_pause p)::text, '') || (SELECT count(*) FROM ledger_entry)::text AS kept`,
    );
    return String(rows[0].kept);
  }
  /** The form as a browser sends it: every field as it stands on the page. */
  function fieldsOf(page: string): Record<string, string> {
    const fields: Record<string, string> = {};
    const form = page.slice(page.indexOf('<form'), page.indexOf('</form>'));
    for (const [tag] of form.matchAll(/<input[^>]*>/g)) {
      const name = /name="([^"]*)"/.exec(tag)?.[1] ?? '';
      const value = /value="([^"]*)"/.exec(tag)?.[1] ?? '';
      if (/type="hidden"/.test(tag) || / checked/.test(tag)) fields[name] = value;
    }
    return fields;
  }

  it('changes nothing when a page is opened, by GET, HEAD or OPTIONS, however often', async () => {
    const leadId = await person();
    const before = await everything();
    for (const path of [unsubscribeUrl(leadId, 'marketing'), unsubscribeUrl(leadId, '*'), preferencesUrl(leadId)]) {
      for (const method of ['GET', 'HEAD', 'OPTIONS', 'GET']) {
        const purposeHeader = { 'sec-purpose': 'prefetch', purpose: 'prefetch' };
        const answer = await stage.anybody.fetch(`${path}?all=1&act=stop&done=saved`, {
          method,
          headers: purposeHeader,
        });
        expect([method, answer.status < 500]).toEqual([method, true]);
      }
    }
    expect(await everything()).toBe(before);
  });

  it('unsubscribes by one POST from what the mail was for, and from nothing else', async () => {
    const leadId = await person();
    const answer = await post(unsubscribeUrl(leadId, 'events'), ONE_CLICK);
    expect(answer.status).toBe(200);
    expect(answer.text).toContain('Veranstaltungen');
    expect(answer.text).toContain('/p/');
    expect(await said(leadId)).toEqual({
      'events.email': 'withdrawn',
      'marketing.email': 'granted',
      'marketing.phone': 'granted',
    });
    expect((await post(unsubscribeUrl(leadId, 'events'), ONE_CLICK)).status).toBe(200);
    expect((await post(`${unsubscribeUrl(leadId, 'events')}?all=1`, {})).status).toBe(200);
    expect([...new Set(Object.values(await said(leadId)))]).toEqual(['withdrawn']);
  });

  it('takes whatever body a mail program sends', async () => {
    const multipart = new FormData();
    multipart.set('List-Unsubscribe', 'One-Click');
    const bodies: [FormData | string | null, Record<string, string>][] = [
      [multipart, {}],
      [null, {}],
      ['{"broken', { 'content-type': 'application/json' }],
      ['x'.repeat(200_000), { 'content-type': 'application/x-www-form-urlencoded; charset=klingon' }],
    ];
    for (const [body, headers] of bodies) {
      const leadId = await person();
      const answer = await stage.anybody.fetch(unsubscribeUrl(leadId, 'marketing'), { method: 'POST', body, headers });
      expect(answer.status).toBe(200);
      expect((await said(leadId))['marketing.email']).toBe('withdrawn');
      expect((await said(leadId))['marketing.phone']).toBe('granted');
    }
  });

  it('shows what somebody gets, veils the address, and takes what was changed with its wording as proof', async () => {
    const leadId = await person();
    const page = await stage.anybody.fetch(preferencesUrl(leadId));
    expect(page.status).toBe(200);
    expect(page.headers.get('cache-control')).toBe('no-store');
    expect(page.text).not.toContain('maria');
    expect(page.text).toContain('•••@kunde.example');
    const fields = fieldsOf(page.text);
    expect(fields).toMatchObject({ 'want.marketing.email': 'on', 'shown.events.email': 'off', pause: '' });
    const { 'want.marketing.email': _off, ...rest } = fields;
    const saved = await post(preferencesUrl(leadId), {
      ...rest,
      'want.events.email': 'on',
      language: 'en',
      pause: '90',
    });
    expect([saved.status, saved.headers.get('location')]).toEqual([303, `${preferencesUrl(leadId)}?done=saved`]);
    expect(await said(leadId)).toEqual({
      'events.email': 'granted',
      'marketing.email': 'withdrawn',
      'marketing.phone': 'granted',
    });
    const lead = await stage.admin.call('getLead', { params: { id: leadId } });
    expect(lead.body.language).toBe('en');
    expect(lead.body.consents).toContainEqual(
      expect.objectContaining({
        purpose: 'events',
        via: 'preferences',
        wording: 'Laden Sie mich ein.',
        wordingVersion: 1,
      }),
    );
    const after = await stage.anybody.fetch(`${preferencesUrl(leadId)}?done=saved`);
    expect(after.text).toContain('Saved. This holds from now on.');
    expect(after.text).toContain('Paused until');
  });

  it('does not say again what nobody changed: an old page brings back no yes', async () => {
    const leadId = await person();
    const old = fieldsOf((await stage.anybody.fetch(preferencesUrl(leadId))).text);
    await post(unsubscribeUrl(leadId, 'marketing'), ONE_CLICK);
    expect((await post(preferencesUrl(leadId), { ...old, language: 'en' })).status).toBe(303);
    expect((await said(leadId))['marketing.email']).toBe('withdrawn');
  });

  it('stops everything with one button, also what nobody had agreed to yet', async () => {
    const leadId = await person();
    expect((await post(preferencesUrl(leadId), { act: 'stop' })).status).toBe(303);
    const late = { via: 'import', wording: null, wordingVersion: null, confirmedAt: null, submissionId: null };
    const older = { kind: 'consent', leadId, occurredAt: Date.now() - 86_400_000, dedupeKey: null } as const;
    await inTransaction(stage.pool, (tx) =>
      applyFacts(tx, [{ ...older, purpose: 'events', channel: 'email', state: 'granted', proof: late }], context),
    );
    expect([...new Set(Object.values(await said(leadId)))]).toEqual(['withdrawn']);
  });

  it('answers kindly for who was merged or erased, and refuses what was forged or signed for something else', async () => {
    const winner = await person();
    const loser = await born(null, `browser-${number}`);
    await inTransaction(stage.pool, (tx) => mergeLeads(tx, { from: loser, into: winner }, context));
    expect((await post(unsubscribeUrl(loser, 'marketing'), ONE_CLICK)).status).toBe(200);
    expect((await said(winner))['marketing.email']).toBe('withdrawn');
    const gone = await born('soon-gone');
    await stage.pool.query('DELETE FROM lead WHERE id = $1', [gone]);
    for (const path of [unsubscribeUrl(gone), preferencesUrl(gone)]) {
      const answers = [await stage.anybody.fetch(path), await post(path, ONE_CLICK)];
      expect(answers.map(({ status }) => status)).toEqual([200, 200]);
      for (const { text } of answers) expect(text).toContain('Sie bekommen keine E-Mails mehr von uns');
    }
    const strange = [
      `${unsubscribeUrl(winner)}x`,
      `/u/${signer.sign('preferences', [winner])}`,
      `/p/${signer.sign('unsubscribe', [winner])}`,
      '/p/x',
    ];
    for (const path of strange) expect((await post(path, { act: 'stop' })).status).toBe(404);
  });
});
