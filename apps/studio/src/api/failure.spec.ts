import { failureOf } from './failure';

function answer(status: number, body: unknown) {
  return failureOf(
    { status, headers: new Headers({ 'x-correlation-id': 'c-0' }), json: () => Promise.resolve(body) },
    { fallback: 'Das hat nicht geklappt.', language: 'de' },
  );
}
const error = (code: string, details: unknown) => ({ code, message: 'Bitte prüfen.', details, correlationId: 'c-1' });

describe('an answer that refuses', () => {
  it('names the refused fields as the forms know them', async () => {
    const failure = await answer(400, error('validation_failed', { problems: [{ path: 'body.email', problem: 'x' }] }));
    expect([failure.fieldProblems(), failure.message, failure.correlationId]).toEqual([
      { email: 'x' },
      'Bitte prüfen.',
      'c-1',
    ]);
  });

  it('says what to do in the sentence of the field, or of the refusal, where there is one', async () => {
    const sentence = { de: 'Geben Sie einen Betrag über 0 an.', en: 'Give an amount above 0.' };
    const field = { path: 'body.amount', problem: 'amount_missing', sentence };
    expect((await answer(400, error('validation_failed', { problems: [field] }))).message).toBe(sentence.de);
    expect((await answer(409, error('wrong_state', { refusal: 'x', sentence }))).message).toBe(sentence.de);
  });

  it('is nobody’s of ours when its body is not, and names no field then', async () => {
    const failure = await answer(502, '<html>');
    expect([failure.code, failure.message, failure.correlationId, failure.fieldProblems()]).toEqual([
      'internal',
      'Das hat nicht geklappt.',
      'c-0',
      {},
    ]);
    expect((await answer(404, error('not_found', null))).fieldProblems()).toEqual({});
  });
});
