import { mkdir, rm, stat, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { Client } from '@temporalio/client';
import type { Pool } from 'pg';
import type { Logger } from 'pino';
import { type Sweeper, sweep } from './sweepers';

/** Milliseconds: an answer that takes longer is none. */
const PATIENCE_MS = 4_000;
/** Milliseconds since the last sign: a worker that is silent for longer does nothing for anybody. */
const MAX_AGE_MS = 15_000;

const EVERY_MS = 2_000;

const fileIn = (dataDir: string): string => join(dataDir, 'worker.alive');

export interface Life {
  readonly dataDir: string;
  /** Whether the worker asks for work. */
  readonly isRunning: () => boolean;
}

interface Parts {
  readonly pool: Pool;
  readonly temporal: Client;
}

/** Leaves a sign every few seconds, for a health check beside the process. */
export function showLife({ log, ...life }: Life & Parts & { readonly log: Logger }): Sweeper {
  return sweep('sign-of-life', EVERY_MS, () => signLife(life), log);
}

/** Leaves a sign that this very process can work: it asks for work, and both stores answer. Rejects when one does not. */
export async function signLife({ dataDir, isRunning, pool, temporal }: Life & Parts): Promise<void> {
  if (!isRunning()) return;
  const namespace = temporal.options.namespace;
  await pool.query('SELECT 1');
  await temporal.connection.withDeadline(Date.now() + PATIENCE_MS, () =>
    temporal.workflowService.describeNamespace({ namespace }),
  );
  await mkdir(dataDir, { recursive: true });
  await writeFile(fileIn(dataDir), '');
}

/** What one that was killed left behind says nothing about its successor. */
export async function forgetSign(dataDir: string): Promise<void> {
  await rm(fileIn(dataDir), { force: true });
}

/** Whether the worker of that folder gave a sign within the last seconds. */
export async function gaveSign(dataDir: string, now: number): Promise<boolean> {
  const { mtimeMs } = await stat(fileIn(dataDir)).catch(() => ({ mtimeMs: Number.NEGATIVE_INFINITY }));
  return now - mtimeMs < MAX_AGE_MS;
}
