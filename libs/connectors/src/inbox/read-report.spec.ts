import { createReturnAddresses } from '../links/return-address';
import { readReport } from './read-report';
import { absenceNote, complaint, dsn } from './reports.fixture';

const EFFECT = '0192f0c1-0000-7000-8000-000000000001';
const addresses = createReturnAddresses('a secret that is long enough for every signature');
const back = `${addresses.sign('bounce', EFFECT)}@ripen.example`;
const away = `${addresses.sign('unsubscribe', EFFECT)}@ripen.example`;
const forged = `${createReturnAddresses('another secret that is long enough, too').sign('bounce', EFFECT)}@ripen.example`;
const read = (raw: Buffer, envelopeTo: readonly string[] = []) => readReport(raw, envelopeTo, addresses);

describe('a mail that came back', () => {
  it.each([
    [
      'an address that nobody has',
      { status: '5.1.1', diagnostic: '550 5.1.1 <maria@kunde.example> unknown' },
      'hard',
      '5.1.1',
    ],
    ['a directory at the edge that does not know it', { status: '5.4.1' }, 'hard', '5.4.1'],
    [
      'no more than 5.0.0, and a reply that says it',
      { status: '5.0.0', diagnostic: '550 no such user here' },
      'hard',
      '550',
    ],
    ['no status, and a reply that says it', { status: null, diagnostic: '550 5.1.1 unknown user' }, 'hard', '5.1.1'],
    [
      'a reply of several lines',
      { status: '5.0.0', diagnostic: '550-5.1.1 The account does not exist.' },
      'hard',
      '5.1.1',
    ],
    ['a full mailbox', { status: '5.2.2' }, 'soft', '5.2.2'],
    ['a server that could not be reached for days', { status: '4.4.7' }, 'soft', '4.4.7'],
    ['a full mailbox, by a bare reply', { status: '5.0.0', diagnostic: '552 quota exceeded' }, 'soft', '552'],
    ['a policy', { status: '5.7.1', diagnostic: '550 5.7.1 blocked' }, 'refused', '5.7.1'],
    ['a sender that is not wanted', { status: '5.1.8' }, 'refused', '5.1.8'],
    ['nothing in particular', { status: '5.0.0' }, 'refused', '5.0.0'],
    ['a delay', { status: '4.4.1', action: 'delayed' }, 'delayed', '4.4.1'],
    ['that it arrived', { status: '2.0.0', action: 'delivered' }, 'delivered', '2.0.0'],
  ])('says %s', async (_, parts, said, code) => {
    expect(await read(dsn({ to: back, ...parts }))).toMatchObject({ said, code, returnTo: { effectId: EFFECT } });
  });

  it('is found by whom it was sent to, or by the mail that it quotes, and by nothing that others made', async () => {
    const elsewhere = dsn({ to: 'info@firma.example' });
    expect((await read(elsewhere)).returnTo).toBeNull();
    expect((await read(elsewhere, [back])).returnTo?.effectId).toBe(EFFECT);
    expect((await read(dsn({ to: forged }), [forged])).returnTo).toBeNull();
    const quoting = dsn({ to: forged, original: [`Return-Path: <${back}>`, 'Subject: x', '', 'x'] });
    expect((await read(quoting)).returnTo?.effectId).toBe(EFFECT);
  });

  it('is one report however often it arrives', async () => {
    const first = await read(dsn({ to: back, messageId: 'one@mx.example' }));
    const again = await read(
      Buffer.concat([Buffer.from('Received: by us\r\n'), dsn({ to: back, messageId: 'one@mx.example' })]),
    );
    expect(again.key).toBe(first.key);
    expect((await read(dsn({ to: back, messageId: 'two@mx.example' }))).key).not.toBe(first.key);
  });
});

describe('a complaint', () => {
  it('is read by the mail of ours that it quotes', async () => {
    const report = complaint([`List-Unsubscribe: <https://ripen.example/u/x>, <mailto:${away}>`, 'Subject: Guten Tag']);
    expect(await read(report)).toMatchObject({ said: 'complaint', code: 'abuse', returnTo: { effectId: EFFECT } });
  });

  it('is none when it says that the mail was wanted', async () => {
    expect((await read(complaint([`Return-Path: <${back}>`], 'not-spam'))).said).toBe('other');
  });
});

describe('what is neither', () => {
  it('an absence note is no bounce, whatever numbers it holds', async () => {
    expect(await read(absenceNote(back), [back])).toMatchObject({ said: 'auto_reply', code: null });
  });

  it('a person who answers, an empty mail and noise are nothing', async () => {
    const answer = 'From: maria@kunde.example\r\nSubject: Re: Guten Tag\r\n\r\nDanke! 550 5.1.1\r\n';
    for (const raw of [
      answer,
      '',
      '\r\n\r\n',
      'Content-Type: multipart/report; boundary=x\r\n\r\n--x\r\n',
      '\u0000\u0001',
    ])
      expect((await read(Buffer.from(raw), [back])).said).toBe('other');
  });
});
