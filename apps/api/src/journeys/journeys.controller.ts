import { Controller, Req, Res } from '@nestjs/common';
import type { Draft, JourneyRow, NodeCounts, Validation, Version, VersionRow } from '@ripen/contracts';
import type { Request, Response } from 'express';
import { actorId, type Caller as CallerShape } from '../access/caller';
import { ApiException } from '../http/api-exception';
import type { Page } from '../http/paging';
import { Caller, Input, type InputOf, Route } from '../http/route.decorator';
import { Streams } from '../http/streams';
import { CountsService } from './counts.service';
import { DraftsService } from './drafts.service';
import { JourneyListService } from './journey-list.service';
import { PublishingService } from './publishing.service';

const COUNT_EVERY_MS = 1_000;

@Controller()
export class JourneysController {
  constructor(
    private readonly journeys: JourneyListService,
    private readonly drafts: DraftsService,
    private readonly publishing: PublishingService,
    private readonly counts: CountsService,
    private readonly streams: Streams,
  ) {}

  @Route('listJourneys')
  list(@Input() { query }: InputOf<'listJourneys'>): Promise<Page<JourneyRow>> {
    return this.journeys.list(query);
  }

  @Route('createJourney')
  create(@Input() { body }: InputOf<'createJourney'>, @Caller() caller: CallerShape): Promise<Draft> {
    return this.drafts.create(body, actorId(caller));
  }

  @Route('getDraft')
  getDraft(@Input() { params }: InputOf<'getDraft'>): Promise<Draft> {
    return this.drafts.get(params.id);
  }

  @Route('saveDraft')
  saveDraft(@Input() { params, body }: InputOf<'saveDraft'>, @Caller() caller: CallerShape): Promise<Draft> {
    return this.drafts.save(params.id, body, actorId(caller));
  }

  @Route('validateJourney')
  validate(@Input() { params }: InputOf<'validateJourney'>): Promise<Validation> {
    return this.publishing.validate(params.id);
  }

  @Route('publishJourney')
  publish(@Input() { params, body }: InputOf<'publishJourney'>, @Caller() caller: CallerShape): Promise<Version> {
    return this.publishing.publish(params.id, body, caller);
  }

  @Route('pauseJourney')
  pause(@Input() { params }: InputOf<'pauseJourney'>, @Caller() caller: CallerShape): Promise<JourneyRow> {
    return this.publishing.pause(params.id, caller);
  }

  @Route('resumeJourney')
  resume(@Input() { params }: InputOf<'resumeJourney'>, @Caller() caller: CallerShape): Promise<JourneyRow> {
    return this.publishing.resume(params.id, caller);
  }

  @Route('listVersions')
  async listVersions(@Input() { params }: InputOf<'listVersions'>): Promise<{ items: VersionRow[] }> {
    return { items: await this.publishing.versions(params.id) };
  }

  @Route('getVersion')
  getVersion(@Input() { params }: InputOf<'getVersion'>): Promise<Version> {
    if (!/^\d{1,9}$/.test(params.version)) throw new ApiException('not_found');
    return this.publishing.version(params.id, Number(params.version));
  }

  @Route('getJourneyCounts')
  async getCounts(@Input() { params, query }: InputOf<'getJourneyCounts'>): Promise<NodeCounts> {
    await this.journeys.get(params.id);
    return this.counts.get(params.id, query.version);
  }

  @Route('streamJourneyCounts')
  async streamCounts(
    @Input() { params }: InputOf<'streamJourneyCounts'>,
    @Req() request: Request,
    @Res() response: Response,
  ): Promise<void> {
    await this.journeys.get(params.id);
    this.streams.watch({
      request,
      response,
      event: 'counts',
      everyMs: COUNT_EVERY_MS,
      read: () => this.counts.get(params.id),
    });
  }
}
