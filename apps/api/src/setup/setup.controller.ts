import { Controller, Inject, Req, Res } from '@nestjs/common';
import type { Me, SetupStatus } from '@ripen/contracts';
import type { Request, Response } from 'express';
import { API_OPTIONS, type ApiOptions } from '../api-options';
import { Input, type InputOf, Route } from '../http/route.decorator';
import { setSessionCookie } from '../session/cookie';
import { deviceOf } from '../session/device';
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
  async run(
    @Input() { body }: InputOf<'runSetup'>,
    @Req() request: Request,
    @Res({ passthrough: true }) response: Response,
  ): Promise<Me> {
    const token = await this.sessions.open(await this.setup.run(body), deviceOf(request.get('user-agent')));
    setSessionCookie(response, token, this.options.publicUrl);
    return this.me.ofToken(token);
  }
}
