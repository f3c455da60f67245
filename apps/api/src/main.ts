import { resolve } from 'node:path';
import { loadConfig } from '@ripen/config';
import { awaitDatabase, createDataSource, migrate, postgresClock } from '@ripen/persistence';
import pino from 'pino';
import { createApp } from './create-app';
import { MailboxService } from './inbox/mailbox.service';
import { HeadlessSetupService } from './setup/headless-setup.service';

const POOL_SIZE = 15;
const PATIENCE = { headersMs: 10_000, bodyMs: 20_000 };
/** A Postgres that recovers takes seconds; whoever mistyped its address is not to wait for a minute. */
const DATABASE_WITHIN_MS = 20_000;

async function main(): Promise<void> {
  const config = loadConfig();
  const logger = pino({ level: config.logLevel, base: { part: 'api' } });
  await awaitDatabase(config.databaseUrl, {
    withinMs: DATABASE_WITHIN_MS,
    onWait: (code) => logger.warn({ code }, 'waiting for the database'),
  });
  const source = await createDataSource(config.databaseUrl, 2).initialize();
  await migrate(source);
  await source.destroy();
  const app = await createApp({
    publicUrl: config.publicUrl,
    databaseUrl: config.databaseUrl,
    secret: config.secret,
    embedded: config.embedded,
    clock: postgresClock,
    inboxPort: config.mail.inboxPort,
    temporal: config.temporal,
    studioDir: resolve(__dirname, '../../studio/dist'),
    logger,
    checkAnswers: false,
    poolSize: POOL_SIZE,
    patience: PATIENCE,
  });
  await app.get(HeadlessSetupService).run(config.setup);
  await app.get(MailboxService).start();
  await app.listen(config.port);
  logger.info({ port: config.port, url: config.publicUrl }, 'ready');
}

main().catch((error: unknown) => {
  // What is wrong with the environment or the database must be seen before any logger exists.
  process.stderr.write(`${error instanceof Error ? error.message : String(error)}\n`);
  process.exitCode = 1;
  process.exit();
});
