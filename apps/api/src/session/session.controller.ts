import { Controller, Inject, Ip, Res } from '@nestjs/common';
import type { Me } from '@ripen/contracts';
import type { Response } from 'express';
import type { UserCaller } from '../access/caller';
import { API_OPTIONS, type ApiOptions } from '../api-options';
import { ApiException } from '../http/api-exception';
import { Input, type InputOf, Route, SignedIn } from '../http/route.decorator';
import { clearSessionCookie, setSessionCookie } from './cookie';
import { MeService } from './me.service';
import { SessionService } from './session.service';

@Controller()
export class SessionController {
  constructor(
    private readonly sessions: SessionService,
    private readonly me: MeService,
    @Inject(API_OPTIONS) private readonly options: ApiOptions,
  ) {}

  @Route('signIn')
  async signIn(
    @Input() { body }: InputOf<'signIn'>,
    @Ip() network: string,
    @Res({ passthrough: true }) response: Response,
  ): Promise<Me> {
    const token = await this.sessions.signIn(body, network);
    setSessionCookie(response, token, this.options.publicUrl);
    return this.meOf(token);
  }

  @Route('signOut')
  async signOut(@SignedIn() caller: UserCaller, @Res({ passthrough: true }) response: Response): Promise<void> {
    await this.sessions.end(caller.sessionId);
    clearSessionCookie(response, this.options.publicUrl);
  }

  @Route('getMe')
  getMe(@SignedIn() caller: UserCaller): Promise<Me> {
    return this.me.of(caller);
  }

  @Route('updateMe')
  async updateMe(@SignedIn() caller: UserCaller, @Input() { body }: InputOf<'updateMe'>): Promise<Me> {
    await this.sessions.updateMe(caller, body);
    return this.me.of({ ...caller, ...body, zone: body.zone === undefined ? caller.zone : body.zone });
  }

  @Route('changePassword')
  async changePassword(
    @SignedIn() caller: UserCaller,
    @Input() { body }: InputOf<'changePassword'>,
    @Ip() network: string,
  ): Promise<void> {
    await this.sessions.changePassword(caller, body, network);
  }

  private async meOf(token: string): Promise<Me> {
    const caller = await this.sessions.find(token);
    if (!caller) throw new ApiException('not_signed_in');
    return this.me.of(caller);
  }
}
