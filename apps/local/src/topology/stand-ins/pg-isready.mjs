// What the image of Postgres has and the Postgres from npm has not: ends with 0 when the server takes connections, 1 when it refuses
// them, 2 when nobody answers.
import { connect } from 'node:net';
import { parseArgs } from 'node:util';

const PROTOCOL_3 = 0x0003_0000;
const PATIENCE_MS = 3_000;

const { values } = parseArgs({
  options: {
    quiet: { type: 'boolean', short: 'q' },
    host: { type: 'string', short: 'h', default: 'localhost' },
    port: { type: 'string', short: 'p', default: process.env.PGPORT ?? '5432' },
    username: { type: 'string', short: 'U', default: 'postgres' },
  },
});

const who = Buffer.from(`user\0${values.username}\0\0`);
const hello = Buffer.alloc(8);
hello.writeUInt32BE(hello.length + who.length, 0);
hello.writeUInt32BE(PROTOCOL_3, 4);

const socket = connect({ host: values.host, port: Number(values.port), timeout: PATIENCE_MS });
socket.once('connect', () => socket.write(Buffer.concat([hello, who])));
// "R" asks for a password: it would let us in. "E" says why not.
socket.once('data', (answer) => process.exit(answer.toString('latin1', 0, 1) === 'R' ? 0 : 1));
for (const event of ['error', 'timeout', 'end']) socket.once(event, () => process.exit(2));
