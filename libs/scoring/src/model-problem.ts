import type { Language, Text } from '@ripen/domain';
import type { ProblemOf } from '@ripen/rules';

/** Each code with its sentence; the sentence says what to do. `{detail}` is replaced by the problem's detail. */
export const MODEL_PROBLEM_MESSAGES = {
  no_criteria: { de: 'Legen Sie mindestens ein Kriterium an.', en: 'Add at least one criterion.' },
  criterion_twice: {
    de: 'Das Kriterium „{detail}“ gibt es zweimal. Benennen Sie eines um.',
    en: 'The criterion “{detail}” exists twice. Rename one.',
  },
  label_missing: {
    de: 'Geben Sie die Bezeichnung auf Deutsch und auf Englisch an.',
    en: 'Give the label in German and in English.',
  },
  field_not_text: {
    de: 'Dieses Feld ist eine Zahl. Wählen Sie Schwellen statt Listen.',
    en: 'This field is a number. Use thresholds instead of lists.',
  },
  field_not_number: {
    de: 'Dieses Feld ist keine Zahl. Wählen Sie Listen statt Schwellen.',
    en: 'This field is not a number. Use lists instead of thresholds.',
  },
  no_grade_defined: {
    de: 'Legen Sie für mindestens eine Note fest, wer sie bekommt.',
    en: 'Say for at least one grade who gets it.',
  },
  synonym_twice: {
    de: '„{detail}“ steht bei zwei Noten. Streichen Sie einen Eintrag.',
    en: '“{detail}” is listed under two grades. Remove one entry.',
  },
  synonym_blank: {
    de: '„{detail}“ enthält zu wenige Buchstaben oder Ziffern zum Vergleichen.',
    en: '“{detail}” has too few letters or digits to compare.',
  },
  synonym_star_inside: {
    de: 'In „{detail}“ darf der Stern nur am Anfang oder am Ende stehen.',
    en: 'In “{detail}” the star may only stand at the start or the end.',
  },
  thresholds_of_criterion: {
    de: 'Eine bessere Note braucht eine höhere Schwelle (Note {detail}).',
    en: 'A better grade needs a higher threshold (grade {detail}).',
  },
  weight_missing: {
    de: 'Geben Sie dem Kriterium „{detail}“ ein Gewicht über 0.',
    en: 'Give the criterion “{detail}” a weight above 0.',
  },
  weight_not_positive: {
    de: 'Das Gewicht von „{detail}“ muss größer als 0 sein.',
    en: 'The weight of “{detail}” must be above 0.',
  },
  weight_of_nothing: {
    de: 'Das Gewicht „{detail}“ gehört zu keinem Kriterium. Entfernen Sie es.',
    en: 'The weight “{detail}” belongs to no criterion. Remove it.',
  },
  values_not_descending: {
    de: 'Eine bessere Note braucht einen höheren Wert.',
    en: 'A better grade needs a higher value.',
  },
  thresholds_not_descending: {
    de: 'Eine bessere Note braucht eine höhere Schwelle.',
    en: 'A better grade needs a higher threshold.',
  },
  grade_unreachable: {
    de: 'Diese Schwelle erreicht niemand: Sie liegt über dem Wert von A.',
    en: 'Nobody reaches this threshold: it is above the value of A.',
  },
  no_points: {
    de: 'Vergeben Sie für mindestens einen Touchpoint Punkte.',
    en: 'Give points for at least one touchpoint.',
  },
  points_twice: { de: 'Für diesen Touchpoint sind schon Punkte vergeben.', en: 'This touchpoint already has points.' },
  points_nothing: { de: 'Dieser Touchpoint gibt 0 Punkte.', en: 'This touchpoint gives 0 points.' },
  points_too_fine: { de: 'Punkte haben höchstens drei Nachkommastellen.', en: 'Points have at most three decimals.' },
  band_missing: { de: 'Stufe {detail} fehlt.', en: 'Band {detail} is missing.' },
  band_twice: { de: 'Stufe {detail} gibt es zweimal.', en: 'Band {detail} exists twice.' },
  bands_leave_a_gap: {
    de: 'Die unterste Stufe muss bei 0 Punkten beginnen.',
    en: 'The lowest band must begin at 0 points.',
  },
  bands_not_ascending: {
    de: 'Stufe {detail} muss mehr Punkte verlangen als die Stufe darunter.',
    en: 'Band {detail} must ask for more points than the band below it.',
  },
  cell_missing: { de: 'Die Zelle {detail} hat keine Phase.', en: 'The cell {detail} has no stage.' },
  nobody_sales_ready: {
    de: 'Keine Zelle ist vertriebsreif: Niemand wird je übergeben.',
    en: 'No cell is sales-ready: nobody will ever be handed over.',
  },
  pseudo_twice: { de: 'Die Regel „{detail}“ gibt es zweimal.', en: 'The rule “{detail}” exists twice.' },
  pseudo_key_reserved: {
    de: 'Der Schlüssel „by_hand“ ist vergeben. Wählen Sie einen anderen.',
    en: 'The key “by_hand” is taken. Choose another one.',
  },
  pseudo_condition_broken: {
    de: 'Die Bedingung von „{detail}“ ist unvollständig.',
    en: 'The condition of “{detail}” is incomplete.',
  },
  pseudo_reads_score: {
    de: 'Die Regel „{detail}“ liest die Bewertung, die sie selbst bestimmt. Verwenden Sie Felder von Person und Unternehmen.',
    en: 'The rule “{detail}” reads the score that it decides itself. Use fields of the person and the company.',
  },
  pseudo_needs_history: {
    de: 'Die Regel „{detail}“ darf nur alle Touchpoints oder Besuche von Karriereseiten zählen, ohne Zeitraum und ohne Eigenschaften.',
    en: 'The rule “{detail}” may only count all touchpoints or careers page visits, without a period and without properties.',
  },
  pseudo_by_email_alone: {
    de: 'Bei „{detail}“ entscheidet die E-Mail-Adresse allein. Ein Freemail-Konto macht niemanden zum Pseudo-Lead: Verlangen Sie eine weitere Tatsache.',
    en: 'In “{detail}” the e-mail address decides alone. A free-mail account makes nobody a pseudo-lead: ask for a further fact.',
  },
  pseudo_matches_unknown: {
    de: 'Die Regel „{detail}“ trifft Personen, über die nichts bekannt ist.',
    en: 'The rule “{detail}” meets people of whom nothing is known.',
  },
} as const satisfies Readonly<Record<string, Text>>;

export type ModelProblemCode = keyof typeof MODEL_PROBLEM_MESSAGES;

/** One thing that is wrong with a model; `detail` fills the message. */
export interface ModelProblem extends ProblemOf<ModelProblemCode> {
  readonly detail?: string;
}

/** The sentence of one problem, its detail filled in. */
export function modelProblemText({ code, detail }: ModelProblem, language: Language): string {
  return MODEL_PROBLEM_MESSAGES[code][language].replace('{detail}', detail ?? '');
}
