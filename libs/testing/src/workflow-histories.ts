import type { Client, WorkflowHandle } from '@temporalio/client';

type History = Awaited<ReturnType<WorkflowHandle['fetchHistory']>>;

/** All text of a history (or any part of one), payloads decoded: what somebody with access to Temporal could read. */
export function textOf(value: unknown): string {
  if (value instanceof Uint8Array) return Buffer.from(value).toString('utf8');
  if (Array.isArray(value)) return value.map(textOf).join('\n');
  if (typeof value !== 'object' || value === null) return String(value);
  return Object.entries(value)
    .map(([key, inner]) => `${key}: ${textOf(inner)}`)
    .join('\n');
}

export interface SeenWorkflow {
  readonly workflowId: string;
  readonly status: string;
  /** Causes of failed workflow tasks: what a nondeterministic loop or a thrown mistake leaves behind. */
  readonly failures: readonly string[];
  readonly text: string;
}

const AT_ONCE = 8;

/** Every run of every workflow of the namespace with its whole history. */
export async function allWorkflows(temporal: Client): Promise<SeenWorkflow[]> {
  const runs: { readonly workflowId: string; readonly runId: string; readonly status: string }[] = [];
  for await (const { workflowId, runId, status } of temporal.workflow.list())
    runs.push({ workflowId, runId, status: status.name });
  const seen: SeenWorkflow[] = [];
  const readNext = async (): Promise<void> => {
    for (let run = runs.pop(); run; run = runs.pop()) {
      const history = await temporal.workflow.getHandle(run.workflowId, run.runId).fetchHistory();
      seen.push({
        workflowId: run.workflowId,
        status: run.status,
        failures: failuresIn(history),
        text: textOf(history),
      });
    }
  };
  await Promise.all(Array.from({ length: AT_ONCE }, readNext));
  return seen;
}

/** UNHANDLED_COMMAND: a poke came while the last task was ending, and the server asks for one more task. That is by design. */
const POKED_AT_THE_END = 1;

function failuresIn({ events }: History): string[] {
  return (events ?? []).flatMap(({ workflowTaskFailedEventAttributes: failed }) =>
    failed && failed.cause !== POKED_AT_THE_END ? [`cause ${failed.cause}: ${failed.failure?.message}`] : [],
  );
}
