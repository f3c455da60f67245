import { Controller, Inject, Res } from '@nestjs/common';
import type { Me, SetupStatus } from '@ripen/contracts';
import type { Response } from 'express';
import { API_OPTIONS, type ApiOptions } from '../api-options';
import { orNotFound } from '../http/api-exception';
import { Input, type InputOf, Route } from '../http/route.decorator';
import { setSessionCookie } from '../session/cookie';
import { MeService } from '../session/me.service';
import { SessionService } from '../session/session.service';
import { SetupService } from './setup.service';

@Controller()
export class SetupController {
  constructor(
    private readonly setup: SetupService,
    private readonly sessions: SessionService,
    private readonly me: MeService,
    @Inject(API_OPTIONS) private readonly options: ApiOptions,
  ) {}

  @Route('getSetup')
  async get(): Promise<SetupStatus> {
    return { done: await this.setup.done() };
  }

  @Route('runSetup')
  async run(@Input() { body }: InputOf<'runSetup'>, @Res({ passthrough: true }) response: Response): Promise<Me> {
    const token = await this.sessions.open(await this.setup.run(body));
    setSessionCookie(response, token, this.options.publicUrl);
    return this.me.of(orNotFound(await this.sessions.find(token)));
  }
}
