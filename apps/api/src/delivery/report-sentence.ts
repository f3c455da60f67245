import type { MailReportRow } from '@ripen/contracts';
import type { Text } from '@ripen/domain';

/** What came back and what followed, in one sentence. */
const SENTENCES: Readonly<Record<MailReportRow['kind'], Text>> = {
  hard_bounce: {
    de: 'Die Adresse gibt es nicht. Sie ist gesperrt.',
    en: 'Nobody has the address. It is suppressed.',
  },
  soft_bounce: {
    de: 'Die Mail kam zurück, die Adresse kann es trotzdem geben.',
    en: 'The mail came back, though the address may exist.',
  },
  refused: {
    de: 'Der Server der Gegenseite hat die Mail nach seinen Regeln abgelehnt.',
    en: 'The other side’s server refused the mail by its rules.',
  },
  delayed: { de: 'Die Zustellung verzögert sich.', en: 'Delivery is delayed.' },
  delivered: { de: 'Die Mail wurde zugestellt.', en: 'The mail was delivered.' },
  complaint: {
    de: 'Hat sich über die Mail beschwert. Die Einwilligung ist zurückgenommen, Werbung ist gesperrt.',
    en: 'Complained about the mail. The consent is withdrawn and marketing is blocked.',
  },
  unsubscribe: { de: 'Hat sich per Mail abgemeldet.', en: 'Unsubscribed by mail.' },
  auto_reply: {
    de: 'Eine Abwesenheitsnotiz oder eine andere automatische Antwort. Sie ändert nichts.',
    en: 'An absence note or another automatic reply. It changes nothing.',
  },
  unsigned: {
    de: 'Eine Meldung ohne unsere Signatur, womöglich gefälscht. Sie ändert nichts.',
    en: 'A report without our signature, possibly forged. It changes nothing.',
  },
  unreadable: {
    de: 'Eine Nachricht an unsere Rücksendeadresse, die keine Meldung ist. Sie ändert nichts.',
    en: 'A message to our return address that is no report. It changes nothing.',
  },
};

/** A kind of a later release still says that something came back. */
export function reportSentence(kind: string): Text {
  return (
    Object.entries(SENTENCES).find(([known]) => known === kind)?.[1] ?? {
      de: 'Etwas kam zurück.',
      en: 'Something came back.',
    }
  );
}
