import type { NextFunction, Request, Response } from 'express';

/** Embedded forms stand on websites of other origins. No cookie is ever read here, so any page may ask. */
export function crossOriginPart(request: Request, response: Response, next: NextFunction): void {
  if (request.path.endsWith('/part'))
    response.set({ 'access-control-allow-origin': '*', 'cross-origin-resource-policy': 'cross-origin' });
  next();
}
