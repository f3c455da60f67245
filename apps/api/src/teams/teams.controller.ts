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
  createTeam(@Input() { body }: InputOf<'createTeam'>): Promise<Team> {
    return this.teams.create(body);
  }

  @Route('updateTeam')
  updateTeam(@Input() { params, body }: InputOf<'updateTeam'>): Promise<Team> {
    return this.teams.update(params.id, body);
  }

  @Route('deleteTeam')
  deleteTeam(@Input() { params }: InputOf<'deleteTeam'>): Promise<void> {
    return this.teams.remove(params.id);
  }
}
