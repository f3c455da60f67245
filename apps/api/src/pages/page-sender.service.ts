import { Injectable } from '@nestjs/common';
import type { Language } from '@ripen/domain';
import type { Request, Response } from 'express';
import { Database } from '../database/database';
import { contextOf } from '../http/request-context';
import { type PageRights, pagePolicy, renderPage } from './layout';
import type { Markup } from './markup';

/** A public page before it is sent. */
export interface PublicPage extends PageRights {
  readonly language: Language;
  readonly title: string;
  readonly content: Markup;
  readonly status?: number;
}

/** Sends public pages: the company and its imprint under each, a policy of its own, kept by nobody. */
@Injectable()
export class PageSender {
  constructor(private readonly database: Database) {}

  async send(response: Response, { language, title, content, status = 200, ...rights }: PublicPage): Promise<void> {
    const row = await this.database.row<{ company: string | null; imprint: string | null }>(
      `SELECT settings ->> 'companyName' AS company, settings ->> 'imprint' AS imprint FROM workspace`,
    );
    const footer = [row?.company, row?.imprint].filter(Boolean).join('\n');
    if (rights.embeddable === true || rights.preview === true) response.removeHeader('x-frame-options');
    response
      .status(status)
      .type('html')
      .set({
        'content-security-policy': pagePolicy(rights),
        'cache-control': 'no-store',
        'referrer-policy': 'no-referrer',
      });
    response.send(renderPage({ language, title, content, footer }));
  }
}

/** A piece of a page for the page of somebody else, which may be anywhere. */
export function sendPart(response: Response, content: Markup, status = 200): void {
  response.status(status).type('html').set({
    'cache-control': 'no-store',
    'content-security-policy': "default-src 'none'",
    'referrer-policy': 'no-referrer',
  });
  response.send(content.text);
}

/** The language that the address asks for, else that of the browser. */
export function languageOf(request: Request): Language {
  const asked = request.query['lang'];
  return asked === 'de' || asked === 'en' ? asked : contextOf(request).language;
}
