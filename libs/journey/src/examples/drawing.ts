import type { Language, Text } from '@ripen/domain';
import type { Duration } from '../duration';
import type { JourneyEdge, JourneyGraph, JourneyNode, NodeKindName } from '../graph';
import type { TriggerConfig } from '../nodes/trigger.node';
import type { WaitConfig } from '../nodes/wait.node';
import type { AwaitedConfig, WaitUntilConfig } from '../nodes/wait-until.node';
import type { BranchConfig } from '../nodes/branch.node';
import type { SendEmailConfig } from '../nodes/send-email.node';
import type { HandOffConfig } from '../nodes/hand-off.node';
import type { ExitConfig } from '../nodes/exit.node';

interface Configs {
  readonly trigger: TriggerConfig;
  readonly wait: WaitConfig;
  readonly wait_until: WaitUntilConfig;
  readonly branch: BranchConfig;
  readonly send_email: SendEmailConfig;
  readonly hand_off: HandOffConfig;
  readonly exit: ExitConfig;
}

/** One step of an example: where it stands on the grid, what it does, and where its ports lead. */
export interface Step<K extends NodeKindName> {
  readonly id: string;
  readonly kind: K;
  readonly name: Text;
  /** Column and row of the grid; the first trigger is at [0, 0]. */
  readonly at: readonly [number, number];
  readonly config: Configs[K];
  readonly to?: Readonly<Record<string, string>>;
}
export type AnyStep = { [K in NodeKindName]: Step<K> }[NodeKindName];

export const RIPE: AwaitedConfig = { key: 'ripe', kind: 'stage', stages: ['sales_ready'] };

const COLUMN = 420;
const ROW = 240;

/** Draws the steps as a graph, with the nodes named in one language. */
export function draw(steps: readonly AnyStep[], language: Language): JourneyGraph {
  const nodes: JourneyNode[] = steps.map(({ id, kind, name, at: [column, row], config }) => ({
    id,
    kind,
    name: name[language],
    position: { x: column * COLUMN, y: row * ROW },
    config: { ...config },
  }));
  const edges: JourneyEdge[] = steps.flatMap(({ id, to = {} }) =>
    Object.entries(to).map(([port, target]) => ({ id: `${id}:${port}`, from: id, port, to: target })),
  );
  return { schema: 1, nodes, edges };
}

/** An end with its reason. */
export function exit(
  id: string,
  at: readonly [number, number],
  { name, reason }: { name: Text; reason: string },
): Step<'exit'> {
  return { id, kind: 'exit', name, at, config: { reason } };
}

/** The ends of a handoff, one column per outcome, and the ports that lead to them. */
function handOffEnds(row: number): {
  readonly to: Readonly<Record<string, string>>;
  readonly steps: readonly AnyStep[];
} {
  return {
    to: { won: 'won', lost: 'lost', recycled: 'recycled', expired: 'expired' },
    steps: [
      exit('won', [-1, row], { name: { de: 'Gewonnen', en: 'Won' }, reason: 'won' }),
      exit('lost', [0, row], { name: { de: 'Verloren', en: 'Lost' }, reason: 'lost' }),
      exit('recycled', [1, row], { name: { de: 'Zurückgegeben', en: 'Recycled' }, reason: 'recycled' }),
      exit('expired', [2, row], { name: { de: 'Abgelaufen', en: 'Expired' }, reason: 'expired' }),
    ],
  };
}

/** Waits until the lead is ripe and hands it to sales; whoever takes too long leaves. Begins at `row`, and is entered at `ripening` or `sales`. */
export function ripenAndHandOff(
  row: number,
  { teamId, policyId, untilRipe }: HandOffConfig & { readonly untilRipe: Duration },
): readonly AnyStep[] {
  const ends = handOffEnds(row + 2);
  return [
    {
      id: 'ripening',
      kind: 'wait_until',
      name: { de: 'Reift bis vertriebsreif', en: 'Ripens until sales-ready' },
      at: [0, row],
      config: { events: [RIPE], timeout: untilRipe },
      to: { [RIPE.key]: 'sales', timeout: 'not_ripened' },
    },
    exit('not_ripened', [1, row + 1], {
      name: { de: 'Nicht reif geworden', en: 'Did not ripen' },
      reason: 'not_ripened',
    }),
    {
      id: 'sales',
      kind: 'hand_off',
      name: { de: 'An den Vertrieb', en: 'To sales' },
      at: [0, row + 1],
      config: { teamId, policyId },
      to: ends.to,
    },
    ...ends.steps,
  ];
}
