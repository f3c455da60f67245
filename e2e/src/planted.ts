import { z } from 'zod';
import type { Api } from './api';
import { eventually } from './eventually';
import { sendForm } from './visitor';

/** What is planted of one person, each through the door that it would come by. No two share a word. */
export const PLANTED = {
  firstName: 'Xaverine',
  lastName: 'Quästenflosser',
  email: 'x.quastenflosser@tiefsee.example',
  earlierEmail: 'xaverine1987@altepost.example',
  phone: '+49 4711 0815 226',
  position: 'Obertiefseetaucherin',
  department: 'Abyssalabteilung',
  persona: 'Lungenfischfreundin',
  country: 'Atlantisreich',
  userId: 'crm-77120-quastenfl',
  anonymousId: 'visitor-5f0e8d7a-zkq91',
  ip: '203.0.113.226',
  userAgent: 'Nautilus/20.000 (Tiefseebrowser)',
  fileName: 'Lebenslauf_Wirbeltier.pdf',
  freeText: 'möchte wegen ihrer Kiemenallergie nicht angerufen werden',
  campaign: 'geheimkampagne-lungenatmer',
  channel: 'flaschenpost-kanal',
  referrer: 'freundeskreis-der-urfische.example',
  pageTitle: 'Mitgliedsausweis Nr. 90871 verlängern',
  reason: 'Am Messestand von ihrem Großvater erzählt',
  proof: 'Mündlich zugesagt am Aquarium, Zeuge Herr Flunder',
  formCompany: 'Quastenflosser & Töchter Privatsammlung',
  formIndustry: 'Präparation seltener Fische',
  note: 'Ruft nur nach Ebbe zurück, Sohn heißt Arion',
  bant: 'Erbschaft von Tante Muräne erwartet',
} as const;

const createdKey = z.object({ key: z.string() });
const drafted = z.object({ revision: z.number(), journey: z.object({ id: z.string() }) });
const withId = z.object({ id: z.string() });
const listOf = z.object({
  items: z.array(z.object({ id: z.string(), slug: z.string().optional(), name: z.string().optional() })),
});
const handoffs = z.object({ handoffs: z.array(withId), enrollments: z.array(z.object({ status: z.string() })) });

type Message = Readonly<Record<string, unknown>>;

/** The sender's side of ingest: a batch with a write key. */
async function ingest(url: string, key: string, messages: readonly Message[]): Promise<void> {
  const answer = await fetch(`${url}/v1/batch`, {
    method: 'POST',
    headers: {
      authorization: `Basic ${Buffer.from(`${key}:`).toString('base64')}`,
      'content-type': 'application/json',
      'user-agent': PLANTED.userAgent,
      'x-forwarded-for': PLANTED.ip,
    },
    body: JSON.stringify({ batch: messages }),
  });
  if (!answer.ok) throw new Error(`ingest: ${answer.status} ${await answer.text()}`);
}

/** Mail, then a click within a day; then sales. */
function graphOf(teamId: string): object {
  const text = {
    subject: 'Guten Tag {{ lead.lastName }}',
    body: 'Liebe {{ lead.firstName }}, [weiter](https://example.org/weiter)',
  };
  const node = (id: string, kind: string, config: Record<string, unknown>, y: number) => ({
    id,
    kind,
    name: '',
    position: { x: 0, y },
    config,
  });
  const edge = (from: string, port: string, to: string) => ({ id: `${from}-${port}`, from, port, to });
  return {
    schema: 1,
    nodes: [
      node('start', 'trigger', { on: 'by_hand' }, 0),
      node('mail', 'send_email', { content: { de: text, en: text } }, 120),
      node('sales', 'hand_off', { teamId }, 240),
      node('end', 'exit', { reason: 'done' }, 360),
    ],
    edges: [edge('start', 'next', 'mail'), edge('mail', 'sent', 'sales'), edge('sales', 'won', 'end')],
  };
}

export interface Doors {
  readonly url: string;
  readonly api: Api;
  readonly writeKey: string;
  readonly journeyId: string;
}

/** A write key and a journey that everybody is put into. */
export async function openDoors(url: string, api: Api): Promise<Doors> {
  const { key } = createdKey.parse(await api.call('createKey', { body: { kind: 'write', name: 'Website' } }));
  const teamId = listOf.parse(await api.call('listTeams')).items[0]?.id ?? '';
  const made = drafted.parse(await api.call('createJourney', { body: { name: 'Probe' } }));
  const { id } = made.journey;
  const body = { graph: graphOf(teamId), revision: made.revision };
  const { revision } = drafted.parse(await api.call('saveDraft', { params: { id }, body }));
  await api.call('publishJourney', { params: { id }, body: { revision } });
  return { url, api, writeKey: key, journeyId: id };
}

/** Somebody of whom nothing special is known, in the same journey. Answers the lead's id. */
export async function anotherPerson({ url, api, writeKey, journeyId }: Doors, email: string): Promise<string> {
  await ingest(url, writeKey, [
    {
      type: 'identify',
      userId: `id-of-${email}`,
      messageId: `identify-${email}`,
      traits: { email, firstName: 'Jo', lastName: 'Muster' },
    },
  ]);
  const leadId = (await api.leadId(email)) ?? '';
  await consentAndEnrol(api, { leadId, journeyId, proof: 'am Telefon' });
  return leadId;
}

async function consentAndEnrol(
  api: Api,
  { leadId, journeyId, proof }: { leadId: string; journeyId: string; proof: string },
): Promise<void> {
  await api.call('setLeadConsent', {
    params: { id: leadId },
    body: { purpose: 'marketing', channel: 'email', state: 'granted', proof },
  });
  await api.call('enrolLead', { params: { id: journeyId }, body: { leadId } });
}

/** Plants everything through every door that there is, up to an open handoff of a running journey. Answers the lead's id. */
export async function plant(doors: Doors): Promise<string> {
  const { url, api, writeKey, journeyId } = doors;
  const p = PLANTED;
  const who = { anonymousId: p.anonymousId, userId: p.userId };
  const context = {
    campaign: { name: p.campaign, medium: p.channel },
    page: { referrer: `https://${p.referrer}/seite` },
  };
  await ingest(url, writeKey, [
    {
      type: 'page',
      anonymousId: p.anonymousId,
      messageId: 'planted-page',
      properties: { path: '/ausweis', title: p.pageTitle },
      context,
    },
    { type: 'identify', ...who, messageId: 'planted-first', traits: { email: p.earlierEmail } },
    {
      type: 'identify',
      ...who,
      messageId: 'planted-traits',
      traits: {
        email: p.email,
        firstName: p.firstName,
        lastName: p.lastName,
        phone: p.phone,
        position: p.position,
        department: p.department,
        country: p.country,
      },
    },
    {
      type: 'track',
      ...who,
      messageId: 'planted-track',
      event: 'Webinar Registered',
      properties: { comment: p.freeText, ip: p.ip, userAgent: p.userAgent, file: p.fileName },
      context,
    },
  ]);
  const leadId = await eventually('the lead', { within: 10_000 }, () => api.leadId(p.email));
  await api.call('updateLead', { params: { id: leadId }, body: { lead: { persona: p.persona } } });
  await api.call('adjustLeadPoints', { params: { id: leadId }, body: { pointsMilli: 40_000, reason: p.reason } });
  // A form that nobody confirms: what was typed lies only in the submission, and in the mail that asks.
  await sendForm(url, p.email, { lastName: p.lastName, company: p.formCompany, industry: p.formIndustry });
  await consentAndEnrol(api, { leadId, journeyId, proof: p.proof });
  await workOnHandoff(api, leadId);
  return leadId;
}

async function workOnHandoff(api: Api, leadId: string): Promise<void> {
  const open = () => api.call('getLead', { params: { id: leadId } }).then((lead) => handoffs.parse(lead).handoffs[0]);
  const handoff = await eventually('a handoff', { within: 30_000 }, open);
  const unknown = { state: 'unknown', note: '' };
  await api.call('contactHandoff', { params: { id: handoff.id }, body: { note: PLANTED.note } }).catch(async () => {
    await api.call('acceptHandoff', { params: { id: handoff.id } });
    await api.call('contactHandoff', { params: { id: handoff.id }, body: { note: PLANTED.note } });
  });
  await api.call('setHandoffBant', {
    params: { id: handoff.id },
    body: { budget: { state: 'unknown', note: PLANTED.bant }, authority: unknown, need: unknown, time: unknown },
  });
}

/** Whether a lead is still on the way in a journey or with sales. */
export async function goesOn(api: Api, leadId: string): Promise<boolean> {
  const { enrollments } = handoffs.parse(await api.call('getLead', { params: { id: leadId } }));
  return enrollments.some(({ status }) => status === 'active');
}
