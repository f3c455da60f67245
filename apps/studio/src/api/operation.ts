import type { OperationId, ROUTE_TABLE } from '@ripen/contracts';
import type { z } from 'zod';

export type Routes = typeof ROUTE_TABLE;
export type { OperationId } from '@ripen/contracts';

type ParamNames<P extends string> = P extends `${string}:${infer Name}/${infer Rest}`
  ? Name | ParamNames<Rest>
  : P extends `${string}:${infer Name}`
    ? Name
    : never;

type PartIf<Key extends string, Value> = [Value] extends [never]
  ? { readonly [K in Key]?: undefined }
  : { readonly [K in Key]: Value };
type PathParams<K extends OperationId> = [ParamNames<Routes[K]['path']>] extends [never]
  ? never
  : Readonly<Record<ParamNames<Routes[K]['path']>, string>>;
type BodyOf<K extends OperationId> = Routes[K] extends { readonly body: infer S extends z.ZodType }
  ? z.input<S>
  : never;

/** Query values as screens hold them: parsed, all optional; the client writes them as text. */
type QueryOf<K extends OperationId> = Routes[K] extends { readonly query: infer S extends z.ZodType }
  ? Partial<z.output<S>>
  : undefined;

/** What one operation takes: path parameters, query and body, each only where the operation has it. */
export type Request<K extends OperationId> = PartIf<'params', PathParams<K>> & { readonly query?: QueryOf<K> } & PartIf<
    'body',
    BodyOf<K>
  >;

/** What one operation answers; undefined where it answers without a body. */
export type Answer<K extends OperationId> = Routes[K] extends { readonly response: infer S extends z.ZodType }
  ? z.output<S>
  : undefined;
