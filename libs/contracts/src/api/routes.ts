import type { z } from 'zod';
import { deliveryRoutes } from './delivery';
import { accountRoutes } from './account';
import { auditRoutes } from './audit';
import { customFieldRoutes } from './custom-fields';
import { effectRoutes } from './effects';
import { enrollmentRoutes } from './enrollments';
import { erasureRoutes } from './erasures';
import { eventRoutes } from './events';
import { firstLapRoutes } from './first-lap';
import { formRoutes } from './forms';
import { handoffRoutes } from './handoffs';
import { healthRoutes } from './health';
import { importRoutes } from './imports-routes';
import { inboxRoutes } from './inbox';
import { incidentRoutes } from './incidents';
import { hookRoutes } from './hooks';
import { ingestRoutes } from './ingest';
import { journeyRoutes } from './journeys';
import { jobRoutes } from './jobs';
import { keyRoutes } from './keys';
import { leadRoutes } from './leads-routes';
import { mailRoutes } from './mails';
import { notificationRoutes } from './notifications';
import { offerRoutes } from './offers';
import { pageRoutes } from './pages';
import { personExportRoutes } from './person-export';
import { processingRecordRoutes } from './processing-record';
import { purposeRoutes } from './purposes';
import { refusedRoutes } from './refused';
import { retentionRoutes } from './retention';
import type { RouteSpec } from './route';
import { scoringRoutes } from './scoring';
import { sessionRoutes } from './session';
import { settingsRoutes } from './settings';
import { setupRoutes } from './setup';
import { suppressionRoutes } from './suppressions';
import { teamRoutes } from './teams';
import { trackingRoutes } from './tracking';
import { userRoutes } from './users';
import { webhookRoutes } from './webhooks';
import { writeKeyRoutes } from './write-keys';

/** Every operation of the API by its id: path, audience and schemas. The API serves these and no others. */
export const ROUTE_TABLE = {
  ...setupRoutes,
  ...firstLapRoutes,
  ...sessionRoutes,
  ...accountRoutes,
  ...userRoutes,
  ...teamRoutes,
  ...settingsRoutes,
  ...keyRoutes,
  ...writeKeyRoutes,
  ...webhookRoutes,
  ...refusedRoutes,
  ...hookRoutes,
  ...purposeRoutes,
  ...suppressionRoutes,
  ...processingRecordRoutes,
  ...deliveryRoutes,
  ...jobRoutes,
  ...scoringRoutes,
  ...leadRoutes,
  ...erasureRoutes,
  ...personExportRoutes,
  ...retentionRoutes,
  ...customFieldRoutes,
  ...importRoutes,
  ...journeyRoutes,
  ...enrollmentRoutes,
  ...effectRoutes,
  ...mailRoutes,
  ...offerRoutes,
  ...formRoutes,
  ...eventRoutes,
  ...trackingRoutes,
  ...handoffRoutes,
  ...notificationRoutes,
  ...inboxRoutes,
  ...incidentRoutes,
  ...ingestRoutes,
  ...pageRoutes,
  ...auditRoutes,
  ...healthRoutes,
} as const;

export type OperationId = keyof typeof ROUTE_TABLE;
export type Route = RouteSpec & { readonly operationId: OperationId };

/** The same as a list, in the order in which routes are matched. */
export const ROUTES: readonly Route[] = Object.entries<RouteSpec>(ROUTE_TABLE).map(([operationId, spec]) => ({
  ...spec,
  operationId: operationId as OperationId,
}));

/** The spec of one operation. */
export function routeOf(operationId: OperationId): RouteSpec {
  return ROUTE_TABLE[operationId];
}

type Table = typeof ROUTE_TABLE;
type Part<Id extends OperationId, Key extends string> = Table[Id] extends {
  readonly [K in Key]: infer S extends z.ZodType;
}
  ? S
  : never;

/** What a client sends as the body of an operation, before defaults. */
export type BodyOf<Id extends OperationId> = z.input<Part<Id, 'body'>>;
/** What a client may send as the query of an operation, before defaults. */
export type QueryOf<Id extends OperationId> = z.input<Part<Id, 'query'>>;
/** What a handler gets as the body: checked, with defaults. */
export type ParsedBodyOf<Id extends OperationId> = z.output<Part<Id, 'body'>>;
/** What a handler gets as the query: checked, with defaults. */
export type ParsedQueryOf<Id extends OperationId> = z.output<Part<Id, 'query'>>;
/** What an operation answers. */
export type ResponseOf<Id extends OperationId> = z.output<Part<Id, 'response'>>;
