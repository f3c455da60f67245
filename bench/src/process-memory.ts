import { readFile } from 'node:fs/promises';
import { setTimeout as pause } from 'node:timers/promises';
import { median } from './figures';

const SAMPLES = 10;
const EVERY_MS = 500;

/** Resident bytes of a process, as Linux counts them. */
export async function residentBytes(pid: number): Promise<number> {
  const found = /^VmRSS:\s+(\d+) kB$/m.exec(await readFile(`/proc/${pid}/status`, 'utf8'));
  return Number(found?.[1]) * 1_024;
}

/** What it holds over a few seconds: the middle, since garbage comes and goes. */
export async function steadyResidentBytes(pid: number): Promise<number> {
  const seen: number[] = [];
  for (let sample = 0; sample < SAMPLES; sample += 1) {
    seen.push(await residentBytes(pid));
    await pause(EVERY_MS);
  }
  return median(seen);
}
