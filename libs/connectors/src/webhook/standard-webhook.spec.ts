import { randomBytes } from 'node:crypto';
import * as fc from 'fast-check';
import { Webhook } from 'standardwebhooks';
import { isWebhookSecret, newWebhookSecret, signWebhook, verifyWebhook, WebhookSecretError } from './standard-webhook';

/** Published with the specification: this message has this signature. */
const FACT = {
  secret: 'whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw',
  id: 'msg_p5jXN8AQM9LWM0D4loKWxJek',
  at: 1_614_265_330_000,
  body: '{"test": 2432232314}',
  signature: 'v1,g0hM9SsE+OTPJTGt/tmIKtSyZlE3uFJELVlNIOLJ1OE=',
};
const ANOTHER = 'v1,Ceo5qEr07ixe2NLpvHk3FH9bwy/WavXrAFQ/9tdO6mc=';

interface Sent {
  headers: Record<string, string | undefined>;
  body: Buffer;
}

const headersOf = (signature: string) => ({
  'webhook-id': FACT.id,
  'webhook-timestamp': String(FACT.at / 1_000),
  'webhook-signature': signature,
});
const verify = ({ headers, body }: Sent, secrets: readonly string[], now: number) =>
  verifyWebhook({ headers, body }, { secrets, now });
const verifyFact = (signature: string, { secret = FACT.secret, now = FACT.at } = {}) =>
  verify({ headers: headersOf(signature), body: Buffer.from(FACT.body) }, [secret], now).ok;

describe('the published message', () => {
  it('is signed as it was published, and taken', () => {
    expect(signWebhook(FACT, [FACT.secret])).toEqual(headersOf(FACT.signature));
    expect(signWebhook(FACT, [FACT.secret.slice(6)])).toEqual(headersOf(FACT.signature));
    expect(verifyFact(FACT.signature)).toBe(true);
    expect(verifyFact(FACT.signature, { secret: FACT.secret.slice(6) })).toBe(true);
    expect(verifyFact(`${ANOTHER} v2,${FACT.signature.slice(3)} ${FACT.signature} ${ANOTHER}`)).toBe(true);
  });

  it.each([
    ['with another last byte', FACT.signature.replace('OE=', 'OA=')],
    ['with anything', 'v1,dawfeoifkpqwoekfpqoekf'],
    ['with nothing', 'v1,'],
    ['with a version that we do not know', FACT.signature.replace('v1', 'v2')],
    ['with a version alone', 'v1'],
    ['of somebody else', ANOTHER],
  ])('is refused %s for a signature', (_, signature) => {
    expect(verifyFact(signature)).toBe(false);
  });

  it('is refused when it is more than five minutes old, or as far ahead', () => {
    for (const off of [300_000, -300_000]) expect(verifyFact(FACT.signature, { now: FACT.at + off })).toBe(true);
    for (const off of [301_000, -301_000]) expect(verifyFact(FACT.signature, { now: FACT.at + off })).toBe(false);
  });

  it.each(['webhook-id', 'webhook-timestamp', 'webhook-signature'])('is refused without %s', (name) => {
    const sent = { headers: { ...headersOf(FACT.signature), [name]: undefined }, body: Buffer.from(FACT.body) };
    expect(verify(sent, [FACT.secret], FACT.at)).toEqual({ ok: false, problem: 'signature_missing' });
  });
});

describe('a secret', () => {
  it('has enough bytes, and nothing is signed with less', () => {
    expect(isWebhookSecret(newWebhookSecret())).toBe(true);
    for (const secret of [
      'whsec_',
      '',
      'whsec_!!!',
      `whsec_${randomBytes(23).toString('base64')}`,
      'whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaS',
    ])
      expect(isWebhookSecret(secret)).toBe(false);
    expect(() => signWebhook(FACT, ['whsec_'])).toThrow(WebhookSecretError);
    expect(verifyFact(FACT.signature, { secret: 'whsec_' })).toBe(false);
  });
});

const secret = fc
  .uint8Array({ minLength: 24, maxLength: 64 })
  .map((bytes) => `whsec_${Buffer.from(bytes).toString('base64')}`);
const message = fc.record({
  id: fc.string({ minLength: 1, maxLength: 40, unit: fc.constantFrom(...'abcXYZ019_-') }),
  at: fc.integer({ min: 1_600_000_000, max: 1_900_000_000 }).map((seconds) => seconds * 1_000),
  body: fc.oneof(fc.json(), fc.string({ unit: 'binary' }), fc.constant('1.5')),
});

describe('messages that were signed', () => {
  it('are taken by either of two secrets while one replaces the other, on both sides', () => {
    fc.assert(
      fc.property(message, secret, secret, ({ id, at, body }, old, young) => {
        const bytes = Buffer.from(body);
        const sentBy = (secrets: string[]): Sent => ({
          headers: signWebhook({ id, at, body: bytes }, secrets),
          body: bytes,
        });
        for (const signing of [[old], [young], [old, young], [young, old]]) {
          expect(verify(sentBy(signing), [old, young], at).ok).toBe(true);
          expect(verify(sentBy(signing), [young, old], at + 299_000).ok).toBe(true);
        }
        for (const known of [[old], [young]]) expect(verify(sentBy([old, young]), known, at).ok).toBe(true);
      }),
      { numRuns: 1_000 },
    );
  });

  it('are those that the reference library signs and takes', () => {
    fc.assert(
      fc.property(message, secret, ({ id, body }, key) => {
        // It reads the clock of the machine.
        const at = Math.floor(Date.now() / 1_000) * 1_000;
        const headers = signWebhook({ id, at, body }, [key]);
        const library = new Webhook(key);
        expect(library.sign(id, new Date(at), body)).toBe(headers['webhook-signature']);
        expect(() => library.verify(body, headers, { jsonParse: false })).not.toThrow();
      }),
      { numRuns: 300 },
    );
  });
});

const number = fc.nat();
const otherSign = (sign: string) => (sign === 'A' ? 'B' : 'A');
const flip = (text: string, at: number) => {
  const index = at % text.length;
  return `${text.slice(0, index)}${otherSign(text[index] ?? '')}${text.slice(index + 1)}`;
};
const set = (sent: Sent, name: string, value: string | undefined): Sent => ({
  ...sent,
  headers: { ...sent.headers, [name]: value },
});
const setSignature = (sent: Sent, change: (signature: string) => string): Sent =>
  set(sent, 'webhook-signature', change(sent.headers['webhook-signature'] ?? ''));
const setSeconds = (sent: Sent, change: (seconds: string) => string): Sent =>
  set(sent, 'webhook-timestamp', change(sent.headers['webhook-timestamp'] ?? ''));
const setBody = (sent: Sent, body: Uint8Array): Sent => ({ ...sent, body: Buffer.from(body) });

type Tampering = (sent: Sent, chance: number) => Sent;
/** Ways to change what was sent without knowing the secret. */
const TAMPERINGS: Readonly<Record<string, Tampering>> = {
  'a byte of the body': (sent, chance) => {
    const body = Buffer.from(sent.body);
    const index = chance % body.length;
    body[index] = (body[index] ?? 0) ^ (1 << (chance % 8));
    return setBody(sent, body);
  },
  'a body cut short': (sent, chance) => setBody(sent, sent.body.subarray(0, chance % sent.body.length)),
  'a longer body': (sent) => setBody(sent, Buffer.concat([sent.body, Buffer.from(' ')])),
  'a body with a mark before it': (sent) => setBody(sent, Buffer.concat([Buffer.from('\uFEFF'), sent.body])),
  'a body in UTF-16': (sent) => setBody(sent, Buffer.from(sent.body.toString('utf8'), 'utf16le')),
  'a body with a byte that is no letter': (sent) => setBody(sent, Buffer.concat([sent.body, Buffer.from([0xff])])),
  'no body': (sent) => setBody(sent, Buffer.alloc(0)),
  'another id': (sent, chance) => set(sent, 'webhook-id', flip(sent.headers['webhook-id'] ?? '', chance)),
  'a longer id': (sent) => set(sent, 'webhook-id', `${sent.headers['webhook-id']}x`),
  'an empty id': (sent) => set(sent, 'webhook-id', ''),
  'no id': (sent) => set(sent, 'webhook-id', undefined),
  'an id that takes over the time': (sent) =>
    set(
      set(sent, 'webhook-id', `${sent.headers['webhook-id']}.${sent.headers['webhook-timestamp']}`),
      'webhook-timestamp',
      sent.body.toString('utf8').split('.')[0],
    ),
  'another second': (sent, chance) => setSeconds(sent, (seconds) => String(Number(seconds) + 1 + (chance % 299))),
  'an earlier second': (sent, chance) => setSeconds(sent, (seconds) => String(Number(seconds) - 1 - (chance % 299))),
  'a second in another spelling': (sent, chance) =>
    setSeconds(
      sent,
      (seconds) =>
        [`0${seconds}`, `+${seconds}`, `${seconds}.0`, `${seconds} `, ` ${seconds}`, `${seconds}x`, `${seconds}e0`][
          chance % 7
        ] ?? '',
    ),
  milliseconds: (sent) => setSeconds(sent, (seconds) => `${seconds}000`),
  'no time': (sent) => set(sent, 'webhook-timestamp', undefined),
  'a sign of the signature': (sent, chance) => setSignature(sent, (text) => `v1,${flip(text.slice(3, -1), chance)}=`),
  'a signature cut short': (sent, chance) =>
    setSignature(sent, (text) => text.slice(0, 3 + (chance % (text.length - 3)))),
  'a signature without padding': (sent) => setSignature(sent, (text) => text.replace(/=+$/, '')),
  'a signature in another base64': (sent) =>
    setSignature(sent, (text) => `${text.replaceAll('+', '-').replaceAll('/', '_')}=`),
  'a signature in hexadecimal': (sent) =>
    setSignature(sent, (text) => `v1,${Buffer.from(text.slice(3), 'base64').toString('hex')}`),
  'a signature with something behind it': (sent) => setSignature(sent, (text) => `${text},x`),
  'another version': (sent, chance) =>
    setSignature(sent, (text) => text.replace('v1', ['v1a', 'v2', 'V1', 'v', '1', 'v01', ''][chance % 7] ?? '')),
  'another separator': (sent, chance) =>
    setSignature(sent, (text) => text.replace(',', [';', '=', ' ', ':', ''][chance % 5] ?? '')),
  'signatures joined by commas': (sent) => setSignature(sent, (text) => `${ANOTHER},${text}`),
  'an empty signature': (sent) => setSignature(sent, () => 'v1,'),
  'no signature': (sent) => set(sent, 'webhook-signature', undefined),
  'the signature of another key': (sent, chance) => {
    const at = Number(sent.headers['webhook-timestamp']) * 1_000;
    const key = `whsec_${Buffer.alloc(32, chance % 256).toString('base64')}`;
    return set(
      sent,
      'webhook-signature',
      signWebhook({ id: sent.headers['webhook-id'] ?? '', at, body: sent.body }, [key])['webhook-signature'],
    );
  },
};

describe('messages that were tampered with', () => {
  it('are refused, all of 10,000', () => {
    let cases = 0;
    const names = Object.keys(TAMPERINGS);
    fc.assert(
      fc.property(message, secret, fc.constantFrom(...names), number, ({ id, at, body }, key, name, chance) => {
        const bytes = Buffer.from(body === '' ? '{}' : body);
        const sent: Sent = { headers: signWebhook({ id, at, body: bytes }, [key]), body: bytes };
        const tampered = TAMPERINGS[name]?.(sent, chance) ?? sent;
        // A change that changed nothing is no case: an id of one sign may have no other sign to become.
        fc.pre(JSON.stringify([tampered.headers, tampered.body]) !== JSON.stringify([sent.headers, sent.body]));
        expect(verify(sent, [key], at).ok).toBe(true);
        expect(verify(tampered, [key], at).ok).toBe(false);
        cases += 1;
      }),
      { numRuns: 10_000 },
    );
    expect(cases).toBeGreaterThanOrEqual(10_000);
  });

  it('are refused with a secret that differs in one bit', () => {
    fc.assert(
      fc.property(message, secret, number, ({ id, at, body }, key, chance) => {
        const other = Buffer.from(key.slice(6), 'base64');
        const index = chance % other.length;
        other[index] = (other[index] ?? 0) ^ (1 << (chance % 8));
        const bytes = Buffer.from(body);
        const sent = { headers: signWebhook({ id, at, body: bytes }, [key]), body: bytes };
        expect(verify(sent, [`whsec_${other.toString('base64')}`], at).ok).toBe(false);
      }),
      { numRuns: 1_000 },
    );
  });
});
