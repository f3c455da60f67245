import type { EpochMs } from '@ripen/domain';

/** A mail as the built-in mailbox received it. */
export interface ReceivedMail {
  readonly id: string;
  readonly receivedAt: EpochMs;
  readonly messageId: string | null;
  /** Envelope addresses. */
  readonly mailFrom: string;
  readonly rcptTo: readonly string[];
  /** As the headers show them. */
  readonly from: string;
  readonly to: string;
  readonly subject: string;
  readonly html: string | null;
  readonly text: string | null;
  /** Names in lower case; a repeated header is joined by line breaks. */
  readonly headers: Readonly<Record<string, string>>;
  /** Bytes. */
  readonly size: number;
}

/** Where the built-in mailbox keeps its mail. */
export interface MailboxStore {
  /** Resolves once the mail is safe; only then does the sender get its 250. */
  add(mail: ReceivedMail): Promise<void>;
}

export interface MemoryMailbox extends MailboxStore {
  readonly mails: readonly ReceivedMail[];
}

/** For tests: newest last. */
export function createMemoryMailbox(): MemoryMailbox {
  const mails: ReceivedMail[] = [];
  return {
    mails,
    add: async (mail) => void mails.push(mail),
  };
}
