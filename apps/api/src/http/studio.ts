import { existsSync } from 'node:fs';
import { join } from 'node:path';
import express, { type NextFunction, type Request, type RequestHandler, type Response } from 'express';

/** Paths that belong to the API; everything else that asks for a page gets the studio. */
const OURS = /^\/(api|v1|f|c|d|l|u|health)(\/|$)|^\/ripen\.js$/;

/** Serves the built studio: files with a hash in their name for ever, and its one page for every screen's address. */
export function studio(dir: string | null): RequestHandler[] {
  if (dir === null || !existsSync(join(dir, 'index.html'))) return [];
  const page = join(dir, 'index.html');
  return [
    (request: Request, response: Response, next: NextFunction) => {
      const wantsPage = (request.method === 'GET' || request.method === 'HEAD') && request.accepts(['json', 'html']) === 'html';
      if (OURS.test(request.path) || !wantsPage || /\.\w+$/.test(request.path)) return next();
      response.set('cache-control', 'no-cache').sendFile(page);
    },
    express.static(dir, {
      index: false,
      redirect: false,
      setHeaders: (response, path) => {
        response.setHeader('cache-control', path.includes('/assets/') ? 'public, max-age=31536000, immutable' : 'no-cache');
      },
    }),
  ];
}
