import { createFakeMailer } from './fake-mailer';
import type { OutgoingMail } from './mailer';

const MAIL: OutgoingMail = {
  envelope: { from: 'a@b.example', to: 'c@d.example' },
  messageId: '<1@x>',
  raw: Buffer.from('x'),
};

describe('the fake mailer', () => {
  it('takes mails and asks before each body', async () => {
    const mailer = createFakeMailer();
    const beforeData = jest.fn(async () => true);
    expect(await mailer.send(MAIL, { beforeData })).toEqual({ outcome: 'sent' });
    expect(beforeData).toHaveBeenCalledTimes(1);
    expect(mailer.sent).toEqual([MAIL]);
  });

  it('writes nothing when the answer is no or a throw', async () => {
    const mailer = createFakeMailer();
    expect(await mailer.send(MAIL, { beforeData: async () => false })).toEqual({ outcome: 'aborted', error: null });
    const error = new Error('no');
    expect(await mailer.send(MAIL, { beforeData: () => Promise.reject(error) })).toEqual({ outcome: 'aborted', error });
    expect(mailer.written).toEqual([]);
    expect(mailer.attempts).toHaveLength(2);
  });

  it('ends as scripted: a refusal before the body does not ask, an uncertain end has written', async () => {
    const mailer = createFakeMailer();
    const refusal = {
      outcome: 'refused',
      code: 'recipient_refused',
      permanent: true,
      dataStarted: false,
      smtpCode: 550,
      enhanced: '5.1.1',
      retryAfterMs: null,
    } as const;
    mailer.script(refusal, { outcome: 'uncertain', code: 'connection' });
    const beforeData = jest.fn(async () => true);
    expect(await mailer.send(MAIL, { beforeData })).toBe(refusal);
    expect(beforeData).not.toHaveBeenCalled();
    expect(await mailer.send(MAIL, { beforeData })).toEqual({ outcome: 'uncertain', code: 'connection' });
    expect([mailer.written.length, mailer.sent.length]).toEqual([1, 0]);
    expect(await mailer.send(MAIL)).toEqual({ outcome: 'sent' });
  });
});
