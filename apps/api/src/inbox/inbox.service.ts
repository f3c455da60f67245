import { Inject, Injectable } from '@nestjs/common';
import type { InboxMail as InboxMailShape, InboxRow } from '@ripen/contracts';
import { InboxMail } from '@ripen/persistence';
import { API_OPTIONS, type ApiOptions } from '../api-options';
import { Database } from '../database/database';
import { likePattern } from '../database/like';
import { ApiException, orNotFound } from '../http/api-exception';
import { offsetOf, pageOf, type Page } from '../http/paging';

/** The built-in mailbox. Where a mail server is configured there is none, and every question is answered by 404. */
@Injectable()
export class InboxService {
  constructor(
    private readonly database: Database,
    @Inject(API_OPTIONS) private readonly options: ApiOptions,
  ) {}

  async list(query: {
    search?: string | undefined;
    cursor?: string | undefined;
    limit: number;
  }): Promise<Page<InboxRow>> {
    this.refuseWithoutMailbox();
    const offset = offsetOf(query.cursor);
    const mails = this.database
      .repository(InboxMail)
      .createQueryBuilder('mail')
      .orderBy('mail.receivedAt', 'DESC')
      .addOrderBy('mail.id', 'DESC');
    if (query.search) {
      mails.where(`mail.subject ILIKE :pattern OR array_to_string(mail.recipients, ' ') ILIKE :pattern`, {
        pattern: likePattern(query.search),
      });
    }
    const [rows, total] = await mails.skip(offset).take(query.limit).getManyAndCount();
    return pageOf(rows.map(toRow), { offset, total });
  }

  async get(id: string): Promise<InboxMailShape> {
    const mail = await this.find(id);
    const headers = Object.entries(mail.headers).map(([name, value]) => ({ name, value }));
    return { ...toRow(mail), headers, text: mail.bodyText ?? '', hasHtml: mail.html !== null };
  }

  async html(id: string): Promise<string> {
    return orNotFound((await this.find(id)).html);
  }

  async empty(): Promise<void> {
    this.refuseWithoutMailbox();
    await this.database.repository(InboxMail).clear();
  }

  private async find(id: string): Promise<InboxMail> {
    this.refuseWithoutMailbox();
    return orNotFound(await this.database.repository(InboxMail).findOneBy({ id }));
  }

  private refuseWithoutMailbox(): void {
    if (this.options.inboxPort === null) throw new ApiException('not_found');
  }
}

function toRow({ id, sender, recipients, subject, receivedAt }: InboxMail): InboxRow {
  return { id, from: sender, to: recipients.join(', '), subject, receivedAt };
}
