import { createServer, request } from 'node:http';

/**
 * In the place of a reverse proxy: listens where the public address is and hands every request to the next of the APIs, whichever asked before.
 * @param {{ port: number, targets: number[] }} wanted ports of this machine
 * @returns {Promise<{ served: number[], close(): Promise<void> }>} served: answers by target
 */
export async function startBalancer({ port, targets }) {
  const served = targets.map(() => 0);
  let turn = 0;
  const server = createServer((incoming, outgoing) => {
    const which = turn++ % targets.length;
    const forwarded = { 'x-forwarded-for': incoming.socket.remoteAddress, 'x-forwarded-proto': 'http' };
    const onward = request(
      {
        host: '127.0.0.1',
        port: targets[which],
        method: incoming.method,
        path: incoming.url,
        headers: { ...incoming.headers, ...forwarded },
      },
      (answer) => {
        served[which] += 1;
        outgoing.writeHead(answer.statusCode ?? 502, answer.headers);
        answer.pipe(outgoing);
        answer.once('error', () => outgoing.destroy());
      },
    );
    onward.once('error', () => {
      if (outgoing.headersSent) outgoing.destroy();
      else outgoing.writeHead(502).end();
    });
    outgoing.once('close', () => onward.destroy());
    incoming.pipe(onward);
  });
  await new Promise((resolve, reject) => {
    server.once('error', reject);
    server.listen(port, () => resolve(undefined));
  });
  return {
    served,
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
}
