import { apiErrorSchema, type Route, ROUTES } from '@ripen/contracts';
import { z } from 'zod';

let document: Record<string, unknown> | undefined;

/** The description of the API, made once from the route table: what is served and what is described cannot differ. */
export function openApiDocument(): Record<string, unknown> {
  document ??= {
    openapi: '3.1.0',
    info: {
      title: 'Ripen',
      version: '1',
      description: 'Instants are milliseconds since 1970-01-01T00:00:00Z; durations are milliseconds.',
    },
    components: {
      securitySchemes: {
        session: { type: 'apiKey', in: 'cookie', name: 'ripen_session' },
        apiKey: { type: 'http', scheme: 'bearer' },
        writeKey: { type: 'http', scheme: 'basic', description: 'The write key as user name, no password' },
      },
      schemas: { Error: z.toJSONSchema(apiErrorSchema, { io: 'output', unrepresentable: 'any' }) },
    },
    paths: pathsOf(ROUTES),
  };
  return document;
}

function pathsOf(routes: readonly Route[]): Record<string, Record<string, unknown>> {
  const paths: Record<string, Record<string, unknown>> = {};
  for (const route of routes) {
    const path = route.path.replace(/:(\w+)/g, '{$1}');
    paths[path] = { ...paths[path], [route.method.toLowerCase()]: operationOf(route) };
  }
  return paths;
}

function operationOf(route: Route) {
  return {
    operationId: route.operationId,
    summary: route.summary,
    tags: [route.path.split('/')[2] ?? 'pages'],
    ...(Array.isArray(route.roles) ? { 'x-roles': route.roles } : {}),
    security: securityOf(route),
    parameters: [...pathParameters(route), ...queryParameters(route)],
    ...(route.body ? { requestBody: { required: true, content: json(route.body, 'input') } } : {}),
    responses: {
      ...successOf(route),
      default: {
        description: 'An error',
        content: { 'application/json': { schema: { $ref: '#/components/schemas/Error' } } },
      },
    },
  };
}

function securityOf({ roles }: Route): object[] {
  if (roles === 'public') return [];
  if (roles === 'write_key') return [{ writeKey: [] }];
  return [{ session: [] }, { apiKey: [] }];
}

function successOf({ response, kind = 'json' }: Route): Record<string, unknown> {
  if (kind === 'stream') return { 200: { description: 'Server-sent events', content: { 'text/event-stream': {} } } };
  if (kind === 'html') return { 200: { description: 'A page', content: { 'text/html': {} } } };
  if (kind === 'script') return { 200: { description: 'A script', content: { 'text/javascript': {} } } };
  if (kind === 'csv') return { 200: { description: 'A CSV file', content: { 'text/csv': {} } } };
  if (kind === 'redirect') return { 302: { description: 'Leads on' } };
  return response
    ? { 200: { description: 'Done', content: json(response, 'output') } }
    : { 204: { description: 'Done' } };
}

function json(schema: z.ZodType, io: 'input' | 'output') {
  return { 'application/json': { schema: z.toJSONSchema(schema, { io, unrepresentable: 'any', cycles: 'ref' }) } };
}

function pathParameters({ path }: Route): object[] {
  return [...path.matchAll(/:(\w+)/g)].map(([, name]) => ({
    name,
    in: 'path',
    required: true,
    schema: { type: 'string' },
  }));
}

function queryParameters({ query }: Route): object[] {
  if (!query) return [];
  const { properties = {} } = z.toJSONSchema(query, { io: 'input', unrepresentable: 'any' });
  return Object.entries(properties).map(([name, schema]) => ({ name, in: 'query', required: false, schema }));
}
