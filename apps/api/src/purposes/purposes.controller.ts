import { Controller } from '@nestjs/common';
import type { Purpose, PurposeChange } from '@ripen/contracts';
import type { Caller as CallerShape } from '../access/caller';
import { Caller, Input, type InputOf, Route } from '../http/route.decorator';
import { PurposesService } from './purposes.service';

@Controller()
export class PurposesController {
  constructor(private readonly purposes: PurposesService) {}

  @Route('listPurposes')
  async list(): Promise<{ items: Purpose[] }> {
    return { items: await this.purposes.list() };
  }

  @Route('createPurpose')
  create(@Input() { body }: InputOf<'createPurpose'>, @Caller() caller: CallerShape): Promise<Purpose> {
    return this.purposes.create(body, caller);
  }

  @Route('updatePurpose')
  update(@Input() { params, body }: InputOf<'updatePurpose'>, @Caller() caller: CallerShape): Promise<Purpose> {
    return this.purposes.update(params.key, body, caller);
  }

  @Route('listPurposeChanges')
  async changes(@Input() { params }: InputOf<'listPurposeChanges'>): Promise<{ items: PurposeChange[] }> {
    return { items: await this.purposes.changes(params.key) };
  }
}
