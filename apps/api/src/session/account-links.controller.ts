import { Controller, Inject, Ip, Req, Res } from '@nestjs/common';
import type { Invitation, Me } from '@ripen/contracts';
import type { Request, Response } from 'express';
import { API_OPTIONS, type ApiOptions } from '../api-options';
import { Input, type InputOf, Route } from '../http/route.decorator';
import { AccountLinksService } from './account-links.service';
import { sessionToken, setSessionCookie } from './cookie';
import { deviceOf } from './device';
import { MeService } from './me.service';
import { SessionService } from './session.service';

@Controller()
export class AccountLinksController {
  constructor(
    private readonly links: AccountLinksService,
    private readonly sessions: SessionService,
    private readonly me: MeService,
    @Inject(API_OPTIONS) private readonly options: ApiOptions,
  ) {}

  @Route('lookAtInvitation')
  lookAtInvitation(@Input() { body }: InputOf<'lookAtInvitation'>): Promise<Invitation> {
    return this.links.invitation(body.token);
  }

  @Route('acceptInvitation')
  async acceptInvitation(
    @Input() { body }: InputOf<'acceptInvitation'>,
    @Req() request: Request,
    @Res({ passthrough: true }) response: Response,
  ): Promise<Me> {
    const token = await this.links.accept(body, deviceOf(request.get('user-agent')));
    const before = sessionToken(request);
    if (before !== null) await this.sessions.endToken(before);
    setSessionCookie(response, token, this.options.publicUrl);
    return this.me.ofToken(token);
  }

  @Route('askPasswordReset')
  askPasswordReset(@Input() { body }: InputOf<'askPasswordReset'>, @Ip() network: string): Promise<void> {
    return this.links.askReset(body.email, network);
  }

  @Route('resetPassword')
  resetPassword(@Input() { body }: InputOf<'resetPassword'>): Promise<void> {
    return this.links.reset(body);
  }
}
