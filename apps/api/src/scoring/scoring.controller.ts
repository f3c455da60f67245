import { Controller } from '@nestjs/common';
import type { ActiveModel, ScoreExplained } from '@ripen/contracts';
import { Input, type InputOf, Route } from '../http/route.decorator';
import { ScoringService } from './scoring.service';

@Controller()
export class ScoringController {
  constructor(private readonly scoring: ScoringService) {}

  @Route('getScoringModel')
  get(): Promise<ActiveModel> {
    return this.scoring.active();
  }

  @Route('tryScoringModel')
  try(@Input() { body }: InputOf<'tryScoringModel'>): Promise<ScoreExplained> {
    return this.scoring.try(body);
  }
}
