import { execFile } from 'node:child_process';
import { mkdir, mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import type { JourneyGraph } from '@ripen/journey';
import { DEFAULT_POLICY } from '@ripen/handoff';
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
  openStage,
  published,
  type Stage,
} from '@ripen/persistence/stage';
import {
  builtMain,
  type OwnPart,
  type OwnProcess,
  type PartName,
  type SmtpSink,
  startOwnPart,
  startOwnProcess,
  startSink,
  steadyPort,
} from '@ripen/testing';
import { Client, Connection } from '@temporalio/client';

const POLICY = {
  ...DEFAULT_POLICY('Europe/Berlin'),
  calendar: { zone: 'Europe/Berlin', always: true, hours: {}, holidays: [] },
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

/** With its owner, without whom Postgres refuses its folder. */
const copyFolder = (from: string, to: string): Promise<unknown> => promisify(execFile)('cp', ['-a', from, to]);

/** A server whose data can be copied, lost and brought back, under an address that stays. */
export class Replaceable {
  private constructor(
    private readonly part: PartName,
    private readonly where: { readonly folder: string; readonly port: number },
    private running: OwnPart,
  ) {}

  static async start(part: PartName, root: string): Promise<Replaceable> {
    const where = { folder: join(root, part), port: await steadyPort() };
    await mkdir(where.folder, { mode: 0o711 });
    return new Replaceable(part, where, await startOwnPart(part, where));
  }

  get address(): string {
    return this.running.address;
  }

  /** Stops it in an orderly way for as long as the copying takes, like a cold backup. */
  async copy(): Promise<string> {
    const to = `${this.where.folder}-copy`;
    await this.running.stop();
    await copyFolder(this.where.folder, to);
    this.running = await startOwnPart(this.part, this.where);
    return to;
  }

  /** `kill -9`, and begins again with the data in `copy`, or with none. */
  async replaceBy(copy: string | null): Promise<void> {
    await this.running.kill();
    await rm(this.where.folder, { recursive: true });
    if (copy === null) await mkdir(this.where.folder, { mode: 0o711 });
    else await copyFolder(copy, this.where.folder);
    this.running = await startOwnPart(this.part, this.where);
  }

  stop(): Promise<void> {
    return this.running.stop();
  }
}

/** Own Postgres, own Temporal, a mail server and a worker process that runs through it all. */
export interface LostStore {
  readonly stage: Stage;
  readonly postgres: Replaceable;
  readonly temporal: Replaceable;
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
  const [postgres, temporal] = [await Replaceable.start('postgres', root), await Replaceable.start('temporal', root)];
  const stage = await openStage(postgres.address);
  const settings = {
    companyName: 'Beispiel GmbH',
    imprint: 'Beispiel GmbH, Musterweg 1',
    sender: { name: 'Beispiel', email: 'info@example.org' },
  };
  await stage.pool.query('UPDATE workspace SET settings = settings || $1::jsonb', [JSON.stringify(settings)]);
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
