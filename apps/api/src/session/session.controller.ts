import { Controller, Inject, Ip, Req, Res } from '@nestjs/common';
import type { Me } from '@ripen/contracts';
import type { Request, Response } from 'express';
import type { UserCaller } from '../access/caller';
import { API_OPTIONS, type ApiOptions } from '../api-options';
import { Input, type InputOf, Route, SignedIn } from '../http/route.decorator';
import { clearSessionCookie, sessionToken, setSessionCookie } from './cookie';
import { deviceOf } from './device';
import { MeService } from './me.service';
import { SessionService } from './session.service';
import { SignInService } from './sign-in.service';

@Controller()
export class SessionController {
  constructor(
    private readonly sessions: SessionService,
    private readonly signIns: SignInService,
    private readonly me: MeService,
    @Inject(API_OPTIONS) private readonly options: ApiOptions,
  ) {}

  /** Always a new session: a token that somebody put into the browser before is worth nothing afterwards. */
  @Route('signIn')
  async signIn(
    @Input() { body }: InputOf<'signIn'>,
    @Ip() network: string,
    @Req() request: Request,
    @Res({ passthrough: true }) response: Response,
  ): Promise<Me> {
    const token = await this.signIns.signIn(body, { network, device: deviceOf(request.get('user-agent')) });
    const before = sessionToken(request);
    if (before !== null) await this.sessions.endToken(before);
    setSessionCookie(response, token, this.options.publicUrl);
    return this.me.ofToken(token);
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
    @Res({ passthrough: true }) response: Response,
  ): Promise<void> {
    const token = await this.signIns.changePassword(caller, body, network);
    setSessionCookie(response, token, this.options.publicUrl);
  }
}
