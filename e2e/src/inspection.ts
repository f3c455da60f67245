import { readFileSync } from 'node:fs';
import type { Page } from 'playwright-core';
import { z } from 'zod';

const AXE = readFileSync(require.resolve('axe-core/axe.min.js'), 'utf8');
/** A mail's frame runs no script, so axe could only wait for it; how a mail looks is its author's business. */
const OPTIONS = { iframes: false, resultTypes: ['violations'], elementRef: false };
const SERIOUS = ['serious', 'critical'];

const violationsSchema = z.array(
  z.object({
    id: z.string(),
    impact: z.string().nullable(),
    nodes: z.array(z.object({ target: z.array(z.unknown()) })),
  }),
);

/** A key without words shows itself: "leads.group.all". */
const BARE_KEY =
  /\b(access|account|board|common|consent|content|entry|exchange|imports|journeys|lap|leads|mailbox|privacy|scoring|settings|shell|words|worklist)\.[a-z]\w*(\.\w+)*\b/;

/** What is wrong with what is on the page now, one line each: serious violations that axe finds, and keys without words. */
export async function problemsOf(page: Page): Promise<string[]> {
  return [...(await bareKeys(page)), ...(await seriousViolations(page))];
}

/** What axe says as lines like "button-name at .head > button". */
export async function seriousViolations(page: Page): Promise<string[]> {
  await page.evaluate(AXE);
  const found = await page.evaluate(
    `axe.run(document, ${JSON.stringify(OPTIONS)}).then(({ violations }) =>
       violations.map(({ id, impact, nodes }) => ({ id, impact, nodes: nodes.slice(0, 3).map(({ target }) => ({ target })) })))`,
  );
  return violationsSchema
    .parse(found)
    .filter(({ impact }) => impact !== null && SERIOUS.includes(impact))
    .map(({ id, nodes }) => `${id} at ${nodes.map(({ target }) => target.join(' ')).join(', ')}`);
}

/** In what is read, heard or shown on hover. */
async function bareKeys(page: Page): Promise<string[]> {
  const heard = (await page.locator('body').ariaSnapshot()).replaceAll(/\/url:.*/g, '');
  const hovered = await page.evaluate(
    "[...document.querySelectorAll('[title]')].map((one) => one.getAttribute('title'))",
  );
  return [heard, ...z.array(z.string()).parse(hovered)].flatMap((text) => BARE_KEY.exec(text)?.[0] ?? []);
}

/** Until the screen shows what it has to show: its heading, and no placeholder. */
export async function settled(page: Page): Promise<void> {
  await page.getByRole('heading', { level: 1 }).first().waitFor({ state: 'attached' });
  await page.locator('.mantine-Skeleton-root, [aria-busy="true"]').first().waitFor({ state: 'detached' });
}

/** What would make the screen scroll sideways, one line; nothing where all fits, or scrolls within a box of its own. */
export async function sidewaysOf(page: Page): Promise<string[]> {
  const over = z
    .number()
    .parse(await page.evaluate('document.scrollingElement.scrollWidth - document.scrollingElement.clientWidth'));
  return over > 0 ? [`${over} px wider than the screen`] : [];
}
