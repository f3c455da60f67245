import { STAGES } from '@ripen/domain';
import { type JourneyEdge, type JourneyGraph, type JourneyNode, portsOf } from '@ripen/journey';
import { pick } from '../disorder/person.fixture';
import { MAIL } from '../stage.fixture';

/** Touchpoints that score, and one that does not. */
export const TYPES = ['topic_page_visited', 'webinar_registered', 'trade_fair_visited', 'email_link_clicked', 'other'];

/** Whom a drawing may hand people to; null: the default policy. */
export interface Offices {
  readonly teamId: string;
  readonly policyIds: readonly (string | null)[];
}

type Config = JourneyNode['config'];
type Random = () => number;

/** `calendar`: seconds to weeks, for a clock that jumps. `quick`: a second or two, for one that runs. */
export type Pace = 'calendar' | 'quick';

interface Drawer {
  readonly random: Random;
  readonly offices: Offices;
  readonly pace: Pace;
}

const between = (random: Random, from: number, to: number): number => from + Math.floor(random() * (to - from + 1));

/** A drawing of two to nine nodes of every kind. Ways that take days may lead back, all others lead on; some ports lead nowhere. */
export function someGraph(drawer: Drawer): JourneyGraph {
  const { random, pace } = drawer;
  const inner = Array.from({ length: between(random, 2, pace === 'quick' ? 6 : 9) }, (_, index) =>
    someNode(drawer, `n${index}`),
  );
  const nodes = [aNode('start', 'trigger', { on: 'by_hand' }), ...inner, aNode('end', 'exit', { reason: 'done' })];
  const edges = nodes.flatMap((node, place) =>
    portsOf(node).flatMap(({ key, takesTime, needed }): JourneyEdge[] => {
      if (!needed && random() < 0.2) return [];
      const back = takesTime && takesDays(node) && place > 1 && random() < 0.25;
      const to = back ? between(random, 1, place) : Math.min(place + between(random, 1, 2), nodes.length - 1);
      return [{ id: `${node.id}:${key}`, from: node.id, port: key, to: nodes[to]?.id ?? 'end' }];
    }),
  );
  return { schema: 1, nodes, edges };
}

function aNode(id: string, kind: JourneyNode['kind'], config: Config): JourneyNode {
  return { id, kind, name: '', position: { x: 0, y: 0 }, config };
}

function someNode(drawer: Drawer, id: string): JourneyNode {
  const { random, offices } = drawer;
  const kind = pick(random, [
    'wait',
    'wait_until',
    'wait_until',
    'branch',
    'send_email',
    'send_email',
    'send_email',
    'hand_off',
    'exit',
  ] as const);
  switch (kind) {
    case 'wait':
      return aNode(id, kind, someDuration(drawer));
    case 'wait_until':
      return aNode(id, kind, someWaitUntil(drawer));
    case 'branch':
      return aNode(id, kind, { paths: ways(random, () => ({ when: someRule(random) })) });
    case 'send_email':
      return aNode(id, kind, someMail(random));
    case 'hand_off':
      return aNode(id, kind, { teamId: offices.teamId, policyId: pick(random, offices.policyIds) });
    case 'exit':
      return random() < 0.3 ? aNode(id, kind, { reason: id }) : aNode(id, 'wait', someDuration(drawer));
  }
}

function someDuration({ random, pace }: Drawer): Config {
  if (pace === 'quick') return { amount: between(random, 1, 2), unit: 'seconds' };
  return { amount: between(random, 2, 30), unit: pick(random, ['seconds', 'minutes', 'hours', 'days', 'days']) };
}

/** Seconds of a loop would be thousands of turns. */
function takesDays({ config }: JourneyNode): boolean {
  const timeout = config['timeout'];
  const unit = typeof timeout === 'object' && timeout !== null && 'unit' in timeout ? timeout.unit : config['unit'];
  return unit === 'days' && !JSON.stringify(config).includes('"since":"wait"');
}

function someWaitUntil(drawer: Drawer): Config {
  const { random } = drawer;
  const events = ways(random, () => {
    const drawn = random();
    if (drawn < 0.25) return { kind: 'stage', stages: [pick(random, STAGES), pick(random, STAGES)] };
    if (drawn < 0.3) return { kind: 'confirmed' };
    return {
      kind: 'touchpoint',
      type: pick(random, [...TYPES, '*', '*']),
      ...(random() < 0.8 ? { since: pick(random, ['entry', 'wait', 'last_message', 'last_message']) } : {}),
      ...(random() < 0.3 ? { where: [{ property: 'topic', operator: 'is', value: 'cloud' }] } : {}),
    };
  });
  return { events, timeout: random() < 0.85 ? someDuration(drawer) : null };
}

function someMail(random: Random): Config {
  const to = random() < 0.06 ? 'submission' : 'lead';
  const purpose = to === 'submission' || random() < 0.3 ? 'transactional' : 'marketing';
  return { ...MAIL, to, purpose, onUnknown: pick(random, ['go_on', 'go_on', 'ask']) };
}

function someRule(random: Random): object {
  switch (between(random, 0, 5)) {
    case 0:
      return { rule: 'field', field: 'score.stage', operator: 'is', value: pick(random, STAGES) };
    case 1:
      return { rule: 'field', field: 'score.cell', operator: 'one_of', value: ['A1', 'A2', 'B1', 'B2', 'B3'] };
    case 2:
      return { rule: 'field', field: 'lead.position', operator: 'contains', value: 'leiter' };
    case 3:
      return { rule: 'not', of: someRule(random) };
    case 4:
      return { rule: 'touchpoint', type: pick(random, TYPES), atMost: 1, withinDays: between(random, 1, 5) };
    default:
      return { rule: 'touchpoint', type: pick(random, [...TYPES, '*']), atLeast: between(random, 1, 3) };
  }
}

function ways(random: Random, make: () => object): object[] {
  return Array.from({ length: between(random, 1, 3) }, (_, index) => ({ key: `way${index}`, ...make() }));
}
