import type { board as en } from '../en/board';
import type { Wording } from '../shape';

export const board: Wording<typeof en> = {
  title: 'Board',
  lead: 'Was der Vertrieb versprochen hat, bevor es gebrochen ist.',
  open: 'Offen',
  dueSoon: 'Bald fällig',
  breached: 'Überschritten',
  pool: 'Im Pool',
  team: 'Team',
  allTeams: 'Alle Teams',
  byUrgency: 'Nach Dringlichkeit',
  byRep: 'Nach Person',
  view: 'Reihenfolge',
  load: 'Auslastung',
  loadLine: '{{open}} offen, {{soon}} bald fällig, {{breached}} überschritten',
  teamOnly: 'Zahlen einzelner Personen sind in diesem Arbeitsbereich abgeschaltet.',
  urgent: 'Offene Übergaben',
  who: 'Lead',
  owner: 'Zuständig',
  clock: 'Uhr',
  state: 'Zustand',
  emptyTitle: 'Keine offenen Übergaben',
  emptyHint: 'Sobald Leads reif sind, erscheinen sie hier mit ihren Uhren.',
  nobody: 'noch niemand',
};
