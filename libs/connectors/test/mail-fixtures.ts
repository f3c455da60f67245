import type { OutgoingMail, SendResult } from '../src/mail/mailer';

export const ADDRESS = 'erika.mustermann@kunde.example';

export const MAIL: OutgoingMail = {
  envelope: { from: 'post@ripen.example', to: ADDRESS },
  messageId: '<1@ripen.example>',
  raw: Buffer.from('Subject: Hallo\r\n\r\nErste Zeile\r\n.Punkt\r\n'),
};

type Refused = Extract<SendResult, { outcome: 'refused' }>;

/** A refusal that differs from a plain lost connection by `part`. */
export const refused = (part: Partial<Refused>): Refused => ({
  outcome: 'refused',
  code: 'connection',
  permanent: false,
  dataStarted: false,
  smtpCode: null,
  enhanced: null,
  retryAfterMs: null,
  ...part,
});

/** Polls until it is true; throws after four seconds. */
export async function until(holds: () => boolean): Promise<void> {
  const deadline = Date.now() + 4_000;
  while (!holds()) {
    if (Date.now() > deadline) throw new Error(`never came true: ${holds.toString()}`);
    await new Promise((resolve) => setTimeout(resolve, 5));
  }
}
