import { Body, Controller, createParamDecorator, type ExecutionContext } from '@nestjs/common';
import type { IngestAnswer } from '@ripen/contracts';
import type { Request } from 'express';
import { ApiException } from '../http/api-exception';
import { contextOf } from '../http/request-context';
import { Route } from '../http/route.decorator';
import { IngestService } from './ingest.service';
import type { AdmittedKey } from './write-keys.service';

/** The write key that the guard admitted. */
const Key = createParamDecorator((_: unknown, context: ExecutionContext): AdmittedKey => {
  const { writeKey } = contextOf(context.switchToHttp().getRequest<Request>());
  if (!writeKey) throw new ApiException('key_refused');
  return writeKey;
});

@Controller()
export class IngestController {
  constructor(private readonly ingest: IngestService) {}

  @Route('ingestIdentify')
  identify(@Body() body: unknown, @Key() key: AdmittedKey): Promise<IngestAnswer> {
    return this.ingest.one('identify', body, key);
  }

  @Route('ingestTrack')
  track(@Body() body: unknown, @Key() key: AdmittedKey): Promise<IngestAnswer> {
    return this.ingest.one('track', body, key);
  }

  @Route('ingestPage')
  page(@Body() body: unknown, @Key() key: AdmittedKey): Promise<IngestAnswer> {
    return this.ingest.one('page', body, key);
  }

  @Route('ingestGroup')
  group(@Body() body: unknown, @Key() key: AdmittedKey): Promise<IngestAnswer> {
    return this.ingest.one('group', body, key);
  }

  @Route('ingestAlias')
  alias(@Body() body: unknown, @Key() key: AdmittedKey): Promise<IngestAnswer> {
    return this.ingest.one('alias', body, key);
  }

  @Route('ingestBatch')
  batch(@Body() body: unknown, @Key() key: AdmittedKey): Promise<IngestAnswer> {
    return this.ingest.batch(body, key);
  }
}
