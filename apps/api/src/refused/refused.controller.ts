import { Controller } from '@nestjs/common';
import type { Refused, RefusedDetail, ResponseOf } from '@ripen/contracts';
import { Input, type InputOf, Route } from '../http/route.decorator';
import { RefusedService } from './refused.service';

@Controller()
export class RefusedController {
  constructor(private readonly refused: RefusedService) {}

  @Route('listRefused')
  listRefused(@Input() { query }: InputOf<'listRefused'>): Promise<ResponseOf<'listRefused'>> {
    return this.refused.list(query);
  }

  @Route('getRefused')
  getRefused(@Input() { params }: InputOf<'getRefused'>): Promise<RefusedDetail> {
    return this.refused.get(params.id);
  }

  @Route('resubmitAllRefused')
  resubmitAllRefused(@Input() { body }: InputOf<'resubmitAllRefused'>): Promise<ResponseOf<'resubmitAllRefused'>> {
    return this.refused.resubmitAll(body.reason, body.after ?? null);
  }

  @Route('resubmitRefused')
  resubmitRefused(@Input() { params, body }: InputOf<'resubmitRefused'>): Promise<Refused> {
    return this.refused.resubmit(params.id, body.raw ?? null);
  }

  @Route('dismissRefused')
  dismissRefused(@Input() { params }: InputOf<'dismissRefused'>): Promise<Refused> {
    return this.refused.move(params.id, { from: 'open', to: 'dismissed' });
  }

  @Route('restoreRefused')
  restoreRefused(@Input() { params }: InputOf<'restoreRefused'>): Promise<Refused> {
    return this.refused.move(params.id, { from: 'dismissed', to: 'open' });
  }
}
