import { cp, mkdir, readdir, readFile, rm } from 'node:fs/promises';
import { basename, join, matchesGlob, relative, resolve } from 'node:path';
import { Problem } from '../problem.mjs';
import { run, tail } from '../run.mjs';

/**
 * @typedef {{ word: string, rest: string }} Instruction
 * @typedef {{ name: string, from: string, instructions: Instruction[] }} Stage
 * @typedef {{ root: string, workdir: string, env: Record<string, string>, entrypoint: string[], cmd: string[] }} Image root: the folder that
 *   stands for "/"
 */

/** Words of the file that have no meaning for a process of this machine. */
const WITHOUT_EFFECT = new Set(['USER', 'EXPOSE', 'LABEL']);
const STEP_MS = 1_200_000;

/**
 * The stages of a Dockerfile in their order.
 * @param {string} text
 * @returns {Stage[]}
 */
export function parseDockerfile(text) {
  const lines = text.replaceAll(/\\\r?\n/g, ' ').split('\n');
  const instructions = lines
    .map((line) => line.trim())
    .filter((line) => line !== '' && !line.startsWith('#'))
    .map((line) => {
      const [, word, rest] = /^(\w+)\s+(.*)$/.exec(line) ?? unreadable(line);
      return { word: word.toUpperCase(), rest };
    });
  /** @type {Stage[]} */
  const stages = [];
  for (const instruction of instructions) {
    if (instruction.word === 'FROM') {
      const [, from, name] = /^(\S+)(?:\s+AS\s+(\S+))?$/i.exec(instruction.rest) ?? unreadable(instruction.rest);
      stages.push({ from, name: name ?? String(stages.length), instructions: [] });
    } else stages.at(-1)?.instructions.push(instruction);
  }
  return stages;
}

/**
 * Does what "docker build" does with our Dockerfile, each stage in a folder of its own that stands for "/". What the base image would bring
 * (Node and npm) is what this machine has; the context is copied as .dockerignore says.
 * @param {{ context: string, folder: string, note: (what: string) => void, env?: NodeJS.ProcessEnv }} wanted folder: made, and filled
 * @returns {Promise<Image>}
 */
export async function buildImage({ context, folder, note, env = process.env }) {
  const stages = parseDockerfile(await readFile(join(context, 'Dockerfile'), 'utf8'));
  const ignored = await ignoredBy(context);
  /** @type {Map<string, Image>} */
  const built = new Map();
  for (const { name, from, instructions } of stages) {
    const base = built.get(from);
    if (base)
      throw new Problem(`The stage ${name} is built on ${from}; build it on an image and COPY from that stage.`);
    const image = { root: join(folder, name), workdir: '/', env: {}, entrypoint: [], cmd: [] };
    built.set(name, image);
    await mkdir(image.root, { recursive: true });
    for (const instruction of instructions) await follow(instruction, { image, built, context, ignored, note, env });
  }
  const last = built.get(stages.at(-1)?.name ?? '');
  if (!last) throw new Problem('The Dockerfile has no stage.');
  for (const [name, { root }] of built) if (built.get(name) !== last) await rm(root, { recursive: true, force: true });
  return last;
}

/** @param {Instruction} instruction */
async function follow({ word, rest }, { image, built, context, ignored, note, env }) {
  const inImage = (path) => join(image.root, resolve(image.workdir, path));
  if (WITHOUT_EFFECT.has(word)) return;
  if (word === 'WORKDIR') {
    image.workdir = resolve(image.workdir, rest);
    await mkdir(inImage('.'), { recursive: true });
  } else if (word === 'ENV') {
    for (const [, name, value] of rest.matchAll(/(\w+)=(\S+)/g)) image.env[name] = value;
  } else if (word === 'CMD') image.cmd = JSON.parse(rest);
  else if (word === 'ENTRYPOINT') image.entrypoint = JSON.parse(rest);
  else if (word === 'COPY') await copy(rest, { built, context, ignored, inImage });
  else if (word === 'RUN') {
    note(rest);
    const { code, output } = await run('/bin/sh', ['-c', rest], {
      cwd: inImage('.'),
      env: { ...surroundings(env), ...image.env },
      timeout: STEP_MS,
    });
    if (code !== 0) throw new Problem(`RUN ${rest}\n${tail(output, 15)}`);
  } else throw new Problem(`Dockerfile: what to do with ${word} is not known.`);
}

/** What every container has. */
const SURROUNDINGS = [
  'PATH',
  'HOME',
  'npm_config_registry',
  'npm_config_cafile',
  'NODE_EXTRA_CA_CERTS',
  'HTTPS_PROXY',
  'HTTP_PROXY',
  'NO_PROXY',
];

/** Nothing that npm or Nx tells the processes that it starts. */
function surroundings(env) {
  return Object.fromEntries(SURROUNDINGS.filter((name) => env[name] !== undefined).map((name) => [name, env[name]]));
}

async function copy(rest, { built, context, ignored, inImage }) {
  const [, from, source, target] = /^(?:--from=(\S+)\s+)?(\S+)\s+(\S+)$/.exec(rest) ?? unreadable(rest);
  const isInto = target.endsWith('/');
  const path = from ? join(built.get(from)?.root ?? unreadable(rest), source) : resolve(context, source);
  const to = isInto ? join(inImage(target), basename(path)) : inImage(target);
  const filter = from ? undefined : (file) => !ignored(relative(context, file));
  await cp(path, to, { recursive: true, verbatimSymlinks: true, filter });
}

/**
 * Which files of the context .dockerignore keeps out.
 * @param {string} context
 * @returns {Promise<(path: string) => boolean>} path: relative to the context
 */
export async function ignoredBy(context) {
  const file = (await readdir(context)).includes('.dockerignore') ? join(context, '.dockerignore') : null;
  const patterns = file ? (await readFile(file, 'utf8')).split('\n').map((line) => line.trim()) : [];
  const wanted = patterns.filter((line) => line !== '' && !line.startsWith('#'));
  if (wanted.some((line) => line.startsWith('!')))
    throw new Problem('.dockerignore: exceptions are not understood here.');
  return (path) => path !== '' && wanted.some((pattern) => matchesGlob(path, pattern));
}

/** @returns {never} */
function unreadable(text) {
  throw new Problem(`Dockerfile: "${text}" cannot be read.`);
}
