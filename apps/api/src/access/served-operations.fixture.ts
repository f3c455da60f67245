import { z } from 'zod';
import type { JsonSchema } from './sample.fixture';

/** One operation as the API describes itself. */
export interface ServedOperation {
  readonly operationId: string;
  readonly method: string;
  /** Parameters in braces. */
  readonly path: string;
  readonly params: readonly string[];
  readonly query: Readonly<Record<string, JsonSchema>>;
  readonly body: JsonSchema | null;
  readonly isStream: boolean;
}

const schema = z.record(z.string(), z.unknown());
const operationSchema = z.object({
  operationId: z.string(),
  parameters: z.array(z.object({ name: z.string(), in: z.enum(['path', 'query']), schema })),
  requestBody: z.object({ content: z.object({ 'application/json': z.object({ schema }) }) }).optional(),
  responses: z.record(z.string(), z.unknown()),
});
const documentSchema = z.object({ paths: z.record(z.string(), z.record(z.string(), operationSchema)) });

/** Every operation of the document by which the API describes itself. */
export function operationsOf(document: unknown): ServedOperation[] {
  const { paths } = documentSchema.parse(document);
  return Object.entries(paths).flatMap(([path, methods]) =>
    Object.entries(methods).map(([method, { operationId, parameters, requestBody, responses }]) => ({
      operationId,
      method: method.toUpperCase(),
      path,
      params: parameters.filter((one) => one.in === 'path').map(({ name }) => name),
      query: Object.fromEntries(parameters.filter((one) => one.in === 'query').map((one) => [one.name, one.schema])),
      body: requestBody?.content['application/json'].schema ?? null,
      isStream: JSON.stringify(responses).includes('text/event-stream'),
    })),
  );
}

/** The path with its parameters filled in. */
export function pathWith({ path }: ServedOperation, params: Readonly<Record<string, string>>): string {
  return path.replace(/\{(\w+)\}/g, (_, name: string) => encodeURIComponent(params[name] ?? 'x'));
}
