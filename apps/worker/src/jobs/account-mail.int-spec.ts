import {
  createMailer,
  createMemoryMailbox,
  createReturnAddresses,
  createSigner,
  createTemplateRenderer,
  startInbox,
} from '@ripen/connectors';
import { inTransaction, newId, openJob, postgresClock, readMailSettings, startJob } from '@ripen/persistence';
import { CONTEXT, nameCompany, openStage, type Stage } from '@ripen/persistence/stage';
import type { JobRunner } from '@ripen/persistence';
import { accountMailRunner } from './account-mail';

const SECRET = 'a secret that only the tests know, 32+';

describe('the mail of an account link', () => {
  let stage: Stage;
  let runner: JobRunner;
  let close: () => Promise<void>;
  let refusing = false;
  const mailbox = createMemoryMailbox();
  beforeAll(async () => {
    stage = await openStage();
    await nameCompany(stage.pool);
    const inbox = await startInbox({
      port: 0,
      store: mailbox,
      now: () => Date.now(),
      newId,
      onError: (error) => {
        throw error;
      },
      rejectRecipient: () => (refusing ? { code: 451, message: 'later' } : null),
    });
    const mailer = createMailer({ url: inbox.url });
    const templates = createTemplateRenderer();
    runner = accountMailRunner({
      pool: stage.pool,
      context: CONTEXT,
      mailer,
      templates,
      signer: createSigner(SECRET),
      returnAddresses: createReturnAddresses(SECRET),
      ownMailbox: true,
      publicUrl: 'http://ripen.test',
      fallbackFrom: null,
      settings: () => readMailSettings(stage.pool),
    });
    close = async () => {
      await Promise.all([mailer.close(), templates.close(), inbox.stop()]);
      await stage.close();
    };
  }, 60_000);
  afterAll(() => close());

  async function asked(kind: 'invitation' | 'reset', language: 'de' | 'en') {
    const [userId, linkId] = [newId(), newId()];
    const email = `${userId}@firma.example`;
    await stage.pool.query('INSERT INTO app_user (id, email, name, role, language) VALUES ($1, $2, $3, $4, $5)', [
      userId,
      email,
      'Ida <b>',
      'sales_rep',
      language,
    ]);
    await stage.pool.query(
      `INSERT INTO account_link (id, user_id, kind, expires_at) VALUES ($1, $2, $3, now() + interval '1 hour')`,
      [linkId, userId, kind],
    );
    const jobId = await inTransaction(stage.pool, (tx) => startJob(tx, { kind: 'account_mail', subjectId: linkId }));
    const work = async () => {
      const job = await openJob(stage.pool, jobId);
      if (job === null) throw new Error('the job has ended');
      return runner.work(job, { pool: stage.pool, context: CONTEXT, signal: new AbortController().signal });
    };
    const mails = () => mailbox.mails.filter((mail) => mail.rcptTo.includes(email));
    return { linkId, jobId, work, mails };
  }

  it.each([
    ['invitation', 'de', 'Ihre Einladung zu Ripen', /http:\/\/ripen\.test\/join#([\w.-]+)/],
    ['reset', 'en', 'A new password for Ripen', /http:\/\/ripen\.test\/reset#([\w.-]+)/],
  ] as const)('of kind %s goes out in %s with a link that opens it', async (kind, language, subject, link) => {
    const { linkId, jobId, work, mails } = await asked(kind, language);
    expect(await work()).toEqual({ do: 'done' });
    const [mail] = mails();
    expect(mail?.subject).toBe(subject);
    expect(mail?.html).not.toContain('Ida <b>');
    const [, token = ''] = link.exec(mail?.text ?? '') ?? [];
    expect(createSigner(SECRET).verify(kind, token, await postgresClock.now(stage.pool))).toEqual([linkId]);
    const { rows } = await stage.pool.query(
      `SELECT (SELECT json_agg(j)::text FROM job j) || (SELECT json_agg(l)::text FROM account_link l) AS kept`,
    );
    expect(rows[0].kept).not.toContain(token);
    expect(await openJob(stage.pool, jobId)).toBeNull();
  });

  it('is tried again later while the mail server refuses, and not once the link is over', async () => {
    const { linkId, jobId, work, mails } = await asked('reset', 'de');
    refusing = true;
    const first = await work();
    expect(first).toEqual({ do: 'wait', until: expect.any(Number) });
    refusing = false;
    await stage.pool.query('DELETE FROM account_link WHERE id = $1', [linkId]);
    expect(await work()).toEqual({ do: 'done' });
    expect(mails()).toEqual([]);
    const { rows } = await stage.pool.query('SELECT outcome FROM job WHERE id = $1', [jobId]);
    expect(rows).toEqual([{ outcome: 'cancelled' }]);
  });
});
