import type { ImportOutcome } from '@ripen/domain';
import type { Decision } from './decide-row';
import type { RefusalReason, ImportPlan } from './plan';
import type { RefusedRow } from './read-row';

export interface SampleOfRow {
  readonly row: number;
  readonly outcome: ImportOutcome;
  readonly about: string;
  readonly reason: RefusalReason | null;
  readonly detail: string | null;
  readonly changes: readonly { readonly field: string; readonly from: string; readonly to: string }[];
}

/** What a check or a run has found so far, as `import.report` keeps it. */
export interface Report {
  readonly rows: number;
  readonly created: number;
  readonly changed: number;
  readonly unchanged: number;
  readonly refused: readonly {
    readonly reason: RefusalReason;
    readonly detail: string | null;
    readonly count: number;
  }[];
  readonly withoutEmail: number;
  readonly consents: number;
}

export const EMPTY_REPORT: Report = {
  rows: 0,
  created: 0,
  changed: 0,
  unchanged: 0,
  refused: [],
  withoutEmail: 0,
  consents: 0,
};

const SAMPLES_OF_A_KIND = 5;

/** What was decided about the rows of one chunk. */
export interface Decided {
  readonly decisions: readonly Decision[];
  readonly refused: readonly RefusedRow[];
}

/** Adds a chunk to what was found before it. */
export function addToReport(report: Report, { decisions, refused }: Decided, plan: ImportPlan): Report {
  const count = (outcome: ImportOutcome) => decisions.filter((decision) => decision.outcome === outcome).length;
  const people = plan.kind === 'leads';
  return {
    rows: report.rows + decisions.length + refused.length,
    created: report.created + count('created'),
    changed: report.changed + count('changed'),
    unchanged: report.unchanged + count('unchanged'),
    refused: addRefusals(report.refused, refused),
    withoutEmail:
      report.withoutEmail +
      (people ? decisions.filter(({ outcome, row }) => outcome === 'created' && row.email === null).length : 0),
    consents: report.consents + decisions.filter(({ consents }) => consents).length,
  };
}

function addRefusals(before: Report['refused'], refused: readonly RefusedRow[]): Report['refused'] {
  const counts = new Map(before.map((entry) => [`${entry.reason}:${entry.detail ?? ''}`, { ...entry }]));
  for (const { reason, detail } of refused) {
    const key = `${reason}:${detail ?? ''}`;
    const entry = counts.get(key) ?? { reason, detail, count: 0 };
    counts.set(key, { ...entry, count: entry.count + 1 });
  }
  return [...counts.values()];
}

/** Rows of a chunk as examples, as far as there are not enough of their outcome yet. `report`: before the chunk. */
export function samplesOf(report: Report, { decisions, refused }: Decided): SampleOfRow[] {
  const have = new Map<ImportOutcome, number>([
    ['created', report.created],
    ['changed', report.changed],
    ['unchanged', report.unchanged],
    ['refused', report.refused.reduce((sum, { count }) => sum + count, 0)],
  ]);
  return [
    ...decisions.map((decision) => () => sampleOf(decision)),
    ...refused.map((row) => () => sampleOfRefused(row)),
  ].flatMap((sample, index) => {
    const outcome = decisions[index]?.outcome ?? 'refused';
    const count = have.get(outcome) ?? 0;
    have.set(outcome, count + 1);
    return count < SAMPLES_OF_A_KIND ? [sample()] : [];
  });
}

function sampleOf({ row, outcome, lead, custom, company, before }: Decision): SampleOfRow {
  const changes = [
    ...entriesOf('lead', lead, before.lead),
    ...entriesOf('company', company ?? {}, before.company),
    ...entriesOf('custom', custom, before.custom),
  ];
  const name = [row.lead.firstName, row.lead.lastName].filter((part) => part !== undefined).join(' ');
  const about = name || row.email || row.externalId || text(row.company.name ?? row.company.domain);
  return { row: row.number, outcome, about, reason: null, detail: null, changes: changes.slice(0, 12) };
}

function sampleOfRefused({ number, reason, detail }: RefusedRow): SampleOfRow {
  return { row: number, outcome: 'refused', about: '', reason, detail, changes: [] };
}

function entriesOf(part: string, values: object, before: object): SampleOfRow['changes'] {
  const was = new Map<string, unknown>(Object.entries(before));
  return Object.entries(values).map(([field, value]) => ({
    field: `${part}.${field}`,
    from: text(was.get(field)),
    to: text(value),
  }));
}

function text(value: unknown): string {
  return value === null || value === undefined ? '' : String(value);
}
