import { Controller } from '@nestjs/common';
import type { EffectRow, ParkedRow } from '@ripen/contracts';
import type { Caller as CallerShape } from '../access/caller';
import type { Page } from '../http/paging';
import { Caller, Input, type InputOf, Route } from '../http/route.decorator';
import { EffectsService } from './effects.service';
import { ParkedService } from './parked.service';

@Controller()
export class EffectsController {
  constructor(
    private readonly effects: EffectsService,
    private readonly parked: ParkedService,
  ) {}

  @Route('listEffects')
  list(@Input() { query }: InputOf<'listEffects'>, @Caller() caller: CallerShape): Promise<Page<EffectRow>> {
    return this.effects.list(query, caller);
  }

  @Route('decideEffect')
  decide(@Input() { params, body }: InputOf<'decideEffect'>, @Caller() caller: CallerShape): Promise<void> {
    return this.effects.decide(params.id, body.choice, caller);
  }

  @Route('listParked')
  listParked(@Input() { query }: InputOf<'listParked'>, @Caller() caller: CallerShape): Promise<Page<ParkedRow>> {
    return this.parked.list(query, caller);
  }

  @Route('resumeEnrollment')
  resumeEnrollment(@Input() { params }: InputOf<'resumeEnrollment'>, @Caller() caller: CallerShape): Promise<void> {
    return this.parked.resume('enrollment', params.id, caller);
  }

  @Route('endEnrollment')
  endEnrollment(@Input() { params }: InputOf<'endEnrollment'>, @Caller() caller: CallerShape): Promise<void> {
    return this.parked.end(params.id, caller);
  }

  @Route('resumeHandoff')
  resumeHandoff(@Input() { params }: InputOf<'resumeHandoff'>, @Caller() caller: CallerShape): Promise<void> {
    return this.parked.resume('handoff', params.id, caller);
  }
}
