import { z } from 'zod';

const LISTENS_WITHIN_MS = 10_000;
const LOOK_EVERY_MS = 100;

const targets = z.array(z.object({ webSocketDebuggerUrl: z.string() })).min(1);
const message = z.object({
  id: z.number().optional(),
  method: z.string().optional(),
  params: z.unknown().optional(),
  result: z.unknown().optional(),
  error: z.object({ message: z.string() }).optional(),
});
const attached = z.object({ sessionId: z.string() });
const fromThread = z.object({ sessionId: z.string(), message: z.string() });
const usage = z.object({ usedSize: z.number() });

/**
 * Bytes that a Node process still refers to, in its main thread and all others: what is left after a full collection, asked for by the inspector.
 * Resident memory tells little of it, since V8 collects when its limit is near. `port`: what the process was given as `--inspect-port`.
 */
export async function liveHeapBytes({ pid, port }: { readonly pid: number; readonly port: number }): Promise<number> {
  process.kill(pid, 'SIGUSR1');
  const inspector = await Inspector.connect(await addressOf(port));
  try {
    return await inspector.liveBytes();
  } finally {
    inspector.close();
  }
}

async function addressOf(port: number): Promise<string> {
  const until = Date.now() + LISTENS_WITHIN_MS;
  for (;;) {
    const answer = await fetch(`http://127.0.0.1:${port}/json`).catch(() => null);
    if (answer !== null) return targets.parse(await answer.json())[0]!.webSocketDebuggerUrl;
    if (Date.now() > until) throw new Error(`nothing can be asked at port ${port}`);
    await new Promise((later) => setTimeout(later, LOOK_EVERY_MS));
  }
}

/** The main thread is asked directly, each other one through it. */
class Inspector {
  private asked = 0;
  private readonly answers = new Map<number, PromiseWithResolvers<unknown>>();
  private readonly threads = new Set<string>();

  private constructor(private readonly socket: WebSocket) {
    socket.addEventListener('message', ({ data }) => this.hear(message.parse(JSON.parse(String(data)))));
  }

  static async connect(url: string): Promise<Inspector> {
    const socket = new WebSocket(url);
    await new Promise((done, fail) => {
      socket.addEventListener('open', done);
      socket.addEventListener('error', () => fail(new Error(`${url} cannot be reached`)));
    });
    return new Inspector(socket);
  }

  async liveBytes(): Promise<number> {
    await this.ask('NodeWorker.enable', { waitForDebuggerOnStart: false });
    let bytes = 0;
    for (const thread of [null, ...this.threads]) {
      await this.ask('HeapProfiler.collectGarbage', {}, thread);
      bytes += usage.parse(await this.ask('Runtime.getHeapUsage', {}, thread)).usedSize;
    }
    return bytes;
  }

  close(): void {
    this.socket.close();
  }

  private ask(method: string, params: object, thread: string | null = null): Promise<unknown> {
    const id = (this.asked += 1);
    const text = JSON.stringify({ id, method, params });
    const answer = Promise.withResolvers<unknown>();
    this.answers.set(id, answer);
    if (thread === null) this.socket.send(text);
    else this.ask('NodeWorker.sendMessageToWorker', { sessionId: thread, message: text }).catch(answer.reject);
    return answer.promise;
  }

  private hear({ id, method, params, result, error }: z.infer<typeof message>): void {
    const answer = id === undefined ? undefined : this.answers.get(id);
    if (error) answer?.reject(new Error(error.message));
    else answer?.resolve(result);
    if (method === 'NodeWorker.attachedToWorker') this.threads.add(attached.parse(params).sessionId);
    if (method === 'NodeWorker.receivedMessageFromWorker')
      this.hear(message.parse(JSON.parse(fromThread.parse(params).message)));
  }
}
