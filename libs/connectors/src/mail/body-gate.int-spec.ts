import { MAIL, refused, until } from '../../test/mail-fixtures';
import { ScriptedSmtpServer, type Script } from './scripted-smtp.fixture';
import { isHardBounce, type Mailer } from './mailer';
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

  it('is never asked twice for one send, even when a kept connection dies under it', async () => {
    await start();
    await mailer.send(MAIL);
    const written = server.bodies.length;
    let release = (): void => undefined;
    const beforeData = jest.fn(() => new Promise<boolean>((resolve) => (release = () => resolve(true))));
    const sending = mailer.send(MAIL, { beforeData });
    await until(() => beforeData.mock.calls.length === 1);
    server.cutWith('');
    await until(() => server.openConnections === 0);
    release();
    expect(await sending).toEqual(refused({ code: 'connection' }));
    expect(beforeData).toHaveBeenCalledTimes(1);
    expect(server.bodies.slice(written).join('')).toBe('');
    expect(server.connections).toBe(1);
  });

  it('leaves no open body behind when the server takes its 354 back', async () => {
    await start({ data: '354 go\r\n451 4.3.0 no after all' });
    let release = (): void => undefined;
    const sending = mailer.send(MAIL, {
      beforeData: () => new Promise((resolve) => (release = () => resolve(true))),
    });
    await until(() => server.openConnections === 0 && server.connections === 1);
    release();
    expect(await sending).toEqual(refused({ code: 'throttled', smtpCode: 451, enhanced: '4.3.0' }));
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
