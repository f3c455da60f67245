import { Controller, Inject, Req, Res } from '@nestjs/common';
import type { RecordDetails } from '@ripen/contracts';
import type { Request, Response } from 'express';
import type { Caller as CallerShape } from '../access/caller';
import { API_OPTIONS, type ApiOptions } from '../api-options';
import { Database } from '../database/database';
import { Caller, Input, type InputOf, Route } from '../http/route.decorator';
import { pagePolicy } from '../pages/layout';
import { RecordFactsService } from './record-facts.service';
import { recordPage } from './record-page';

@Controller()
export class ProcessingRecordController {
  constructor(
    private readonly record: RecordFactsService,
    private readonly database: Database,
    @Inject(API_OPTIONS) private readonly options: ApiOptions,
  ) {}

  @Route('showProcessingRecord')
  async show(
    @Caller() caller: CallerShape,
    @Req() request: Request,
    @Res({ passthrough: true }) response: Response,
  ): Promise<string> {
    const asked = request.query['lang'];
    const language = asked === 'de' || asked === 'en' ? asked : caller.language;
    const now = await this.database.transaction((tx) => this.options.clock.now(tx));
    response.type('html').set({ 'cache-control': 'no-store', 'content-security-policy': pagePolicy({ sheet: true }) });
    return recordPage(await this.record.facts(), language, now);
  }

  @Route('getRecordDetails')
  details(): Promise<RecordDetails> {
    return this.record.details();
  }

  @Route('updateRecordDetails')
  setDetails(@Input() { body }: InputOf<'updateRecordDetails'>, @Caller() caller: CallerShape): Promise<RecordDetails> {
    return this.record.setDetails(body, caller);
  }
}
