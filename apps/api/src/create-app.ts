import 'reflect-metadata';
import { NestFactory } from '@nestjs/core';
import type { NestExpressApplication } from '@nestjs/platform-express';
import { INGEST_LIMITS } from '@ripen/contracts';
import express from 'express';
import { AppModule } from './app.module';
import type { ApiOptions } from './api-options';
import { nestLogger } from './http/nest-logger';
import { requestLog } from './http/request-log';
import { securityHeaders } from './http/security-headers';
import { ImpatientAdapter, promptBody } from './http/slow-requests';
import { studio } from './http/studio';
import { crossOriginIngest } from './ingest/cross-origin';
import { ingestBody } from './ingest/raw-body';
import { crossOriginPart } from './pages/cross-origin-part';

const LARGEST_JSON = '2mb';
/** A report that quotes a whole mail of ours, and more. */
const LARGEST_REPORT = '1mb';

/** The API, wired but not listening. The database is migrated already. */
export async function createApp(options: ApiOptions): Promise<NestExpressApplication> {
  const adapter = new ImpatientAdapter(options.patience);
  const app = await NestFactory.create<NestExpressApplication>(AppModule.with(options), adapter, {
    bodyParser: false,
    logger: nestLogger(options.logger),
    abortOnError: false,
  });
  app.disable('x-powered-by');
  app.set('trust proxy', 'loopback');
  app.use(requestLog(options.logger));
  app.use(securityHeaders(options.publicUrl));
  app.use(promptBody(options.patience));
  app.use('/v1', crossOriginIngest, ...ingestBody());
  app.use('/hooks/bounces', express.raw({ type: () => true, limit: LARGEST_REPORT }));
  app.use('/hooks', express.raw({ type: () => true, limit: INGEST_LIMITS.call }));
  app.use('/api', express.json({ limit: LARGEST_JSON }));
  app.use('/f', crossOriginPart);
  app.use(['/f', '/c', '/p'], express.urlencoded({ extended: false, limit: '100kb' }));
  const screens = studio(options.studioDir);
  if (screens.length > 0) app.use(...screens);
  app.enableShutdownHooks();
  return app;
}
