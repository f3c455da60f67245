import { Inject, Injectable } from '@nestjs/common';
import type { Me } from '@ripen/contracts';
import { API_OPTIONS, type ApiOptions } from '../api-options';
import type { UserCaller } from '../access/caller';
import { Database } from '../database/database';
import { ApiException } from '../http/api-exception';
import { WorkspaceService } from '../settings/workspace.service';
import { SessionService } from './session.service';

/** What every screen needs to know of the person and the workspace. */
@Injectable()
export class MeService {
  constructor(
    private readonly database: Database,
    private readonly workspace: WorkspaceService,
    private readonly sessions: SessionService,
    @Inject(API_OPTIONS) private readonly options: ApiOptions,
  ) {}

  /** Of whom a token was just made for. */
  async ofToken(token: string): Promise<Me> {
    const caller = await this.sessions.find(token);
    if (!caller) throw new ApiException('not_signed_in');
    return this.of(caller);
  }

  async of(user: UserCaller): Promise<Me> {
    const settings = await this.workspace.settings();
    const example = await this.database.row<{ loaded: boolean }>(
      'SELECT example_installed_at IS NOT NULL AS loaded FROM workspace',
    );
    return {
      user: {
        id: user.userId,
        name: user.name,
        email: user.email,
        role: user.role,
        language: user.language,
        zone: user.zone,
        teamIds: [...new Set([...user.memberOf, ...user.manages])],
        absent: user.absent,
        secondFactor: user.secondFactor.on ? 'on' : user.secondFactor.required ? 'missing' : 'off',
      },
      workspace: {
        companyName: settings.companyName,
        language: settings.language,
        zone: settings.zone,
        example: example?.loaded ?? false,
        inbox: this.options.inboxPort !== null,
      },
    };
  }
}
