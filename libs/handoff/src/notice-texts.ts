import type { Language, SlaClock, Text } from '@ripen/domain';
import type { NoticeKind } from './state';

/** Subject and body of a notice as Liquid. Paragraphs are parted by an empty line; `[label](url)` is a link. */
export interface NoticeTemplate {
  readonly subject: string;
  readonly body: string;
}

/** What the templates read. `company.name`, `cell` and `due` may be null; `due` is an instant in words, in the reader's zone. */
export interface NoticeVariables {
  readonly lead: { readonly name: string };
  readonly company: { readonly name: string | null };
  readonly cell: string | null;
  readonly due: string | null;
  /** Absolute URL of the handoff in the studio. */
  readonly link: string;
}

const LEAD = '{{ lead.name }}{% if company.name %} ({{ company.name }}){% endif %}';
const CELL: Text = {
  de: '{% if cell %} Bewertung: {{ cell }}.{% endif %}',
  en: '{% if cell %} Score: {{ cell }}.{% endif %}',
};
const BY: Text = { de: '{% if due %} bis {{ due }}{% endif %}', en: '{% if due %} by {{ due }}{% endif %}' };
const UNTIL: Text = { de: BY.de, en: '{% if due %} until {{ due }}{% endif %}' };
const WHEN: Text = { de: '{% if due %} ({{ due }}){% endif %}', en: '{% if due %} ({{ due }}){% endif %}' };

/** What a clock asks of the owner, what the manager hears before it runs out, and what both hear afterwards. */
interface ClockSentences {
  readonly please: Text;
  readonly notYet: Text;
  readonly tooLate: Text;
}

const SENTENCES: Readonly<Record<SlaClock, ClockSentences>> = {
  accept: {
    please: { de: `Bitte nehmen Sie den Lead${BY.de} an.`, en: `Please accept the lead${BY.en}.` },
    notYet: { de: `${LEAD} ist noch nicht angenommen.`, en: `${LEAD} has not been accepted yet.` },
    tooLate: {
      de: `${LEAD} wurde nicht rechtzeitig angenommen${WHEN.de}.`,
      en: `${LEAD} was not accepted in time${WHEN.en}.`,
    },
  },
  contact: {
    please: { de: `Bitte nehmen Sie${BY.de} Kontakt auf.`, en: `Please get in touch${BY.en}.` },
    notYet: { de: `${LEAD} ist noch nicht kontaktiert.`, en: `${LEAD} has not been contacted yet.` },
    tooLate: {
      de: `${LEAD} wurde nicht rechtzeitig kontaktiert${WHEN.de}.`,
      en: `${LEAD} was not contacted in time${WHEN.en}.`,
    },
  },
  feedback: {
    please: {
      de: `Bitte melden Sie${BY.de} zurück, was daraus geworden ist.`,
      en: `Please report back${BY.en} what came of it.`,
    },
    notYet: { de: `Zu ${LEAD} fehlt noch die Rückmeldung.`, en: `There is no feedback on ${LEAD} yet.` },
    tooLate: {
      de: `Zu ${LEAD} kam die Rückmeldung nicht rechtzeitig${WHEN.de}.`,
      en: `The feedback on ${LEAD} did not come in time${WHEN.en}.`,
    },
  },
};

/** The mail of a notice in one language. `clock`: the promise it is about; null where none runs. */
export function noticeTemplate(notice: NoticeKind, clock: SlaClock | null, language: Language): NoticeTemplate {
  const text = NOTICE_MAILS[notice](SENTENCES[clock ?? 'accept']);
  const link = language === 'de' ? '[In Ripen öffnen]({{ link }})' : '[Open in Ripen]({{ link }})';
  return { subject: text.subject[language], body: `${text.body[language]}\n\n${link}` };
}

interface NoticeMail {
  readonly subject: Text;
  readonly body: Text;
}

const NOTICE_MAILS: Readonly<Record<NoticeKind, (clock: ClockSentences) => NoticeMail>> = {
  offered: () => ({
    subject: { de: `Neuer Lead: ${LEAD}`, en: `New lead: ${LEAD}` },
    body: {
      de: `${LEAD} ist reif und wurde Ihnen angeboten.${CELL.de}\n\nBitte nehmen Sie den Lead${BY.de} an, sonst geht er an die nächste Person.`,
      en: `${LEAD} is ripe and was offered to you.${CELL.en}\n\nPlease accept the lead${BY.en}, or it goes to the next person.`,
    },
  }),
  reminded: (clock) => ({
    subject: { de: `Erinnerung: ${LEAD}`, en: `Reminder: ${LEAD}` },
    body: {
      de: `${LEAD} wartet auf Sie.${CELL.de}\n\n${clock.please.de}`,
      en: `${LEAD} is waiting for you.${CELL.en}\n\n${clock.please.en}`,
    },
  }),
  warned: (clock) => ({
    subject: { de: `Frist läuft ab: ${LEAD}`, en: `Deadline close: ${LEAD}` },
    body: {
      de: `${clock.notYet.de}${CELL.de}\n\nDie Frist läuft${UNTIL.de}.`,
      en: `${clock.notYet.en}${CELL.en}\n\nThe clock runs${UNTIL.en}.`,
    },
  }),
  breached: (clock) => ({
    subject: { de: `Frist überschritten: ${LEAD}`, en: `Deadline missed: ${LEAD}` },
    body: {
      de: `${clock.tooLate.de}${CELL.de}\n\nBitte sprechen Sie miteinander ab, wie es weitergeht.`,
      en: `${clock.tooLate.en}${CELL.en}\n\nPlease agree with each other how to go on.`,
    },
  }),
  reassigned_away: () => ({
    subject: { de: `Weitergegeben: ${LEAD}`, en: `Passed on: ${LEAD}` },
    body: {
      de: `${LEAD} liegt nicht mehr bei Ihnen. Sie müssen nichts weiter tun.`,
      en: `${LEAD} is no longer with you. There is nothing left to do.`,
    },
  }),
  pooled: () => ({
    subject: { de: `Im Pool: ${LEAD}`, en: `In the pool: ${LEAD}` },
    body: {
      de: `Für ${LEAD} hat sich noch niemand gefunden.${CELL.de}\n\nAlle im Team können den Lead${BY.de} übernehmen, danach verfällt die Übergabe.`,
      en: `Nobody has taken ${LEAD} yet.${CELL.en}\n\nAnybody in the team can take the lead${UNTIL.en}; after that the handoff expires.`,
    },
  }),
  expired: () => ({
    subject: { de: `Verfallen: ${LEAD}`, en: `Expired: ${LEAD}` },
    body: {
      de: `${LEAD} hat im Pool niemand übernommen. Die Übergabe ist verfallen.${CELL.de}`,
      en: `Nobody took ${LEAD} from the pool. The handoff has expired.${CELL.en}`,
    },
  }),
};
