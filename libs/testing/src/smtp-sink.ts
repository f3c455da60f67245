import { setTimeout as pause } from 'node:timers/promises';
import { SMTPServer, type SMTPServerDataStream, type SMTPServerSession } from 'smtp-server';

/** One DATA command as the mail server saw it. Instants are epoch milliseconds. */
export interface DataPhase {
  readonly to: string;
  readonly beganAt: number;
  /** From the header, as far as it arrived; null: cut before that. */
  messageId: string | null;
  subject: string | null;
  /** The final dot arrived: a server would deliver this mail, whether or not the sender hears the answer. */
  takenAt: number | null;
  /** The answer to the body was handed to a connection that was still open. */
  answeredAt: number | null;
}

export interface SinkOptions {
  /** Milliseconds before each answer to RCPT and to the body: so long, a crash can fall in between. */
  readonly slowness: number;
  readonly onTaken?: (mail: DataPhase) => void;
  /** A recipient was named, and is about to be answered. */
  readonly onRecipient?: () => void;
  /** Where it listens; without it on a free port. */
  readonly port?: number;
}

/** A real, slow SMTP server that remembers every DATA phase, those that were cut included. */
export interface SmtpSink {
  readonly url: string;
  readonly phases: readonly DataPhase[];
  stop(): Promise<void>;
}

const HOST = '127.0.0.1';

export async function startSink({ slowness, onTaken, onRecipient, port = 0 }: SinkOptions): Promise<SmtpSink> {
  const phases: DataPhase[] = [];
  const open = new Set<string>();
  const server = new SMTPServer({
    authOptional: true,
    disabledCommands: ['AUTH', 'STARTTLS'],
    disableReverseLookup: true,
    logger: false,
    closeTimeout: 500,
    onConnect: (session, done) => {
      open.add(session.id);
      done();
    },
    onClose: (session) => void open.delete(session.id),
    onRcptTo: (_address, _session, done) => {
      onRecipient?.();
      void pause(slowness).then(() => done());
    },
    onData: (stream, session, done) => {
      const phase = beginPhase(session);
      phases.push(phase);
      void receive(stream, phase).then(async (taken) => {
        if (!taken) return done();
        onTaken?.(phase);
        await pause(slowness);
        if (open.has(session.id)) phase.answeredAt = Date.now();
        done();
      });
    },
  });
  // A killed worker resets its connections; that is what this server is for.
  server.on('error', () => undefined);
  await new Promise<void>((resolve) => server.listen(port, HOST, resolve));
  const address = server.server.address();
  if (typeof address !== 'object' || address === null) throw new Error('the sink does not listen');
  return {
    url: `smtp://${HOST}:${address.port}`,
    phases,
    stop: () => new Promise((resolve) => server.close(() => resolve())),
  };
}

function beginPhase({ envelope }: SMTPServerSession): DataPhase {
  const to = envelope.rcptTo[0]?.address ?? '';
  return { to, beganAt: Date.now(), messageId: null, subject: null, takenAt: null, answeredAt: null };
}

/** Resolves with true at the final dot, with false when the connection went away before it. */
function receive(stream: SMTPServerDataStream, phase: DataPhase): Promise<boolean> {
  let text = '';
  return new Promise((resolve) => {
    stream.on('data', (chunk: Buffer) => {
      text += chunk.toString('latin1');
      phase.messageId ??= headerOf(text, 'Message-ID');
      phase.subject ??= headerOf(text, 'Subject');
    });
    stream.once('error', () => resolve(false));
    stream.once('close', () => resolve(phase.takenAt !== null));
    stream.once('end', () => {
      phase.takenAt = Date.now();
      resolve(true);
    });
  });
}

function headerOf(text: string, name: string): string | null {
  return new RegExp(`^${name}: (.*)\\r\\n`, 'im').exec(text)?.[1] ?? null;
}

/** The effect that a mail stands for: the left side of its Message-ID. */
export function effectIdOf({ messageId }: DataPhase): string | null {
  return messageId === null ? null : (/^<(.*)@/.exec(messageId)?.[1] ?? null);
}
