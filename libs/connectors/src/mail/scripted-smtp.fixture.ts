import { createServer, type AddressInfo, type Server, type Socket } from 'node:net';

/** What the server answers, by command. `null` answers nothing; `'die'` cuts the connection. */
export interface Script {
  greeting?: Answer;
  ehlo?: Answer;
  auth?: Answer;
  mail?: Answer;
  rcpt?: Answer;
  data?: Answer;
  /** After the final dot. */
  body?: Answer;
  /** At the first byte of the body. */
  bodyBegins?: Answer;
  rset?: Answer;
  starttls?: Answer;
}
type Answer = string | null | ((turn: Turn) => string | null);
export interface Turn {
  /** Mails seen on this connection before, by MAIL commands. */
  readonly mails: number;
  /** Ordinal of the connection, from 1. */
  readonly connection: number;
  /** The command as it came. */
  readonly line: string;
}

/** A mail server that says what the script tells it to, and writes down what it heard. */
export class ScriptedSmtpServer {
  readonly commands: string[] = [];
  /** Everything received between 354 and the dot or the end of the connection. */
  readonly bodies: string[] = [];
  /** Final dots heard. */
  dots = 0;
  connections = 0;
  readonly sockets = new Set<Socket>();

  private constructor(
    private readonly server: Server,
    readonly port: number,
    public script: Script,
  ) {}

  /** On a free port, or on `port` again. */
  static async start(script: Script = {}, port = 0): Promise<ScriptedSmtpServer> {
    const server = createServer();
    await new Promise<void>((resolve) => server.listen(port, '127.0.0.1', resolve));
    const scripted = new ScriptedSmtpServer(server, (server.address() as AddressInfo).port, script);
    server.on('connection', (socket) => new Conversation(scripted, socket));
    return scripted;
  }

  get url(): string {
    return `smtp://127.0.0.1:${this.port}`;
  }

  get openConnections(): number {
    return this.sockets.size;
  }

  /** Writes half an answer to everybody and hangs up. */
  cutWith(fragment: string): void {
    for (const socket of this.sockets) socket.end(fragment);
  }

  async stop(): Promise<void> {
    for (const socket of this.sockets) socket.destroy();
    await new Promise((resolve) => this.server.close(resolve));
  }
}

const FALLBACKS: Readonly<Record<keyof Script, string>> = {
  greeting: '220 test',
  ehlo: '250-test\r\n250 SIZE 1000000',
  auth: '235 ok',
  mail: '250 ok',
  rcpt: '250 ok',
  data: '354 go',
  body: '250 taken',
  bodyBegins: '',
  rset: '250 ok',
  starttls: '220 go',
};

class Conversation {
  private readonly connection: number;
  private mails = 0;
  private inBody = false;
  private garbled = false;
  private rest = '';
  private line = '';

  constructor(
    private readonly server: ScriptedSmtpServer,
    private readonly socket: Socket,
  ) {
    this.connection = server.connections += 1;
    server.sockets.add(socket);
    socket.on('error', () => undefined);
    socket.on('close', () => {
      server.sockets.delete(socket);
      if (this.inBody) server.bodies.push(this.rest);
    });
    socket.on('data', (chunk) => this.hear(chunk.toString('latin1')));
    this.say('greeting');
  }

  private say(step: keyof Script): void {
    const text = this.answer(step);
    if (text === 'die') this.socket.destroy();
    else if (text !== null) this.socket.write(`${text}\r\n`);
    if (text?.startsWith('421')) this.socket.end();
  }

  private answer(step: keyof Script): string | null {
    const scripted = this.server.script[step];
    if (scripted === undefined) return FALLBACKS[step];
    return typeof scripted === 'function'
      ? scripted({ mails: this.mails, connection: this.connection, line: this.line })
      : scripted;
  }

  private hear(text: string): void {
    if (this.garbled) return void this.socket.write('this is no handshake');
    this.rest += text;
    while (this.inBody ? this.hearBody() : this.hearLine());
  }

  private hearBody(): boolean {
    if (this.rest && this.server.script.bodyBegins !== undefined) {
      this.say('bodyBegins');
      return false;
    }
    const end = `\r\n${this.rest}`.indexOf('\r\n.\r\n');
    if (end < 0) return false;
    this.server.bodies.push(this.rest.slice(0, Math.max(end - 2, 0)));
    this.rest = this.rest.slice(end + 3);
    this.inBody = false;
    this.server.dots += 1;
    this.say('body');
    return true;
  }

  private hearLine(): boolean {
    const end = this.rest.indexOf('\r\n');
    if (end < 0) return false;
    const line = this.rest.slice(0, end);
    this.rest = this.rest.slice(end + 2);
    this.line = line;
    this.server.commands.push(line);
    this.obey(line.slice(0, 4).toUpperCase());
    return true;
  }

  private obey(verb: string): void {
    switch (verb) {
      case 'EHLO':
      case 'AUTH':
      case 'RCPT':
      case 'RSET':
        return this.say(verb.toLowerCase() as 'ehlo' | 'auth' | 'rcpt' | 'rset');
      case 'STAR':
        this.garbled = true;
        return this.say('starttls');
      case 'MAIL':
        this.say('mail');
        this.mails += 1;
        return;
      case 'DATA':
        this.inBody = this.answer('data')?.startsWith('354') ?? false;
        return this.say('data');
      case 'QUIT':
        return void this.socket.end('221 bye\r\n');
      default:
        this.socket.write('500 what\r\n');
    }
  }
}
