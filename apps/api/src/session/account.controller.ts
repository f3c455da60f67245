import { Controller, Inject, Ip, Res } from '@nestjs/common';
import type { RecoveryCodes, SecondFactor, SessionRow, StartedFactor } from '@ripen/contracts';
import type { Response } from 'express';
import type { UserCaller } from '../access/caller';
import { API_OPTIONS, type ApiOptions } from '../api-options';
import { Input, type InputOf, Route, SignedIn } from '../http/route.decorator';
import { setSessionCookie } from './cookie';
import { SecondFactorService } from './second-factor.service';
import { SessionService } from './session.service';
import { SignInService } from './sign-in.service';

@Controller()
export class AccountController {
  constructor(
    private readonly sessions: SessionService,
    private readonly signIns: SignInService,
    private readonly factors: SecondFactorService,
    @Inject(API_OPTIONS) private readonly options: ApiOptions,
  ) {}

  @Route('listSessions')
  async listSessions(@SignedIn() caller: UserCaller): Promise<{ items: SessionRow[] }> {
    return { items: await this.sessions.list(caller) };
  }

  @Route('endOtherSessions')
  endOtherSessions(@SignedIn() caller: UserCaller): Promise<void> {
    return this.sessions.endOthers(caller);
  }

  @Route('endSession')
  endSession(@SignedIn() caller: UserCaller, @Input() { params }: InputOf<'endSession'>): Promise<void> {
    return this.sessions.endOne(caller, params.id);
  }

  @Route('getSecondFactor')
  getSecondFactor(@SignedIn() caller: UserCaller): Promise<SecondFactor> {
    return this.factors.state(caller);
  }

  @Route('startSecondFactor')
  async startSecondFactor(
    @SignedIn() caller: UserCaller,
    @Input() { body }: InputOf<'startSecondFactor'>,
    @Ip() network: string,
  ): Promise<StartedFactor> {
    await this.signIns.confirmPassword(caller, body.password, network);
    return this.factors.start(caller);
  }

  @Route('confirmSecondFactor')
  async confirmSecondFactor(
    @SignedIn() caller: UserCaller,
    @Input() { body }: InputOf<'confirmSecondFactor'>,
    @Res({ passthrough: true }) response: Response,
  ): Promise<RecoveryCodes> {
    const { codes, token } = await this.factors.confirm(caller, body.code);
    setSessionCookie(response, token, this.options.publicUrl);
    return { codes };
  }

  @Route('turnOffSecondFactor')
  async turnOffSecondFactor(
    @SignedIn() caller: UserCaller,
    @Input() { body }: InputOf<'turnOffSecondFactor'>,
    @Ip() network: string,
    @Res({ passthrough: true }) response: Response,
  ): Promise<void> {
    await this.signIns.confirmPassword(caller, body.password, network);
    setSessionCookie(response, await this.factors.turnOff(caller), this.options.publicUrl);
  }

  @Route('renewRecoveryCodes')
  async renewRecoveryCodes(
    @SignedIn() caller: UserCaller,
    @Input() { body }: InputOf<'renewRecoveryCodes'>,
    @Ip() network: string,
  ): Promise<RecoveryCodes> {
    await this.signIns.confirmPassword(caller, body.password, network);
    return { codes: await this.factors.renewCodes(caller) };
  }
}
