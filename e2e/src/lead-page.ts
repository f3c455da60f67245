import type { Page } from 'playwright-core';
import { eventually } from './eventually';

/** Opens the newest lead of that name from the list. */
export async function openFirst(page: Page, name: string | RegExp): Promise<void> {
  await page.goto('/leads');
  await page.getByRole('table', { name: 'Leads' }).getByRole('link', { name }).first().click();
  await page.getByRole('heading', { name, level: 1 }).waitFor();
}

/** As much of a page's element as is read in the browser; the types of the DOM are not those of Node. */
interface Cells {
  querySelectorAll(selector: string): Iterable<{ readonly textContent: string | null }>;
}

export interface ShownScore {
  /** In the order of the page, without those that count nothing. */
  readonly terms: readonly number[];
  readonly total: number;
}

/** The points as the lead page explains them, which have to sum to what it says at the end. */
export async function scoreOf(page: Page): Promise<ShownScore> {
  const why = page.getByRole('region', { name: 'Why' }).getByRole('table');
  await why.waitFor();
  // In one look: between finding the cells and reading them the page may show a newer score.
  const texts = await why.evaluate((table: Cells) =>
    [...table.querySelectorAll('tr td:first-child')].map((cell) => cell.textContent ?? ''),
  );
  const amounts = texts.map(amountOf);
  const total = amounts.pop() ?? Number.NaN;
  const terms = amounts.filter((amount) => amount !== 0);
  expect(terms.reduce((sum, term) => sum + term, 0)).toBe(total);
  return { terms, total };
}

/** Waits until the page shows that many points, and answers how they come about. */
export function scoreReaching(page: Page, total: number): Promise<ShownScore> {
  return eventually(`the page shows ${total} points`, { within: 20_000 }, async () => {
    const score = await scoreOf(page);
    return score.total === total && score;
  });
}

function amountOf(text: string): number {
  return Number(text.replace('−', '-').replace(/[^\d.-]/g, ''));
}
