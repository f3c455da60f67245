import { ScriptedSmtpServer, type Script } from '../../test/scripted-smtp-server';
import { isHardBounce, type Mailer, type OutgoingMail, type SendResult } from './mailer';
import { createMailer, type MailerOptions } from './smtp-mailer';

const ADDRESS = 'erika.mustermann@kunde.example';
const MAIL: OutgoingMail = {
  envelope: { from: 'post@ripen.example', to: ADDRESS },
  messageId: '<1@ripen.example>',
  raw: Buffer.from('Subject: Hallo\r\n\r\nErste Zeile\r\n.Punkt\r\n'),
};

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

const refused = (part: Partial<Extract<SendResult, { outcome: 'refused' }>>): SendResult => ({
  outcome: 'refused',
  code: 'connection',
  permanent: false,
  dataStarted: false,
  smtpCode: null,
  enhanced: null,
  retryAfterMs: null,
  ...part,
});

describe('the mark before the body', () => {
  it('is asked after 354 and before the first byte, and then the body is written once', async () => {
    await start();
    let seen: { commands: string[]; bodies: number } | null = null;
    const result = await mailer.send(MAIL, {
      beforeData: async () => {
        seen = { commands: [...server.commands], bodies: server.bodies.length };
        return true;
      },
    });
    expect(result).toEqual({ outcome: 'sent' });
    expect(seen).toMatchObject({ bodies: 0 });
    expect(seen!.commands.at(-1)).toBe('DATA');
    expect(server.bodies).toEqual(['Subject: Hallo\r\n\r\nErste Zeile\r\n..Punkt']);
  });

  it('stops everything with a no: not a byte and no dot is written, and the connection is gone', async () => {
    await start();
    const result = await mailer.send(MAIL, { beforeData: async () => false });
    expect(result).toEqual({ outcome: 'aborted', error: null });
    await until(() => server.openConnections === 0);
    expect(server.bodies).toEqual(['']);
    expect(server.dots).toBe(0);
    expect(server.commands.at(-1)).toBe('DATA');
  });

  it('stops everything with a throw and hands the caller its own error', async () => {
    await start();
    const error = new Error('lost the claim');
    const result = await mailer.send(MAIL, { beforeData: () => Promise.reject(error) });
    expect(result).toEqual({ outcome: 'aborted', error });
    await until(() => server.openConnections === 0);
    expect(server.bodies).toEqual(['']);
    expect(server.dots).toBe(0);
  });

  it('is not asked when the recipient is refused, pipelined or not', async () => {
    for (const ehlo of ['250 test', '250-test\r\n250 PIPELINING']) {
      await start({ ehlo, rcpt: '550 5.1.1 no such user' });
      const beforeData = jest.fn(async () => true);
      expect(isHardBounce(await mailer.send(MAIL, { beforeData }))).toBe(true);
      expect(beforeData).not.toHaveBeenCalled();
      await mailer.close();
      await server.stop();
    }
    await start();
  });

  it('is waited for when the server dies meanwhile, and nothing is written afterwards', async () => {
    await start({ data: '354 go\r\n421 4.3.2 closing' });
    let release = (): void => undefined;
    let settled = false;
    const sending = mailer.send(MAIL, {
      beforeData: () =>
        new Promise((resolve) => {
          release = () => {
            settled = true;
            resolve(true);
          };
        }),
    });
    await until(() => server.openConnections === 0 && server.connections === 1);
    release();
    expect(await sending).toEqual(refused({ code: 'throttled', smtpCode: 421, enhanced: '4.3.2' }));
    expect(settled).toBe(true);
    expect(server.bodies.join('')).toBe('');
    expect(server.dots).toBe(0);
  });

  it('is waited for when the whole send runs out of time, and nothing is written afterwards', async () => {
    await start({}, { timeouts: { send: 200 } });
    let release = (): void => undefined;
    const sending = mailer.send(MAIL, {
      beforeData: () => new Promise((resolve) => (release = () => resolve(true))),
    });
    await until(() => server.openConnections === 0 && server.connections === 1);
    release();
    expect(await sending).toEqual(refused({ code: 'timeout' }));
    expect(server.bodies).toEqual(['']);
    expect(server.dots).toBe(0);
  });

  it('does not take an answer for an acceptance that came before the body was written', async () => {
    await start({ data: '354 go\r\n250 taken' });
    let release = (): void => undefined;
    const sending = mailer.send(MAIL, {
      beforeData: () => new Promise((resolve) => (release = () => resolve(true))),
    });
    await until(() => server.openConnections === 0 && server.connections === 1);
    release();
    expect(await sending).toEqual(refused({ code: 'connection' }));
    expect(server.bodies).toEqual(['']);
    expect(server.dots).toBe(0);
  });
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

describe('kept connections', () => {
  it('carry one mail after the other, and a refusal between them is reset away', async () => {
    await start({ rcpt: ({ mails }) => (mails === 2 ? '550 5.1.1 no' : '250 ok') });
    expect(await mailer.send(MAIL)).toEqual({ outcome: 'sent' });
    expect(await mailer.send(MAIL)).toMatchObject({ outcome: 'refused' });
    expect(await mailer.send(MAIL)).toEqual({ outcome: 'sent' });
    expect(server.connections).toBe(1);
    expect(server.commands.filter((line) => line === 'RSET')).toHaveLength(1);
  });

  it('are replaced without a word when the server gave them up meanwhile', async () => {
    await start({
      mail: ({ connection, mails }) => (connection === 1 && mails === 1 ? '421 idle too long' : '250 ok'),
    });
    expect(await mailer.send(MAIL)).toEqual({ outcome: 'sent' });
    const beforeData = jest.fn(async () => true);
    expect(await mailer.send(MAIL, { beforeData })).toEqual({ outcome: 'sent' });
    expect(beforeData).toHaveBeenCalledTimes(1);
    server.script = { mail: ({ connection, mails }) => (connection === 2 && mails === 1 ? 'die' : '250 ok') };
    expect(await mailer.send(MAIL)).toEqual({ outcome: 'sent' });
    expect(server.connections).toBe(3);
  });

  it('are closed when idle, and at the latest when the mailer closes', async () => {
    await start({}, { timeouts: { idle: 50 } });
    await mailer.send(MAIL);
    await until(() => server.openConnections === 0);
    expect(server.commands.at(-1)).toBe('QUIT');
    await mailer.send(MAIL);
    await mailer.close();
    await until(() => server.openConnections === 0);
    expect(await mailer.send(MAIL)).toEqual(refused({ code: 'connection' }));
  });

  it('are never more than allowed, and waiting for one counts against the time of the send', async () => {
    await start({}, { maxConnections: 2 });
    const releases: (() => void)[] = [];
    const beforeData = (): Promise<boolean> => new Promise((resolve) => releases.push(() => resolve(true)));
    const sends = [1, 2, 3, 4].map(() => mailer.send(MAIL, { beforeData }));
    await until(() => releases.length === 2);
    expect(server.openConnections).toBe(2);
    for (let done = 0; done < 4; done += 1) {
      await until(() => releases.length > done);
      releases[done]?.();
    }
    expect(await Promise.all(sends)).toEqual(Array(4).fill({ outcome: 'sent' }));
    expect(server.connections).toBe(2);
    await mailer.close();

    mailer = createMailer({ url: server.url, maxConnections: 1, timeouts: { send: 150 } });
    const blocked = [mailer.send(MAIL, { beforeData }), mailer.send(MAIL)];
    await until(() => releases.length === 5);
    expect(await blocked[1]).toEqual(refused({ code: 'timeout' }));
    releases[4]?.();
    expect(await blocked[0]).toEqual(refused({ code: 'timeout' }));
  });
});

async function until(holds: () => boolean): Promise<void> {
  const deadline = Date.now() + 4_000;
  while (!holds()) {
    if (Date.now() > deadline) throw new Error(`never came true: ${holds.toString()}`);
    await new Promise((resolve) => setTimeout(resolve, 5));
  }
}
