import { type DynamicModule, Module } from '@nestjs/common';
import { APP_FILTER, APP_GUARD, APP_INTERCEPTOR, DiscoveryModule } from '@nestjs/core';
import { createDataSource, createPool, limitsOf, type Patience } from '@ripen/persistence';
import { AccessGuard } from './access/access.guard';
import { AuditController } from './audit/audit.controller';
import { AuditService } from './audit/audit.service';
import { API_OPTIONS, type ApiOptions } from './api-options';
import { Database } from './database/database';
import { DeliveryController } from './delivery/delivery.controller';
import { DeliveryService } from './delivery/delivery.service';
import { FeedbackService } from './delivery/feedback.service';
import { EffectsController } from './effects/effects.controller';
import { EffectsService } from './effects/effects.service';
import { ParkedService } from './effects/parked.service';
import { EnrollmentsController } from './enrollments/enrollments.controller';
import { EnrollmentsService } from './enrollments/enrollments.service';
import { EnrolService } from './enrollments/enrol.service';
import { ErasuresController } from './erasures/erasures.controller';
import { ErasuresService } from './erasures/erasures.service';
import { EventsController } from './events/events.controller';
import { EventsService } from './events/events.service';
import { ExampleSiteController } from './example-site/example-site.controller';
import { CustomFieldsController } from './custom-fields/custom-fields.controller';
import { CustomFieldsService } from './custom-fields/custom-fields.service';
import { DossierService } from './handoffs/dossier.service';
import { FirstLapController } from './first-lap/first-lap.controller';
import { FirstLapService } from './first-lap/first-lap.service';
import { FormBuilderController } from './forms/form-builder.controller';
import { FormBuilderService } from './forms/form-builder.service';
import { HandoffActionsService } from './handoffs/handoff-actions.service';
import { HandoffBriefsService } from './handoffs/handoff-briefs.service';
import { HandoffsController } from './handoffs/handoffs.controller';
import { WorklistService } from './handoffs/worklist.service';
import { HealthController } from './health/health.controller';
import { HealthService } from './health/health.service';
import { ExchangeHealthService } from './health/exchange-health.service';
import { MailOutService } from './health/mail-out.service';
import { EdgeInterceptor } from './http/edge.interceptor';
import { ErrorFilter } from './http/error.filter';
import { RouteCheck } from './http/route-check';
import { Streams } from './http/streams';
import { ImportPresetsService } from './imports/import-presets.service';
import { ImportUploadService } from './imports/import-upload.service';
import { ImportsController } from './imports/imports.controller';
import { ImportsService } from './imports/imports.service';
import { RefusedRowsService } from './imports/refused-rows.service';
import { InboxController } from './inbox/inbox.controller';
import { InboxService } from './inbox/inbox.service';
import { MailboxService } from './inbox/mailbox.service';
import { HookEvents } from './hooks/hook-events.service';
import { HookSourcesService } from './hooks/hook-sources.service';
import { HooksController } from './hooks/hooks.controller';
import { ReceiveHookService } from './hooks/receive-hook.service';
import { IncidentsController } from './incidents/incidents.controller';
import { IncidentsService } from './incidents/incidents.service';
import { EventStore } from './ingest/event-store.service';
import { IngestController } from './ingest/ingest.controller';
import { IngestService } from './ingest/ingest.service';
import { WriteKeysController } from './ingest/write-keys.controller';
import { WriteKeysService } from './ingest/write-keys.service';
import { RefusedController } from './refused/refused.controller';
import { RefusedService } from './refused/refused.service';
import { JobsController } from './jobs/jobs.controller';
import { JobsService } from './jobs/jobs.service';
import { CountsService } from './journeys/counts.service';
import { DraftsService } from './journeys/drafts.service';
import { JourneyListService } from './journeys/journey-list.service';
import { JourneyWordsService } from './journeys/journey-words.service';
import { JourneysController } from './journeys/journeys.controller';
import { MailLintService } from './journeys/mail-lint.service';
import { PeopleController } from './journeys/people.controller';
import { PeopleService } from './journeys/people.service';
import { PersonExportController } from './person-export/person-export.controller';
import { PersonExportService } from './person-export/person-export.service';
import { PublishingService } from './journeys/publishing.service';
import { KeysController } from './keys/keys.controller';
import { KeysService } from './keys/keys.service';
import { LeadDetailService } from './leads/lead-detail.service';
import { LeadExportService } from './leads/lead-export.service';
import { LeadFactsService } from './leads/lead-facts.service';
import { LeadListService } from './leads/lead-list.service';
import { LeadsController } from './leads/leads.controller';
import { TimelineService } from './leads/timeline.service';
import { MailPreviewService } from './mails/mail-preview.service';
import { MailsController } from './mails/mails.controller';
import { Templates } from './mails/templates';
import { NotificationsController } from './notifications/notifications.controller';
import { NotificationsService } from './notifications/notifications.service';
import { OfferFilesService } from './offers/offer-files.service';
import { OffersController } from './offers/offers.controller';
import { OffersService } from './offers/offers.service';
import { PublicFormsController } from './pages/forms.controller';
import { HostedFormsService } from './pages/hosted-forms.service';
import { LinksService } from './pages/links.service';
import { PageSender } from './pages/page-sender.service';
import { PagesController } from './pages/pages.controller';
import { PreferencesController } from './preferences/preferences.controller';
import { PreferencesService } from './preferences/preferences.service';
import { ProcessingRecordController } from './processing-record/processing-record.controller';
import { RecordFactsService } from './processing-record/record-facts.service';
import { PurposesController } from './purposes/purposes.controller';
import { PurposesService } from './purposes/purposes.service';
import { RetentionController } from './retention/retention.controller';
import { RetentionService } from './retention/retention.service';
import { ScoringController } from './scoring/scoring.controller';
import { ScoringService } from './scoring/scoring.service';
import { AccountController } from './session/account.controller';
import { AccountLinksController } from './session/account-links.controller';
import { AccountLinksService } from './session/account-links.service';
import { GuessesService } from './session/guesses.service';
import { MeService } from './session/me.service';
import { SecondFactorService } from './session/second-factor.service';
import { SessionController } from './session/session.controller';
import { SessionService } from './session/session.service';
import { SignInService } from './session/sign-in.service';
import { SettingsController } from './settings/settings.controller';
import { SlaPoliciesService } from './settings/sla-policies.service';
import { WorkspaceService } from './settings/workspace.service';
import { HeadlessSetupService } from './setup/headless-setup.service';
import { SetupController } from './setup/setup.controller';
import { SetupService } from './setup/setup.service';
import { SuppressionsController } from './suppressions/suppressions.controller';
import { SuppressionsService } from './suppressions/suppressions.service';
import { TeamsController } from './teams/teams.controller';
import { TeamsService } from './teams/teams.service';
import { DeliveriesService } from './webhooks/deliveries.service';
import { WebhooksController } from './webhooks/webhooks.controller';
import { WebhooksService } from './webhooks/webhooks.service';
import { InvitationsController } from './users/invitations.controller';
import { InvitationsService } from './users/invitations.service';
import { TrackingController } from './tracking/tracking.controller';
import { TrackingService } from './tracking/tracking.service';
import { UsersController } from './users/users.controller';
import { UsersService } from './users/users.service';

const CONTROLLERS = [
  SetupController,
  FirstLapController,
  SessionController,
  AccountController,
  AccountLinksController,
  AuditController,
  InvitationsController,
  UsersController,
  TeamsController,
  SettingsController,
  KeysController,
  DeliveryController,
  SuppressionsController,
  PreferencesController,
  WebhooksController,
  WriteKeysController,
  RefusedController,
  ProcessingRecordController,
  HooksController,
  PurposesController,
  JobsController,
  ScoringController,
  LeadsController,
  CustomFieldsController,
  ImportsController,
  ErasuresController,
  PersonExportController,
  RetentionController,
  JourneysController,
  PeopleController,
  EnrollmentsController,
  EffectsController,
  MailsController,
  OffersController,
  FormBuilderController,
  EventsController,
  TrackingController,
  HandoffsController,
  NotificationsController,
  InboxController,
  IncidentsController,
  IngestController,
  PublicFormsController,
  PagesController,
  ExampleSiteController,
  HealthController,
];

const SERVICES = [
  AccountLinksService,
  AuditService,
  CountsService,
  CustomFieldsService,
  ImportPresetsService,
  ImportUploadService,
  ImportsService,
  RefusedRowsService,
  DossierService,
  DraftsService,
  EffectsService,
  EnrollmentsService,
  EnrolService,
  ErasuresService,
  FirstLapService,
  GuessesService,
  EventsService,
  FormBuilderService,
  HostedFormsService,
  TrackingService,
  HandoffActionsService,
  HandoffBriefsService,
  HeadlessSetupService,
  HealthService,
  InboxService,
  IncidentsService,
  EventStore,
  ExchangeHealthService,
  IngestService,
  JobsService,
  InvitationsService,
  JourneyListService,
  JourneyWordsService,
  KeysService,
  LeadDetailService,
  LeadExportService,
  LeadFactsService,
  LeadListService,
  LinksService,
  MailboxService,
  MailLintService,
  MailOutService,
  MailPreviewService,
  MeService,
  NotificationsService,
  OfferFilesService,
  OffersService,
  PageSender,
  ParkedService,
  PeopleService,
  PersonExportService,
  PublishingService,
  DeliveryService,
  FeedbackService,
  SuppressionsService,
  PreferencesService,
  RecordFactsService,
  PurposesService,
  RetentionService,
  ScoringService,
  SecondFactorService,
  SessionService,
  SetupService,
  SignInService,
  SlaPoliciesService,
  Streams,
  TeamsService,
  Templates,
  TimelineService,
  UsersService,
  DeliveriesService,
  WebhooksService,
  WriteKeysService,
  RefusedService,
  HookEvents,
  HookSourcesService,
  ReceiveHookService,
  WorklistService,
  WorkspaceService,
];

/** The whole API: one module, one folder per resource. */
@Module({})
export class AppModule {
  static with(options: ApiOptions): DynamicModule {
    return {
      module: AppModule,
      imports: [DiscoveryModule],
      controllers: CONTROLLERS,
      providers: [
        { provide: API_OPTIONS, useValue: options },
        { provide: Database, useFactory: () => openDatabase(options) },
        { provide: APP_GUARD, useClass: AccessGuard },
        { provide: APP_INTERCEPTOR, useClass: EdgeInterceptor },
        { provide: APP_FILTER, useClass: ErrorFilter },
        RouteCheck,
        ...SERVICES,
      ],
    };
  }
}

const ROWS_POOL_SIZE = 5;
/** Whoever asks gets an answer, or 503, within these: the server allows itself four seconds for a statement. */
const PATIENCE: Patience = { connectMs: 3_000, answerMs: 4_500 };

async function openDatabase({ databaseUrl, poolSize }: ApiOptions): Promise<Database> {
  const source = await createDataSource(databaseUrl, ROWS_POOL_SIZE, PATIENCE).initialize();
  const pool = createPool({ connectionString: databaseUrl, max: poolSize, ...limitsOf(PATIENCE) });
  return new Database(pool, source);
}
