import { Controller } from '@nestjs/common';
import type { Team } from '@ripen/contracts';
import type { Caller as CallerShape } from '../access/caller';
import { Caller, Input, type InputOf, Route } from '../http/route.decorator';
import { TeamsService } from './teams.service';

@Controller()
export class TeamsController {
  constructor(private readonly teams: TeamsService) {}

  @Route('listTeams')
  async listTeams(@Caller() caller: CallerShape): Promise<{ items: Team[] }> {
    return { items: await this.teams.list(caller) };
  }

  @Route('createTeam')
  createTeam(@Input() { body }: InputOf<'createTeam'>, @Caller() caller: CallerShape): Promise<Team> {
    return this.teams.create(body, caller);
  }

  @Route('updateTeam')
  updateTeam(@Input() { params, body }: InputOf<'updateTeam'>, @Caller() caller: CallerShape): Promise<Team> {
    return this.teams.update(params.id, body, caller);
  }

  @Route('deleteTeam')
  deleteTeam(@Input() { params }: InputOf<'deleteTeam'>, @Caller() caller: CallerShape): Promise<void> {
    return this.teams.remove(params.id, caller);
  }
}
