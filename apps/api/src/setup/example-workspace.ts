import { defaultForm } from '@ripen/contracts';
import { DAY, type FactChange, type Language } from '@ripen/domain';
import { type JourneyGraph, reifung, ruecklaeufer } from '@ripen/journey';
import {
  applyFacts,
  type Clock,
  createJourney,
  markSampleLead,
  newId,
  publishJourney,
  resolveLeads,
  type Tx,
} from '@ripen/persistence';
import { secretHash } from '../access/secrets';
import { EXAMPLE_OFFER, EXAMPLE_PATHS, exampleSiteKey } from '../example-site/example-site';
import { CONSENT_WORDING } from '../forms/form-builder.service';
import { insertForm, publishForm } from '../forms/publish-form';
import { EXAMPLE_LEADS, type ExampleLead } from './example-leads';

interface ExampleOptions {
  readonly adminId: string;
  readonly language: Language;
  readonly clock: Clock;
  /** Where the sample website is. */
  readonly publicUrl: string;
  readonly secret: string;
}

const TEAM = [
  { name: 'Marta Leitung', email: 'marta.leitung@team.example', role: 'sales_manager' },
  { name: 'Ayla Vertrieb', email: 'ayla.vertrieb@team.example', role: 'sales_rep' },
  { name: 'Ben Vertrieb', email: 'ben.vertrieb@team.example', role: 'sales_rep' },
] as const;

/**
 * The labelled sample data. The leads come before the journeys are published, so that nobody is written to because of an
 * example; the people of the team have no password until an admin gives them one.
 */
export async function installExample(tx: Tx, options: ExampleOptions): Promise<void> {
  const teamId = await insertTeam(tx, options.language);
  const guideUrl = `${options.publicUrl}${EXAMPLE_PATHS.guide}`;
  const newsUrl = `${options.publicUrl}${EXAMPLE_PATHS.topic}`;
  await insertOffer(tx, guideUrl);
  await insertWebsite(tx, options);
  for (const lead of EXAMPLE_LEADS) await insertLead(tx, lead, options.clock);
  const { language } = options;
  await publish(tx, { name: 'Reifung', graph: reifung({ teamId, language, guideUrl }) }, options);
  await publish(tx, { name: 'Rückläufer', graph: ruecklaeufer({ teamId, language, newsUrl }) }, options);
  await tx.query('UPDATE workspace SET example_installed_at = clock_timestamp()');
}

async function insertTeam(tx: Tx, language: Language): Promise<string> {
  const people = TEAM.map((person) => ({ id: newId(), ...person }));
  await tx.query(
    `INSERT INTO app_user (id, name, email, role, language, sample)
     SELECT x.id, x.name, x.email, x.role, $2, true FROM jsonb_to_recordset($1) AS x(id uuid, name text, email text, role text)`,
    [JSON.stringify(people), language],
  );
  const teamId = newId();
  const [manager, ...reps] = people;
  await tx.query('INSERT INTO team (id, name, manager_id) VALUES ($1, $2, $3)', [
    teamId,
    language === 'de' ? 'Vertrieb' : 'Sales',
    manager?.id,
  ]);
  await tx.query(
    `INSERT INTO team_member (team_id, user_id, position) SELECT $1, id, place FROM unnest($2::uuid[]) WITH ORDINALITY AS x(id, place)`,
    [teamId, reps.map(({ id }) => id)],
  );
  return teamId;
}

const GUIDE = {
  slug: EXAMPLE_OFFER,
  title: { de: 'Leitfaden Retrofit', en: 'Retrofit guide' },
  intro: {
    de: 'Zwölf Seiten: Wann sich die Modernisierung einer Anlage lohnt.',
    en: 'Twelve pages: when modernising a plant pays off.',
  },
} as const;

async function insertOffer(tx: Tx, targetUrl: string): Promise<void> {
  const offerId = newId();
  const { slug, title, intro } = GUIDE;
  await tx.query(
    'INSERT INTO offer (id, slug, title, description, target_url, sample) VALUES ($1, $2, $3, $4, $5, true)',
    [offerId, slug, title, intro, targetUrl],
  );
  const definition = defaultForm('offer', { title, intro, wording: CONSENT_WORDING });
  const formId = await insertForm(tx, { slug, name: title.de, offerId, eventId: null, definition });
  await publishForm(tx, formId, null);
}

/** The sample website reports by a write key of its own, and its topic pages count as such. */
async function insertWebsite(tx: Tx, { adminId, language, secret }: ExampleOptions): Promise<void> {
  const key = exampleSiteKey(secret);
  await tx.query(
    `INSERT INTO api_key (id, kind, name, prefix, key_hash, created_by, sample) VALUES ($1, 'write', $2, $3, $4, $5, true) ON CONFLICT (key_hash) DO NOTHING`,
    [newId(), language === 'de' ? 'Beispiel-Website' : 'Sample website', key.slice(0, 7), secretHash(key), adminId],
  );
  await tx.query(
    `UPDATE workspace SET settings = jsonb_set(settings, '{touchpointMapping,pages}', $1::jsonb || (settings #> '{touchpointMapping,pages}'))`,
    [JSON.stringify([{ prefix: EXAMPLE_PATHS.topics, type: 'topic_page_visited' }])],
  );
}

async function insertLead(tx: Tx, lead: ExampleLead, clock: Clock): Promise<void> {
  const [leadId] = await resolveLeads(tx, [{ anonymousId: null, userId: `sample:${lead.key}` }], { clock });
  if (leadId === undefined) return;
  await markSampleLead(tx, leadId);
  await applyFacts(tx, factsOf(lead, leadId, await clock.now(tx)), { clock });
}

function factsOf(
  { key, firstName, lastName, company, position, did, adjustment }: ExampleLead,
  leadId: string,
  now: number,
): FactChange[] {
  const at = (index: number) => now - (did.length - index) * DAY;
  const email = `${firstName}.${lastName}@${key}.example`.toLowerCase();
  const person = { email, firstName, lastName, language: 'de', ...(position === undefined ? {} : { position }) };
  const facts: FactChange[] = [
    { kind: 'known', leadId, occurredAt: at(0), dedupeKey: null },
    { kind: 'fields', leadId, occurredAt: at(0), dedupeKey: null, lead: person, company },
  ];
  for (const [index, type] of did.entries()) {
    const source = { channel: null, campaign: null, referrer: null };
    facts.push({
      kind: 'touchpoint',
      leadId,
      occurredAt: at(index),
      dedupeKey: null,
      type,
      properties: {},
      source,
      enrollmentId: null,
    });
  }
  if (adjustment !== undefined) {
    facts.push({
      kind: 'points_adjusted',
      leadId,
      occurredAt: now,
      dedupeKey: null,
      pointsMilli: adjustment * 1_000,
      reason: 'Beispiel',
    });
  }
  return facts;
}

async function publish(
  tx: Tx,
  { name, graph }: { name: string; graph: JourneyGraph },
  { adminId }: ExampleOptions,
): Promise<void> {
  const journeyId = await createJourney(tx, { name, graph, sample: true, userId: adminId });
  await publishJourney(tx, { journeyId, userId: adminId, comment: '' });
}
