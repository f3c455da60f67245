import { Controller } from '@nestjs/common';
import type { User } from '@ripen/contracts';
import type { Caller as CallerShape } from '../access/caller';
import { Caller, Input, type InputOf, Route } from '../http/route.decorator';
import { InvitationsService } from './invitations.service';

@Controller()
export class InvitationsController {
  constructor(private readonly invitations: InvitationsService) {}

  @Route('inviteUser')
  invite(@Input() { body }: InputOf<'inviteUser'>, @Caller() caller: CallerShape): Promise<User> {
    return this.invitations.invite(body, caller);
  }

  @Route('resendInvitation')
  sendAgain(@Input() { params }: InputOf<'resendInvitation'>, @Caller() caller: CallerShape): Promise<User> {
    return this.invitations.sendAgain(params.id, caller);
  }

  @Route('revokeInvitation')
  revoke(@Input() { params }: InputOf<'revokeInvitation'>, @Caller() caller: CallerShape): Promise<void> {
    return this.invitations.revoke(params.id, caller);
  }
}
