import type { AddressInfo } from 'node:net';
import { SMTPServer } from 'smtp-server';
import { createMailer } from './smtp-mailer';

describe('a real mail server', () => {
  it('takes many mails over few connections, with TLS and sign-in', async () => {
    // The server warns that its built-in certificate is for tests only.
    jest.spyOn(console, 'error').mockImplementation(() => undefined);
    let connections = 0;
    let signedIn = 0;
    const subjects = new Set<string>();
    const server = new SMTPServer({
      onConnect: (_, done) => {
        connections += 1;
        done();
      },
      onAuth: ({ username, password }, _, done) => {
        if (username !== 'ripen' || password !== 'g:heim') return done(new Error('no'));
        signedIn += 1;
        done(null, { user: username });
      },
      onData: (stream, session, done) => {
        let text = '';
        stream.on('data', (chunk: Buffer) => (text += chunk.toString('utf8')));
        stream.on('end', () => {
          if (session.secure) subjects.add(text.split('\r\n')[0] ?? '');
          done();
        });
      },
    });
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    const { port } = server.server.address() as AddressInfo;
    const mailer = createMailer({
      url: `smtp://ripen:g%3Aheim@127.0.0.1:${port}?requireTLS=true&rejectUnauthorized=false`,
      maxConnections: 4,
      tls: { servername: 'localhost' },
    });
    const results = await Promise.all(
      Array.from({ length: 200 }, (_, n) =>
        mailer.send({
          envelope: { from: 'post@ripen.example', to: `lead${n}@kunde.example` },
          messageId: `<${n}@ripen.example>`,
          raw: Buffer.from(`Subject: ${n}\r\n\r\nHallo\r\n`),
        }),
      ),
    );
    await mailer.close();
    await new Promise<void>((resolve) => server.close(resolve));
    expect(results.every(({ outcome }) => outcome === 'sent')).toBe(true);
    expect(subjects.size).toBe(200);
    expect(connections).toBe(4);
    expect(signedIn).toBe(4);
  });
});
