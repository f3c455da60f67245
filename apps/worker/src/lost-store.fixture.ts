import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { JourneyGraph } from '@ripen/journey';
import { recordClick } from '@ripen/persistence';
import {
  BY_HAND,
  bornLead,
  bornTeam,
  chain,
  CLICK,
  CONTEXT,
  enrolled,
  MAIL,
  nameCompany,
  openStage,
  published,
  ROUND_THE_CLOCK,
  type Stage,
} from '@ripen/persistence/stage';
import { builtMain, KeptServer, type OwnProcess, type SmtpSink, startOwnProcess, startSink } from '@ripen/testing';
import { Client, Connection } from '@temporalio/client';

const POLICY = {
  ...ROUND_THE_CLOCK,
  accept: { durationMs: 40_000, remindAt: 50, warnAt: 80 },
};

/** Mail, then a click in time; whoever does not click is handed to sales, who are reminded after 20 s. */
function journeyOf(teamId: string, clickWithinMs: number): JourneyGraph {
  const graph = chain(
    ['start', 'trigger', BY_HAND],
    ['mail', 'send_email', MAIL, 'sent'],
    ['click', 'wait_until', { ...CLICK, timeout: { amount: clickWithinMs / 1_000, unit: 'seconds' } }, 'timeout'],
    ['sales', 'hand_off', { teamId }, 'expired'],
    ['expired', 'exit', { reason: 'expired' }],
  );
  const clicked = { ...graph.nodes[0]!, id: 'clicked', kind: 'exit' as const, config: { reason: 'clicked' } };
  return {
    ...graph,
    nodes: [...graph.nodes, clicked],
    edges: [...graph.edges, { id: 'click-clicked', from: 'click', port: 'clicked', to: 'clicked' }],
  };
}

/** Own Postgres, own Temporal, a mail server and a worker process that runs through it all. */
export interface LostStore {
  readonly stage: Stage;
  readonly postgres: KeptServer;
  readonly temporal: KeptServer;
  readonly sink: SmtpSink;
  readonly worker: OwnProcess;
  /** A client of the Temporal that serves now. */
  client<T>(ask: (client: Client) => Promise<T>): Promise<T>;
  /** Takes a new person in; answers the enrollment. */
  enrol(person: string, clickWithinMs: number): Promise<string>;
  click(enrollmentId: string): Promise<void>;
  printed(): Promise<string>;
  close(): Promise<void>;
}

export async function openLostStore(): Promise<LostStore> {
  const root = await mkdtemp(join(tmpdir(), 'ripen-lost-'));
  const [postgres, temporal] = [await KeptServer.start('postgres', root), await KeptServer.start('temporal', root)];
  const stage = await openStage(postgres.address);
  await nameCompany(stage.pool);
  const { teamId } = await bornTeam(stage.pool, ['Ayla', 'Ben'], POLICY);
  const sink = await startSink({ slowness: 5 });
  const log = join(root, 'worker.log');
  const worker = await startOwnProcess(builtMain('worker'), {
    env: {
      DATABASE_URL: stage.url,
      TEMPORAL_ADDRESS: temporal.address,
      SMTP_URL: sink.url,
      RIPEN_SECRET: 'a secret that only the tests know, 32+',
      RIPEN_PUBLIC_URL: 'http://ripen.test',
      RIPEN_LOG_LEVEL: 'debug',
    },
    log,
  });
  return {
    stage,
    postgres,
    temporal,
    sink,
    worker,
    client: async (ask) => {
      const connection = await Connection.connect({ address: temporal.address });
      return ask(new Client({ connection })).finally(() => connection.close());
    },
    enrol: async (person, clickWithinMs) => {
      const leadId = await bornLead(stage.pool, `${person}@example.org`);
      const version = await published(stage.pool, journeyOf(teamId, clickWithinMs));
      return enrolled(stage.pool, { ...version, leadId, nodeId: 'start' });
    },
    click: async (enrollmentId) => {
      const { rows } = await stage.pool.query<{ id: string }>('SELECT id FROM effect WHERE subject_id = $1', [
        enrollmentId,
      ]);
      await recordClick(
        stage.pool,
        { effectId: rows[0]?.id ?? '', link: 0, url: 'https://example.org/weiter' },
        CONTEXT,
      );
    },
    printed: () => readFile(log, 'utf8'),
    close: async () => {
      await worker.stop();
      await sink.stop();
      await stage.close();
      await Promise.all([temporal.stop(), postgres.stop()]);
      await rm(root, { recursive: true });
    },
  };
}
