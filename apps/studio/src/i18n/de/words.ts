import type { words as en } from '../en/words';
import type { Wording } from '../shape';

export const words: Wording<typeof en> = {
  stage: {
    park: 'parken',
    nurture: 'pflegen',
    develop: 'entwickeln',
    sales_ready: 'vertriebsreif',
  },
  stageMeans: {
    park: 'Nichts aktiv tun, weiter zuhören',
    nurture: 'Schaut sich nur um: geduldig pflegen',
    develop: 'Fast reif: gezielt entwickeln',
    sales_ready: 'Jetzt übergeben',
  },
  category: { hot: 'Hot Lead', looking: 'Nur mal umschauen', pseudo: 'Pseudo-Lead' },
  role: { admin: 'Administration', marketer: 'Marketing', sales_manager: 'Vertriebsleitung', sales_rep: 'Vertrieb' },
  relationship: {
    prospect: 'Interessent',
    customer: 'Kunde',
    partner: 'Partner',
    competitor: 'Wettbewerber',
    own: 'Eigene Firma',
  },
  buyingRole: {
    decider: 'Entscheider',
    influencer: 'Beeinflusser',
    user: 'Anwender',
    buyer: 'Einkäufer',
    gatekeeper: 'Gatekeeper',
    unknown: 'Unbekannt',
  },
  language: { de: 'Deutsch', en: 'Englisch' },
  handoffState: { offered: 'Angeboten', pool: 'Im Pool', accepted: 'Angenommen', closed: 'Abgeschlossen' },
  outcome: { won: 'Gewonnen', lost: 'Verloren', recycled: 'Zurück in die Pflege', expired: 'Verfallen' },
  clock: { accept: 'Annehmen', contact: 'Erstkontakt', feedback: 'Rückmelden' },
  clockState: { running: 'läuft', due_soon: 'bald fällig', breached: 'überschritten' },
  bantState: { unknown: 'Unbekannt', met: 'Erfüllt', not_met: 'Nicht erfüllt' },
  channel: { email: 'E-Mail', phone: 'Telefon' },
  consentState: { granted: 'erteilt', withdrawn: 'widerrufen' },
  enrollmentStatus: { active: 'Läuft', ended: 'Beendet', parked: 'Angehalten' },
  effectState: { failed: 'Fehlgeschlagen', unknown: 'Ungewiss', dropped: 'Nicht gesendet' },
  weekday: {
    mon: 'Montag',
    tue: 'Dienstag',
    wed: 'Mittwoch',
    thu: 'Donnerstag',
    fri: 'Freitag',
    sat: 'Samstag',
    sun: 'Sonntag',
  },
  unit: { seconds: 'Sekunden', minutes: 'Minuten', hours: 'Stunden', days: 'Tage' },
};
