import { readFileSync } from 'node:fs';
import { setTimeout as pause } from 'node:timers/promises';
import { setUpStage } from '@ripen/persistence/stage';
import { type DataPhase, startSink } from '@ripen/testing';
import { Client, Connection } from '@temporalio/client';
import { z } from 'zod';
import { type KillablePart, type Outage, type Part } from './part';
import { closeAll, SLOWNESS_MS, type World } from './world';

const LOOK_EVERY_MS = 100;
const BACK_WITHIN_MS = 120_000;

const givenSchema = z.object({
  folder: z.string(),
  url: z.string(),
  smtpPort: z.number(),
  writeKey: z.string(),
  databaseUrl: z.string(),
  temporal: z.object({ address: z.string(), namespace: z.string() }),
  statusFile: z.string(),
});

const statusSchema = z.object({
  containers: z.array(
    z.object({
      name: z.string(),
      service: z.string(),
      isReady: z.boolean(),
      pid: z.number().nullable(),
      starts: z.number(),
    }),
  ),
  ends: z.array(
    z.object({ container: z.string(), service: z.string(), words: z.string(), at: z.number(), wasReady: z.boolean() }),
  ),
});
type Status = z.infer<typeof statusSchema>;

const statusIn = (file: string): Status => statusSchema.parse(JSON.parse(readFileSync(file, 'utf8')));

/** A service that others run, restart and look after, of one process or several; we only kill. */
class GivenPart implements KillablePart {
  readonly outages: Outage[] = [];

  constructor(
    private readonly part: Part,
    private readonly statusFile: string,
    private readonly random: () => number,
  ) {}

  get crashes(): string[] {
    return this.endsOfItsOwn
      .filter(({ wasReady }) => wasReady)
      .map(({ container, words, at }) => `${container} ${words} at ${new Date(at).toISOString()}`);
  }

  get failedStarts(): number {
    return this.endsOfItsOwn.filter(({ wasReady }) => !wasReady).length;
  }

  async kill(every: boolean): Promise<void> {
    const all = this.containers();
    const chosen = every ? all : [all[Math.floor(this.random() * all.length)]!];
    const outage: Outage = { part: this.part, at: Date.now(), backAt: null };
    this.outages.push(outage);
    // Its whole group, as a container ends with all its processes.
    for (const { pid } of chosen) if (pid !== null) process.kill(-pid, 'SIGKILL');
    await Promise.all(chosen.map(({ name, starts }) => this.back(name, starts)));
    outage.backAt = Date.now();
  }

  private async back(name: string, before: number): Promise<void> {
    const until = Date.now() + BACK_WITHIN_MS;
    while (!this.containers().some((one) => one.name === name && one.starts > before && one.isReady)) {
      if (Date.now() > until) throw new Error(`${name} was killed and did not come back.`);
      await pause(LOOK_EVERY_MS);
    }
  }

  private containers(): Status['containers'] {
    return statusIn(this.statusFile).containers.filter(({ service }) => service === this.part);
  }

  /** Not by our `kill -9`. */
  private get endsOfItsOwn(): Status['ends'] {
    return statusIn(this.statusFile).ends.filter(
      ({ service, words }) => service === this.part && !words.includes('SIGKILL'),
    );
  }
}

export interface GivenWorldOptions {
  /** Which of several processes is killed. */
  readonly random: () => number;
  readonly onTaken: (world: World, mail: DataPhase) => void;
}

/** What runs already, with an empty database, as the file says: its processes are killed where they are, and whoever runs them starts them again. */
export async function openGivenWorld(file: string, { random, onTaken }: GivenWorldOptions): Promise<World> {
  const given = givenSchema.parse(JSON.parse(readFileSync(file, 'utf8')));
  const stage = await setUpStage(given.databaseUrl);
  const opened: (() => Promise<unknown>)[] = [() => stage.close()];
  try {
    const sink = await startSink({
      slowness: SLOWNESS_MS,
      port: given.smtpPort,
      onTaken: (mail) => onTaken(world, mail),
    });
    opened.push(() => sink.stop());
    const part = (name: Part) => new GivenPart(name, given.statusFile, random);
    const world: World = {
      folder: given.folder,
      apiUrl: given.url,
      writeKey: given.writeKey,
      stage,
      sink,
      parts: { worker: part('worker'), api: part('api'), temporal: part('temporal'), postgres: part('postgres') },
      temporal: async (ask) => {
        const { address, namespace } = given.temporal;
        const connection = await Connection.connect({ address });
        return ask(new Client({ connection, namespace })).finally(() => connection.close());
      },
      close: () => closeAll(opened),
    };
    return world;
  } catch (error) {
    await closeAll(opened);
    throw error;
  }
}
