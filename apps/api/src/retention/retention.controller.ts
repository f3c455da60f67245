import { Controller } from '@nestjs/common';
import type { RetentionPreview, RetentionShape } from '@ripen/contracts';
import type { Caller as CallerShape } from '../access/caller';
import { Caller, Input, type InputOf, Route } from '../http/route.decorator';
import { RetentionService } from './retention.service';

@Controller()
export class RetentionController {
  constructor(private readonly retention: RetentionService) {}

  @Route('getRetention')
  list(): Promise<RetentionShape> {
    return this.retention.list();
  }

  @Route('updateRetention')
  update(@Input() { body }: InputOf<'updateRetention'>, @Caller() caller: CallerShape): Promise<RetentionShape> {
    return this.retention.update(body, caller);
  }

  @Route('previewRetention')
  preview(@Input() { query }: InputOf<'previewRetention'>): Promise<RetentionPreview> {
    return this.retention.preview(query);
  }

  @Route('runRetention')
  run(): Promise<RetentionShape> {
    return this.retention.run();
  }
}
