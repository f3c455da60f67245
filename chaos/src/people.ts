import { addressOf, clickOn, crowdJourney, sellOnce } from '@ripen/persistence/crowd';
import { bornLead, bornTeam, enrolled, nameCompany, published } from '@ripen/persistence/stage';
import type { DataPhase } from '@ripen/testing';
import type { Pool } from 'pg';
import { POLICY, REPS } from './sla';
import { eachOf, pauseUnless, persistently } from './patience';

/** Between the two mails. */
const PAUSE_SECONDS = 2;

type Version = Awaited<ReturnType<typeof published>>;

/** The company before the first lead comes: sender, team, SLA, journey. */
export async function settle(pool: Pool): Promise<Version> {
  await nameCompany(pool);
  await pool.query(`UPDATE workspace SET settings = settings || $1::jsonb`, [
    JSON.stringify({
      calendar: POLICY.calendar,
      repFigures: 'named',
      touchpointMapping: { events: [], pages: [] },
    }),
  ]);
  const { teamId } = await bornTeam(pool, REPS, POLICY);
  return published(pool, crowdJourney(teamId, PAUSE_SECONDS));
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

/** The person's click, again until it is recorded. */
export function clickAnyway(pool: Pool, taken: DataPhase): Promise<void> {
  return persistently(() => clickOn(pool, taken));
}

const LOOK_EVERY_MS = 200;

/** Sales takes offers until it is told to stop. */
export async function sell(pool: Pool, stop: AbortSignal): Promise<void> {
  while (!stop.aborted) {
    await sellOnce(pool, stop);
    await pauseUnless(stop, LOOK_EVERY_MS);
  }
}
