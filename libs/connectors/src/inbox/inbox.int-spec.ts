import { createMailer } from '../mail/smtp-mailer';
import { buildMail } from '../mail/build-mail';
import { isHardBounce, type Mailer } from '../mail/mailer';
import { createTemplateRenderer } from '../template/template-renderer';
import { startInbox, type Inbox, type InboxOptions } from './inbox';
import { createMemoryMailbox } from './mailbox-store';

let inbox: Inbox;
let mailer: Mailer;
const onError = jest.fn();

async function open(options: Partial<InboxOptions> = {}): Promise<void> {
  let ids = 0;
  inbox = await startInbox({
    port: 0,
    store: createMemoryMailbox(),
    now: () => 42,
    newId: () => `mail-${(ids += 1)}`,
    onError,
    ...options,
  });
  mailer = createMailer({ url: inbox.url });
}

afterEach(async () => {
  await mailer.close();
  await inbox.stop();
});

const unsubscribeUrl = 'https://ripen.example/u/1';
const frame = { kind: 'lead', senderName: 'Firma', imprint: 'Straße 1', unsubscribeUrl } as const;

async function leadMail(to: string) {
  const templates = createTemplateRenderer();
  const rendered = await templates.render({
    subject: 'Grüße an {{ name }}',
    body: 'Hallo {{ name }}',
    variables: { name: 'Jörg' },
    language: 'de',
    frame,
  });
  await templates.close();
  if (!rendered.ok) throw new Error(rendered.code);
  return buildMail({
    kind: 'lead',
    from: { address: 'post@firma.example', name: 'Firma' },
    to: { address: to, name: 'Jörg' },
    subject: rendered.subject,
    html: rendered.html,
    text: rendered.text,
    language: 'de',
    effectKey: 'e:1:1',
    host: 'ripen.example',
    date: 0,
    frame,
    oneClickUrl: unsubscribeUrl,
  });
}

describe('the built-in mailbox', () => {
  it('keeps a mail as a person would see it, with its headers', async () => {
    const store = createMemoryMailbox();
    const onMail = jest.fn();
    await open({ store, onMail });
    expect(await mailer.send(await leadMail('joerg@kunde.example'))).toEqual({ outcome: 'sent' });
    expect(store.mails).toHaveLength(1);
    const [mail] = store.mails;
    expect(mail).toMatchObject({
      id: 'mail-1',
      receivedAt: 42,
      messageId: '<e.1.1@ripen.example>',
      mailFrom: 'post@firma.example',
      rcptTo: ['joerg@kunde.example'],
      subject: 'Grüße an Jörg',
    });
    expect(mail?.html).toContain('Hallo Jörg');
    expect(mail?.text).toContain('Hallo Jörg');
    expect(mail?.headers).toMatchObject({
      'list-unsubscribe': `<${unsubscribeUrl}>`,
      'list-unsubscribe-post': 'List-Unsubscribe=One-Click',
    });
    expect(mail?.size).toBeGreaterThan(500);
    expect(onMail).toHaveBeenCalledWith(mail);
  });

  it('refuses recipients on demand, so that a bounce can be provoked', async () => {
    await open({
      rejectRecipient: (address) =>
        address.startsWith('weg@') ? { code: 550, message: `5.1.1 <${address}> unknown` } : null,
    });
    const bounced = await mailer.send(await leadMail('weg@kunde.example'));
    expect(isHardBounce(bounced)).toBe(true);
    expect(JSON.stringify(bounced)).not.toContain('kunde');
    expect(await mailer.send(await leadMail('da@kunde.example'))).toEqual({ outcome: 'sent' });
  });

  it('takes a mail only once it is stored', async () => {
    const error = new Error('disk full');
    await open({ store: { add: () => Promise.reject(error) } });
    expect(await mailer.send(await leadMail('da@kunde.example'))).toMatchObject({
      outcome: 'refused',
      permanent: false,
      dataStarted: true,
      smtpCode: 451,
    });
    expect(onError).toHaveBeenCalledWith(error);
  });

  it('says so when its port is taken', async () => {
    await open();
    await expect(
      startInbox({ port: inbox.port, store: createMemoryMailbox(), now: () => 0, newId: () => 'x', onError }),
    ).rejects.toMatchObject({ code: 'EADDRINUSE' });
  });
});
