import { readReply, refusalOf, type SmtpStep } from './smtp-refusal';

const judged = (step: SmtpStep, raw: string): string => {
  const reply = readReply(raw);
  if (!reply) return 'no refusal';
  const { code, permanent } = refusalOf(step, reply);
  return permanent ? `${code} for good` : code;
};

describe('the judgement of a reply', () => {
  it.each<[SmtpStep, string, string]>([
    ['recipient', '550 5.4.1 Recipient address rejected: Access denied', 'recipient_refused for good'],
    ['recipient', '550 no such user here', 'recipient_refused for good'],
    ['recipient', '551 user not local', 'recipient_refused for good'],
    ['recipient', '553 5.1.3 bad address', 'recipient_refused for good'],
    ['recipient', '556 5.1.10 null MX', 'recipient_refused for good'],
    ['recipient', '552 5.2.2 mailbox full', 'mailbox_unavailable for good'],
    ['recipient', '552 mailbox full', 'mailbox_unavailable for good'],
    ['recipient', '550 5.2.1 mailbox disabled', 'mailbox_unavailable for good'],
    ['recipient', '554 relay access denied', 'policy for good'],
    ['recipient', '521 we take no mail', 'policy for good'],
    ['recipient', '550 5.7.1 blocked', 'policy for good'],
    ['recipient', '503 5.5.1 need MAIL first', 'connection'],
    ['recipient', '450 4.2.0 greylisted', 'recipient_refused'],
    ['recipient', '452 too many recipients', 'throttled'],
    ['recipient', '451 4.3.0 trouble', 'throttled'],
    ['sender', '552 5.3.4 too big', 'message_refused for good'],
    ['sender', '553 5.1.3 bad syntax', 'sender_refused for good'],
    ['sender', '452 4.3.1 disk full', 'throttled'],
    ['sender', '535 5.7.8 bad password', 'auth_failed'],
    ['auth', '454 4.7.0 later', 'auth_failed'],
    ['auth', '504 5.5.4 unknown mechanism', 'auth_failed'],
    ['message', '550 5.1.1 unknown', 'recipient_refused for good'],
    ['message', '554 5.7.1 spam', 'policy for good'],
    ['message', '554 refused', 'message_refused for good'],
    ['message', '450 4.1.2 no route', 'recipient_refused'],
    ['message', '452 4.2.2 full', 'message_refused'],
    ['message', '421 4.4.2 time out', 'throttled'],
    ['session', '554 5.7.1 your network is blocked', 'policy'],
  ])('at %s: %s → %s', (step, raw, expected) => {
    expect(judged(step, raw)).toBe(expected);
  });

  it.each(['250 ok', '354 go', '', 'hello', '55', '600 what'])('finds no refusal in "%s"', (raw) => {
    expect(readReply(raw)).toBeNull();
  });

  it('reads code, enhanced code and waiting time, of a reply of many lines too', () => {
    expect(readReply('450-4.7.1 greylisted\n450 4.7.1 come back in 300 seconds')).toEqual({
      code: 450,
      enhanced: '4.7.1',
      retryAfterMs: 300_000,
    });
    expect(readReply('451 4.7.1 wait 99999 hours')).toMatchObject({ retryAfterMs: 24 * 3_600_000 });
    expect(readReply('550 5.1.1 wait 5 minutes')).toMatchObject({ retryAfterMs: null });
    expect(readReply('550 15.1.1 what')).toMatchObject({ enhanced: null });
  });
});
