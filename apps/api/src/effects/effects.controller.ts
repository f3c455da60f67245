import { Controller } from '@nestjs/common';
import type { EffectRow } from '@ripen/contracts';
import type { Page } from '../http/paging';
import { Input, type InputOf, Route } from '../http/route.decorator';
import { EffectsService } from './effects.service';

@Controller()
export class EffectsController {
  constructor(private readonly effects: EffectsService) {}

  @Route('listEffects')
  list(@Input() { query }: InputOf<'listEffects'>): Promise<Page<EffectRow>> {
    return this.effects.list(query);
  }
}
