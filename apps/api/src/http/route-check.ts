import { Injectable, type OnModuleInit } from '@nestjs/common';
import { DiscoveryService, MetadataScanner, Reflector } from '@nestjs/core';
import { ROUTES } from '@ripen/contracts';
import { OPERATION } from './route.decorator';

const NEST_PATH = 'path';

/**
 * The table and the handlers agree, or the API does not start: an operation without a handler, with two, or a handler that
 * names no operation is a mistake nobody should find in production.
 */
@Injectable()
export class RouteCheck implements OnModuleInit {
  constructor(
    private readonly discovery: DiscoveryService,
    private readonly scanner: MetadataScanner,
    private readonly reflector: Reflector,
  ) {}

  onModuleInit(): void {
    const served = this.discovery
      .getControllers()
      .flatMap(({ instance, name }) => this.operationsOf(instance, String(name)));
    const problems = [
      ...ROUTES.filter(({ operationId }) => !served.includes(operationId)).map(
        ({ operationId }) => `${operationId} has no handler`,
      ),
      ...served
        .filter((operationId, index) => served.indexOf(operationId) !== index)
        .map((operationId) => `${operationId} has two handlers`),
    ];
    if (problems.length > 0) throw new Error(`The route table and the controllers differ: ${problems.join('; ')}`);
  }

  private operationsOf(instance: unknown, controller: string): string[] {
    const prototype: unknown = Object.getPrototypeOf(instance);
    if (!isObject(prototype)) return [];
    return this.scanner.getAllMethodNames(prototype).flatMap((method) => {
      const handler: unknown = Reflect.get(prototype, method);
      if (typeof handler !== 'function' || !Reflect.hasMetadata(NEST_PATH, handler)) return [];
      const operationId = this.reflector.get<string | undefined>(OPERATION, handler);
      if (operationId === undefined)
        throw new Error(`${controller}.${method} serves a path that the route table does not name`);
      return [operationId];
    });
  }
}

function isObject(value: unknown): value is object {
  return typeof value === 'object' && value !== null;
}
