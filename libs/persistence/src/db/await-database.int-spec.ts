import { once } from 'node:events';
import { type AddressInfo, createServer, type Socket } from 'node:net';
import { awaitDatabase } from './await-database';

describe('a database that takes connections and says nothing', () => {
  it('is waited for like one that is away', async () => {
    const sockets: Socket[] = [];
    const server = createServer((socket) => void sockets.push(socket)).listen(0, '127.0.0.1');
    await once(server, 'listening');
    const { port } = server.address() as AddressInfo;
    const onWait = jest.fn();

    await expect(awaitDatabase(`postgres://a:b@127.0.0.1:${port}/c`, { withinMs: 6_000, onWait })).rejects.toThrow(
      'timeout expired',
    );

    expect(onWait).toHaveBeenCalledTimes(1);
    expect(sockets).toHaveLength(2);
    for (const socket of sockets) socket.destroy();
    server.close();
  }, 30_000);
});
