import { Inject, Injectable, type OnApplicationShutdown } from '@nestjs/common';
import { type Inbox, startInbox } from '@ripen/connectors';
import { InboxMail, newId } from '@ripen/persistence';
import { API_OPTIONS, type ApiOptions } from '../api-options';
import { Database } from '../database/database';
import { FeedbackService } from '../delivery/feedback.service';

/** The built-in mail server: a real SMTP server on this machine that keeps every mail in the database. */
@Injectable()
export class MailboxService implements OnApplicationShutdown {
  private inbox: Inbox | null = null;

  constructor(
    private readonly database: Database,
    private readonly feedback: FeedbackService,
    @Inject(API_OPTIONS) private readonly options: ApiOptions,
  ) {}

  /** Starts listening where no mail server is configured; answers on which port. */
  async start(): Promise<number | null> {
    if (this.options.inboxPort === null) return null;
    this.inbox = await startInbox({
      port: this.options.inboxPort,
      now: Date.now,
      newId,
      onError: (error) =>
        this.options.logger.error({ error: error instanceof Error ? error.name : typeof error }, 'mailbox'),
      onMessage: ({ raw, rcptTo }) => this.feedback.fromMailbox(raw, rcptTo),
      store: {
        add: async ({ id, receivedAt, from, rcptTo, subject, html, text, headers, messageId }) => {
          const recipients = [...rcptTo];
          await this.database
            .repository(InboxMail)
            .insert({ id, receivedAt, sender: from, recipients, subject, html, bodyText: text, headers, messageId });
        },
      },
    });
    return this.inbox.port;
  }

  async onApplicationShutdown(): Promise<void> {
    await this.inbox?.stop();
  }
}
