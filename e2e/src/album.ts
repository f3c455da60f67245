import { mkdirSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import type { Page } from 'playwright-core';

/** Pictures of a test, in test-results, one per station: what a person saw there, and where it broke. */
export class Album {
  private readonly folder: string;
  private number = 0;

  constructor(name: string) {
    this.folder = join(__dirname, '../test-results', name);
    rmSync(this.folder, { recursive: true, force: true });
    mkdirSync(this.folder, { recursive: true });
  }

  /** Goes through one station of a story; a failure names the station and leaves a picture of it. */
  async station(name: string, page: Page, what: () => Promise<void>): Promise<void> {
    try {
      await what();
    } catch (error) {
      await this.take(`${name} (failed)`, page);
      throw new Error(`Station “${name}”: ${error instanceof Error ? error.message : String(error)}`, { cause: error });
    }
    await this.take(name, page);
  }

  async take(name: string, page: Page): Promise<void> {
    this.number += 1;
    const file = `${String(this.number).padStart(2, '0')}-${name.replaceAll(/[^\p{L}\p{N}]+/gu, '-').toLowerCase()}.png`;
    await page.screenshot({ path: join(this.folder, file) });
  }
}
