/** Reports as servers send them, to test with. Lines are joined by CRLF. */
const crlf = (lines: readonly string[]): Buffer => Buffer.from(lines.join('\r\n'));

export interface DsnParts {
  readonly to: string;
  readonly status?: string | null;
  readonly action?: string;
  readonly diagnostic?: string | null;
  readonly messageId?: string;
  /** What stands in the mail of ours that is quoted. */
  readonly original?: readonly string[];
}

/** A delivery status notification (RFC 3464). */
export function dsn({ to, status = '5.1.1', action = 'failed', diagnostic, messageId, original }: DsnParts): Buffer {
  return crlf([
    'From: Mail Delivery System <MAILER-DAEMON@mx.kunde.example>',
    `To: <${to}>`,
    'Subject: Undelivered Mail Returned to Sender',
    'Auto-Submitted: auto-replied',
    ...(messageId === undefined ? [] : [`Message-ID: <${messageId}>`]),
    'MIME-Version: 1.0',
    'Content-Type: multipart/report; report-type=delivery-status;',
    ' boundary="part/of=mx"',
    '',
    '--part/of=mx',
    'Content-Type: text/plain; charset=us-ascii',
    '',
    'I am sorry to have to inform you that your message could not be delivered.',
    '--part/of=mx',
    'Content-Description: Delivery report',
    'Content-Type: message/delivery-status',
    '',
    'Reporting-MTA: dns; mx.kunde.example',
    'Arrival-Date: Mon, 2 Nov 2026 09:00:00 +0100',
    '',
    'Final-Recipient: rfc822; maria@kunde.example',
    `Action: ${action}`,
    ...(status === null ? [] : [`Status: ${status}`]),
    ...(diagnostic === undefined || diagnostic === null ? [] : [`Diagnostic-Code: smtp; ${diagnostic}`]),
    '',
    '--part/of=mx',
    'Content-Type: message/rfc822',
    '',
    ...(original ?? ['From: info@firma.example', 'Subject: Guten Tag', '', 'Guten Tag']),
    '--part/of=mx--',
    '',
  ]);
}

/** A complaint (RFC 5965) that quotes these lines of the mail that it is about. */
export function complaint(original: readonly string[], type = 'abuse', messageId = 'arf@isp.example'): Buffer {
  return crlf([
    'From: <fbl@isp.example>',
    'To: <abuse@firma.example>',
    'Subject: FW: Guten Tag',
    `Message-ID: <${messageId}>`,
    'MIME-Version: 1.0',
    'Content-Type: multipart/report; report-type=feedback-report; boundary="arf"',
    '',
    '--arf',
    'Content-Type: text/plain; charset="US-ASCII"',
    '',
    'This is an email abuse report.',
    '--arf',
    'Content-Type: message/feedback-report',
    '',
    `Feedback-Type: ${type}`,
    'User-Agent: SomeGenerator/1.0',
    'Version: 1',
    'Original-Mail-From: <redacted@isp.example>',
    '',
    '--arf',
    'Content-Type: message/rfc822',
    'Content-Disposition: inline',
    '',
    ...original,
    '',
    'Guten Tag',
    '--arf--',
    '',
  ]);
}

/** An absence note (RFC 3834). */
export function absenceNote(to: string): Buffer {
  return crlf([
    'From: Maria <maria@kunde.example>',
    `To: <${to}>`,
    'Subject: Automatische Antwort: Guten Tag',
    'Auto-Submitted: auto-replied',
    'Content-Type: text/plain; charset=utf-8',
    '',
    'Ich bin bis 5.1.1 nicht im Haus. 550 Grüße!',
    '',
  ]);
}
