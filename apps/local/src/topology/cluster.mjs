import { mkdir, rename, writeFile } from 'node:fs/promises';
import { delimiter, join } from 'node:path';
import { Container } from './container.mjs';
import { standingFor } from './images.mjs';
import { Network } from './network.mjs';

/** Where /bin/sh and what scripts call is looked for. */
const SYSTEM_PATH = ['/usr/local/bin', '/usr/bin', '/bin'];

/**
 * @typedef {import('./compose-file.mjs').Service} Service
 * @typedef {object} Setting
 * @property {Service[]} services
 * @property {import('./dockerfile.mjs').Image} image what our Dockerfile builds
 * @property {string} programs a folder for PATH
 * @property {string} folder for volumes, logs, and what is temporary
 * @property {Network} network
 * @property {(line: string) => void} say
 */

/** Everything that docker-compose.yml names, as processes of this machine. */
export class Cluster {
  /** @type {Map<string, Container[]>} */
  #containers = new Map();
  /** @type {import('./container.mjs').End[]} */
  #ends = [];
  /** @type {string[]} */
  skipped = [];
  #writing = Promise.resolve();
  #setting;

  /** @param {Setting} setting */
  constructor(setting) {
    this.#setting = setting;
    this.statusFile = join(setting.folder, 'status.json');
  }

  /** Starts every service when what it depends on is as it asks; resolves when all of them run and every job is done. */
  async up() {
    const { services, folder } = this.#setting;
    for (const name of ['volumes', 'logs', 'tmp']) await mkdir(join(folder, name), { recursive: true, mode: 0o711 });
    for (const service of services) await this.#place(service);
    await Promise.all([...this.#containers.keys()].map((name) => this.#begin(name)));
    await this.#writing;
  }

  /** Last started, first ended. */
  async down() {
    const groups = [...this.#containers.values()].reverse();
    for (const group of groups) await Promise.all(group.map((container) => container.stop()));
    await this.#writing;
  }

  /** At once. */
  kill() {
    for (const container of [...this.#containers.values()].flat()) container.kill();
  }

  /**
   * @param {string} service
   * @returns {Container[]}
   */
  of(service) {
    return this.#containers.get(service) ?? [];
  }

  async #place(service) {
    const { image, network } = this.#setting;
    const standing = standingFor(service, image);
    if (!standing) return void this.skipped.push(service.name);
    const group = [];
    for (let replica = 1; replica <= service.replicas; replica += 1) {
      const name = `${service.name}-${replica}`;
      const published = service.ports.map(({ from, target }) => [target, from + replica - 1]);
      const ports = Object.keys(standing.listens).map(Number);
      await network.join({ container: name, service: service.name, ports, published: new Map(published) });
      group.push(this.#container(name, service, standing));
    }
    this.#containers.set(service.name, group);
  }

  /** @param {import('./images.mjs').Standing} standing */
  #container(name, service, standing) {
    const { folder, network } = this.#setting;
    const words = [
      ...(service.entrypoint ?? standing.entrypoint),
      ...(service.command ?? (service.entrypoint ? [] : standing.cmd)),
    ];
    const env = () => this.#environment(name, service, standing);
    return new Container({
      name,
      service,
      log: join(folder, 'logs', `${name}.log`),
      command: async () => {
        const [command, ...args] = words;
        const plain = { command, args, env: env(), cwd: standing.cwd };
        await mkdir(plain.env.TMPDIR, { recursive: true });
        return standing.start ? standing.start(plain, this.#where(name)) : plain;
      },
      check: service.check && {
        get words() {
          return network.check(name, service.check.test);
        },
        get env() {
          return env();
        },
        cwd: standing.cwd,
      },
      changed: (end) => this.#changed(end),
    });
  }

  /** What the file says, by the ports of this machine, and what every container has: a PATH and temporary files of its own. */
  #environment(name, service, { env, listens }) {
    const { network, programs, folder } = this.#setting;
    const own = Object.entries(listens).flatMap(([port, variable]) =>
      variable === null ? [['PGPORT', port]] : [[variable, port]],
    );
    const moved = own.map(([variable, port]) => [variable, String(network.portOf(name, Number(port)))]);
    const tmp = join(folder, 'tmp', name);
    const mapped = Object.entries({ ...env, ...network.environment(service.environment) }).map(([variable, value]) => [
      variable,
      this.#mounted(service, value.startsWith('/tmp/') ? value.replace('/tmp', tmp) : value),
    ]);
    return {
      HOME: tmp,
      TMPDIR: tmp,
      ...Object.fromEntries(mapped),
      ...Object.fromEntries(moved),
      PATH: [programs, ...SYSTEM_PATH].join(delimiter),
    };
  }

  /** A path below a mounted file or folder is that file or folder here. */
  #mounted(service, value) {
    const mount = service.mounts.find(
      ({ isNamed, target }) => !isNamed && (value === target || value.startsWith(`${target}/`)),
    );
    return mount ? value.replace(mount.target, mount.source) : value;
  }

  #where(name) {
    const { network, folder } = this.#setting;
    const { service } = this.#find(name).wanted;
    return {
      portOf: (port) => network.portOf(name, port),
      volume: (target) => {
        const mount = service.mounts.find((one) => one.target === target);
        if (!mount) throw new Error(`${name} keeps its data at ${target}, and no volume is there.`);
        return mount.isNamed ? join(folder, 'volumes', mount.source) : mount.source;
      },
    };
  }

  #find(name) {
    const found = [...this.#containers.values()].flat().find((container) => container.wanted.name === name);
    if (!found) throw new Error(`there is no ${name}`);
    return found;
  }

  async #begin(name) {
    const group = this.of(name);
    const [{ wanted }] = group;
    for (const { service, condition } of wanted.service.dependsOn)
      await Promise.all(this.of(service).map((other) => other.reached(condition)));
    const began = Date.now();
    for (const container of group) container.start();
    const isJob = wanted.service.restart.policy !== 'unless-stopped';
    const condition = isJob ? 'service_completed_successfully' : wanted.check ? 'service_healthy' : 'service_started';
    await Promise.all(group.map((container) => container.reached(condition)));
    const what = isJob ? 'done' : wanted.check ? 'healthy' : 'started';
    this.#setting.say(
      `✓ ${name}${group.length > 1 ? ` × ${group.length}` : ''} ${what}  ${((Date.now() - began) / 1_000).toFixed(1)} s`,
    );
  }

  /** @param {import('./container.mjs').End | null} end */
  #changed(end) {
    if (end) this.#ends.push(end);
    this.#writing = this.#writing.then(() => this.#write());
  }

  /** For programs that watch or kill: who runs as which process now. Renamed into place, so that nobody reads half of it. */
  async #write() {
    const containers = [...this.#containers.values()]
      .flat()
      .map(({ wanted, state, pid, starts, isReady, readyAt }) => ({
        name: wanted.name,
        service: wanted.service.name,
        state,
        isReady,
        readyAt,
        pid,
        starts,
      }));
    const draft = `${this.statusFile}.new`;
    await writeFile(draft, JSON.stringify({ containers, ends: this.#ends }));
    await rename(draft, this.statusFile);
  }
}
