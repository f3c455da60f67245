import { MailerOptionsError, parseSmtpUrl } from './smtp-url';

describe('an SMTP URL', () => {
  it('gives host, port, TLS and a decoded sign-in', () => {
    expect(parseSmtpUrl('smtp://mail.example')).toMatchObject({
      host: 'mail.example',
      port: 587,
      secure: false,
      auth: null,
    });
    expect(parseSmtpUrl('smtps://a%40b.example:p%3Aw@mail.example')).toMatchObject({
      port: 465,
      secure: true,
      requireTls: false,
      auth: { user: 'a@b.example', pass: 'p:w' },
    });
    expect(parseSmtpUrl('smtp://[::1]:2525?name=ripen.example')).toMatchObject({
      host: '::1',
      port: 2525,
      clientName: 'ripen.example',
    });
  });

  it('requires TLS for a password that leaves the machine, unless told otherwise', () => {
    expect(parseSmtpUrl('smtp://u:p@mail.example').requireTls).toBe(true);
    expect(parseSmtpUrl('smtp://u:p@127.0.0.1').requireTls).toBe(false);
    expect(parseSmtpUrl('smtp://mail.example').requireTls).toBe(false);
    expect(parseSmtpUrl('smtp://u:p@mail.example?requireTLS=false').requireTls).toBe(false);
    expect(parseSmtpUrl('smtp://u:p@mail.example?ignoreTLS=true')).toMatchObject({
      requireTls: false,
      ignoreTls: true,
    });
  });

  it.each([
    'mail.example',
    'http://mail.example',
    'smtp://',
    'smtp://h?requireTLS=yes',
    'smtp://h?pool=true',
    'smtp://geheim:%ZZ@h',
  ])('is refused without repeating it: %s', (url) => {
    expect(() => parseSmtpUrl(url)).toThrow(MailerOptionsError);
    expect(() => parseSmtpUrl(url)).not.toThrow(/geheim/);
  });
});
