import type { NextFunction, Request, Response } from 'express';

/** Websites of other origins report what their visitors do. No cookie is ever read here, so anybody may ask. */
export function crossOriginIngest(request: Request, response: Response, next: NextFunction): void {
  response.set({ 'access-control-allow-origin': '*', 'cross-origin-resource-policy': 'cross-origin' });
  if (request.method !== 'OPTIONS') return next();
  response
    .status(204)
    .set({
      'access-control-allow-methods': 'POST',
      'access-control-allow-headers': 'authorization, content-type',
      'access-control-max-age': '86400',
    })
    .end();
}
