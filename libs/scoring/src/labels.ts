import type { Band, Cell, Stage, Text } from '@ripen/domain';
import type { GradeReason } from './grade';

/** Every word of the score in both languages, in one place for the screens. */
export { CATEGORY_LABELS, GRADE_LABELS, STAGE_LABELS, TOUCHPOINT_LABELS, touchpointLabel } from '@ripen/rules';

/** What each stage asks of us. */
export const STAGE_MEANINGS: Readonly<Record<Stage, Text>> = {
  sales_ready: { de: 'jetzt an den Vertrieb übergeben', en: 'hand over to sales now' },
  develop: { de: 'fast reif: gezielt weiterentwickeln', en: 'nearly ripe: nurture with intent' },
  nurture: { de: 'schaut sich um: geduldig pflegen', en: 'just looking: nurture patiently' },
  park: { de: 'nichts aktiv tun, weiter zuhören', en: 'no active effort; keep listening' },
};

export const CATEGORY_MEANINGS: Readonly<Record<'hot' | 'looking' | 'pseudo', Text>> = {
  hot: {
    de: 'hat sich eingehend mit dem Angebot befasst und steht kurz vor dem Abschluss',
    en: 'has studied the offer closely and is near a deal',
  },
  looking: {
    de: 'steht am Anfang des Kaufprozesses und muss entwickelt werden',
    en: 'is at the start of buying and must be developed',
  },
  pseudo: {
    de: 'ist kein Lead und wird nie an den Vertrieb übergeben',
    en: 'is not a lead and is never handed to sales',
  },
};

export const BAND_LABELS: Readonly<Record<Band, Text>> = {
  1: { de: 'sehr aktiv', en: 'very active' },
  2: { de: 'aktiv', en: 'active' },
  3: { de: 'erste Schritte', en: 'first steps' },
  4: { de: 'kaum aktiv', en: 'hardly active' },
};

/** A cell in words: "A1: vertriebsreif". */
export function cellLabel(cell: Cell, stage: Text): Text {
  return { de: `${cell}: ${stage.de}`, en: `${cell}: ${stage.en}` };
}

export const HAND_LABEL: Text = { de: 'Von Hand angepasst', en: 'Adjusted by hand' };
export const FLOOR_LABEL: Text = { de: 'Angehoben auf 0 Punkte', en: 'Lifted to 0 points' };

/** Why a criterion got its grade. */
export const GRADE_REASON_LABELS: Readonly<Record<GradeReason, Text>> = {
  synonym: { de: 'steht in der Liste dieser Note', en: 'is on the list of this grade' },
  more_than: { de: 'liegt über der Schwelle dieser Note', en: 'is above the threshold of this grade' },
  otherwise: { de: 'steht auf keiner Liste', en: 'is on no list' },
  unanswered_graded: { de: 'keine Angabe, zählt mit dieser Note', en: 'not answered, counts with this grade' },
  unanswered_skipped: { de: 'keine Angabe, zählt nicht mit', en: 'not answered, does not count' },
};

/** Why a lead counts as none although no rule says so. Rules carry their own labels. */
export const PSEUDO_BY_HAND_LABEL: Text = {
  de: 'von Hand als Pseudo-Lead markiert',
  en: 'marked as a pseudo-lead by hand',
};
