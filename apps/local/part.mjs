// node apps/local/part.mjs postgres|temporal|time-server [NOTE [FOLDER PORT]]: serves one throwaway part until its standard input ends (so that
// it never outlives the tests that asked for it) and says on one line where it listens. The note about it is removed at the end.
// With a folder and a port the data stay there.
import { rm } from 'node:fs/promises';
import { throwawayPostgres, throwawayTemporal, throwawayTimeServer } from './src/throwaway.mjs';

const PARTS = { postgres: throwawayPostgres, temporal: throwawayTemporal, 'time-server': throwawayTimeServer };

const start = PARTS[process.argv[2]];
if (!start) throw new Error(`Which part? One of ${Object.keys(PARTS).join(', ')}.`);

const asked = new Promise((resolve) => {
  process.stdin.resume().once('close', resolve);
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP']) process.once(signal, resolve);
});
const [, , , note, folder, port] = process.argv;
const part = await start(folder ? { folder, port: Number(port) } : undefined);
process.stdout.write(`${JSON.stringify({ address: part.address, pid: process.pid, server: part.pid })}\n`);
await asked;
await part.stop();
if (note) await rm(note, { force: true });
process.exit(0);
