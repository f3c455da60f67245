// Who may import whom. The table is the rule; apps/local/src/boundaries.spec.mjs proves that it bites.
import { builtinModules } from 'node:module';
import { dirname, relative, resolve, sep } from 'node:path';
import { fileURLToPath } from 'node:url';

const ROOT = dirname(fileURLToPath(import.meta.url));

/** Decide, and do nothing else: the same code runs in the API, the worker and the browser. */
const CORE = ['domain', 'rules', 'scoring', 'journey', 'handoff', 'simulator'];
const CONTRACTS = [...CORE, 'contracts'];
const SERVER = ['@nestjs', 'typeorm', 'pg', '@temporalio', 'express', 'nodemailer'];

/**
 * One row per package folder.
 * - `ripen`: the packages of ours that it may import.
 * - `only`: the packages of others that it may import; without it, all but those of `never`.
 * - `node`: whether it may import what comes with Node.
 * @typedef {{ ripen: string[], only?: string[], never?: string[], node: boolean }} Row
 * @type {Readonly<Record<string, Row>>}
 */
export const PACKAGES = {
  ...Object.fromEntries(
    CORE.map((name) => [`libs/${name}`, { ripen: CORE, only: ['zod', 'temporal-polyfill'], node: false }]),
  ),
  'libs/domain': { ripen: [], only: ['zod', 'temporal-polyfill'], node: false },
  'libs/contracts': { ripen: CORE, only: ['zod', 'temporal-polyfill'], node: false },
  'libs/config': { ripen: [], only: ['zod'], node: true },
  'libs/persistence': { ripen: [...CONTRACTS, 'config'], never: ['@nestjs', '@temporalio', 'nodemailer'], node: true },
  'libs/connectors': {
    ripen: [...CONTRACTS, 'config'],
    never: ['@nestjs', '@temporalio', 'typeorm', 'pg'],
    node: true,
  },
  'libs/activity-kit': { ripen: CONTRACTS, never: ['@nestjs', 'typeorm', 'pg'], node: true },
  'libs/testing': { ripen: [...CONTRACTS, 'config'], never: ['@nestjs', 'typeorm'], node: true },
  workflows: { ripen: ['contracts'], only: ['@temporalio/workflow', '@temporalio/common'], node: false },
  'apps/api': {
    ripen: [...CONTRACTS, 'config', 'persistence', 'connectors'],
    never: ['@temporalio/worker', '@temporalio/workflow', '@temporalio/activity'],
    node: true,
  },
  'apps/worker': {
    ripen: [...CONTRACTS, 'config', 'persistence', 'connectors', 'activity-kit', 'workflows'],
    never: ['@nestjs', 'express'],
    node: true,
  },
  'apps/studio': { ripen: CONTRACTS, never: SERVER, node: false },
  'apps/local': {
    ripen: ['config', 'persistence'],
    never: ['@nestjs', 'typeorm', 'express', 'nodemailer'],
    node: true,
  },
  extensions: { ripen: ['activity-kit'], node: true },
  e2e: { ripen: [...CONTRACTS, 'config', 'testing'], node: true },
  bench: { ripen: [...CONTRACTS, 'config', 'persistence', 'connectors', 'testing', 'chaos'], node: true },
  chaos: { ripen: [...CONTRACTS, 'persistence', 'testing'], node: true },
};

/** Tests may use the harness, what comes with Node, and any tool; of our own packages only what their package may, and these. */
const FOR_TESTS = ['testing', 'config'];
const IS_TEST = /\.(spec|int-spec|e2e-spec|fixture)\.[cm]?[jt]sx?$/;
/** What is not part of the package that ships: how it is built and tested. */
const IS_TOOLING = /(^|\/)[\w.-]+\.config\.[cm]?[jt]s$/;

const BUILTINS = new Set(builtinModules.flatMap((name) => [name, `node:${name}`]));

/**
 * @param {string} file absolute
 * @returns {string | null} the folder of the package that the file belongs to
 */
function packageOf(file) {
  const path = relative(ROOT, file).split(sep).join('/');
  return Object.keys(PACKAGES).find((folder) => path.startsWith(`${folder}/`)) ?? null;
}

/**
 * Why a file may not import something; null if it may.
 * @param {string} file absolute
 * @param {string} wanted as it stands in the import
 */
export function refusal(file, wanted) {
  const folder = packageOf(file);
  if (!folder || IS_TOOLING.test(file)) return null;
  if (wanted.startsWith('.')) return refusalOfPath(folder, resolve(dirname(file), wanted));
  const isTest = IS_TEST.test(file);
  const own = /^@ripen\/([^/]+)/.exec(wanted)?.[1];
  if (own) return refusalOfOwn(folder, own, isTest);
  return isTest ? null : refusalOfForeign(folder, wanted);
}

function refusalOfOwn(folder, own, isTest) {
  const may = isTest ? [...PACKAGES[folder].ripen, ...FOR_TESTS] : PACKAGES[folder].ripen;
  return may.includes(own)
    ? null
    : `${folder} may not import @ripen/${own}; it may import ${may.join(', ') || 'none'}.`;
}

function refusalOfForeign(folder, wanted) {
  const row = PACKAGES[folder];
  if (BUILTINS.has(wanted) || wanted.startsWith('node:')) {
    return row.node ? null : `${folder} runs in more places than Node and may not import ${wanted}.`;
  }
  const matches = (/** @type {string} */ name) => wanted === name || wanted.startsWith(`${name}/`);
  if (row.only && !row.only.some(matches)) return `${folder} may import only ${row.only.join(', ')}, not ${wanted}.`;
  return row.never?.some(matches) ? `${folder} may not import ${wanted}.` : null;
}

function refusalOfPath(folder, target) {
  const inside = !relative(resolve(ROOT, folder), target).startsWith('..');
  return inside ? null : `A path may not leave its package (${folder}); import the other package by its name.`;
}

/** Looks at every way to name a module: import, export from, import(), require() and the import type. */
/** @type {import('eslint').Rule.RuleModule} */
export const boundariesRule = {
  meta: { type: 'problem', schema: [], messages: { refused: '{{why}}' } },
  create(context) {
    const check = (/** @type {any} */ source) => {
      if (typeof source?.value !== 'string') return;
      const why = refusal(context.filename, source.value);
      if (why) context.report({ node: source, messageId: 'refused', data: { why } });
    };
    return {
      ImportDeclaration: (node) => check(node.source),
      ExportNamedDeclaration: (node) => check(node.source),
      ExportAllDeclaration: (node) => check(node.source),
      ImportExpression: (node) => check(node.source),
      TSImportType: (/** @type {any} */ node) => check(node.source ?? node.argument?.literal),
      'CallExpression[callee.name="require"]': (/** @type {any} */ node) => check(node.arguments[0]),
    };
  },
};

const CLOCK = 'Core never reads a clock: take the instant as an argument.';
const ZONE = 'This reads the zone of the machine: take the zone as an argument and use temporal-polyfill.';
const FACT_TABLES = 'ledger_entry|lead_identity|lead|company|consent';
const FACT_WRITE = `/(INSERT\\s+INTO|UPDATE|DELETE\\s+FROM|insert\\s+into|update|delete\\s+from)\\s+(ONLY\\s+)?"?(${FACT_TABLES})"?(\\s|$)/`;
const WRITER =
  'applyFacts is the only writer of facts about leads and companies: call it, or add to libs/persistence/src/facts.';
const ENVIRONMENT = 'Settings come from @ripen/config, which names every bad variable.';

const FACT_WRITES = [`Literal[value=${FACT_WRITE}]`, `TemplateElement[value.raw=${FACT_WRITE}]`].map((selector) => ({
  selector,
  message: WRITER,
}));

const IMPURE = [
  { selector: 'NewExpression[callee.name="Date"][arguments.length=0]', message: CLOCK },
  { selector: 'CallExpression[callee.name="Date"]', message: CLOCK },
  {
    selector:
      'MemberExpression[property.name=/^(get|set)(Hours|Minutes|Seconds|Milliseconds|Day|Date|Month|FullYear)$/]',
    message: ZONE,
  },
  { selector: 'MemberExpression[property.name=/^(getTimezoneOffset|resolvedOptions)$/]', message: ZONE },
];

const CORE_FILES = [...CORE, 'contracts'].map((name) => `libs/${name}/src/**/*.ts`);
const TEST_FILES = ['**/*.spec.*', '**/*.int-spec.*', '**/*.e2e-spec.*', '**/*.fixture.*'];

/** @type {import('eslint').Linter.Config[]} */
export default [
  { plugins: { ripen: { rules: { boundaries: boundariesRule } } }, rules: { 'ripen/boundaries': 'error' } },
  {
    ignores: ['libs/config/**', 'apps/local/**', '**/*.config.*'],
    rules: {
      'no-restricted-properties': ['error', { object: 'process', property: 'env', message: ENVIRONMENT }],
    },
  },
  {
    // Removing people altogether, with everything about them, is no fact about them.
    ignores: [
      'libs/persistence/src/facts/**',
      'libs/persistence/src/migrations/**',
      'libs/persistence/src/sample/**',
      'libs/persistence/src/erasure/**',
      ...TEST_FILES,
    ],
    rules: { 'no-restricted-syntax': ['error', ...FACT_WRITES] },
  },
  {
    files: CORE_FILES,
    ignores: TEST_FILES,
    rules: {
      'no-restricted-properties': [
        'error',
        { object: 'process', property: 'env', message: ENVIRONMENT },
        { object: 'Date', property: 'now', message: CLOCK },
        { object: 'performance', property: 'now', message: CLOCK },
        { object: 'Temporal', property: 'Now', message: CLOCK },
        {
          object: 'Math',
          property: 'random',
          message: 'Core never draws a random number: take a seed as an argument.',
        },
      ],
      'no-restricted-globals': [
        'error',
        ...['process', 'crypto', 'performance', 'fetch', 'console', 'setTimeout', 'setInterval', 'window', 'document'],
      ],
      'no-restricted-syntax': ['error', ...FACT_WRITES, ...IMPURE],
    },
  },
];
