import type { JourneyGraph } from '@ripen/journey';
import { type DataPhase, effectIdOf } from '@ripen/testing';
import type { Pool } from 'pg';
import { isRetryable } from './db/errors';
import { recordClick } from './facts/links';
import { actOnHandoff } from './loop/handoff-step';
import { BY_HAND, chain, CLICK, CONTEXT } from './stage.fixture';

/** A crowd that goes through mails and sales, for tests that kill what carries it: who does what follows from a person's number. */

const SECOND_SUBJECT = 'Zweite';
const LINK = 'https://example.org/weiter';

const text = (subject: string) => ({ subject, body: `Guten Tag {{ lead.firstName }}, [hier weiter](${LINK})` });
const mail = (subject: string) => ({ content: { de: text(subject), en: text(subject) } });

/** Mail, a moment, mail, wait for a click; whoever does not click is handed to sales. */
export function crowdJourney(teamId: string, pauseSeconds: number): JourneyGraph {
  const graph = chain(
    ['start', 'trigger', BY_HAND],
    ['first', 'send_email', mail('Erste'), 'sent'],
    ['pause', 'wait', { amount: pauseSeconds, unit: 'seconds' }],
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
const clicks = (person: number): boolean => person % 4 !== 3;
const isWon = (person: number): boolean => person % 8 === 3;
export const addressOf = (person: number): string => `person-${person}@example.org`;
const personAt = (address: string): number => Number(/^person-(\d+)@/.exec(address)?.[1] ?? Number.NaN);

/** The person clicks as soon as the second mail is in their mailbox, whatever its sender knows of that. */
export async function clickOn(pool: Pool, taken: DataPhase): Promise<void> {
  if (taken.subject !== SECOND_SUBJECT || !clicks(personAt(taken.to))) return;
  await recordClick(pool, { effectId: effectIdOf(taken) ?? '', link: 0, url: LINK }, CONTEXT);
}

interface Offer {
  id: string;
  state: string;
  owner_id: string;
  email: string;
}

/** Sales takes every second lead that it is offered, and wins it. What the database was in the way of is for the next round. */
export async function sellOnce(pool: Pool, stop: AbortSignal): Promise<void> {
  try {
    const { rows } = await pool.query<Offer>(
      `SELECT h.id, h.state, h.owner_id, l.email FROM handoff h JOIN lead l ON l.id = h.lead_id
       WHERE h.state IN ('offered', 'accepted') AND h.owner_id IS NOT NULL`,
    );
    for (const offer of rows.filter(({ email }) => isWon(personAt(email)))) {
      if (stop.aborted) return;
      await win(pool, offer);
    }
  } catch (error) {
    if (!isRetryable(error)) throw error;
  }
}

async function win(pool: Pool, { id, state, owner_id: userId }: Offer): Promise<void> {
  const act = (action: Parameters<typeof actOnHandoff>[1]['action']) =>
    actOnHandoff(pool, { handoffId: id, action, actor: { userId, manages: false } }, CONTEXT);
  if (state === 'offered') await act({ action: 'accept' });
  await act({ action: 'contact', note: '' });
  await act({ action: 'won', reason: 'Preis', amount: 1_000, currency: 'EUR', answers: {} });
}
