import type { Mailer, OutgoingMail, SendOptions, SendResult } from './mailer';

export interface FakeMailer extends Mailer {
  /** Mails whose body left, in order: taken, refused after the dot, or uncertain. */
  readonly written: readonly OutgoingMail[];
  /** Mails that were taken. */
  readonly sent: readonly OutgoingMail[];
  /** Every call of `send`. */
  readonly attempts: readonly OutgoingMail[];
  /** The next sends end like this, one after the other; afterwards mails are taken again. */
  script(...results: Exclude<SendResult, { outcome: 'aborted' }>[]): void;
}

/** A mailer in memory that keeps the promises of the port: `beforeData` is asked exactly when a real server would be ready. */
export function createFakeMailer(): FakeMailer {
  const written: OutgoingMail[] = [];
  const sent: OutgoingMail[] = [];
  const attempts: OutgoingMail[] = [];
  const scripted: SendResult[] = [];
  return {
    written,
    sent,
    attempts,
    script: (...results) => void scripted.push(...results),
    close: () => Promise.resolve(),
    send: async (mail, options = {}) => {
      attempts.push(mail);
      const result = scripted.shift() ?? { outcome: 'sent' };
      if (result.outcome === 'refused' && !result.dataStarted) return result;
      const stop = await refusal(options);
      if (stop) return stop;
      written.push(mail);
      if (result.outcome === 'sent') sent.push(mail);
      return result;
    },
  };
}

async function refusal({ beforeData }: SendOptions): Promise<SendResult | null> {
  if (!beforeData) return null;
  try {
    return (await beforeData()) ? null : { outcome: 'aborted', error: null };
  } catch (error) {
    return { outcome: 'aborted', error };
  }
}
