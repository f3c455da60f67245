import { pipeline } from 'node:stream/promises';
import { Controller, Res } from '@nestjs/common';
import type { LeadDetail, LeadRow, TimelineItem } from '@ripen/contracts';
import type { Response } from 'express';
import type { Caller as CallerShape } from '../access/caller';
import type { Page } from '../http/paging';
import { Caller, Input, type InputOf, Route } from '../http/route.decorator';
import { LeadDetailService } from './lead-detail.service';
import { LeadExportService } from './lead-export.service';
import { LeadFactsService } from './lead-facts.service';
import { LeadListService } from './lead-list.service';
import { TimelineService } from './timeline.service';

@Controller()
export class LeadsController {
  constructor(
    private readonly lists: LeadListService,
    private readonly details: LeadDetailService,
    private readonly facts: LeadFactsService,
    private readonly timelines: TimelineService,
    private readonly exports: LeadExportService,
  ) {}

  @Route('listLeads')
  list(@Input() { query }: InputOf<'listLeads'>, @Caller() caller: CallerShape): Promise<Page<LeadRow>> {
    return this.lists.list(query, caller);
  }

  @Route('exportLeads')
  async export(
    @Input() { query }: InputOf<'exportLeads'>,
    @Caller() caller: CallerShape,
    @Res() response: Response,
  ): Promise<void> {
    const file = await this.exports.file(query, caller);
    response.set({
      'content-type': 'text/csv; charset=utf-8',
      'content-disposition': 'attachment; filename="leads.csv"',
      'cache-control': 'no-store',
    });
    await pipeline(file, response);
  }

  @Route('createLead')
  async create(@Input() { body }: InputOf<'createLead'>, @Caller() caller: CallerShape): Promise<LeadDetail> {
    return this.details.get(await this.facts.create(body), caller);
  }

  @Route('getLead')
  get(@Input() { params }: InputOf<'getLead'>, @Caller() caller: CallerShape): Promise<LeadDetail> {
    return this.details.get(params.id, caller);
  }

  @Route('getLeadTimeline')
  timeline(
    @Input() { params, query }: InputOf<'getLeadTimeline'>,
    @Caller() caller: CallerShape,
  ): Promise<Page<TimelineItem>> {
    return this.timelines.list(params.id, query, caller);
  }

  @Route('updateLead')
  async update(@Input() { params, body }: InputOf<'updateLead'>, @Caller() caller: CallerShape): Promise<LeadDetail> {
    await this.facts.update(params.id, body, caller);
    return this.details.get(params.id, caller);
  }

  @Route('adjustLeadPoints')
  async adjustPoints(
    @Input() { params, body }: InputOf<'adjustLeadPoints'>,
    @Caller() caller: CallerShape,
  ): Promise<LeadDetail> {
    await this.facts.adjustPoints(params.id, body, caller);
    return this.details.get(params.id, caller);
  }

  @Route('setLeadCategory')
  async setCategory(
    @Input() { params, body }: InputOf<'setLeadCategory'>,
    @Caller() caller: CallerShape,
  ): Promise<LeadDetail> {
    await this.facts.setCategory(params.id, body, caller);
    return this.details.get(params.id, caller);
  }

  @Route('setLeadConsent')
  async setConsent(
    @Input() { params, body }: InputOf<'setLeadConsent'>,
    @Caller() caller: CallerShape,
  ): Promise<LeadDetail> {
    await this.facts.setConsent(params.id, body, caller);
    return this.details.get(params.id, caller);
  }
}
