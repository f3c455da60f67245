import { CSV_REFUSALS } from '@ripen/connectors';
import type { Text } from '@ripen/domain';
import { REFUSAL_REASONS, type RefusalReason } from '@ripen/persistence';

/** Why a row is refused, and what to do; `{column}` is the label of the column. */
const REASONS: Readonly<Record<RefusalReason, Text>> = {
  too_many_cells: {
    de: 'Die Zeile hat mehr Felder als die Datei Spalten. Bitte prüfen Sie Anführungszeichen und Trennzeichen.',
    en: 'The row has more fields than the file has columns. Please check quotation marks and delimiters.',
  },
  no_key: {
    de: 'Der Schlüssel fehlt: Ohne ihn ist nicht zu sagen, um wen es geht. Bitte ergänzen Sie ihn.',
    en: 'The key is missing: without it nobody can say who this is about. Please add it.',
  },
  no_company: {
    de: 'Name und Domain der Firma fehlen. Bitte ergänzen Sie eines von beiden.',
    en: 'Name and domain of the company are missing. Please add one of them.',
  },
  bad_email: {
    de: '„{column}“ ist keine E-Mail-Adresse. Bitte berichtigen oder leeren Sie das Feld.',
    en: '“{column}” is not an e-mail address. Please correct or empty the field.',
  },
  email_taken: {
    de: 'Die E-Mail-Adresse gehört schon jemand anderem. Bitte prüfen Sie, wer gemeint ist.',
    en: 'The e-mail address belongs to somebody else already. Please check who is meant.',
  },
  id_taken: {
    de: 'Wer diese E-Mail-Adresse hat, trägt in diesem System schon eine andere Nummer. Bitte prüfen Sie, wer gemeint ist.',
    en: 'Whoever has this e-mail address has another id of this system already. Please check who is meant.',
  },
  repeated: {
    de: 'Weiter oben steht schon eine Zeile mit demselben Schlüssel. Bitte führen Sie beide zusammen.',
    en: 'A row further up has the same key already. Please join the two.',
  },
  repeated_email: {
    de: 'Weiter oben steht schon eine Zeile mit derselben E-Mail-Adresse. Bitte prüfen Sie, wer gemeint ist.',
    en: 'A row further up has the same e-mail address already. Please check who is meant.',
  },
  bad_number: {
    de: '„{column}“ ist keine Zahl, wie sie hier erwartet wird. Bitte berichtigen Sie das Feld.',
    en: '“{column}” is not a number as it is expected here. Please correct the field.',
  },
  bad_date: {
    de: '„{column}“ ist kein Datum. Bitte schreiben Sie es wie 31.12.2026 oder 2026-12-31.',
    en: '“{column}” is not a date. Please write it like 2026-12-31.',
  },
  bad_choice: {
    de: '„{column}“ ist keiner der möglichen Werte. Bitte berichtigen Sie das Feld.',
    en: '“{column}” is none of the possible values. Please correct the field.',
  },
  bad_yes_no: {
    de: '„{column}“ ist weder ja noch nein. Bitte berichtigen Sie das Feld.',
    en: '“{column}” is neither yes nor no. Please correct the field.',
  },
  too_long: {
    de: '„{column}“ ist zu lang. Bitte kürzen Sie das Feld.',
    en: '“{column}” is too long. Please shorten the field.',
  },
  future_consent: {
    de: 'Die Einwilligung in „{column}“ liegt in der Zukunft. Bitte berichtigen Sie das Datum.',
    en: 'The consent in “{column}” lies in the future. Please correct the date.',
  },
  erased: {
    de: 'Diese Person wurde gelöscht und darf nicht wieder eingelesen werden. Sie kann sich nur selbst wieder anmelden.',
    en: 'This person was erased and must not be imported again. Only they themselves can come back.',
  },
};

/** The sentence of a refused row. */
export function reasonOf(reason: string | null, detail: string | null): Text {
  const known = REFUSAL_REASONS.find((one) => one === reason);
  if (known === undefined) return { de: reason ?? '', en: reason ?? '' };
  const { de, en } = REASONS[known];
  const fill = (sentence: string) => sentence.replace('{column}', () => detail ?? '');
  return { de: fill(de), en: fill(en) };
}

const FORGOTTEN: Text = {
  de: 'Die Datei wurde weggeworfen, weil inzwischen eine Person gelöscht wurde. Bitte laden Sie sie noch einmal hoch.',
  en: 'The file was thrown away because a person was erased meanwhile. Please upload it again.',
};
const BROKEN: Text = {
  de: 'Der Import ist an einem Fehler gescheitert. Was eingelesen ist, bleibt und kann rückgängig gemacht werden.',
  en: 'The import failed because of an error. What was imported stays and can be undone.',
};

/** Why an import ended without success. */
export function failureWords(failure: string | null): Text {
  const refusal = Object.entries(CSV_REFUSALS).find(([code]) => code === failure);
  if (refusal) return refusal[1];
  return failure === 'forgotten' ? FORGOTTEN : BROKEN;
}
