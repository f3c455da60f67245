import { Controller } from '@nestjs/common';
import type { WriteKey } from '@ripen/contracts';
import { type Caller as CallerShape } from '../access/caller';
import { Caller, Input, type InputOf, Route } from '../http/route.decorator';
import { WriteKeysService } from './write-keys.service';

@Controller()
export class WriteKeysController {
  constructor(private readonly writeKeys: WriteKeysService) {}

  @Route('listWriteKeys')
  async listWriteKeys(): Promise<{ items: WriteKey[] }> {
    return { items: await this.writeKeys.list() };
  }

  @Route('updateWriteKey')
  updateWriteKey(
    @Input() { params, body }: InputOf<'updateWriteKey'>,
    @Caller() caller: CallerShape,
  ): Promise<WriteKey> {
    return this.writeKeys.update(params.id, body, caller);
  }
}
