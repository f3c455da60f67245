import { readFile } from 'node:fs/promises';
import { dirname, resolve } from 'node:path';
import { parse } from 'yaml';
import { Problem } from '../problem.mjs';
import { interpolateAll } from './interpolate.mjs';

/**
 * @typedef {{ test: string[], intervalMs: number, timeoutMs: number, retries: number, startPeriodMs: number, startIntervalMs: number }} Check
 * @typedef {{ service: string, condition: 'service_healthy' | 'service_completed_successfully' | 'service_started' }} Dependency
 * @typedef {{ address: string, from: number, to: number, target: number }} Published a range of ports of this machine, one per replica
 * @typedef {{ source: string, target: string, isNamed: boolean }} Mount
 * @typedef {object} Service one service as docker-compose.yml writes it, its variables filled in
 * @property {string} name
 * @property {string} image
 * @property {string | null} build the folder of its Dockerfile
 * @property {string[] | null} entrypoint
 * @property {string[] | null} command
 * @property {Record<string, string>} environment
 * @property {Published[]} ports
 * @property {Mount[]} mounts
 * @property {Dependency[]} dependsOn
 * @property {{ policy: 'no' | 'on-failure' | 'unless-stopped', tries: number }} restart
 * @property {Check | null} check
 * @property {number} replicas
 * @property {number} stopGraceMs
 */

const KNOWN = new Set(
  'image build entrypoint command environment ports volumes depends_on restart healthcheck deploy stop_grace_period'.split(
    ' ',
  ),
);
/** They bound what a container may do; a process of this machine runs without them. */
const NOT_FOR_PROCESSES = new Set(['init', 'cap_drop', 'security_opt', 'shm_size']);

/**
 * Reads docker-compose.yml: every key of a service is either understood or refused, so that none is silently left out.
 * @param {string} file absolute
 * @param {Readonly<Record<string, string | undefined>>} env what .env says
 * @returns {Promise<Service[]>}
 */
export async function readComposeFile(file, env) {
  const document = await parseComposeFile(file);
  const { services } = /** @type {any} */ (interpolateAll(document, env));
  return Object.entries(services).map(([name, service]) => serviceOf(name, service, dirname(file)));
}

/**
 * The file as it stands there, its variables not filled in, merges and aliases resolved.
 * @param {string} file
 */
export async function parseComposeFile(file) {
  return parse(await readFile(file, 'utf8'), { merge: true });
}

/** @returns {Service} */
function serviceOf(name, service, folder) {
  for (const key of Object.keys(service))
    if (!KNOWN.has(key) && !NOT_FOR_PROCESSES.has(key))
      throw new Problem(`${name}: what to do with "${key}" is not known.`);
  return {
    name,
    image: service.image,
    build: service.build === undefined ? null : resolve(folder, service.build),
    entrypoint: words(name, service.entrypoint),
    command: words(name, service.command),
    environment: Object.fromEntries(
      Object.entries(service.environment ?? {}).map(([key, value]) => [key, String(value)]),
    ),
    ports: (service.ports ?? []).map(published),
    mounts: (service.volumes ?? []).map((text) => mount(text, folder)),
    dependsOn: Object.entries(service.depends_on ?? {}).map(([other, { condition }]) => ({
      service: other,
      condition,
    })),
    restart: restart(service.restart ?? 'no'),
    check: service.healthcheck ? check(name, service.healthcheck) : null,
    replicas: Number(service.deploy?.replicas ?? 1),
    stopGraceMs: milliseconds(service.stop_grace_period ?? '10s'),
  };
}

/** A text would go through a shell's splitting; a list is what is run. */
function words(name, value) {
  if (value === undefined || value === null) return null;
  if (!Array.isArray(value)) throw new Problem(`${name}: write entrypoint and command as lists.`);
  return value.map((word) => plain(name, word));
}

/** A word with ": " in it and no quotes around it is another thing to YAML. */
function plain(name, word) {
  if (word === null || typeof word === 'object')
    throw new Problem(`${name}: ${JSON.stringify(word)} is no word; quote it.`);
  return String(word);
}

function published(text) {
  const [, address, from, to, target] = /^(?:([\d.]+):)?(\d+)(?:-(\d+))?:(\d+)$/.exec(String(text)) ?? unreadable(text);
  return { address: address ?? '0.0.0.0', from: Number(from), to: Number(to ?? from), target: Number(target) };
}

function mount(text, folder) {
  const [, source, target] = /^([^:]+):([^:]+)(?::ro)?$/.exec(text) ?? unreadable(text);
  const isNamed = !/^[./]/.test(source);
  return { source: isNamed ? source : resolve(folder, source), target, isNamed };
}

function restart(text) {
  const [, policy, tries] = /^(no|unless-stopped|on-failure)(?::(\d+))?$/.exec(text) ?? unreadable(text);
  return { policy: /** @type {'no' | 'on-failure' | 'unless-stopped'} */ (policy), tries: Number(tries ?? Infinity) };
}

function check(name, { test, interval, timeout, retries, start_period: startPeriod, start_interval: startInterval }) {
  if (!Array.isArray(test) || test[0] !== 'CMD') throw new Problem(`${name}: write the health check as [CMD, …].`);
  return {
    test: test.slice(1).map((word) => plain(name, word)),
    intervalMs: milliseconds(interval),
    timeoutMs: milliseconds(timeout),
    retries,
    startPeriodMs: milliseconds(startPeriod),
    startIntervalMs: milliseconds(startInterval),
  };
}

const UNITS = { ms: 1, s: 1_000, m: 60_000, h: 3_600_000 };

function milliseconds(text) {
  const parts = [...String(text).matchAll(/(\d+)(ms|s|m|h)/g)];
  if (parts.length === 0) unreadable(text);
  return parts.reduce((sum, [, count, unit]) => sum + Number(count) * UNITS[unit], 0);
}

/** @returns {never} */
function unreadable(text) {
  throw new Problem(`docker-compose.yml: "${text}" cannot be read.`);
}
