import type { mailbox as en } from '../en/mailbox';
import type { Wording } from '../shape';

export const mailbox: Wording<typeof en> = {
  title: 'Postfach',
  lead: 'Alle Mails, die Ripen auf dieser Maschine gesendet hat. Keine verlässt sie.',
  searchHint: 'Adresse oder Betreff',
  empty: 'Postfach leeren',
  emptyConfirm: 'Alle Mails im Postfach löschen? Sie lassen sich nicht zurückholen.',
  emptyTitle: 'Noch keine Mail',
  emptyHint: 'Füllen Sie das Formular eines Angebots aus, und die Bestätigungsmail kommt hier an.',
  emptyAction: 'Zu den Angeboten',
  pick: 'Wählen Sie eine Mail, um sie zu lesen.',
  to: 'an',
  from: 'von',
  rendered: 'Mail',
  text: 'Nur Text',
  headers: 'Kopfzeilen',
  frame: 'Die Mail, wie sie dargestellt wird',
  noHtml: 'Diese Mail hat keinen HTML-Teil.',
  back: 'Zurück zur Liste',
};
