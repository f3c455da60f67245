import { join } from 'node:path';
import { ESLint } from 'eslint';
import tseslint from 'typescript-eslint';
import { ROOT } from './root.mjs';

/**
 * The project's own configuration, without the rules that need types: files are made up here, and no project knows them.
 */
const eslint = new ESLint({
  cwd: ROOT,
  overrideConfig: [
    tseslint.configs.disableTypeChecked,
    { languageOptions: { parserOptions: { projectService: false } } },
  ],
});

/** @returns {Promise<string[]>} the rules that refuse the code */
async function refusals(file, code) {
  const [result] = await eslint.lintText(code, { filePath: join(ROOT, file) });
  const fatal = result.messages.find((message) => message.fatal);
  if (fatal) throw new Error(fatal.message);
  const bites = ['ripen/boundaries', 'no-restricted-properties', 'no-restricted-syntax', 'no-restricted-globals'];
  return result.messages.map(({ ruleId }) => ruleId ?? '').filter((rule) => bites.includes(rule));
}

const importing = (wanted) => `import thing from '${wanted}';\nexport const used = thing;\n`;

describe('who may import whom', () => {
  it.each([
    ['libs/domain/src/made-up.ts', '@ripen/rules'],
    ['libs/rules/src/made-up.ts', '@ripen/persistence'],
    ['libs/scoring/src/made-up.ts', '@ripen/contracts'],
    ['libs/journey/src/made-up.ts', 'node:fs'],
    ['libs/journey/src/made-up.ts', 'fs'],
    ['libs/journey/src/made-up.ts', 'pg'],
    ['libs/handoff/src/made-up.ts', '@temporalio/workflow'],
    ['libs/contracts/src/made-up.ts', '@ripen/persistence'],
    ['libs/contracts/src/made-up.ts', 'node:crypto'],
    ['libs/config/src/made-up.ts', '@ripen/domain'],
    ['libs/persistence/src/made-up.ts', '@nestjs/common'],
    ['libs/persistence/src/made-up.ts', '@temporalio/client'],
    ['libs/connectors/src/made-up.ts', '@ripen/persistence'],
    ['libs/connectors/src/made-up.ts', 'typeorm'],
    ['libs/testing/src/made-up.ts', '@ripen/worker'],
    ['workflows/src/made-up.ts', '@ripen/journey'],
    ['workflows/src/made-up.ts', '@ripen/persistence'],
    ['workflows/src/made-up.ts', 'node:crypto'],
    ['workflows/src/made-up.ts', '@temporalio/activity'],
    ['workflows/src/made-up.ts', 'zod'],
    ['apps/api/src/made-up.ts', '@ripen/workflows'],
    ['apps/api/src/made-up.ts', '@ripen/worker'],
    ['apps/api/src/made-up.ts', '@temporalio/worker'],
    ['apps/worker/src/made-up.ts', '@nestjs/common'],
    ['apps/worker/src/made-up.ts', '@ripen/api'],
    ['apps/studio/src/made-up.tsx', '@temporalio/client'],
    ['apps/studio/src/made-up.tsx', 'typeorm'],
    ['apps/studio/src/made-up.tsx', '@nestjs/common'],
    ['apps/studio/src/made-up.tsx', '@ripen/persistence'],
    ['apps/studio/src/made-up.tsx', 'node:path'],
    ['bench/src/made-up.ts', '@ripen/worker'],
    ['chaos/src/made-up.ts', '@ripen/worker'],
    ['e2e/src/made-up.ts', '@ripen/api'],
    ['libs/rules/src/made-up.ts', '../../domain/src/lead'],
    ['apps/api/src/leads/made-up.ts', '../../../worker/src/main'],
    ['libs/rules/src/made-up.spec.ts', '@ripen/persistence'],
  ])('%s may not import %s', async (file, wanted) => {
    expect(await refusals(file, importing(wanted))).toEqual(['ripen/boundaries']);
  });

  it.each([
    ['libs/domain/src/made-up.ts', 'zod'],
    ['libs/rules/src/made-up.ts', '@ripen/domain'],
    ['libs/handoff/src/made-up.ts', 'temporal-polyfill'],
    ['libs/contracts/src/made-up.ts', '@ripen/journey'],
    ['libs/persistence/src/made-up.ts', 'pg'],
    ['workflows/src/made-up.ts', '@ripen/contracts/temporal'],
    ['workflows/src/made-up.ts', '@temporalio/workflow'],
    ['workflows/src/made-up.int-spec.ts', '@temporalio/worker'],
    ['apps/worker/src/made-up.ts', '@ripen/workflows'],
    ['apps/api/src/made-up.ts', '@nestjs/common'],
    ['apps/studio/src/made-up.tsx', '@ripen/contracts'],
    ['libs/rules/src/made-up.spec.ts', 'fast-check'],
    ['libs/persistence/src/made-up.int-spec.ts', '@ripen/testing'],
    ['apps/api/src/leads/made-up.ts', '../http/paging'],
  ])('%s may import %s', async (file, wanted) => {
    expect(await refusals(file, importing(wanted))).toEqual([]);
  });

  it.each([
    ['export from', "export * from '@ripen/persistence';"],
    ['a named export from', "export { pool } from '@ripen/persistence';"],
    ['import()', "export const late = () => import('@ripen/persistence');"],
    ['require()', "export const late = require('@ripen/persistence');"],
    ['the import type', "export type Late = import('@ripen/persistence').Pool;"],
    ['import type', "import type { Pool } from '@ripen/persistence';\nexport type Late = Pool;"],
  ])('%s is no way around it', async (_way, code) => {
    expect(await refusals('libs/rules/src/made-up.ts', code)).toEqual(['ripen/boundaries']);
  });
});

describe('core', () => {
  it.each([
    ['the clock', 'export const now = Date.now();', 'no-restricted-properties'],
    ['the clock', 'export const now = new Date();', 'no-restricted-syntax'],
    ['a random number', 'export const dice = Math.random();', 'no-restricted-properties'],
    ['a random id', 'export const id = crypto.randomUUID();', 'no-restricted-globals'],
    ["the machine's zone", 'export const hour = (at: Date) => at.getHours();', 'no-restricted-syntax'],
    ['a timer', 'setTimeout(() => undefined, 1);', 'no-restricted-globals'],
    ['the environment', 'export const { env } = process;', 'no-restricted-globals'],
  ])('never reads %s', async (_what, code, rule) => {
    expect(await refusals('libs/journey/src/made-up.ts', code)).toContain(rule);
  });

  it('may turn a given instant into a date', async () => {
    expect(await refusals('libs/journey/src/made-up.ts', 'export const at = (ms: number) => new Date(ms);')).toEqual(
      [],
    );
  });
});

describe('the environment', () => {
  const code = 'export const port = process.env.PORT;';

  it('is read by nobody but libs/config and the launcher', async () => {
    for (const folder of ['apps/api', 'apps/worker', 'libs/persistence', 'libs/testing', 'bench', 'e2e']) {
      expect(await refusals(`${folder}/src/made-up.ts`, code)).toEqual(['no-restricted-properties']);
    }
    expect(await refusals('libs/config/src/made-up.ts', code)).toEqual([]);
    expect(await refusals('apps/local/src/made-up.mjs', code)).toEqual([]);
  });
});

describe('facts about leads and companies', () => {
  it.each([
    "export const sql = 'UPDATE lead SET email = $1';",
    "export const sql = 'INSERT INTO ledger_entry (lead_id) VALUES ($1)';",
    'export const sql = (id: string) => `\n  DELETE FROM consent\n  WHERE lead_id = ${id}`;',
    "export const sql = 'insert into company (id) values ($1)';",
  ])('are written by applyFacts alone: %s', async (code) => {
    for (const file of [
      'apps/api/src/made-up.ts',
      'apps/worker/src/made-up.ts',
      'libs/persistence/src/loop/made-up.ts',
    ]) {
      expect(await refusals(file, code)).toEqual(['no-restricted-syntax']);
    }
    expect(await refusals('libs/persistence/src/facts/made-up.ts', code)).toEqual([]);
  });

  it('may be read, and other tables may be written', async () => {
    const code = "export const sql = ['SELECT id FROM lead FOR UPDATE', 'UPDATE lead_list SET name = $1'];";
    expect(await refusals('apps/api/src/made-up.ts', code)).toEqual([]);
  });
});
