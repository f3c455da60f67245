import { mkdir, writeFile } from 'node:fs/promises';
import { join, resolve } from 'node:path';
import { workflowId } from '@ripen/contracts/temporal';
import type { SubjectType } from '@ripen/contracts/temporal';
import type { Client } from '@temporalio/client';
import { temporal as proto } from '@temporalio/proto';

/** Where the histories of a released loop lie; the package `workflows` replays them. */
const HISTORIES = resolve(__dirname, '../../../workflows/histories');

/** Writes every run of a subject's workflow as `<name>.history.json`, further runs as `<name>-2.history.json` and so on. */
export async function record(
  temporal: Client,
  v: number,
  name: string,
  of: { subject: SubjectType; id: string },
): Promise<void> {
  const folder = join(HISTORIES, `v${v}`);
  await mkdir(folder, { recursive: true });
  const id = workflowId(of.subject, of.id);
  const runs: { runId: string; at: number }[] = [];
  for await (const run of temporal.workflow.list({ query: `WorkflowId = '${id}'` }))
    runs.push({ runId: run.runId, at: run.startTime.getTime() });
  runs.sort((a, b) => a.at - b.at);
  for (const [index, { runId }] of runs.entries()) {
    const history = await temporal.workflow.getHandle(id, runId).fetchHistory();
    const plain = withoutMachine(
      proto.api.history.v1.History.toObject(proto.api.history.v1.History.create(history), AS_JSON),
    );
    const file = index === 0 ? name : `${name}-${index + 1}`;
    await writeFile(join(folder, `${file}.history.json`), `${JSON.stringify(plain, null, 1)}\n`);
  }
}

const AS_JSON = { longs: String, enums: String, bytes: String };

/** Names of processes, machines and builds that wrote the history. Replay asks for none of them. */
const MACHINE = ['identity', 'buildId', 'binaryChecksum'];

function withoutMachine(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(withoutMachine);
  if (typeof value !== 'object' || value === null) return value;
  const kept = Object.entries(value).filter(([key]) => !MACHINE.includes(key));
  // A sticky queue is named after its process.
  const sticky = kept.some(([key, inner]) => key === 'kind' && inner === 'TASK_QUEUE_KIND_STICKY');
  return Object.fromEntries(
    kept.map(([key, inner]) => [key, sticky && key === 'name' ? 'sticky' : withoutMachine(inner)]),
  );
}
