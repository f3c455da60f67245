import type { EffectState, EpochMs, Language } from '@ripen/domain';
import type { AwaitedEvent, Wait } from '../state';
import { awaitedWords } from './awaited';
import { anyOf } from './lists';
import type { Names } from './names';
import { instantWords } from './time';

/** What a person at an open wait waits for and until when: "Waits until the lead clicks a link, until 19 Nov 2026, 09:12 at most". */
export function describeWaiting(wait: Pick<Wait, 'events' | 'deadline'>, language: Language, names: Names): string {
  const until = wait.deadline === null ? null : instantWords(wait.deadline, language, names.zone);
  if (wait.events.length === 0) return untilWords(until, language);
  if (wait.events.some(({ kind }) => kind === 'handoff'))
    return { de: 'Liegt beim Vertrieb', en: 'Is with sales' }[language];
  const what = anyOf(
    wait.events.map((event) => awaitedWords(phraseOf(event), language, names)),
    language,
  );
  const limit = until === null ? '' : { de: `, längstens bis ${until}`, en: `, until ${until} at most` }[language];
  return { de: `Wartet, bis der Lead ${what}${limit}`, en: `Waits until the lead ${what}${limit}` }[language];
}

/** What a person whose mail is not out yet waits for. `until`: when it is tried next; null: at once. */
export function describeActing(
  effect: { readonly state: EffectState; readonly until: EpochMs | null },
  language: Language,
  names: Names,
): string {
  switch (effect.state) {
    case 'unknown':
      return {
        de: 'Wartet auf eine Entscheidung: Es ist unklar, ob die E-Mail angekommen ist',
        en: 'Waits for a decision: it is unclear whether the e-mail went out',
      }[language];
    case 'cancelled':
      return { de: 'Die E-Mail wurde zurückgezogen', en: 'The e-mail was called back' }[language];
    case 'planned': {
      if (effect.until === null)
        return { de: 'Eine E-Mail wird gleich gesendet', en: 'An e-mail is about to be sent' }[language];
      const at = instantWords(effect.until, language, names.zone);
      return { de: `Eine E-Mail wird frühestens am ${at} gesendet`, en: `An e-mail is sent on ${at} at the earliest` }[
        language
      ];
    }
    case 'sending':
    case 'sent':
    case 'failed':
    case 'dropped':
      return { de: 'Eine E-Mail wird gerade gesendet', en: 'An e-mail is being sent' }[language];
  }
}

function untilWords(until: string | null, language: Language): string {
  if (until === null) return { de: 'Wartet', en: 'Waits' }[language];
  return { de: `Wartet bis ${until}`, en: `Waits until ${until}` }[language];
}

/** `since` is an instant here, not a word. */
function phraseOf(event: AwaitedEvent): Parameters<typeof awaitedWords>[0] {
  return event.kind === 'touchpoint' ? { kind: 'touchpoint', type: event.type, where: event.where } : event;
}
