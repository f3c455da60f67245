import { connect, createServer } from 'node:net';

/** @returns {Promise<number>} a port on the loopback address that nobody listens on */
export function freePort() {
  return listenOnce(0);
}

/**
 * The remembered port if it is still free, else another one.
 * @param {number | undefined} wanted
 */
export async function freePortLike(wanted) {
  return wanted && (await isFree(wanted)) ? wanted : freePort();
}

/**
 * @param {number} port
 * @param {string} [host] the address to ask for; without it all of them, as a web server does
 */
export async function isFree(port, host) {
  try {
    await listenOnce(port, host);
    return true;
  } catch (error) {
    if (error.code === 'EADDRINUSE') return false;
    throw error;
  }
}

/** @param {number} port */
export function accepts(port) {
  return new Promise((resolve) => {
    const socket = connect({ port, host: '127.0.0.1' });
    socket.once('connect', () => resolve(true));
    socket.once('error', () => resolve(false));
    socket.once('connect', () => socket.destroy());
  });
}

/**
 * @param {number} port
 * @param {string} [host]
 * @returns {Promise<number>}
 */
function listenOnce(port, host = port === 0 ? '127.0.0.1' : undefined) {
  return new Promise((resolve, reject) => {
    const server = createServer();
    server.once('error', reject);
    server.listen({ port, host }, () => {
      const address = server.address();
      server.close(() => resolve(typeof address === 'object' && address ? address.port : port));
    });
  });
}
