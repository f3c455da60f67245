import type { lap as en } from '../en/lap';
import type { Wording } from '../shape';

export const lap: Wording<typeof en> = {
  title: 'Ihre erste Runde',
  lead: 'Mit eigenen Händen, in unter fünf Minuten.',
  progress: '{{done}} von {{all}} geschafft',
  skip: 'Zu Ihrer ersten Runde springen',
  aside: 'Erste Runde beiseitelegen',
  asideDone: 'Sie wartet unten links auf Sie.',
  resume: 'Ihre erste Runde',
  again: 'Noch eine Runde',
  close: 'Schließen',
  newTab: 'öffnet einen neuen Tab',
  done: 'geschafft',
  show: 'Alle Schritte zeigen',
  hide: 'Weniger zeigen',
  announce: 'Geschafft: {{done}}. Als Nächstes: {{next}}',
  announceOver: 'Geschafft: {{done}}. Der Kreis ist geschlossen.',
  form: {
    title: 'Den Leitfaden selbst anfordern',
    text: 'Das Formular steht allen offen. Nehmen Sie Ihren Namen und irgendeine Adresse: Keine Mail verlässt diese Maschine.',
    action: 'Formular öffnen',
    see: 'Formular öffnen',
  },
  confirm: {
    title: 'Adresse bestätigen',
    text: 'Im eingebauten Postfach wartet eine Mail. Öffnen Sie sie, folgen Sie dem Link und drücken Sie „Bestätigen“.',
    textOutside: 'An Ihre Adresse ist eine Mail unterwegs. Folgen Sie dem Link und drücken Sie „Bestätigen“.',
    action: 'Mail öffnen',
    see: 'Die Mail',
  },
  journey: {
    title: 'Sich selbst in der Journey sehen',
    text: 'Ihr Score entscheidet, ob die Journey Sie aufnimmt. Das dauert eine Sekunde.',
    textPark:
      'Mit diesen Angaben parkt das Modell Sie, und keine Journey nimmt Sie auf. Ändern Sie Position oder Firma auf Ihrer Lead-Seite.',
    action: 'Live zusehen',
    see: 'Live zusehen',
  },
  ripen: {
    title: 'Vertriebsreif werden',
    text: '{{points}} von {{needed}} Punkten bisher. Jede Tat zählt:',
    textNever:
      'Mit Ihrer Position und Firma wird im Modell niemand vertriebsreif. Ändern Sie sie auf Ihrer Lead-Seite.',
    textRipe: 'Sie sind reif. Die Journey übergibt Sie jetzt.',
    action: 'Ihre Lead-Seite',
    see: 'Ihre Lead-Seite',
  },
  deed: {
    mail: 'Den Link in der Leitfaden-Mail anklicken',
    webinar: 'Zum Beispiel-Webinar anmelden',
    topic: 'Eine Themenseite besuchen',
    second_topic: 'Noch eine Themenseite besuchen',
  },
  points: '+{{points}}',
  handoff: {
    title: 'Die Übergabe als Vertrieb annehmen',
    text: 'Sie wurden {{owner}} angeboten, und eine Uhr läuft. Vertreten Sie {{owner}}: öffnen und annehmen.',
    textPool: 'Sie sind im Pool, und eine Uhr läuft. Öffnen und übernehmen Sie.',
    action: 'In der Arbeitsliste öffnen',
    see: 'Der Lead',
  },
  lost: {
    title: 'Verlieren: falscher Zeitpunkt',
    text: 'Drücken Sie „Verloren“, sagen Sie kurz warum und haken Sie „Zeitpunkt“ als nicht erfüllt an. Es zählt nach zehn Sekunden: So lange lässt es sich zurücknehmen.',
    textClosed:
      'Diese Übergabe wurde anders abgeschlossen. Der Weg zurück beginnt mit „verloren, falscher Zeitpunkt“: Gehen Sie noch eine Runde mit einer anderen Adresse.',
    action: 'In der Arbeitsliste öffnen',
    see: 'Der Lead',
  },
  nurture: {
    title: 'Sich wieder in der Pflege sehen',
    text: 'Die Journey für Rückläufer nimmt Sie auf. Das dauert eine Sekunde.',
    action: 'Live zusehen',
    see: 'Live zusehen',
  },
  over: 'Der Kreis ist geschlossen',
  overText:
    'Vom Formular in den Vertrieb und zurück in {{time}}. Was Sie gesehen haben, ist, was Ihre Leads erleben werden. Eine weitere Runde braucht eine andere Adresse.',
  minutes: '{{minutes}} Min. {{seconds}} Sek.',
};
