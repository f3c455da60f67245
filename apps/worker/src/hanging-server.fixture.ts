import { SMTPServer } from 'smtp-server';

/** Where the conversation stops: before the body may begin, or after the whole body arrived. */
export type Hang = 'recipient' | 'body';

export interface HangingServer {
  readonly url: string;
  /** True at first. While it is false, every mail is taken. */
  hangs: boolean;
  /** How many mails hang. */
  readonly hanging: number;
  /** Cuts every connection. */
  stop(): Promise<void>;
}

const HOST = '127.0.0.1';

/** A mail server that takes a mail up to a point and then never answers. */
export async function startHangingServer(where: Hang): Promise<HangingServer> {
  let hangs = true;
  let hanging = 0;
  const server = new SMTPServer({
    authOptional: true,
    disabledCommands: ['AUTH', 'STARTTLS'],
    disableReverseLookup: true,
    logger: false,
    closeTimeout: 1,
    onRcptTo: (_address, _session, done) => {
      if (!hangs || where === 'body') return done();
      hanging += 1;
    },
    onData: (stream, _session, done) => {
      stream.resume();
      stream.once('end', () => {
        if (!hangs) return done();
        hanging += 1;
      });
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
    },
    get hanging() {
      return hanging;
    },
    stop: () => new Promise((resolve) => server.close(() => resolve())),
  };
}
