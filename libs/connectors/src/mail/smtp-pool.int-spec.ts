import { MAIL, refused, until } from '../../test/mail-fixtures';
import { ScriptedSmtpServer, type Script } from './scripted-smtp.fixture';
import type { Mailer } from './mailer';
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

describe('a recipient domain about which the server does not answer', () => {
  const HANDS = 24;
  const to = (domain: string, person: number) => ({
    ...MAIL,
    envelope: { ...MAIL.envelope, to: `person${person}@${domain}` },
  });

  it('holds up nobody else, however many mails are for it', async () => {
    await start(
      { rcpt: ({ line }) => (line.includes('slow.example') ? null : '250 ok') },
      { maxConnections: 10, timeouts: { slow: 200, command: 2_500 } },
    );
    const queue = Array.from({ length: 120 }, (_, person) =>
      to(person < 80 ? 'slow.example' : 'quick.example', person),
    );
    const ends: { domain: string; code: string; at: number }[] = [];
    const began = Date.now();
    const hand = async (): Promise<void> => {
      for (let mail = queue.shift(); mail; mail = queue.shift()) {
        const result = await mailer.send(mail);
        const code = result.outcome === 'refused' ? result.code : result.outcome;
        ends.push({ domain: mail.envelope.to.split('@')[1] ?? '', code, at: Date.now() - began });
      }
    };
    await Promise.all(Array.from({ length: HANDS }, hand));
    const quick = ends.filter(({ domain }) => domain === 'quick.example');
    expect(quick.map(({ code }) => code)).toEqual(Array(40).fill('sent'));
    expect(Math.max(...quick.map(({ at }) => at))).toBeLessThan(2_000);
    expect(new Set(ends.filter(({ domain }) => domain === 'slow.example').map(({ code }) => code))).toEqual(
      new Set(['timeout', 'domain_slow']),
    );
  });
});
