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
  readonly line: string;
  /** Mails seen on this connection before, by MAIL commands. */
  readonly mails: number;
  /** Ordinal of the connection, from 1. */
  readonly connection: number;
}

/** A mail server that says what the script tells it to, and writes down what it heard. */
export class ScriptedSmtpServer {
  readonly commands: string[] = [];
  /** Everything received between 354 and the end of the connection or the dot. */
  readonly bodies: string[] = [];
  /** Final dots heard. */
  dots = 0;
  connections = 0;
  openConnections = 0;
  private readonly sockets = new Set<Socket>();

  private constructor(
    private readonly server: Server,
    readonly port: number,
    public script: Script,
  ) {}

  static async start(script: Script = {}): Promise<ScriptedSmtpServer> {
    const server = createServer();
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    const { port } = server.address() as AddressInfo;
    const scripted = new ScriptedSmtpServer(server, port, script);
    server.on('connection', (socket) => scripted.converse(socket));
    return scripted;
  }

  get url(): string {
    return `smtp://127.0.0.1:${this.port}`;
  }

  /** Writes half an answer to everybody and hangs up. */
  cutWith(fragment: string): void {
    for (const socket of this.sockets) socket.end(fragment);
  }

  async stop(): Promise<void> {
    for (const socket of this.sockets) socket.destroy();
    await new Promise((resolve) => this.server.close(resolve));
  }

  private converse(socket: Socket): void {
    const connection = (this.connections += 1);
    this.openConnections += 1;
    this.sockets.add(socket);
    let mails = 0;
    let body: string | null = null;
    let rest = '';
    let garbled = false;
    const say = (answer: Answer | undefined, fallback: string, line: string): void => {
      const text =
        answer === undefined ? fallback : typeof answer === 'function' ? answer({ line, mails, connection }) : answer;
      if (text === 'die') socket.destroy();
      else if (text !== null) socket.write(`${text}\r\n`);
      if (text !== null && text.startsWith('421')) socket.end();
    };
    const finishBody = (): void => {
      if (body !== null) this.bodies.push(body === '' ? rest : body);
      body = null;
    };
    socket.on('error', () => undefined);
    socket.on('close', () => {
      this.openConnections -= 1;
      this.sockets.delete(socket);
      finishBody();
    });
    const hear = (line: string): void => {
      this.commands.push(line);
      const verb = line.slice(0, 4).toUpperCase();
      if (verb === 'EHLO') return say(this.script.ehlo, '250-test\r\n250 SIZE 1000000', line);
      if (verb === 'AUTH') return say(this.script.auth, '235 ok', line);
      if (verb === 'STAR') {
        garbled = true;
        return say(this.script.starttls, '220 go', line);
      }
      if (verb === 'MAIL') {
        say(this.script.mail, '250 ok', line);
        mails += 1;
        return;
      }
      if (verb === 'RCPT') return say(this.script.rcpt, '250 ok', line);
      if (verb === 'RSET') return say(this.script.rset, '250 ok', line);
      if (verb === 'QUIT') return void socket.end('221 bye\r\n');
      if (verb === 'DATA') {
        const answer = this.script.data;
        const text = typeof answer === 'function' ? answer({ line, mails, connection }) : answer;
        if (text === undefined || text?.startsWith('354')) body = '';
        return say(text, '354 go', line);
      }
      socket.write('500 what\r\n');
    };
    socket.on('data', (chunk) => {
      if (garbled) return void socket.write('this is no handshake');
      rest += chunk.toString('latin1');
      for (;;) {
        if (body !== null) {
          if (rest.length > 0 && this.script.bodyBegins !== undefined) {
            say(this.script.bodyBegins, '', '');
            return;
          }
          const end = `\r\n${rest}`.indexOf('\r\n.\r\n');
          if (end < 0) return;
          body = rest.slice(0, Math.max(end - 2, 0));
          rest = rest.slice(end + 3);
          this.dots += 1;
          finishBody();
          say(this.script.body, '250 taken', '');
          continue;
        }
        const end = rest.indexOf('\r\n');
        if (end < 0) return;
        const line = rest.slice(0, end);
        rest = rest.slice(end + 2);
        hear(line);
      }
    });
    say(this.script.greeting, '220 test', '');
  }
}
