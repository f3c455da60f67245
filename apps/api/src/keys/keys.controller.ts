import { Controller } from '@nestjs/common';
import type { CreatedKey, Key } from '@ripen/contracts';
import type { Caller as CallerShape } from '../access/caller';
import { Caller, Input, type InputOf, Route } from '../http/route.decorator';
import { KeysService } from './keys.service';

@Controller()
export class KeysController {
  constructor(private readonly keys: KeysService) {}

  @Route('listKeys')
  async listKeys(): Promise<{ items: Key[] }> {
    return { items: await this.keys.list() };
  }

  @Route('createKey')
  createKey(@Input() { body }: InputOf<'createKey'>, @Caller() caller: CallerShape): Promise<CreatedKey> {
    return this.keys.create(body, caller);
  }

  @Route('revokeKey')
  revokeKey(@Input() { params }: InputOf<'revokeKey'>, @Caller() caller: CallerShape): Promise<void> {
    return this.keys.revoke(params.id, caller);
  }
}
