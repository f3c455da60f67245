import type { Language, Text } from '@ripen/domain';

const REASONS: Readonly<Record<string, Text>> = {
  completed: { de: 'durchlaufen', en: 'completed' },
  won: { de: 'gewonnen', en: 'won' },
  lost: { de: 'verloren', en: 'lost' },
  recycled: { de: 'vom Vertrieb zurückgegeben', en: 'recycled by sales' },
  expired: { de: 'Übergabe abgelaufen', en: 'handoff expired' },
  not_ripened: { de: 'nicht rechtzeitig reif geworden', en: 'did not ripen in time' },
  not_confirmed: { de: 'nicht bestätigt', en: 'not confirmed' },
  delivered: { de: 'zugestellt', en: 'delivered' },
  not_delivered: { de: 'nicht zustellbar', en: 'could not be delivered' },
  ended_by_hand: { de: 'von Hand beendet', en: 'ended by hand' },
  merged: { de: 'mit einem anderen Lead zusammengeführt', en: 'merged with another lead' },
  port_unconnected: { de: 'der Weg führt nicht weiter', en: 'the path leads no further' },
  pseudo_lead: { de: 'kein echter Interessent', en: 'not a real prospect' },
  node_missing: { de: 'der Baustein fehlt in dieser Version', en: 'the node is missing in this version' },
  config_invalid: { de: 'der Baustein ist nicht vollständig eingestellt', en: 'the node is not set up completely' },
  step_budget: { de: 'zu viele Schritte ohne Wartezeit', en: 'too many steps without a wait' },
  nothing_awaited: { de: 'der Baustein wartet auf nichts', en: 'the node waits for nothing' },
  team_missing: { de: 'kein Team gewählt', en: 'no team chosen' },
  wait_missing: { de: 'die Wartezeit ist verloren gegangen', en: 'the wait was lost' },
  wait_cancelled: { de: 'die Wartezeit wurde abgebrochen', en: 'the wait was cancelled' },
  no_submission: { de: 'es gibt keine Formularanmeldung', en: 'there is no form submission' },
  no_address: { de: 'keine E-Mail-Adresse', en: 'no e-mail address' },
  no_consent: { de: 'keine Einwilligung', en: 'no consent' },
  purpose_off: { de: 'der Zweck ist abgeschaltet', en: 'the purpose is switched off' },
  suppressed: { de: 'Adresse gesperrt', en: 'address suppressed' },
  node_gone: { de: 'der Baustein fehlt', en: 'the node is gone' },
  hard_bounce: { de: 'Adresse nicht erreichbar', en: 'address not reachable' },
  template_error: { de: 'Fehler in der Vorlage', en: 'error in the template' },
  template_timeout: { de: 'die Vorlage rechnet zu lange', en: 'the template takes too long' },
  template_too_large: { de: 'die Vorlage wird zu groß', en: 'the template gets too large' },
};

/** The words for a code of an end, a stop or a failed mail; other texts are the marketer's own and stay as they are. */
export function endReasonWords(reason: string, language: Language): string {
  return REASONS[reason]?.[language] ?? reason;
}
