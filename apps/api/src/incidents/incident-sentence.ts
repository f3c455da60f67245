import type { Language, Text } from '@ripen/domain';

/** A stored incident, as far as its sentence needs it. */
export interface ToldIncident {
  readonly kind: string;
  /** It concerns one enrollment or handoff, not the whole store. */
  readonly ofOne: boolean;
  /** Epoch milliseconds of the backup that was restored; null for what has nothing to do with one. */
  readonly madeAt: number | null;
}

interface Words {
  readonly sentence: Text;
  readonly done: Text;
}

const BROUGHT_BACK: Text = {
  de: 'Alle offenen Journeys und Übergaben wurden von selbst an ihren Platz zurückgebracht, mit ihren alten Fristen.',
  en: 'Every open journey and handoff was brought back to its place by itself, with its old deadline.',
};

const WORDS: Readonly<Record<string, Words>> = {
  temporal_replaced: {
    sentence: {
      de: 'Temporals Speicher war leer oder ein anderer als bisher.',
      en: 'Temporal’s store was empty, or another one than before.',
    },
    done: BROUGHT_BACK,
  },
  temporal_behind: {
    sentence: {
      de: 'Temporals Speicher war eine ältere Kopie.',
      en: 'Temporal’s store was an older copy.',
    },
    done: BROUGHT_BACK,
  },
  postgres_behind: {
    sentence: {
      de: 'Die Datenbank war eine ältere Kopie als die, mit der zuletzt gearbeitet wurde.',
      en: 'The database was an older copy than the one last worked with.',
    },
    done: {
      de: 'Es geht mit dem Stand der Kopie weiter. Mails, die nach ihr hinausgingen, gehen womöglich noch einmal hinaus.',
      en: 'Work goes on from the copy. Mails that went out after it was taken may go out again.',
    },
  },
  erased_returned: {
    sentence: {
      de: 'Ein anderes System hat eine Person genannt, die auf Verlangen gelöscht wurde.',
      en: 'Another system named a person who was erased on request.',
    },
    done: {
      de: 'Der Lead ist wieder da. Ob die Person das möchte, muss ein Mensch klären; sonst löschen Sie sie erneut und sperren sie dort.',
      en: 'The lead is there again. Whether they want that is for a person to find out; else erase them again, and block them there.',
    },
  },
  complaint: {
    sentence: {
      de: 'Jemand hat eine Mail als Spam gemeldet.',
      en: 'Somebody reported a mail as spam.',
    },
    done: {
      de: 'Die Einwilligung ist zurückgenommen, Werbung an diese Adresse gesperrt. Einstellungen, Zustellung zeigt die Rate.',
      en: 'The consent is withdrawn and marketing to this address is blocked. Settings, Delivery shows the rate.',
    },
  },
  mail_braked: {
    sentence: {
      de: 'Zu viele Beschwerden: Die Bremse für Werbemails hat gegriffen.',
      en: 'Too many complaints: the brake on marketing mail took hold.',
    },
    done: {
      de: 'Werbemails warten, bis jemand sie unter Einstellungen, Zustellung weitersenden lässt.',
      en: 'Marketing mail waits until somebody lets it go on under Settings, Delivery.',
    },
  },
  merge_proposed: {
    sentence: {
      de: 'Zwei bekannte Leads nannten dieselbe E-Mail-Adresse.',
      en: 'Two known leads gave the same e-mail address.',
    },
    done: {
      de: 'Beide bleiben getrennt, die Adresse bleibt beim zweiten. Ob sie eine Person sind, entscheidet ein Mensch.',
      en: 'They stay two, and the address stays with the second. Whether they are one person is for a person to decide.',
    },
  },
};

const ONE_BEHIND: Words = {
  sentence: {
    de: 'Der Ablauf dieses Leads war weiter, als die Datenbank weiß: Sie war eine ältere Kopie.',
    en: 'This lead’s run was further than the database knows: it was an older copy.',
  },
  done: {
    de: 'Der Lead geht von dort weiter, wo die Datenbank ihn kennt.',
    en: 'The lead goes on from where the database knows it to be.',
  },
};

const OTHER: Words = {
  sentence: { de: 'Etwas Unerwartetes ist geschehen.', en: 'Something unexpected happened.' },
  done: { de: 'Es ist vermerkt.', en: 'It is noted.' },
};

/** What a copy does not know it cannot say: who was mailed after it was made. */
function restored(madeAt: number, zone: string): Words {
  const at = (language: Language) =>
    new Intl.DateTimeFormat(language, { dateStyle: 'medium', timeStyle: 'short', timeZone: zone }).format(madeAt);
  return {
    sentence: {
      de: `Ripen wurde aus der Sicherung vom ${at('de')} wiederhergestellt.`,
      en: `Ripen was restored from the backup of ${at('en')}.`,
    },
    done: {
      de: 'Was danach geschah, fehlt. Mails, die danach hinausgingen, gehen womöglich noch einmal hinaus; was in dem Augenblick unterwegs war, nicht.',
      en: 'What happened after that is missing. Mails that went out after it may go out again; those on their way at that moment do not.',
    },
  };
}

/** An incident in words, instants in this zone: what happened and what was done. A kind of a later release still says that something did. */
export function incidentWords({ kind, ofOne, madeAt }: ToldIncident, zone: string): Words {
  if (kind === 'restored' && madeAt !== null) return restored(madeAt, zone);
  if (kind === 'postgres_behind' && ofOne) return ONE_BEHIND;
  return WORDS[kind] ?? OTHER;
}
