import { OUTCOME_WORDS, type Text } from '@ripen/domain';
import { STAGE_LABELS, touchpointLabel } from '@ripen/scoring';

/** One entry of the ledger as the timeline reads it. */
export interface LedgerLine {
  readonly kind: string;
  readonly type: string | null;
  readonly data: Readonly<Record<string, unknown>>;
}

const CONSENT_STATES: Readonly<Record<string, Text>> = {
  granted: { de: 'erteilt', en: 'given' },
  withdrawn: { de: 'zurückgezogen', en: 'withdrawn' },
};
const CHANNELS: Readonly<Record<string, Text>> = {
  email: { de: 'per E-Mail', en: 'by e-mail' },
  phone: { de: 'per Telefon', en: 'by phone' },
};
/** How it was said, where that is not a person or a form. */
const WAYS: Readonly<Record<string, Text>> = {
  unsubscribe: { de: 'durch Abmelden', en: 'by unsubscribing' },
  preferences: { de: 'auf der Seite für Einstellungen', en: 'in the preference centre' },
  complaint: { de: 'durch eine Beschwerde', en: 'by a complaint' },
  merge: { de: 'beim Zusammenführen', en: 'by a merge' },
  api: { de: 'über die API', en: 'by the API' },
};
const OUTCOMES: Readonly<Record<string, Text>> = OUTCOME_WORDS;

/** What happened, in one sentence in both languages. Made when it is read: no text is stored. */
export function ledgerSentence({ kind, type, data }: LedgerLine, purposes: PurposeNames = new Map()): Text {
  switch (kind) {
    case 'touchpoint':
      return touchpointSentence(type ?? '', data);
    case 'fields':
      return { de: 'Angaben geändert', en: 'Details changed' };
    case 'consent':
      return consentSentence(type ?? '', data, purposes);
    case 'known':
      return { de: 'Ist jetzt ein bekannter Lead', en: 'Became a known lead' };
    case 'merged':
      return { de: 'Frühere Besuche zusammengeführt', en: 'Earlier visits joined' };
    case 'stage':
      return stageSentence(type, data);
    case 'points_adjusted':
      return quoted({ de: 'Punkte von Hand angepasst', en: 'Points adjusted by hand' }, data['reason']);
    case 'owner':
      return data['ownerId'] === null
        ? { de: 'Gehört niemandem mehr im Vertrieb', en: 'No longer owned by anybody in sales' }
        : { de: 'Vom Vertrieb übernommen', en: 'Taken over by sales' };
    case 'feedback':
      return quoted(joined({ de: 'Rückmeldung', en: 'Feedback' }, ': ', OUTCOMES[type ?? '']), data['reason']);
    case 'handoff_closed':
      return joined({ de: 'Übergabe abgeschlossen', en: 'Handoff closed' }, ': ', OUTCOMES[type ?? '']);
    default:
      return { de: kind, en: kind };
  }
}

/** The names of purposes by their keys. */
export type PurposeNames = ReadonlyMap<string, Text>;

function consentSentence(type: string, data: LedgerLine['data'], purposes: PurposeNames): Text {
  const [purpose = '', channel = ''] = type.split('.');
  const name = purposes.get(purpose) ?? { de: purpose, en: purpose };
  const by = CHANNELS[channel] ?? { de: '', en: '' };
  const said = {
    de: `Einwilligung „${name.de}“ ${by.de}`.trimEnd(),
    en: `Consent “${name.en}” ${by.en}`.trimEnd(),
  };
  const way = WAYS[viaOf(data['proof'])];
  return joined(joined(said, ' ', CONSENT_STATES[String(data['state'])]), ' ', way);
}

function viaOf(proof: unknown): string {
  return typeof proof === 'object' && proof !== null && 'via' in proof ? String(proof.via) : '';
}

/** A touchpoint with the thing it was about, where the sender named one. */
export function touchpointSentence(type: string, data: Readonly<Record<string, unknown>>): Text {
  const about = [data['title'], data['name'], data['offerSlug'], data['path'], data['url']].find(
    (part) => typeof part === 'string' && part !== '',
  );
  return quoted(touchpointLabel(type), about);
}

function stageSentence(type: string | null, data: Readonly<Record<string, unknown>>): Text {
  const stage = Object.entries(STAGE_LABELS).find(([key]) => key === type)?.[1];
  if (!stage) return { de: 'Hat keine Stufe mehr', en: 'Has no stage any more' };
  const cell = typeof data['cell'] === 'string' ? `${data['cell']} · ` : '';
  return { de: `Neue Stufe: ${cell}${stage.de}`, en: `New stage: ${cell}${stage.en}` };
}

function joined(left: Text, between: string, right: Text | undefined): Text {
  return right === undefined ? left : { de: `${left.de}${between}${right.de}`, en: `${left.en}${between}${right.en}` };
}

function quoted(text: Text, about: unknown): Text {
  return typeof about === 'string' && about !== ''
    ? { de: `${text.de} („${about}“)`, en: `${text.en} (“${about}”)` }
    : text;
}
