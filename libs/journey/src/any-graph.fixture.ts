import type { Stage } from '@ripen/domain';
import fc from 'fast-check';
import type { JourneyEdge, JourneyGraph, JourneyNode, NodeKindName } from './graph';
import { portsOf } from './nodes/registry';
import { aNode, FULL_MAIL } from './lead.fixture';

const STAGE: fc.Arbitrary<Stage> = fc.constantFrom('park', 'nurture', 'develop', 'sales_ready');
const DURATION = fc.record({
  amount: fc.integer({ min: 1, max: 40 }),
  unit: fc.constantFrom('seconds', 'minutes', 'hours', 'days'),
});
export const TOUCHPOINT_TYPE = fc.constantFrom('email_link_clicked', 'topic_page_visited', 'webinar_registered');

const AWAITED = fc.oneof(
  fc.record({
    kind: fc.constant('touchpoint'),
    type: TOUCHPOINT_TYPE,
    since: fc.constantFrom('last_message', 'entry', 'wait'),
  }),
  fc.record({ kind: fc.constant('stage'), stages: fc.uniqueArray(STAGE, { minLength: 1 }) }),
  fc.record({ kind: fc.constant('confirmed') }),
);
const CONDITION = fc.oneof(
  STAGE.map((stage) => ({ rule: 'field', field: 'score.stage', operator: 'is', value: stage })),
  fc.record({ rule: fc.constant('touchpoint'), type: TOUCHPOINT_TYPE, atLeast: fc.integer({ min: 1, max: 3 }) }),
);

const CONFIGS: Readonly<Record<NodeKindName, fc.Arbitrary<Record<string, unknown>>>> = {
  trigger: fc.constantFrom({ on: 'by_hand' }, { on: 'api' }, { on: 'submission' }),
  wait: DURATION,
  wait_until: fc.record({ events: keyed(AWAITED), timeout: DURATION }),
  branch: fc.record({ paths: keyed(CONDITION.map((when) => ({ when }))) }),
  send_email: fc.record({ onUnknown: fc.constantFrom('go_on', 'ask') }).map((config) => ({ ...FULL_MAIL, ...config })),
  hand_off: fc.constant({ teamId: 'team' }),
  exit: fc.constant({ reason: 'completed' }),
};

function keyed(item: fc.Arbitrary<object>): fc.Arbitrary<object[]> {
  return fc
    .array(item, { minLength: 1, maxLength: 3 })
    .map((items) => items.map((one, index) => ({ ...one, key: `way${index}` })));
}

function someNodes(kinds: readonly NodeKindName[]): fc.Arbitrary<JourneyNode[]> {
  const inner = fc
    .array(
      fc.constantFrom(...kinds).chain((kind) => CONFIGS[kind].map((config) => ({ kind, config }))),
      { minLength: 1, maxLength: 12 },
    )
    .map((specs) => specs.map(({ kind, config }, index) => aNode(`n${index + 1}`, kind, config)));
  return fc
    .tuple(CONFIGS.trigger, inner)
    .map(([config, nodes]) => [aNode('n0', 'trigger', config), ...nodes, aNode('last', 'exit')]);
}

/** A path for each port: where `pick` says, of the nodes that `allowed` names. */
function wired(
  nodes: readonly JourneyNode[],
  { picks, allowed }: { picks: readonly number[]; allowed: (from: number, slow: boolean) => readonly JourneyNode[] },
): JourneyGraph {
  let used = 0;
  const edges = nodes.flatMap((node, index) =>
    portsOf(node).flatMap(({ key, takesTime }): JourneyEdge[] => {
      const targets = allowed(index, takesTime);
      const target = targets[(picks[(used += 1) % picks.length] ?? 0) % targets.length];
      return target ? [{ id: `${node.id}:${key}`, from: node.id, port: key, to: target.id }] : [];
    }),
  );
  return { schema: 1, nodes: [...nodes], edges };
}

const PICKS = fc.array(fc.nat({ max: 1_000 }), { minLength: 60, maxLength: 60 });
const INNER: readonly NodeKindName[] = ['wait', 'wait_until', 'branch', 'send_email', 'hand_off', 'exit'];

/** A drawing without errors: quick ways lead forward, ways that take time lead anywhere. */
export const cleanGraph: fc.Arbitrary<JourneyGraph> = fc
  .tuple(someNodes(INNER), PICKS)
  .map(([nodes, picks]) => wired(nodes, { picks, allowed: (from, slow) => nodes.slice(slow ? 1 : from + 1) }));

/** Any drawing, with loops that never wait among them. */
export const anyGraph: fc.Arbitrary<JourneyGraph> = fc
  .tuple(someNodes([...INNER, 'trigger']), PICKS)
  .map(([nodes, picks]) => wired(nodes, { picks, allowed: () => nodes }));

/** A drawing of instant nodes only, so that any loop never waits. */
export const instantGraph: fc.Arbitrary<JourneyGraph> = fc
  .tuple(someNodes(['branch', 'trigger']), PICKS)
  .map(([nodes, picks]) => wired(nodes, { picks, allowed: () => nodes.slice(0, -1) }));
