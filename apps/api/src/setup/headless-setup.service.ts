import { Injectable } from '@nestjs/common';
import type { Config } from '@ripen/config';
import { KEY_SCOPES } from '@ripen/contracts';
import { DEFAULT_POLICY } from '@ripen/handoff';
import { FirstLapService } from '../first-lap/first-lap.service';
import { ApiException } from '../http/api-exception';
import { KeysService } from '../keys/keys.service';
import { SetupService } from './setup.service';

const ZONE = 'Europe/Berlin';

/** A first start that nobody watches: the environment says who the admin is. Later starts change nothing. */
@Injectable()
export class HeadlessSetupService {
  constructor(
    private readonly setup: SetupService,
    private readonly keys: KeysService,
    private readonly lap: FirstLapService,
  ) {}

  async run({ admin, example, writeKey, apiKey }: Config['setup']): Promise<void> {
    if (admin !== null && !(await this.setup.done())) await this.setUp(admin, example ?? false);
    if (writeKey !== null)
      await this.keys.keepGiven({ kind: 'write', name: 'RIPEN_WRITE_KEY', scopes: [], key: writeKey });
    if (apiKey !== null)
      await this.keys.keepGiven({ kind: 'api', name: 'RIPEN_API_KEY', scopes: KEY_SCOPES, key: apiKey });
  }

  private async setUp(admin: { email: string; password: string }, example: boolean): Promise<void> {
    const adminId = await this.setup
      .run({
        admin: { name: 'Admin', ...admin, email: admin.email.toLowerCase() },
        companyName: 'Ripen',
        language: 'de',
        zone: ZONE,
        calendar: DEFAULT_POLICY(ZONE).calendar,
        sender: { name: 'Ripen', email: admin.email.toLowerCase() },
        imprint: 'Ripen',
        example,
      })
      .catch((error: unknown) => {
        // Another API that started at the same time was first.
        if (error instanceof ApiException && error.code === 'already_set_up') return null;
        throw error;
      });
    // Nobody is there to be guided; whoever comes later finds the lap put aside.
    if (adminId !== null) await this.lap.update(adminId, { dismissed: true });
  }
}
