import { type ChildProcess, fork } from 'node:child_process';
import { resolve } from 'node:path';
import { inTransaction, insertEnrollments } from '@ripen/persistence';
import { BY_HAND, bornLead, chain, MAIL, openStage, published, type Stage } from '@ripen/persistence/stage';
import { temporalForTests, type TestTemporal } from '@ripen/testing';
import { Client, Connection } from '@temporalio/client';
import { openSink, type Sink } from './sink';

const FLOWS = 500;
const ROUNDS = 3;
const BAR = 0.8;
const START_CONCURRENCY = 20;

const GRAPH = chain(
  ['start', 'trigger', BY_HAND],
  ['first', 'send_email', MAIL, 'sent'],
  ['pause', 'wait', { amount: 1, unit: 'seconds' }],
  ['second', 'send_email', MAIL, 'sent'],
  ['end', 'exit', {}],
);

interface Arena {
  readonly stage: Stage;
  readonly server: TestTemporal;
  readonly client: Client;
  readonly sink: Sink;
  readonly leads: readonly string[];
}

/** 500 leads through mail → 1 s wait → mail: ours with consent, trace, claim, mark and outbox; the rival's as in bench/rivals. */
async function main(): Promise<void> {
  const stage = await openStage();
  await stage.pool.query(
    'CREATE TABLE rival_outcome (flow text, mail int, outcome text, at timestamptz DEFAULT now(), PRIMARY KEY (flow, mail))',
  );
  await stage.pool.query(`UPDATE workspace SET settings = settings || $1::jsonb`, [
    JSON.stringify({
      companyName: 'Bench',
      imprint: 'Bench Street 1',
      sender: { name: 'Bench', email: 'bench@example.org' },
    }),
  ]);
  const server = await temporalForTests();
  const connection = await Connection.connect({ address: server.address });
  const client = new Client({ connection, namespace: server.namespace });
  const sink = await openSink();
  const leads: string[] = [];
  for (let index = 0; index < FLOWS; index += 1) leads.push(await bornLead(stage.pool, `lead-${index}@example.org`));
  await stage.pool.query('DELETE FROM outbox');
  const workers = [await startRipen(stage.url, server, sink), await startRival(stage.url, server, sink)];
  const arena: Arena = { stage, server, client, sink, leads };

  const figures = { ours: [] as number[], rival: [] as number[] };
  await round('ours', arena, 50);
  await round('rival', arena, 50);
  for (let count = 0; count < ROUNDS; count += 1) {
    for (const who of count % 2 === 0 ? (['ours', 'rival'] as const) : (['rival', 'ours'] as const)) {
      const perSecond = await round(who, arena, FLOWS);
      figures[who].push(perSecond);
      process.stdout.write(`round ${count + 1}: ${who} ${perSecond.toFixed(1)} flows/s\n`);
    }
  }

  for (const worker of workers) await stopProcess(worker);
  await sink.stop();
  await connection.close();
  await server.stop();
  await stage.close();
  const ours = median(figures.ours);
  const rival = median(figures.rival);
  process.stdout.write(
    `${JSON.stringify({ bench: 'journey', flows: FLOWS, rounds: ROUNDS, ours: rounded(ours), rival: rounded(rival), ratio: rounded(ours / rival), bar: BAR })}\n`,
  );
}

/** Flows per second, from the first start to the last outcome that is on record. */
async function round(who: 'ours' | 'rival', arena: Arena, flows: number): Promise<number> {
  const began = performance.now();
  const done = who === 'ours' ? await startOurs(arena, flows) : await startRivals(arena, flows);
  while (!(await done())) await new Promise((next) => setTimeout(next, 20));
  return flows / ((performance.now() - began) / 1_000);
}

type Finished = () => Promise<boolean>;

async function startOurs({ stage, leads }: Arena, flows: number): Promise<Finished> {
  const { journeyId, versionId } = await published(stage.pool, GRAPH);
  await inTransaction(stage.pool, async (tx) => {
    const entries = leads
      .slice(0, flows)
      .map((leadId) => ({ journeyId, versionId, leadId, nodeId: 'start', entryKey: '', submissionId: null }));
    await tx.query('SELECT 1 FROM lead WHERE id = ANY ($1) ORDER BY id FOR UPDATE', [
      entries.map((entry) => entry.leadId),
    ]);
    const ids = await insertEnrollments(tx, entries, Date.now());
    await tx.query('SELECT poke($1, $2)', ['enrollment', ids]);
  });
  return async () => {
    const { rows } = await stage.pool.query<{ ended: number }>(
      `SELECT count(*) AS ended FROM enrollment WHERE journey_id = $1 AND status = 'ended'`,
      [journeyId],
    );
    return rows[0]?.ended === flows;
  };
}

async function startRivals({ stage, client, leads }: Arena, flows: number): Promise<Finished> {
  const name = `rival-${Date.now()}`;
  const queue = leads.slice(0, flows).map((leadId, index) => ({ flow: `${name}-${index}`, leadId }));
  const startNext = async (): Promise<void> => {
    for (let input = queue.shift(); input; input = queue.shift()) {
      await client.workflow.start('rivalJourney', { workflowId: input.flow, taskQueue: 'rival', args: [input] });
    }
  };
  await Promise.all(Array.from({ length: START_CONCURRENCY }, startNext));
  return async () => {
    const { rows } = await stage.pool.query<{ ended: number }>(
      'SELECT count(*) AS ended FROM rival_outcome WHERE mail = 2 AND flow LIKE $1',
      [`${name}-%`],
    );
    return rows[0]?.ended === flows;
  };
}

const ROOT = resolve(__dirname, '../../../..');

async function startRipen(databaseUrl: string, server: TestTemporal, sink: Sink): Promise<ChildProcess> {
  return ready(
    fork(resolve(ROOT, 'apps/worker/dist/main.js'), [], {
      env: {
        PATH: '/usr/bin:/bin',
        DATABASE_URL: databaseUrl,
        TEMPORAL_ADDRESS: server.address,
        TEMPORAL_NAMESPACE: server.namespace,
        SMTP_URL: sink.url,
        RIPEN_SECRET: 'a secret for the bench only, 32 chars',
        RIPEN_LOG_LEVEL: 'warn',
      },
    }),
  );
}

async function startRival(databaseUrl: string, server: TestTemporal, sink: Sink): Promise<ChildProcess> {
  const settings = { databaseUrl, address: server.address, namespace: server.namespace, smtpUrl: sink.url };
  return ready(fork(resolve(__dirname, '../../rivals/journey/rival.worker.js'), [JSON.stringify(settings)]));
}

function ready(child: ChildProcess): Promise<ChildProcess> {
  return new Promise((done, fail) => {
    child.once('message', () => done(child));
    child.once('exit', (code) => fail(new Error(`a worker ended with ${code} before it was ready`)));
  });
}

async function stopProcess(child: ChildProcess): Promise<void> {
  const gone = new Promise((done) => child.once('exit', done));
  child.kill('SIGTERM');
  await gone;
}

function median(values: readonly number[]): number {
  const sorted = [...values].sort((a, b) => a - b);
  return sorted[Math.floor(sorted.length / 2)] ?? Number.NaN;
}

function rounded(value: number): number {
  return Math.round(value * 100) / 100;
}

main().catch((error: unknown) => {
  process.stderr.write(`${error instanceof Error ? (error.stack ?? error.message) : String(error)}\n`);
  process.exitCode = 1;
});
