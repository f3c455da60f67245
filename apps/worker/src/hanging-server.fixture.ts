import { SMTPServer } from 'smtp-server';

/** Where the conversation stops: before the body may begin, or after the whole body arrived. */
export type Hang = 'recipient' | 'body';

export interface HangingServer {
  readonly url: string;
  /** True at first. When it becomes false, every mail that hangs is answered, and later ones at once. */
  hangs: boolean;
  /** Cuts every connection. */
  stop(): Promise<void>;
}

const HOST = '127.0.0.1';

/** A mail server that takes a mail up to a point and then does not answer. */
export async function startHangingServer(where: Hang): Promise<HangingServer> {
  let hangs = true;
  let waiting: (() => void)[] = [];
  const answer = (at: Hang, done: () => void): void => {
    if (hangs && at === where) waiting.push(done);
    else done();
  };
  const server = new SMTPServer({
    authOptional: true,
    disabledCommands: ['AUTH', 'STARTTLS'],
    disableReverseLookup: true,
    logger: false,
    closeTimeout: 1,
    onRcptTo: (_address, _session, done) => answer('recipient', done),
    onData: (stream, _session, done) => {
      stream.resume();
      stream.once('end', () => answer('body', done));
    },
  });
  // The sender gives up in its own time and closes; that is no mistake of the server.
  server.on('error', () => undefined);
  await new Promise<void>((resolve) => server.listen(0, HOST, resolve));
  const address = server.server.address();
  if (typeof address !== 'object' || address === null) throw new Error('the mail server does not listen');
  return {
    url: `smtp://${HOST}:${address.port}`,
    get hangs() {
      return hangs;
    },
    set hangs(value) {
      hangs = value;
      if (hangs) return;
      for (const done of waiting) done();
      waiting = [];
    },
    stop: () => new Promise((resolve) => server.close(() => resolve())),
  };
}
