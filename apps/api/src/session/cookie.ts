import type { Request, Response } from 'express';
import { DAY } from '@ripen/domain';
import { SESSION_IDLE_DAYS } from './session.service';

const NAME = 'ripen_session';

/** The session token of a request; null when it carries none. */
export function sessionToken(request: Request): string | null {
  for (const part of (request.get('cookie') ?? '').split(';')) {
    const [name, value] = part.trim().split('=');
    if (name === NAME && value) return value;
  }
  return null;
}

export function setSessionCookie(response: Response, token: string, publicUrl: string): void {
  response.cookie(NAME, token, { ...attributes(publicUrl), maxAge: SESSION_IDLE_DAYS * DAY });
}

export function clearSessionCookie(response: Response, publicUrl: string): void {
  response.clearCookie(NAME, attributes(publicUrl));
}

function attributes(publicUrl: string) {
  return { httpOnly: true, sameSite: 'lax', path: '/', secure: publicUrl.startsWith('https:') } as const;
}
