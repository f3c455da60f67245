import { existsSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import express, { type NextFunction, type Request, type RequestHandler, type Response } from 'express';

/** Paths that belong to the API; everything else gets the studio, unless it asks for JSON rather than a page. */
const OURS = /^\/(api|v1|f|c|d|l|o|u|p|hooks|example|health)(\/|$)|^\/ripen(-form)?\.js$/;

/** Whether a path is the API's to answer, whatever the caller would like to see. */
export function isOurs(path: string): boolean {
  return OURS.test(path);
}

/** Serves the built studio: files with a hash in their name for ever, and its one page for every screen's address. */
export function studio(dir: string | null): RequestHandler[] {
  if (dir === null || !existsSync(join(dir, 'index.html'))) return [];
  const page = join(dir, 'index.html');
  return [
    (request: Request, response: Response, next: NextFunction) => {
      const wantsPage =
        (request.method === 'GET' || request.method === 'HEAD') && request.accepts(['html', 'json']) === 'html';
      if (isOurs(request.path) || !wantsPage || /\.\w+$/.test(request.path)) return next();
      response.set('cache-control', 'no-cache').sendFile(page);
    },
    compressedAssets(join(dir, 'assets')),
    express.static(dir, {
      index: false,
      redirect: false,
      setHeaders: (response, path) => {
        response.setHeader(
          'cache-control',
          path.includes('/assets/') ? 'public, max-age=31536000, immutable' : 'no-cache',
        );
      },
    }),
  ];
}

const ENDINGS = { br: '.br', gzip: '.gz' } as const;

/** Sends a script or style as its build left it compressed, in the best way that the browser understands. */
function compressedAssets(folder: string): RequestHandler {
  const built = new Set(existsSync(folder) ? readdirSync(folder) : []);
  return (request, response, next) => {
    const name = /^\/assets\/([\w.-]+\.(?:js|css))$/.exec(request.path)?.[1];
    const encoding = request.acceptsEncodings(['br', 'gzip']);
    if (name === undefined || (encoding !== 'br' && encoding !== 'gzip')) return next();
    const file = `${name}${ENDINGS[encoding]}`;
    if (!built.has(file)) return next();
    response.set({
      'content-encoding': encoding,
      vary: 'accept-encoding',
      'cache-control': 'public, max-age=31536000, immutable',
    });
    response.type(name.endsWith('.js') ? 'js' : 'css').sendFile(join(folder, file));
  };
}
