import type { Page } from 'playwright-core';

/** Sets the default agreement's clock for accepting to seconds, around the clock. */
export async function shortenClocks(page: Page, acceptSeconds: number): Promise<void> {
  await page.goto('/settings/sla');
  await page.getByRole('button', { name: 'Edit' }).click();
  const dialog = page.getByRole('dialog', { name: 'Edit the agreement' });
  const accept = dialog.getByRole('group', { name: 'Accept within' });
  await accept.getByRole('combobox', { name: 'Accept within: Unit' }).click();
  await page.getByRole('option', { name: 'seconds' }).click();
  await accept.getByRole('textbox', { name: 'Accept within' }).fill(String(acceptSeconds));
  await accept.getByRole('textbox', { name: 'Remind at' }).fill('50');
  await accept.getByRole('textbox', { name: 'Warn the manager at' }).fill('80');
  await dialog.getByText('Around the clock').click();
  await dialog.getByRole('button', { name: 'Save' }).click();
  await page.getByText(`Accept within ${acceptSeconds} seconds`).waitFor();
}

/** An administrator gives somebody a password. */
export async function givePassword(
  page: Page,
  person: { readonly name: string; readonly password: string },
): Promise<void> {
  await page.goto('/settings/people');
  await page.getByRole('button', { name: person.name }).click();
  const dialog = page.getByRole('dialog', { name: 'Edit the person' });
  await dialog.getByRole('textbox', { name: 'New password' }).fill(person.password);
  await dialog.getByRole('button', { name: 'Save' }).click();
  await dialog.waitFor({ state: 'hidden' });
}

/** Makes a write key and answers it, as it is shown this once. */
export async function makeWriteKey(page: Page, name: string): Promise<string> {
  await page.goto('/settings/keys');
  await page.getByRole('button', { name: 'New key' }).first().click();
  const dialog = page.getByRole('dialog', { name: 'New key' });
  await dialog.getByRole('textbox', { name: 'What it is for' }).fill(name);
  await dialog.getByRole('button', { name: 'Add' }).click();
  const key = await dialog.locator('code').textContent();
  await dialog.getByRole('button', { name: 'I have copied it' }).click();
  if (!key) throw new Error('No key was shown.');
  return key;
}
