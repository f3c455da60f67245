import { actOnHandoff, isRetryable, recordClick } from '@ripen/persistence';
import { bornLead, bornTeam, CONTEXT, enrolled, published } from '@ripen/persistence/stage';
import { type DataPhase, effectIdOf } from '@ripen/testing';
import type { Pool } from 'pg';
import { addressOf, clicks, isWon, journeyOf, LINK, personAt, POLICY, REPS, SECOND_SUBJECT } from './journey';
import { eachOf, pauseUnless, persistently } from './patience';

type Version = Awaited<ReturnType<typeof published>>;

/** The company before the first lead comes: sender, team, SLA, journey. */
export async function settle(pool: Pool): Promise<Version> {
  await pool.query(`UPDATE workspace SET settings = settings || $1::jsonb`, [
    JSON.stringify({
      calendar: POLICY.calendar,
      repFigures: 'named',
      touchpointMapping: { events: [], pages: [] },
      companyName: 'Beispiel GmbH',
      imprint: 'Beispiel GmbH, Musterweg 1',
      sender: { name: 'Beispiel', email: 'info@example.org' },
    }),
  ]);
  const { teamId } = await bornTeam(pool, REPS, POLICY);
  return published(pool, journeyOf(teamId));
}

/** Everybody is a lead before the first kill. Answers their ids by person. */
export async function bearLeads(pool: Pool, people: number): Promise<string[]> {
  const ids: string[] = [];
  await eachOf([...Array(people).keys()], 4, async (person) => {
    ids[person] = await bornLead(pool, addressOf(person));
  });
  await pool.query('DELETE FROM outbox');
  return ids;
}

/** Enrols one after the other, spread over `overMs`; with breaks while Postgres is away. */
export async function enrolAll(
  pool: Pool,
  { leads, version, overMs }: { leads: readonly string[]; version: Version; overMs: number },
): Promise<void> {
  const beganAt = Date.now();
  const never = new AbortController().signal;
  for (const [person, leadId] of leads.entries()) {
    const dueAt = beganAt + (overMs * person) / leads.length;
    if (dueAt > Date.now()) await pauseUnless(never, dueAt - Date.now());
    await persistently(() => enrolOnce(pool, { ...version, leadId, nodeId: 'start' }));
  }
}

/** Enrolling again after an answer that was lost finds that it is done. */
async function enrolOnce(pool: Pool, entry: Parameters<typeof enrolled>[1]): Promise<void> {
  const { rowCount } = await pool.query('SELECT FROM enrollment WHERE lead_id = $1 AND journey_id = $2', [
    entry.leadId,
    entry.journeyId,
  ]);
  if (rowCount === 0) await enrolled(pool, entry);
}

/** The person clicks as soon as the second mail is in their mailbox, whatever its sender knows of that. */
export async function clickOn(pool: Pool, taken: DataPhase): Promise<void> {
  if (taken.subject !== SECOND_SUBJECT || !clicks(personAt(taken.to))) return;
  const click = { effectId: effectIdOf(taken) ?? '', link: 0, url: LINK };
  await persistently(() => recordClick(pool, click, CONTEXT));
}

const LOOK_EVERY_MS = 200;

interface OfferRow {
  id: string;
  state: string;
  owner_id: string;
  email: string;
}

/** Sales takes every second lead that it is offered, and wins it. What was cut half-way is taken up again. */
export async function sell(pool: Pool, stop: AbortSignal): Promise<void> {
  while (!stop.aborted) {
    const rows = await pool
      .query<OfferRow>(
        `SELECT h.id, h.state, h.owner_id, l.email FROM handoff h JOIN lead l ON l.id = h.lead_id
         WHERE h.state IN ('offered', 'accepted') AND h.owner_id IS NOT NULL`,
      )
      .then(
        (answer) => answer.rows,
        (): OfferRow[] => [],
      );
    for (const row of rows.filter(({ email }) => isWon(personAt(email)))) {
      await win(pool, row).catch((error: unknown) => {
        if (!isRetryable(error)) throw error;
      });
      if (stop.aborted) return;
    }
    await pauseUnless(stop, LOOK_EVERY_MS);
  }
}

async function win(pool: Pool, { id, state, owner_id: userId }: OfferRow): Promise<void> {
  const act = (action: Parameters<typeof actOnHandoff>[1]['action']) =>
    actOnHandoff(pool, { handoffId: id, action, actor: { userId, manages: false } }, CONTEXT);
  if (state === 'offered') await act({ action: 'accept' });
  await act({ action: 'contact', note: '' });
  await act({ action: 'won', reason: 'Preis', amount: 1_000, currency: 'EUR', answers: {} });
}
