import type { Text } from '@ripen/domain';
import type { NoticeKind } from '@ripen/handoff';

const SENTENCES: Readonly<Record<NoticeKind, (who: Text) => Text>> = {
  offered: (who) => ({
    de: `${who.de} ist reif und wartet auf Ihre Annahme.`,
    en: `${who.en} is ripe and waits for you to accept.`,
  }),
  reminded: (who) => ({ de: `Erinnerung: ${who.de} wartet auf Sie.`, en: `Reminder: ${who.en} waits for you.` }),
  warned: (who) => ({ de: `Die Frist für ${who.de} läuft bald ab.`, en: `Time is running out for ${who.en}.` }),
  breached: (who) => ({ de: `Die Frist für ${who.de} ist abgelaufen.`, en: `The time for ${who.en} has run out.` }),
  reassigned_away: (who) => ({
    de: `${who.de} wurde jemand anderem zugeteilt.`,
    en: `${who.en} was given to somebody else.`,
  }),
  pooled: (who) => ({
    de: `${who.de} liegt im Pool und kann übernommen werden.`,
    en: `${who.en} is in the pool and free to take.`,
  }),
  expired: (who) => ({
    de: `${who.de} blieb im Pool liegen und geht zurück ins Marketing.`,
    en: `${who.en} stayed in the pool and goes back to marketing.`,
  }),
};

/** What a notification says. A kind of a later release still says which lead it is about. */
export function noticeSentence(kind: string, leadName: string | null): Text {
  const who = leadName === null ? { de: 'Ein Lead', en: 'A lead' } : { de: leadName, en: leadName };
  const known = Object.entries(SENTENCES).find(([name]) => kind === name || kind.endsWith(`_${name}`));
  return known ? known[1](who) : { de: `Neuigkeit zu: ${who.de}`, en: `News about: ${who.en}` };
}
