import { once } from 'node:events';
import { createServer, type Server } from 'node:http';
import { defaultForm } from '@ripen/contracts';
import type { Browser, Page } from 'playwright-core';
import { z } from 'zod';
import { Api } from './api';
import { openBrowser } from './browser';
import { eventually } from './eventually';
import { seriousViolations } from './inspection';
import { freePort, type Product, startProduct } from './product';
import { linkOf } from './visitor';

jest.setTimeout(400_000);

const formSchema = z.object({ id: z.string(), revision: z.number() });
const keySchema = z.object({ key: z.string() });
const leadSchema = z.object({
  known: z.boolean(),
  consents: z.array(z.object({ purpose: z.string(), state: z.string(), wording: z.string() })),
});
const WORDING = { de: 'Ja, schreiben Sie mir zu Pumpen.', en: 'Yes, write to me about pumps.' };
const GUEST = 'gerda.gast@lead.example';

describe('a form in a page of another website', () => {
  let product: Product;
  let browser: Browser;
  let api: Api;
  let foreign: { readonly server: Server; readonly url: string };
  beforeAll(async () => {
    [product, browser] = await Promise.all([startProduct(), openBrowser()]);
    api = new Api(product.url);
    await api.signIn();
    await buildForm();
    const key = keySchema.parse(await api.call('createKey', { body: { kind: 'write', name: 'Website' } })).key;
    foreign = await serveForeignPages(product.url, key);
  });
  afterAll(async () => {
    foreign?.server.close();
    await browser?.close();
    await product?.discard();
  });

  async function buildForm(): Promise<void> {
    const made = formSchema.parse(
      await api.call('createForm', { body: { name: 'Pumpen', slug: 'pumpen', use: 'newsletter' } }),
    );
    const title = { de: 'Pumpen-Brief', en: 'Pump letter' };
    const definition = defaultForm('newsletter', { title, intro: { de: '', en: '' }, wording: WORDING });
    const params = { id: made.id };
    const saved = formSchema.parse(
      await api.call('saveForm', { params, body: { revision: made.revision, definition } }),
    );
    await api.call('publishForm', { params, body: { revision: saved.revision } });
  }

  it('takes a stranger who agrees late, and knows them with their visits once they have confirmed', async () => {
    const context = await browser.newContext({ locale: 'de-DE' });
    const page = await context.newPage();
    const problems = problemsOn(page);
    const sent = requestsTo(page, product.url);

    await page.goto(`${foreign.url}/pumpen`);
    await page.getByRole('heading', { name: 'Pumpen-Brief' }).waitFor();
    // Before consent: nothing is stored, nothing is told.
    expect(sent.filter((path) => path.startsWith('/v1/'))).toEqual([]);
    expect([await page.evaluate('localStorage.length'), await context.cookies()]).toEqual([0, []]);
    expect(await seriousViolations(page)).toEqual([]);

    await page.getByRole('button', { name: 'Zustimmen' }).click();
    await page.goto(`${foreign.url}/preise`);
    await page.getByRole('heading', { name: 'Pumpen-Brief' }).waitFor();
    await page.getByLabel('E-Mail-Adresse').fill(GUEST);
    await page.getByLabel('Nachname').fill('Gast');
    await page.getByRole('checkbox', { name: WORDING.de }).check();
    await page.getByRole('button', { name: 'Abonnieren' }).click();
    await page.getByRole('heading', { name: 'Fast geschafft' }).waitFor();
    expect(problems).toEqual([]);
    expect(await api.leadId(GUEST)).toBeNull();

    const letter = await api.mailTo(GUEST, /^Bitte bestätigen/);
    await page.goto(linkOf(letter, 'c'));
    await page.getByRole('button').first().click();
    await page.getByRole('heading', { name: 'Vielen Dank!' }).waitFor();

    const id = await eventually('the lead is known', { within: 20_000 }, () => api.leadId(GUEST));
    const lead = leadSchema.parse(await api.call('getLead', { params: { id } }));
    expect(lead).toMatchObject({ known: true });
    expect(lead.consents).toEqual([
      expect.objectContaining({ purpose: 'marketing', state: 'granted', wording: WORDING.de }),
    ]);
    const history = JSON.stringify(await api.call('getLeadTimeline', { params: { id } }));
    expect([history.includes('/pumpen'), history.includes('/preise')]).toEqual([true, true]);
    await context.close();
  });

  it('works on its own page without JavaScript', async () => {
    const context = await browser.newContext({ locale: 'de-DE', javaScriptEnabled: false });
    const page = await context.newPage();
    await page.goto(`${product.url}/f/pumpen`);
    await page.getByLabel('E-Mail-Adresse').fill('ohne.skript@lead.example');
    await page.getByRole('checkbox', { name: WORDING.de }).check();
    const thanks = page.getByRole('heading', { name: 'Fast geschafft' });
    await eventually('the form is taken', { within: 10_000, every: 500 }, async () => {
      await page.getByRole('button', { name: 'Abonnieren' }).click();
      await thanks.or(page.getByRole('alert')).first().waitFor();
      return thanks.isVisible();
    });
    expect((await api.mailTo('ohne.skript@lead.example', /^Bitte bestätigen/)).subject).not.toBe('');
    await context.close();
  });
});

/** Pages of somebody else under a policy that lets in nothing but scripts and calls of one origin. */
async function serveForeignPages(ripen: string, key: string): Promise<{ server: Server; url: string }> {
  const policy = `default-src 'none'; script-src 'self' ${ripen}; connect-src ${ripen}; base-uri 'none'; form-action 'none'`;
  const server = createServer((request, response) => {
    if (request.url === '/site.js') {
      response.setHeader('content-type', 'text/javascript');
      return response.end(`document.getElementById('agree').onclick = function () { ripen('consent', true); };`);
    }
    response.setHeader('content-type', 'text/html; charset=utf-8');
    response.setHeader('content-security-policy', policy);
    return response.end(`<!doctype html><html lang="de"><head><title>Kunde</title></head><body><main>
      <button id="agree">Zustimmen</button>
      <script src="${ripen}/ripen.js" data-write-key="${key}" data-form="pumpen" async></script>
      <script src="/site.js" defer></script></main></body></html>`);
  });
  const port = await freePort();
  await once(server.listen(port, '127.0.0.1'), 'listening');
  return { server, url: `http://127.0.0.1:${port}` };
}

function problemsOn(page: Page): string[] {
  const problems: string[] = [];
  page.on('pageerror', (error) => problems.push(error.message));
  page.on('console', (message) => {
    if (message.type() === 'error' && !message.text().includes('icon')) problems.push(message.text());
  });
  return problems;
}

function requestsTo(page: Page, origin: string): string[] {
  const paths: string[] = [];
  page.on('request', (request) => {
    const url = new URL(request.url());
    if (url.origin === origin) paths.push(url.pathname);
  });
  return paths;
}
