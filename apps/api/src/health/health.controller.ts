import { Controller, Res } from '@nestjs/common';
import type { Readiness } from '@ripen/contracts';
import type { Response } from 'express';
import { RETRY_AFTER } from '../http/error.filter';
import { Route } from '../http/route.decorator';
import { HealthService } from './health.service';
import { openApiDocument } from './openapi';

@Controller()
export class HealthController {
  constructor(private readonly health: HealthService) {}

  @Route('getLive')
  live(): { ok: true } {
    return { ok: true };
  }

  @Route('getReady')
  async ready(@Res({ passthrough: true }) response: Response): Promise<Readiness> {
    const readiness = await this.health.readiness();
    if (!readiness.ok) response.status(503).set('retry-after', RETRY_AFTER);
    return readiness;
  }

  @Route('getOpenApi')
  openApi(): Record<string, unknown> {
    return openApiDocument();
  }
}
