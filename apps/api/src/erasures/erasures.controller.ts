import { Controller } from '@nestjs/common';
import type { Erasure, ErasurePreview, Receipt } from '@ripen/contracts';
import type { Caller as CallerShape } from '../access/caller';
import type { Page } from '../http/paging';
import { Caller, Input, type InputOf, Route } from '../http/route.decorator';
import { ErasuresService } from './erasures.service';

@Controller()
export class ErasuresController {
  constructor(private readonly erasures: ErasuresService) {}

  @Route('previewLeadErasure')
  previewLead(
    @Input() { params }: InputOf<'previewLeadErasure'>,
    @Caller() caller: CallerShape,
  ): Promise<ErasurePreview> {
    return this.erasures.previewLead(params.id, caller);
  }

  @Route('eraseLead')
  eraseLead(@Input() { params }: InputOf<'eraseLead'>, @Caller() caller: CallerShape): Promise<Erasure> {
    return this.erasures.eraseLead(params.id, caller);
  }

  @Route('previewErasure')
  preview(@Input() { body }: InputOf<'previewErasure'>): Promise<ErasurePreview> {
    return this.erasures.preview(body);
  }

  @Route('erasePerson')
  erase(@Input() { body }: InputOf<'erasePerson'>, @Caller() caller: CallerShape): Promise<Erasure> {
    return this.erasures.erase(body, caller);
  }

  @Route('listErasures')
  list(@Input() { query }: InputOf<'listErasures'>): Promise<Page<Erasure>> {
    return this.erasures.list(query);
  }

  @Route('getErasure')
  get(@Input() { params }: InputOf<'getErasure'>): Promise<Receipt> {
    return this.erasures.receipt(params.id);
  }

  @Route('retryErasure')
  retry(@Input() { params }: InputOf<'retryErasure'>, @Caller() caller: CallerShape): Promise<Receipt> {
    return this.erasures.retry(params.id, caller);
  }

  @Route('decideMention')
  decide(@Input() { params, body }: InputOf<'decideMention'>, @Caller() caller: CallerShape): Promise<Receipt> {
    return this.erasures.decide(params.id, body.decision, caller);
  }
}
