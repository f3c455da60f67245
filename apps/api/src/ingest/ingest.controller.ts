import { Body, Controller } from '@nestjs/common';
import type { IngestAnswer } from '@ripen/contracts';
import { Route } from '../http/route.decorator';
import { IngestService } from './ingest.service';

@Controller()
export class IngestController {
  constructor(private readonly ingest: IngestService) {}

  @Route('ingestIdentify')
  identify(@Body() body: unknown): Promise<IngestAnswer> {
    return this.ingest.one('identify', body);
  }

  @Route('ingestTrack')
  track(@Body() body: unknown): Promise<IngestAnswer> {
    return this.ingest.one('track', body);
  }

  @Route('ingestPage')
  page(@Body() body: unknown): Promise<IngestAnswer> {
    return this.ingest.one('page', body);
  }

  @Route('ingestBatch')
  batch(@Body() body: unknown): Promise<IngestAnswer> {
    return this.ingest.batch(body);
  }
}
