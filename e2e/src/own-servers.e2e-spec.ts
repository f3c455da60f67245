import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { createTestDatabase, type TestDatabase, temporalForTests, type TestTemporal } from '@ripen/testing';
import { z } from 'zod';
import { Api, type ReceivedMail } from './api';
import { eventually } from './eventually';
import { type Product, startProduct } from './product';
import { linkOf, sendForm } from './visitor';

jest.setTimeout(400_000);

const LEAD = 'fritz.frueh@lead.example';
const partsSchema = z.array(z.object({ name: z.string() }));
const leadSchema = z.object({
  score: z.object({ cell: z.string(), pointsMilli: z.number() }),
  consents: z.array(z.object({ state: z.string() })),
  enrollments: z.array(z.object({ journeyName: z.string() })),
});

describe('the product on a Postgres and a Temporal of its owner', () => {
  let database: TestDatabase;
  let temporal: TestTemporal;
  let product: Product;
  let api: Api;
  beforeAll(async () => {
    database = await createTestDatabase();
    temporal = await temporalForTests();
    product = await startProduct({
      DATABASE_URL: database.url,
      TEMPORAL_ADDRESS: temporal.address,
      TEMPORAL_NAMESPACE: temporal.namespace,
    });
    api = new Api(product.url);
    await api.signIn();
  });
  afterAll(async () => {
    await product?.discard();
    await temporal?.stop();
    await database?.drop();
  });

  const lead = async () =>
    leadSchema.parse(await api.call('getLead', { params: { id: (await api.leadId(LEAD)) ?? '' } }));

  const newestConsent = async () => (await lead()).consents[0]?.state;

  it('starts no server of its own', async () => {
    const parts = partsSchema.parse(JSON.parse(await readFile(join(product.dataFolder, 'parts.json'), 'utf8')));
    expect(parts.map(({ name }) => name)).toEqual(['the API', 'the worker']);
    expect(product.said()).not.toMatch(/Temporal UI|starting (Postgres|Temporal)/);
  });

  it('has no envelope: what servers of one’s own carry is theirs to say', async () => {
    expect(await (await fetch(`${product.url}/health/ready`)).json()).toMatchObject({ ok: true, envelope: null });
  });

  it('runs from the form to a click that counts', async () => {
    await sendForm(product.url, LEAD);
    const confirm = linkOf(await api.mailTo(LEAD, /^Bitte bestätigen/), 'c');
    expect(await api.leadId(LEAD)).toBeNull();
    expect((await fetch(confirm, { method: 'POST' })).status).toBe(200);
    const delivery = await fetch(linkOf(await api.mailTo(LEAD, /Ihr Zugang$/), 'd'), { redirect: 'manual' });
    expect(delivery.headers.get('location')).toBe(`${product.url}/example/guide`);
    const nurture = await api.mailTo(LEAD, /^Leitfaden: In fünf Schritten/);
    expect((await fetch(linkOf(nurture, 'l'), { redirect: 'manual' })).status).toBe(302);
    const { score, enrollments } = await eventually('the click counts', { within: 10_000 }, async () => {
      const now = await lead();
      return now.score.pointsMilli === 35_000 && now;
    });
    expect(score.cell).toBe('B3');
    expect(enrollments.map(({ journeyName }) => journeyName)).toContain('Reifung');
  });

  it('lets a lead unsubscribe by the headers of every mail, as RFC 8058 has it', async () => {
    const mails = await api.mailsTo(LEAD);
    expect(mails.map(({ subject }) => subject)).toHaveLength(3);
    for (const mail of mails) {
      expect([mail.subject, headerOf(mail, 'List-Unsubscribe-Post')]).toEqual([
        mail.subject,
        'List-Unsubscribe=One-Click',
      ]);
      expect([mail.subject, unsubscribeUrl(mail)]).toEqual([mail.subject, expect.stringMatching(`^${product.url}/u/`)]);
    }
    const url = unsubscribeUrl(mails[0]);
    expect((await fetch(url)).status).toBe(200);
    expect(await newestConsent()).toBe('granted');
    const body = new URLSearchParams({ 'List-Unsubscribe': 'One-Click' });
    const answer = await fetch(url, { method: 'POST', body, redirect: 'manual' });
    expect(answer.status).toBe(200);
    expect(await newestConsent()).toBe('withdrawn');
  });
});

function headerOf(mail: ReceivedMail | undefined, name: string): string {
  return mail?.headers.find((header) => header.name.toLowerCase() === name.toLowerCase())?.value ?? '';
}

function unsubscribeUrl(mail: ReceivedMail | undefined): string {
  return /<(https?:\/\/[^>]+)>/.exec(headerOf(mail, 'List-Unsubscribe'))?.[1] ?? '';
}
