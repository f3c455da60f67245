import { once } from 'node:events';
import { createServer, type IncomingHttpHeaders } from 'node:http';
import type { AddressInfo } from 'node:net';
import { createSealer, newWebhookSecret } from '@ripen/connectors';
import { inTransaction, newId, startJob } from '@ripen/persistence';
import type { Pool } from 'pg';

export interface Received {
  readonly headers: IncomingHttpHeaders;
  readonly body: Buffer;
}

/** What it answers; null: nothing, ever. */
export type Reply = { readonly status: number; readonly headers?: Record<string, string> } | null;

/** A system of somebody else that is told what happens. */
export interface Receiver {
  readonly url: string;
  readonly received: Received[];
  reply: (received: Received) => Reply;
  stop(): Promise<void>;
}

export async function startReceiver(): Promise<Receiver> {
  const received: Received[] = [];
  const server = createServer((request, response) => {
    const parts: Buffer[] = [];
    request.on('data', (part: Buffer) => parts.push(part));
    request.on('end', () => {
      const one = { headers: request.headers, body: Buffer.concat(parts) };
      received.push(one);
      const reply = receiver.reply(one);
      if (reply !== null) response.writeHead(reply.status, reply.headers).end('the answer');
    });
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const receiver: Receiver = {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}/hook`,
    received,
    reply: () => ({ status: 204 }),
    stop: async () => {
      server.closeAllConnections();
      server.close();
      await once(server, 'close');
    },
  };
  return receiver;
}

/** Subscribes an endpoint as the API does. */
export async function subscribe(
  pool: Pool,
  { url, events, serverSecret }: { url: string; events: readonly string[]; serverSecret: string },
): Promise<{ id: string; secret: string; jobId: string }> {
  const [id, secret] = [newId(), newWebhookSecret()];
  const sealed = createSealer(serverSecret, 'webhook').seal(secret);
  const jobId = await inTransaction(pool, async (tx) => {
    const job = await startJob(tx, { kind: 'webhook', subjectId: id });
    await tx.query(
      `INSERT INTO webhook_endpoint (id, name, url, events, secrets, job_id) VALUES ($1, 'Other system', $2, $3, $4, $5)`,
      [id, url, events, JSON.stringify([{ sealed, until: null }]), job],
    );
    return job;
  });
  return { id, secret, jobId };
}
