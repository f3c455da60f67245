import { Controller, Res } from '@nestjs/common';
import type { InboxMail, InboxRow } from '@ripen/contracts';
import type { Response } from 'express';
import type { Page } from '../http/paging';
import { Input, type InputOf, Route } from '../http/route.decorator';
import { InboxService } from './inbox.service';

/** A mail may hold anything: it runs no script, loads nothing from elsewhere and has no origin. Its links open outside the frame. */
const MAIL_POLICY =
  "default-src 'none'; style-src 'unsafe-inline'; img-src data:; frame-ancestors 'self'; sandbox allow-popups allow-popups-to-escape-sandbox";

@Controller()
export class InboxController {
  constructor(private readonly inbox: InboxService) {}

  @Route('listInbox')
  list(@Input() { query }: InputOf<'listInbox'>): Promise<Page<InboxRow>> {
    return this.inbox.list(query);
  }

  @Route('getInboxMail')
  get(@Input() { params }: InputOf<'getInboxMail'>): Promise<InboxMail> {
    return this.inbox.get(params.id);
  }

  @Route('getInboxHtml')
  async html(
    @Input() { params }: InputOf<'getInboxHtml'>,
    @Res({ passthrough: true }) response: Response,
  ): Promise<string> {
    const html = await this.inbox.html(params.id);
    response.type('html').set({ 'content-security-policy': MAIL_POLICY, 'x-frame-options': 'SAMEORIGIN' });
    return outOfTheFrame(html);
  }

  @Route('emptyInbox')
  empty(): Promise<void> {
    return this.inbox.empty();
  }
}

/** A mail says nothing of where its links open; within the frame they would be refused. */
function outOfTheFrame(html: string): string {
  const base = '<base target="_blank">';
  return /<head[^>]*>/i.test(html) ? html.replace(/<head[^>]*>/i, (head) => `${head}${base}`) : `${base}${html}`;
}
