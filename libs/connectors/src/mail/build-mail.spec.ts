import { simpleParser } from 'mailparser';
import { buildMail, MailPartError, messageIdOf, type LeadMail, type MailPart, type UserMail } from './build-mail';

const UNSUBSCRIBE = 'https://ripen.example/u/abc.def?x=1&y=2';
const LEAD: LeadMail = {
  kind: 'lead',
  from: { address: 'post@firma.example', name: 'Müller & Söhne' },
  to: { address: 'erika@kunde.example', name: 'Erika Mustermann' },
  subject: 'Ihr Leitfaden für größere Anlagen ist da',
  html: `<p>Größe</p><p>Musterstraße 1</p><a href="${UNSUBSCRIBE.replace('&', '&amp;')}">Abmelden</a>`,
  text: `Größe\nMusterstraße 1\n<${UNSUBSCRIBE}>`,
  language: 'de',
  effectKey: '018f-aa:3:2',
  host: 'ripen.example',
  date: Date.UTC(2026, 10, 23, 12, 0, 0),
  frame: {
    kind: 'lead',
    senderName: 'Müller & Söhne',
    imprint: 'Musterstraße 1\n12345 Musterstadt',
    unsubscribeUrl: UNSUBSCRIBE,
  },
  oneClickUrl: 'https://ripen.example/u/abc.def',
  listId: 'reifung.ripen.example',
};
const USER: UserMail = {
  kind: 'user',
  from: LEAD.from,
  to: LEAD.to,
  subject: 'Neuer Lead',
  html: '<p>x</p>',
  text: 'x',
  language: 'en',
  effectKey: 'h:1:1',
  host: 'ripen.example',
  date: LEAD.date,
};

const headOf = (raw: Buffer): string => raw.toString('latin1').split('\r\n\r\n')[0] ?? '';

describe('mail to a lead', () => {
  it('carries the headers of one-click unsubscribe, unfolded and exact', async () => {
    const { raw } = await buildMail(LEAD);
    expect(headOf(raw)).toMatch(/^List-Unsubscribe: <https:\/\/ripen\.example\/u\/abc\.def>$/m);
    expect(headOf(raw)).toMatch(/^List-Unsubscribe-Post: List-Unsubscribe=One-Click$/m);
    expect(headOf(raw)).toMatch(/^List-Id: <reifung\.ripen\.example>$/im);
    expect(headOf(raw)).toMatch(/^Auto-Submitted: auto-generated$/m);
  });

  it('keeps a long one-click address on one line', async () => {
    const oneClickUrl = `https://ripen.example/u/${'a'.repeat(300)}`;
    const { raw } = await buildMail({ ...LEAD, oneClickUrl });
    expect(headOf(raw)).toContain(`List-Unsubscribe: <${oneClickUrl}>\r\n`);
  });

  it('is read back as it was written', async () => {
    const { raw, messageId, envelope } = await buildMail(LEAD);
    const parsed = await simpleParser(raw, { skipTextToHtml: true });
    expect(parsed.subject).toBe(LEAD.subject);
    expect(parsed.from?.value).toEqual([{ address: 'post@firma.example', name: 'Müller & Söhne' }]);
    expect(parsed.html).toContain('<p>Größe</p>');
    expect(parsed.text).toContain('Größe\nMusterstraße 1');
    expect(parsed.date?.getTime()).toBe(LEAD.date);
    expect(parsed.messageId).toBe('<018f-aa.3.2@ripen.example>');
    expect(messageId).toBe(parsed.messageId);
    expect(envelope).toEqual({ from: 'post@firma.example', to: 'erika@kunde.example' });
  });

  it('is the same bytes for the same effect', async () => {
    const [first, second] = await Promise.all([buildMail(LEAD), buildMail(LEAD)]);
    expect(first.raw.equals(second.raw)).toBe(true);
  });

  it.each<[MailPart, Partial<LeadMail>]>([
    ['sender', { frame: { ...LEAD.frame, senderName: ' ' } }],
    ['imprint', { frame: { ...LEAD.frame, imprint: '' } }],
    ['imprint', { text: `Text ohne Anschrift <${UNSUBSCRIBE}>` }],
    ['unsubscribe', { frame: { ...LEAD.frame, unsubscribeUrl: '' } }],
    ['unsubscribe', { oneClickUrl: '' }],
    ['unsubscribe', { oneClickUrl: 'mailto:stop@ripen.example' }],
    ['unsubscribe', { oneClickUrl: 'https://ripen.example/>\r\nBcc: x@y.example' }],
    ['unsubscribe', { html: '<p>Musterstraße 1</p>' }],
    ['unsubscribe', { text: 'Musterstraße 1' }],
    ['subject', { subject: ' \r\n ' }],
    ['body', { text: '' }],
    ['list_id', { listId: 'a>\r\nX: y' }],
    ['effect_key', { effectKey: ':::' }],
    ['host', { host: 'ripen.example>' }],
    ['header', { headers: { Bcc: 'x@y.example' } }],
    ['header', { headers: { 'X-A\r\nBcc': 'x@y.example' } }],
    ['to', { to: { address: 'a@b.example\r\nBcc: x@y.example', name: null } }],
    ['to', { to: { address: 'a@b.example, c@d.example', name: null } }],
    ['from', { from: { address: 'nobody', name: null } }],
  ])('without a usable %s does not leave', async (part, change) => {
    await expect(buildMail({ ...LEAD, ...change })).rejects.toEqual(new MailPartError(part));
  });
});

describe('any mail', () => {
  it('to a user has no list headers', async () => {
    const { raw } = await buildMail(USER);
    expect(headOf(raw)).not.toMatch(/^List-/m);
    expect(headOf(raw)).toMatch(/^Content-Language: en$/m);
  });

  it('cannot be given a header through subject, names or values', async () => {
    const { raw } = await buildMail({
      ...USER,
      subject: 'Hallo\r\nBcc: a@b.example',
      from: { address: 'post@firma.example', name: 'Firma"\r\nBcc: a@b.example' },
      to: { address: 'erika@kunde.example', name: 'Erika\nBcc: a@b.example' },
      headers: { 'X-Ripen-Kind': 'sla\r\nBcc: a@b.example' },
    });
    expect(headOf(raw)).not.toMatch(/^bcc:/im);
    const parsed = await simpleParser(raw);
    expect(parsed.bcc).toBeUndefined();
    expect(parsed.subject).toBe('Hallo Bcc: a@b.example');
  });

  it('has a Message-ID that follows from its effect alone', () => {
    expect(messageIdOf('018f:12:3', 'ripen.example')).toBe('<018f.12.3@ripen.example>');
    expect(messageIdOf('a b<c>@d', 'ripen.example')).toBe('<a.b.c.d@ripen.example>');
  });
});
