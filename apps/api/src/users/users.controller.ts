import { Controller } from '@nestjs/common';
import type { User } from '@ripen/contracts';
import type { Caller as CallerShape } from '../access/caller';
import type { Page } from '../http/paging';
import { Caller, Input, type InputOf, Route } from '../http/route.decorator';
import { UsersService } from './users.service';

@Controller()
export class UsersController {
  constructor(private readonly users: UsersService) {}

  @Route('listUsers')
  listUsers(@Input() { query }: InputOf<'listUsers'>, @Caller() caller: CallerShape): Promise<Page<User>> {
    return this.users.list(query, caller);
  }

  @Route('createUser')
  createUser(@Input() { body }: InputOf<'createUser'>, @Caller() caller: CallerShape): Promise<User> {
    return this.users.create(body, caller);
  }

  @Route('updateUser')
  updateUser(@Input() { params, body }: InputOf<'updateUser'>, @Caller() caller: CallerShape): Promise<User> {
    return this.users.update(params.id, body, caller);
  }

  @Route('resetSecondFactor')
  resetSecondFactor(@Input() { params }: InputOf<'resetSecondFactor'>, @Caller() caller: CallerShape): Promise<User> {
    return this.users.resetSecondFactor(params.id, caller);
  }

  @Route('setUserAbsence')
  setUserAbsence(@Input() { params, body }: InputOf<'setUserAbsence'>, @Caller() caller: CallerShape): Promise<User> {
    return this.users.setAbsence(params.id, body.absent, caller);
  }
}
