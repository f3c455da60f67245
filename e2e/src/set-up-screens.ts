import type { Page } from 'playwright-core';
import { ADMIN } from './product';

/**
 * The first visit of an empty product, in its three steps, with the example; in English, and open around the clock. `look` sees
 * every step before it is left.
 */
export async function setUpByHand(page: Page, look: () => Promise<void>): Promise<void> {
  await page.goto('/');
  await page.getByRole('heading', { name: 'Set up Ripen', level: 1 }).waitFor();
  await page.getByRole('textbox', { name: 'Your name' }).fill('Ada Admin');
  await page.getByRole('textbox', { name: 'E-mail address' }).fill(ADMIN.email);
  await page.getByRole('textbox', { name: 'Password' }).fill(ADMIN.password);
  await look();
  await page.getByRole('button', { name: 'Next' }).click();
  await page.getByRole('textbox', { name: 'Company name' }).fill('Musterfirma');
  await page.getByText('Around the clock').click();
  await page.getByRole('textbox', { name: 'Sender name' }).fill('Musterfirma');
  await page.getByRole('textbox', { name: 'Sender address' }).fill('hallo@musterfirma.example');
  await page.getByRole('textbox', { name: 'Imprint' }).fill('Musterfirma GmbH\nMusterstraße 1, 12345 Musterstadt');
  await look();
  await page.getByRole('button', { name: 'Next' }).click();
  await page.getByRole('radio', { name: 'With the example' }).check();
  await look();
  await page.getByRole('button', { name: 'Set up and go' }).click();
  await page.getByRole('heading', { name: 'Journeys', level: 1 }).waitFor();
}
