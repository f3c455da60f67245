import type { JourneyGraph } from '@ripen/journey';
import { DEFAULT_POLICY } from '@ripen/handoff';
import { BY_HAND, chain, CLICK } from '@ripen/persistence/stage';

export const SECOND_SUBJECT = 'Zweite';
export const LINK = 'https://example.org/weiter';

const text = (subject: string) => ({ subject, body: `Guten Tag {{ lead.firstName }}, [hier weiter](${LINK})` });
const mail = (subject: string) => ({ content: { de: text(subject), en: text(subject) } });

/** Two rounds of three rungs within seconds, then the pool. */
export const POLICY = {
  ...DEFAULT_POLICY('Europe/Berlin'),
  calendar: { zone: 'Europe/Berlin', always: true, hours: {}, holidays: [] },
  accept: { durationMs: 4_000, remindAt: 50, warnAt: 80 },
  poolMs: 2_000,
};
export const REPS = ['Ayla', 'Ben'];
export const FULL_LADDER = REPS.flatMap((_, round) =>
  ['remind', 'warn', 'breach'].map((rung) => `${round + 1} ${rung}`),
);

/** Mail, a moment, mail, wait for a click; whoever does not click is handed to sales. */
export function journeyOf(teamId: string): JourneyGraph {
  const graph = chain(
    ['start', 'trigger', BY_HAND],
    ['first', 'send_email', mail('Erste'), 'sent'],
    ['pause', 'wait', { amount: 2, unit: 'seconds' }],
    ['second', 'send_email', mail(SECOND_SUBJECT), 'sent'],
    ['click', 'wait_until', { ...CLICK, timeout: { amount: 4, unit: 'seconds' } }, 'timeout'],
    ['sales', 'hand_off', { teamId }, 'expired'],
    ['expired', 'exit', { reason: 'expired' }],
  );
  const exit = (id: string) => ({ ...graph.nodes[0]!, id, kind: 'exit' as const, config: { reason: id } });
  const edge = (from: string, port: string) => ({ id: `${from}-${port}`, from, port, to: port });
  return {
    ...graph,
    nodes: [...graph.nodes, exit('clicked'), exit('won')],
    edges: [...graph.edges, edge('click', 'clicked'), edge('sales', 'won')],
  };
}

/** Three in four click; of the others every second is won by sales, and the rest expires in the pool. */
export const clicks = (person: number): boolean => person % 4 !== 3;
export const isWon = (person: number): boolean => person % 8 === 3;
export const addressOf = (person: number): string => `person-${person}@example.org`;
export const personAt = (address: string): number => Number(/^person-(\d+)@/.exec(address)?.[1] ?? Number.NaN);
