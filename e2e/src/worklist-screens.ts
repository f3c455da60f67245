import type { Page } from 'playwright-core';

/** What a rep does with the open dossier; the reps of the example speak German. */
export async function noteContact(page: Page, note: string): Promise<void> {
  await page.getByRole('button', { name: 'Kontakt gehabt' }).click();
  const dialog = page.getByRole('dialog', { name: 'Kontakt gehabt' });
  await dialog.getByRole('textbox', { name: 'Notiz' }).fill(note);
  await dialog.getByRole('button', { name: 'Speichern' }).click();
  await page.getByText('Kontakt ist notiert.').waitFor();
}

/** @param answers the state by criterion, both in the words of the screen */
export async function noteBant(page: Page, answers: Readonly<Record<string, string>>): Promise<void> {
  await page.getByRole('button', { name: 'BANT' }).click();
  const dialog = page.getByRole('dialog', { name: /^Budget/ });
  for (const [criterion, state] of Object.entries(answers)) {
    await dialog.getByRole('radiogroup', { name: criterion }).getByText(state, { exact: true }).click();
  }
  await dialog.getByRole('button', { name: 'Speichern' }).click();
  await page.getByText('BANT ist notiert.').waitFor();
}

export async function noteQuote(page: Page, amount: string): Promise<void> {
  await page.getByRole('button', { name: 'Angebot' }).click();
  const dialog = page.getByRole('dialog', { name: 'Angebot melden' });
  await dialog.getByRole('textbox', { name: 'Betrag' }).fill(amount);
  await dialog.getByRole('button', { name: 'Speichern' }).click();
  await page.getByText('Angebot ist notiert.').waitFor();
}

export async function closeAsLost(
  page: Page,
  answers: { readonly reason: string; readonly unmet: string },
): Promise<void> {
  await page.getByRole('button', { name: 'Verloren' }).click();
  const dialog = page.getByRole('dialog', { name: 'Verloren' });
  await dialog.getByRole('textbox', { name: 'Warum verloren?' }).fill(answers.reason);
  await dialog.getByRole('checkbox', { name: answers.unmet }).check();
  await dialog.getByRole('button', { name: 'Speichern' }).click();
  await page
    .getByText(/^Abgeschlossen/)
    .first()
    .waitFor();
}
