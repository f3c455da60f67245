import { Controller } from '@nestjs/common';
import type { AddedSuppressions, Suppression, SuppressionPage } from '@ripen/contracts';
import type { Caller as CallerShape } from '../access/caller';
import { Caller, Input, type InputOf, Route } from '../http/route.decorator';
import { SuppressionsService } from './suppressions.service';

@Controller()
export class SuppressionsController {
  constructor(private readonly suppressions: SuppressionsService) {}

  @Route('listSuppressions')
  list(@Input() { query }: InputOf<'listSuppressions'>): Promise<SuppressionPage> {
    return this.suppressions.list(query);
  }

  @Route('checkSuppression')
  async check(@Input() { body }: InputOf<'checkSuppression'>): Promise<{ suppression: Suppression | null }> {
    return { suppression: await this.suppressions.check(body.address) };
  }

  @Route('addSuppressions')
  add(@Input() { body }: InputOf<'addSuppressions'>, @Caller() caller: CallerShape): Promise<AddedSuppressions> {
    return this.suppressions.add(body, caller);
  }

  @Route('removeSuppression')
  remove(@Input() { body }: InputOf<'removeSuppression'>, @Caller() caller: CallerShape): Promise<void> {
    return this.suppressions.remove(body, caller);
  }

  @Route('exportSuppressions')
  async export(@Caller() caller: CallerShape): Promise<{ csv: string }> {
    return { csv: await this.suppressions.csv(caller) };
  }
}
