import type { Locator, Page } from 'playwright-core';
import { eventually } from './eventually';

const LINK = 'https://www.firma.example/drei-fragen';
const GERMAN = {
  subject: 'Drei Fragen vor dem ersten Schritt',
  body: `Guten Tag {{ lead.firstName }} {{ lead.lastName }},\n\nwomit beginnt ein Retrofit?\n\n[Weiterlesen](${LINK})\n\n{{ sender.name }}`,
};
const ENGLISH = {
  subject: 'Three questions before the first step',
  body: `Hello {{ lead.firstName }},\n\nWhere does a retrofit begin?\n\n[Read on](${LINK})\n\n{{ sender.name }}`,
};

/** Stops a journey from the page of the journey. */
export async function pauseJourney(page: Page, name: string): Promise<void> {
  await page.goto('/journeys');
  await page.getByRole('link', { name }).click();
  await page.getByRole('button', { name: 'Pause' }).click();
  await page.getByRole('dialog').getByRole('button', { name: 'Pause' }).click();
  await page.getByText('The journey is paused.').waitFor();
}

/**
 * Draws trigger → mail → wait until sales-ready → hand off on a blank canvas and publishes it: by the plus on a path, by
 * dragging from the palette, by drawing a path with the mouse.
 */
export async function drawJourney(
  page: Page,
  { name, team }: { readonly name: string; readonly team: RegExp },
): Promise<void> {
  await begin(page, name);
  await setUpTrigger(page);
  await addMail(page);
  await addWait(page);
  await addHandOff(page, team);
  await publish(page);
}

const card = (page: Page, start: string): Locator => page.getByRole('group', { name: new RegExp(`^${start}`) });
const inspector = (page: Page): Locator => page.getByRole('complementary', { name: 'Settings of the selection' });
const path = (page: Page, from: string, port: string, to = ''): Locator =>
  page.getByRole('group', { name: new RegExp(`^From “${from}” by “${port}” to “${to}`) });

async function begin(page: Page, name: string): Promise<void> {
  await page.goto('/journeys');
  await page.getByRole('button', { name: 'New journey' }).click();
  const dialog = page.getByRole('dialog', { name: 'New journey' });
  await dialog.getByRole('textbox', { name: 'Name' }).fill(name);
  await dialog.getByRole('radio', { name: /A blank canvas/ }).click();
  await dialog.getByRole('button', { name: 'Create journey' }).click();
  await page.getByRole('heading', { name, level: 1 }).waitFor();
}

async function setUpTrigger(page: Page): Promise<void> {
  await card(page, 'Trigger').click();
  await inspector(page).getByRole('combobox', { name: 'Stages' }).click({ force: true });
  await page.getByRole('option', { name: 'develop' }).click();
  await page.keyboard.press('Escape');
  await inspector(page).getByText('Starts when the lead reaches the stage “nurture” or “develop”').waitFor();
}

async function addMail(page: Page): Promise<void> {
  await path(page, 'Trigger', 'next').getByRole('button', { name: 'Add a step here' }).click();
  await page.getByRole('button', { name: /^Send e-mail Writes to the lead/ }).click();
  for (const [language, { subject, body }] of [
    ['English', ENGLISH],
    ['German', GERMAN],
  ] as const) {
    await inspector(page).getByRole('tab', { name: language }).click();
    const panel = inspector(page).getByRole('tabpanel', { name: language });
    await panel.getByRole('textbox', { name: 'Subject' }).fill(subject);
    await panel.getByRole('textbox', { name: 'Text' }).fill(body);
  }
}

async function addWait(page: Page): Promise<void> {
  await path(page, 'Send e-mail', 'sent').getByRole('button', { name: 'Add a step here' }).click();
  await page.getByRole('button', { name: /^Wait until Goes on when/ }).click();
  await inspector(page).getByRole('combobox', { name: 'Kind of event' }).click();
  await page.getByRole('option', { name: 'the lead reaches a stage' }).click();
  await inspector(page)
    .getByText(/Waits until the lead reaches the stage “sales-ready”/)
    .waitFor();
}

/** Dragged from the palette beside the drawing, then joined by a path; what is left of the wait leads to the exit. */
async function addHandOff(page: Page, team: RegExp): Promise<void> {
  const canvas = page.getByRole('application');
  const block = page
    .getByRole('navigation', { name: 'Building blocks' })
    .getByRole('button', { name: 'Hand off to sales' });
  await block.dragTo(canvas, { targetPosition: { x: 120, y: 120 } });
  await inspector(page).getByRole('combobox', { name: 'Team' }).click();
  await page.getByRole('option', { name: team }).click();
  await tidyUp(page);
  await drawPath(page, { from: card(page, 'Wait until'), port: 0, to: card(page, 'Hand off') });
  await path(page, 'Wait until', '[^”]*', 'Hand off').waitFor({ state: 'attached' });
  await drawPath(page, { from: card(page, 'Wait until'), port: 1, to: card(page, 'Exit') });
  await path(page, 'Wait until', 'timed out', 'Exit').waitFor({ state: 'attached' });
  await tidyUp(page);
}

/** Lays the drawing out, and shows all of it. */
async function tidyUp(page: Page): Promise<void> {
  for (const tool of ['Tidy up', 'Show all']) {
    await page.getByRole('button', { name: tool }).click();
    await atRest(page);
  }
}

/** Until no card moves any more. */
async function atRest(page: Page): Promise<void> {
  const places = async () => {
    const cards = await page.getByRole('application').getByRole('group').all();
    return JSON.stringify(await Promise.all(cards.map((one) => one.boundingBox())));
  };
  let last = '';
  await eventually('the drawing is at rest', { within: 10_000 }, async () => {
    const before = last;
    last = await places();
    return (await page.getByRole('button', { name: 'Tidy up' }).isEnabled()) && last === before;
  });
}

interface PathToDraw {
  readonly from: Locator;
  /** Which of the ways out, from the left. */
  readonly port: number;
  readonly to: Locator;
}

async function drawPath(page: Page, { from, port, to }: PathToDraw): Promise<void> {
  const start = await from.locator('.react-flow__handle.source').nth(port).boundingBox();
  const end = await to.boundingBox();
  if (!start || !end) throw new Error('The cards are not on the screen.');
  await page.mouse.move(start.x + start.width / 2, start.y + start.height / 2);
  await page.mouse.down();
  await page.mouse.move(end.x + end.width / 2, end.y + end.height / 3, { steps: 12 });
  await page.mouse.up();
}

async function publish(page: Page): Promise<void> {
  await page.getByRole('button', { name: 'Publish …' }).click();
  const dialog = page.getByRole('dialog', { name: /^Publish/ });
  await dialog.getByRole('textbox', { name: 'Note' }).fill('First version: one mail, then sales.');
  await dialog.getByRole('button', { name: 'Publish version 1' }).click();
  await dialog.getByText('Version 1 is live').waitFor();
  await dialog.getByRole('button', { name: 'Watch live' }).click();
}
