import { ADDRESS, MAIL, refused, until } from '../../test/mail-fixtures';
import { ScriptedSmtpServer, type Script } from './scripted-smtp.fixture';
import { isHardBounce, type Mailer, type SendResult } from './mailer';
import { createMailer, type MailerOptions } from './smtp-mailer';

let server: ScriptedSmtpServer;
let mailer: Mailer;

async function start(script: Script = {}, options: Partial<MailerOptions> = {}): Promise<void> {
  server = await ScriptedSmtpServer.start(script);
  mailer = createMailer({ url: server.url, maxConnections: 2, ...options });
}

afterEach(async () => {
  await mailer.close();
  await server.stop();
});

describe('a refusal before the body', () => {
  const cases: [string, Script, Partial<Extract<SendResult, { outcome: 'refused' }>>, boolean][] = [
    [
      'a refused recipient',
      { rcpt: '550 unknown' },
      { code: 'recipient_refused', permanent: true, smtpCode: 550 },
      true,
    ],
    [
      'a full mailbox',
      { rcpt: '552 5.2.2 over quota' },
      { code: 'mailbox_unavailable', permanent: true, smtpCode: 552, enhanced: '5.2.2' },
      false,
    ],
    [
      'a recipient refused by policy',
      { rcpt: '554 5.7.1 relay access denied' },
      { code: 'policy', permanent: true, smtpCode: 554, enhanced: '5.7.1' },
      false,
    ],
    [
      'greylisting',
      { rcpt: '450 4.7.1 greylisted, try again in 5 minutes' },
      { code: 'throttled', smtpCode: 450, enhanced: '4.7.1', retryAfterMs: 300_000 },
      false,
    ],
    [
      'a busy mailbox',
      { rcpt: '450 4.2.1 busy' },
      { code: 'recipient_refused', smtpCode: 450, enhanced: '4.2.1' },
      false,
    ],
    ['a local error', { rcpt: '451 local error' }, { code: 'throttled', smtpCode: 451 }, false],
    [
      'a closing server',
      { rcpt: '421 4.7.0 too much' },
      { code: 'throttled', smtpCode: 421, enhanced: '4.7.0' },
      false,
    ],
    ['a busy greeting', { greeting: '421 4.3.2 busy' }, { code: 'throttled', smtpCode: 421, enhanced: '4.3.2' }, false],
    ['a blocking greeting', { greeting: '554 blocked' }, { code: 'policy', smtpCode: 554 }, false],
    [
      'a refused sender',
      { mail: '550 5.1.8 bad sender domain' },
      { code: 'sender_refused', permanent: true, smtpCode: 550, enhanced: '5.1.8' },
      false,
    ],
    [
      'a missing sign-in',
      { mail: '530 5.7.0 authenticate first' },
      { code: 'auth_failed', smtpCode: 530, enhanced: '5.7.0' },
      false,
    ],
    [
      'a sender refused at the recipient',
      { rcpt: '550 5.1.7 bad sender' },
      { code: 'sender_refused', permanent: true, smtpCode: 550, enhanced: '5.1.7' },
      false,
    ],
    [
      'DATA refused for now',
      { data: '451 4.3.0 later' },
      { code: 'throttled', smtpCode: 451, enhanced: '4.3.0' },
      false,
    ],
    ['DATA refused for good', { data: '554 no' }, { code: 'message_refused', permanent: true, smtpCode: 554 }, false],
    ['a server that dies at the greeting', { greeting: 'die' }, { code: 'connection' }, false],
    ['a server that dies at the sender', { mail: 'die' }, { code: 'connection' }, false],
    ['a server that dies at DATA', { data: 'die' }, { code: 'connection' }, false],
    [
      'a mail above the server size',
      { ehlo: '250-test\r\n250 SIZE 10' },
      { code: 'message_refused', permanent: true },
      false,
    ],
  ];
  it.each(cases)('by %s is told by its code', async (_, script, expected, bounce) => {
    await start(script);
    const beforeData = jest.fn(async () => true);
    const result = await mailer.send(MAIL, { beforeData });
    expect(result).toEqual(refused(expected));
    expect(isHardBounce(result)).toBe(bounce);
    expect(beforeData).not.toHaveBeenCalled();
    expect(server.bodies.join('')).toBe('');
  });

  it('never carries the words of the server, which may echo the address', async () => {
    await start({ rcpt: `550 5.1.1 <${ADDRESS}>: user erika mustermann unknown` });
    const result = await mailer.send(MAIL);
    expect(isHardBounce(result)).toBe(true);
    expect(JSON.stringify(result)).not.toMatch(/mustermann|kunde/i);
  });

  it('is a connection failure when nobody listens', async () => {
    await start();
    const port = server.port;
    await server.stop();
    const lonely = createMailer({ url: `smtp://127.0.0.1:${port}` });
    expect(await lonely.send(MAIL)).toEqual(refused({ code: 'connection' }));
    await lonely.close();
    await start();
  });

  it('is a timeout when the server is silent at the greeting or after a command', async () => {
    await start({ greeting: null }, { timeouts: { greeting: 100 } });
    expect(await mailer.send(MAIL)).toEqual(refused({ code: 'timeout' }));
    await mailer.close();
    await server.stop();
    await start({ mail: null }, { timeouts: { command: 100 } });
    expect(await mailer.send(MAIL)).toEqual(refused({ code: 'timeout' }));
  });

  it('is a TLS failure when STARTTLS breaks or is refused although it is required', async () => {
    await start({ ehlo: '250-test\r\n250 STARTTLS', starttls: '220 go' });
    expect(await mailer.send(MAIL)).toEqual(refused({ code: 'tls' }));
    await mailer.close();
    await server.stop();
    await start({ starttls: '454 4.7.0 not now' });
    const strict = createMailer({ url: `${server.url}?requireTLS=true` });
    expect(await strict.send(MAIL)).toEqual(refused({ code: 'tls' }));
    await strict.close();
  });

  it('is a TLS failure when a TLS connection meets a plain server', async () => {
    await start();
    const secure = createMailer({ url: `smtps://127.0.0.1:${server.port}` });
    expect(await secure.send(MAIL)).toEqual(refused({ code: 'tls' }));
    await secure.close();
  });

  it('is a failed sign-in, never a permanent one, when the password is wrong', async () => {
    await start({ ehlo: '250-test\r\n250 AUTH PLAIN', auth: '535 5.7.8 no' });
    const signed = createMailer({ url: `smtp://user:wrong@127.0.0.1:${server.port}` });
    expect(await signed.send(MAIL)).toEqual(refused({ code: 'auth_failed', smtpCode: 535, enhanced: '5.7.8' }));
    await signed.close();
  });
});

describe('after the body has begun', () => {
  it('a 5xx or 4xx answer to the dot is a definite refusal', async () => {
    await start({ body: '552 5.3.4 too big' });
    expect(await mailer.send(MAIL)).toEqual(
      refused({ code: 'message_refused', permanent: true, dataStarted: true, smtpCode: 552, enhanced: '5.3.4' }),
    );
    server.script = { body: '451 4.3.0 try later' };
    expect(await mailer.send(MAIL)).toEqual(
      refused({ code: 'throttled', dataStarted: true, smtpCode: 451, enhanced: '4.3.0' }),
    );
    server.script = { body: '550 5.1.1 no such user' };
    expect(isHardBounce(await mailer.send(MAIL))).toBe(true);
    server.script = { body: '550 5.7.1 looks like spam' };
    expect(await mailer.send(MAIL)).toMatchObject({ code: 'policy', permanent: true, dataStarted: true });
  });

  it('a server that dies before its answer leaves the outcome uncertain', async () => {
    await start({ body: 'die' });
    expect(await mailer.send(MAIL)).toEqual({ outcome: 'uncertain', code: 'connection' });
    server.script = { bodyBegins: 'die' };
    expect(await mailer.send(MAIL)).toEqual({ outcome: 'uncertain', code: 'connection' });
  });

  it('a server that never answers leaves the outcome uncertain, by command or by whole time', async () => {
    await start({ body: null }, { timeouts: { command: 100 } });
    expect(await mailer.send(MAIL)).toEqual({ outcome: 'uncertain', code: 'timeout' });
    await mailer.close();
    mailer = createMailer({ url: server.url, timeouts: { send: 150 } });
    expect(await mailer.send(MAIL)).toEqual({ outcome: 'uncertain', code: 'timeout' });
  });

  it('an answer that is neither yes nor no leaves the outcome uncertain', async () => {
    await start({ body: '354 what' });
    expect(await mailer.send(MAIL)).toEqual({ outcome: 'uncertain', code: 'connection' });
  });

  it('an answer cut short leaves the outcome uncertain', async () => {
    await start({ body: null });
    const sending = mailer.send(MAIL);
    await until(() => server.bodies.length === 1);
    server.cutWith('550 5.1.1 no su');
    expect(await sending).toEqual({ outcome: 'uncertain', code: 'connection' });
  });
});
