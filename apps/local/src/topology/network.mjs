import { isFree } from '../ports.mjs';
import { Problem } from '../problem.mjs';

const FIRST = 22_000;
const COUNT = 1_000;
const HERE = '127.0.0.1';
const EVERYWHERE = '0.0.0.0';

/** Variables that hold the name of a host alone; its port stands in another one. */
const IS_HOST = /(HOST|SEEDS)$/;
const IS_PORT = /_PORT$/;

/**
 * What Compose's network does by names and by a network of each container's own, done by ports of this machine: every port that a container
 * listens on is another one here, and what names a service and such a port is told the other one. Nothing else is changed.
 */
export class Network {
  /** @type {Map<string, Map<number, number>>} by container: its port, and which one that is here */
  #ports = new Map();
  /** @type {Map<string, string>} by service: the container that its name leads to */
  #names = new Map();
  /** @type {Set<number>} */
  #given = new Set();

  /**
   * @param {{ container: string, service: string, ports: number[], published?: ReadonlyMap<number, number> }} joining published: ports of it
   *   whose number here is settled
   */
  async join({ container, service, ports, published = new Map() }) {
    const own = new Map();
    for (const port of ports) own.set(port, published.get(port) ?? (await this.free()));
    this.#ports.set(container, own);
    if (!this.#names.has(service)) this.#names.set(service, container);
  }

  /** A port that nobody listens on and that no outgoing connection is given: whoever is killed finds it free again. */
  async free() {
    for (let tries = 0; tries < COUNT; tries += 1) {
      const port = FIRST + Math.floor(Math.random() * COUNT);
      if (await this.take(port)) return port;
    }
    throw new Problem(`No port between ${FIRST} and ${FIRST + COUNT} is free.`);
  }

  /**
   * @param {number} port
   * @returns {Promise<boolean>} false when somebody has it
   */
  async take(port) {
    if (this.#given.has(port) || !(await isFree(port, HERE)) || !(await isFree(port))) return false;
    this.#given.add(port);
    return true;
  }

  /**
   * @param {string} container
   * @param {number} port of the container
   * @returns {number} of this machine
   */
  portOf(container, port) {
    const found = this.#ports.get(container)?.get(port);
    if (found === undefined) throw new Problem(`${container} does not listen on ${port}.`);
    return found;
  }

  /**
   * A container's environment as it has to be here.
   * @param {Readonly<Record<string, string>>} environment
   * @returns {Record<string, string>}
   */
  environment(environment) {
    const entries = Object.entries(environment);
    const alone = entries.find(([name, value]) => IS_HOST.test(name) && this.#names.has(value));
    const ports = alone ? this.#ports.get(this.#names.get(alone[1]) ?? '') : undefined;
    return Object.fromEntries(
      entries.map(([name, value]) => {
        if (value === EVERYWHERE) return [name, HERE];
        if (IS_HOST.test(name) && this.#names.has(value)) return [name, HERE];
        if (IS_PORT.test(name) && ports?.has(Number(value))) return [name, String(ports.get(Number(value)))];
        return [name, this.#addressed(value)];
      }),
    );
  }

  /**
   * A container's health check as it has to be here: it asks its own ports.
   * @param {string} container
   * @param {string[]} words
   */
  check(container, words) {
    const own = this.#ports.get(container);
    return words.map((word) =>
      word.replaceAll(/\b(127\.0\.0\.1|localhost):(\d+)\b/g, (whole, _, port) =>
        own?.has(Number(port)) ? `${HERE}:${own.get(Number(port))}` : whole,
      ),
    );
  }

  #addressed(value) {
    return [...this.#names].reduce(
      (text, [service, container]) =>
        text.replaceAll(new RegExp(`(^|[@/,])${service}:(\\d+)(?![\\w-])`, 'g'), (whole, before, port) => {
          const here = this.#ports.get(container)?.get(Number(port));
          return here === undefined ? whole : `${before}${HERE}:${here}`;
        }),
      value,
    );
  }
}
