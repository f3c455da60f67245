import type { Page } from 'playwright-core';
import { settled } from './inspection';

export type Tongue = 'de' | 'en';
/** Looks at what is on the page now; `name` says what that is. */
export type Look = (name: string) => Promise<void>;

const SETTINGS = [
  'attention',
  'company',
  'sla',
  'people',
  'teams',
  'audit',
  'keys',
  'touchpoints',
  'webhooks',
  'refused',
  'purposes',
  'suppression',
  'delivery',
  'erasures',
  'retention',
  'record',
  'account',
];

/** The screens that each kind of person has business with, by their addresses. */
export const SCREENS = {
  admin: [
    ...['/worklist', '/board', '/leads', '/imports', '/journeys', '/scoring', '/content', '/mailbox'],
    ...SETTINGS.map((part) => `/settings/${part}`),
  ],
  manager: ['/worklist', '/board', '/board?view=rep', '/leads', '/scoring', '/settings/sla', '/settings/account'],
  rep: ['/worklist', '/leads', '/settings/account'],
} as const;

const WORDS = {
  en: {
    addLead: 'Add a lead',
    actions: 'Actions',
    enrol: 'Put into a journey',
    publish: 'Publish …',
    edit: 'Edit',
    lost: 'Lost',
    live: 'Live',
  },
  de: {
    addLead: 'Lead anlegen',
    actions: 'Aktionen',
    enrol: 'In eine Journey aufnehmen',
    publish: 'Veröffentlichen …',
    edit: 'Bearbeiten',
    lost: 'Verloren',
    live: 'Live',
  },
} as const;

export async function eachScreen(page: Page, paths: readonly string[], look: Look): Promise<void> {
  for (const path of paths) {
    await page.goto(path);
    await settled(page);
    await look(path);
  }
}

/** What stands behind the lists of an admin: a lead, a mail as it is rendered, a journey drawn and live; and what opens over them. */
export async function behindTheLists(page: Page, tongue: Tongue, look: Look): Promise<void> {
  const words = WORDS[tongue];
  await page.goto('/leads');
  await inDialog(page, words.addLead, () => look('dialog: add a lead'));
  await page.getByRole('link', { name: 'Maria Beispiel' }).click();
  await page.getByRole('heading', { name: 'Maria Beispiel', level: 1 }).waitFor();
  await settled(page);
  await look('a lead');
  await page.getByRole('button', { name: words.actions }).click();
  await page.getByRole('menuitem', { name: words.enrol }).click();
  await over(page, () => look('dialog: put into a journey'));
  await page.goto('/mailbox');
  await page.getByRole('main').getByRole('listitem').getByRole('link').first().click();
  await page.locator('iframe').waitFor();
  await look('a mail');
  await page.goto('/settings/sla');
  await inDialog(page, words.edit, () => look('dialog: service level agreement'));
  await aJourney(page, tongue, look);
}

async function aJourney(page: Page, tongue: Tongue, look: Look): Promise<void> {
  const words = WORDS[tongue];
  await page.goto('/journeys');
  await page.getByRole('main').getByRole('link', { name: 'Reifung' }).click();
  await page.getByRole('application').getByRole('group').first().waitFor();
  await settled(page);
  await look('a journey, drawn');
  await inDialog(page, words.publish, () => look('dialog: publish'));
  await page.getByText(words.live, { exact: true }).first().click();
  await page.getByRole('main').getByRole('status').getByText('live').waitFor();
  await settled(page);
  await look('a journey, live');
}

/** A rep's dossier, and the form by which a lead is lost. */
export async function atWork(page: Page, tongue: Tongue, look: Look): Promise<void> {
  await page.goto('/worklist');
  const lost = page.getByRole('button', { name: WORDS[tongue].lost });
  await lost.waitFor();
  await settled(page);
  await look('a dossier');
  await lost.click();
  await over(page, () => look('dialog: lost'));
}

async function inDialog(page: Page, opener: string, what: () => Promise<void>): Promise<void> {
  await page.getByRole('button', { name: opener, exact: true }).first().click();
  await over(page, what);
}

/** While a dialog stands over the screen. */
async function over(page: Page, what: () => Promise<void>): Promise<void> {
  const dialog = page.getByRole('dialog');
  await dialog.waitFor();
  await settled(page);
  await what();
  await dialog.getByRole('button', { name: /^(Close|Schließen)$/ }).click();
  await dialog.waitFor({ state: 'detached' });
}
