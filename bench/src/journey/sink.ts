import { SMTPServer } from 'smtp-server';

/** An SMTP server that counts mails and forgets them. */
export interface Sink {
  readonly url: string;
  received(): number;
  stop(): Promise<void>;
}

export async function openSink(): Promise<Sink> {
  let count = 0;
  const server = new SMTPServer({
    authOptional: true,
    disabledCommands: ['AUTH', 'STARTTLS'],
    logger: false,
    disableReverseLookup: true,
    onData: (stream, _session, done) => {
      stream.resume();
      stream.on('end', () => {
        count += 1;
        done();
      });
    },
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const address = server.server.address();
  if (address === null || typeof address === 'string') throw new Error('the sink has no port');
  return {
    url: `smtp://127.0.0.1:${address.port}`,
    received: () => count,
    stop: () => new Promise((resolve) => server.close(() => resolve())),
  };
}
