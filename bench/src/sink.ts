import { SMTPServer } from 'smtp-server';

/** An SMTP server that forgets mails, but tells who waits for one that it came. */
export interface Sink {
  readonly url: string;
  /** Resolves when the next mail to this address has been taken. */
  next(address: string): Promise<void>;
  stop(): Promise<void>;
}

export async function openSink(): Promise<Sink> {
  const waiting = new Map<string, () => void>();
  const server = new SMTPServer({
    authOptional: true,
    disabledCommands: ['AUTH', 'STARTTLS'],
    logger: false,
    disableReverseLookup: true,
    onData: (stream, session, done) => {
      stream.resume();
      stream.on('end', () => {
        for (const { address } of session.envelope.rcptTo) {
          waiting.get(address)?.();
          waiting.delete(address);
        }
        done();
      });
    },
  });
  // A client that is killed in the middle of a mail is no trouble of the sink's.
  server.on('error', () => undefined);
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const address = server.server.address();
  if (address === null || typeof address === 'string') throw new Error('the sink has no port');
  return {
    url: `smtp://127.0.0.1:${address.port}`,
    next: (address) => new Promise((came) => waiting.set(address, came)),
    stop: () => new Promise((resolve) => server.close(() => resolve())),
  };
}
