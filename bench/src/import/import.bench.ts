import { readCsv } from '@ripen/connectors';
import { FIRST_STATE, importRunner, inTransaction, keepPart, newId, openJob, startJob } from '@ripen/persistence';
import { CONTEXT, openStage, type Stage } from '@ripen/persistence/stage';
import { copyBare, PREPARE_BARE } from '../../rivals/import/bare-copy';
import { interleaved, median, report, rounded } from '../figures';

const LEADS = 100_000;
const WARM = 5_000;
const ROUNDS = 3;
const BAR = 0.1;
const PART = 256 * 1024;
const MB = 1024 * 1024;

const COLUMNS = ['email', 'first_name', 'last_name', 'position', 'country', 'known'] as const;
const MAPPING = [
  { column: 'email', to: 'lead.email' },
  { column: 'first_name', to: 'lead.firstName' },
  { column: 'last_name', to: 'lead.lastName' },
  { column: 'position', to: 'lead.position' },
  { column: 'country', to: 'lead.country' },
];
const OPTIONS = { keyBy: 'email', system: 'CRM', empty: ['-'], existing: 'update', notation: 'en', consent: null };

const RUNNER = importRunner((bytes, shape, width) => readCsv(bytes, { shape, width }));
const TOOLS = { context: CONTEXT, signal: new AbortController().signal };

/** A file of 100,000 leads, from its bytes in the database to people who are scored and can be undone, against one COPY of the same file. */
report(async () => {
  const stage = await openStage();
  await stage.pool.query(PREPARE_BARE);
  const figures = { ours: [] as number[], rival: [] as number[] };
  let peak = 0;
  let steps = 0;
  await ours(stage, fileOf('warm', WARM));
  await copyBare(stage.url, fileOf('warm', WARM));
  for (const [count, who] of interleaved(['ours', 'rival'], ROUNDS)) {
    const file = fileOf(`${who}-${count}`, LEADS);
    const began = performance.now();
    if (who === 'rival') await copyBare(stage.url, file);
    else {
      const run = await ours(stage, file);
      peak = Math.max(peak, run.peak);
      steps = run.steps;
    }
    const perSecond = LEADS / ((performance.now() - began) / 1_000);
    figures[who].push(perSecond);
    process.stdout.write(`round ${count}: ${who} ${perSecond.toFixed(0)} leads/s\n`);
  }
  await stage.close();
  const [own, rival] = [median(figures.ours), median(figures.rival)];
  return {
    bench: 'import',
    leads: LEADS,
    rounds: ROUNDS,
    ours: Math.round(own),
    rival: Math.round(rival),
    progressSteps: steps,
    peakRssMb: Math.round(peak / MB),
    ratio: rounded(own / rival),
    bar: BAR,
  };
});

function fileOf(run: string, leads: number): Buffer {
  const lines = [COLUMNS.join(',')];
  for (let number = 0; number < leads; number += 1)
    lines.push(`${run}-${number}@lead.example,Ada ${number % 500},Muster ${number},Head of IT,DE,true`);
  return Buffer.from(`${lines.join('\n')}\n`);
}

/** Uploads, maps and runs as the product does; answers how often the progress moved, and how much memory it took. */
async function ours({ pool }: Stage, file: Buffer): Promise<{ steps: number; peak: number }> {
  const importId = newId();
  for (let at = 0; at < file.length; at += PART)
    await keepPart(pool, { importId, place: at / PART, bytes: file.subarray(at, at + PART) });
  const columns = COLUMNS.map((label) => ({ label, named: true }));
  const shape = { encoding: 'utf-8', delimiter: ',', headerRow: 1 };
  await pool.query(
    `INSERT INTO import (id, kind, name, bytes, probed, shape, columns, mapping, options) VALUES ($1, 'leads', 'bench.csv', $2, '{}', $3, $4, $5, $6)`,
    [importId, file.length, ...[shape, columns, MAPPING, OPTIONS].map((value) => JSON.stringify(value))],
  );
  const jobId = await inTransaction(pool, (tx) =>
    startJob(tx, { kind: 'import', subjectId: importId, state: FIRST_STATE('run') }),
  );
  let [steps, done, peak] = [0, 0, 0];
  for (;;) {
    const job = await openJob(pool, jobId);
    peak = Math.max(peak, process.memoryUsage.rss());
    if (job === null) break;
    if (job.done !== done) steps += 1;
    done = job.done;
    await RUNNER.work(job, { pool, ...TOOLS });
  }
  await mustBeDone(pool, importId);
  return { steps, peak };
}

async function mustBeDone(pool: Stage['pool'], importId: string): Promise<void> {
  const { rows } = await pool.query<{ status: string; refused: number }>(
    `SELECT i.status, (SELECT count(*)::int FROM import_result r WHERE r.import_id = i.id AND r.outcome <> 'created') AS refused FROM import i WHERE i.id = $1`,
    [importId],
  );
  if (rows[0]?.status !== 'done' || rows[0].refused !== 0)
    throw new Error(`the import ended ${JSON.stringify(rows[0])}`);
}
