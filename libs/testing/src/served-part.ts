import { spawn } from 'node:child_process';
import { readFileSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { createInterface } from 'node:readline';
import type { Socket } from 'node:net';
import { z } from 'zod';

export type PartName = 'postgres' | 'temporal';

const servedPart = z.object({ address: z.string(), pid: z.number() });

const SCRIPT = resolve(__dirname, '../../../apps/local/part.mjs');

/**
 * Where a part listens that was started for this test run. Jest gives every test file its own modules, so the address is
 * left in a file under the process's id: the first file that asks starts the part, the later ones find it. The part ends
 * with this process, however that ends.
 */
export function servedAddress(part: PartName): Promise<string> {
  const note = join(tmpdir(), `ripen-test-${part}-${process.pid}.json`);
  const running = runningPart(note);
  if (running) return Promise.resolve(running);
  const start = starting.get(part) ?? startPart(part, note);
  starting.set(part, start);
  return start;
}

/** Two callers at once share one start. */
const starting = new Map<PartName, Promise<string>>();

function runningPart(note: string): string | null {
  try {
    const { address, pid } = servedPart.parse(JSON.parse(readFileSync(note, 'utf8')));
    process.kill(pid, 0);
    return address;
  } catch {
    // No note, or one of an earlier process with our id whose part is gone.
    return null;
  }
}

async function startPart(part: PartName, note: string): Promise<string> {
  const child = spawn(process.execPath, [SCRIPT, part, note], { stdio: ['pipe', 'pipe', 'pipe'] });
  let said = '';
  child.stderr.on('data', (chunk) => (said += String(chunk)));
  const lines = createInterface({ input: child.stdout });
  const line = await new Promise<string>((found, failed) => {
    lines.once('line', found);
    child.once('error', failed);
    child.once('exit', (code) => failed(new Error(`${part} for the tests did not start (code ${code}): ${said}`)));
  });
  lines.close();
  const { address, pid } = servedPart.parse(JSON.parse(line));
  writeFileSync(note, JSON.stringify({ address, pid }));
  child.removeAllListeners('exit');
  // The pipe stays open, which is what keeps the part alive; it just does not keep Jest waiting.
  child.unref();
  for (const stream of [child.stdin, child.stdout, child.stderr]) (stream as Socket).unref();
  return address;
}
