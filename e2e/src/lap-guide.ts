import type { Locator, Page } from 'playwright-core';

/** The guide beside the screens, in English. */
export class LapGuide {
  private readonly guide: Locator;

  constructor(private readonly page: Page) {
    this.guide = page.getByRole('complementary', { name: 'Your first lap' });
  }

  /** Waits until that step is at hand: the guide has seen by itself that the ones before are done. */
  async reach(step: string): Promise<void> {
    await this.guide.locator('[aria-current="step"]').getByText(step, { exact: true }).waitFor();
  }

  /** Follows a link of the guide within the studio. */
  async go(name: string): Promise<void> {
    await this.guide.getByRole('link', { name, exact: true }).last().click();
  }

  /** Follows a link of the guide to a page as a visitor sees it. */
  open(name: string): Promise<Page> {
    return popup(this.page, () => this.guide.getByRole('link', { name: `${name} (opens in a new tab)` }).click());
  }

  /** Waits until a deed is ticked off. */
  async sees(deed: string): Promise<void> {
    await this.guide.getByText(`${deed} (done)`).waitFor();
  }

  async isOver(): Promise<void> {
    await this.guide.getByRole('heading', { name: 'Full circle' }).waitFor();
  }

  /** What a screen reader was told last. */
  async said(): Promise<string> {
    return (await this.guide.getByRole('status').textContent()) ?? '';
  }

  async putAside(): Promise<void> {
    await this.guide.getByRole('button', { name: 'Put the first lap aside' }).click();
    await this.guide.waitFor({ state: 'detached' });
  }

  async resume(): Promise<void> {
    await this.page.getByRole('button', { name: /^Your first lap/ }).click();
    await this.guide.waitFor();
  }
}

/** The page that opens in a new tab by doing something. */
export async function popup(page: Page, what: () => Promise<void>): Promise<Page> {
  const [opened] = await Promise.all([page.context().waitForEvent('page'), what()]);
  await opened.waitForLoadState();
  return opened;
}
