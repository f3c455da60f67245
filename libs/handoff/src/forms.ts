import {
  asLabel,
  BANT_WORDS,
  type BantCriterion,
  type FeedbackKind,
  type RejectReason,
  type Text,
} from '@ripen/domain';

/** How a question is answered. `criteria`: any of the BANT criteria. */
export type AnswerKind = 'text' | 'yes_no' | 'criteria';

/** One question of a feedback form. `reason` and `unmet` fill the feedback's own fields, the others its `answers` by key. */
export interface FormQuestion {
  readonly key: string;
  readonly answer: AnswerKind;
  readonly required: boolean;
  /** Asked only when this earlier yes/no question was answered so. */
  readonly onlyIf: { readonly key: string; readonly is: 'yes' | 'no' } | null;
  readonly label: Text;
}

const text = (key: string, de: string, en: string): FormQuestion => ({
  key,
  answer: 'text',
  required: false,
  onlyIf: null,
  label: { de, en },
});
const yesNo = (key: string, de: string, en: string): FormQuestion => ({ ...text(key, de, en), answer: 'yes_no' });

/** Asked whatever came of the lead. */
const GENERAL: readonly FormQuestion[] = [
  text('findings', 'Was haben Sie im Kontakt erfahren?', 'What did you learn from the contact?'),
  yesNo(
    'testimonial',
    'Bereit zu einem Referenzzitat oder Anwenderbericht?',
    'Willing to give a testimonial or user report?',
  ),
  yesNo('recommends', 'Wird uns weiterempfohlen?', 'Will they recommend us?'),
];

/** The forms by kind of feedback: won and lost end with the general questions. */
export const FEEDBACK_FORMS: Readonly<Record<FeedbackKind, readonly FormQuestion[]>> = {
  general: GENERAL,
  won: [
    { ...text('reason', 'Grund für den Abschluss', 'Reason for the deal'), required: true },
    text('arguments', 'Welche Argumente haben den Ausschlag gegeben?', 'Which arguments decided it?'),
    text('competitors', 'Welche Wettbewerber waren in der Auswahl?', 'Which competitors were in the selection?'),
    ...GENERAL,
  ],
  lost: [
    { ...text('reason', 'Warum verloren?', 'Why was it lost?'), required: true },
    text('stage_lost', 'In welcher Phase verloren?', 'At which stage was it lost?'),
    yesNo('bought_at_all', 'Wurde überhaupt gekauft?', 'Did they buy at all?'),
    {
      ...text('bought_from', 'Bei welchem Wettbewerber?', 'From which competitor?'),
      onlyIf: { key: 'bought_at_all', is: 'yes' },
    },
    {
      ...text('kept_from_buying', 'Was hat vom Kauf abgehalten?', 'What kept them from buying?'),
      onlyIf: { key: 'bought_at_all', is: 'no' },
    },
    {
      ...text('unmet', 'Welches BANT-Kriterium war nicht erfüllt?', 'Which BANT criterion was not met?'),
      answer: 'criteria',
    },
    text('special_reasons', 'Besondere Gründe', 'Special reasons'),
    ...GENERAL,
  ],
};

/** The name of each BANT criterion, and the question that settles it. */
export const BANT_QUESTIONS: Readonly<Record<BantCriterion, { readonly label: Text; readonly question: Text }>> = {
  budget: {
    label: asLabel(BANT_WORDS.budget),
    question: {
      de: 'Hat das Unternehmen das Budget, und darf die Ansprechperson darüber entscheiden?',
      en: 'Is there a budget, and may the contact decide on it?',
    },
  },
  authority: {
    label: asLabel(BANT_WORDS.authority),
    question: {
      de: 'Sprechen wir mit der Person, die entscheidet? Welche Rolle hat sie im Buying-Center?',
      en: 'Are we talking to the decider? Which role do they have in the buying centre?',
    },
  },
  need: {
    label: asLabel(BANT_WORDS.need),
    question: {
      de: 'Besteht akutes Interesse, und haben wir die richtige Lösung?',
      en: 'Is there an acute need, and do we have the right solution?',
    },
  },
  time: {
    label: asLabel(BANT_WORDS.time),
    question: { de: 'Wann soll gekauft oder bestellt werden?', en: 'When is the purchase or order planned?' },
  },
};

/** Why a rep gives a lead back, with what happens then. */
export const REJECT_REASON_TEXTS: Readonly<Record<RejectReason, { readonly label: Text; readonly then: Text }>> = {
  not_mine: {
    label: { de: 'Nicht mein Lead', en: 'Not mine' },
    then: { de: 'Der Lead geht an die nächste Person im Team.', en: 'The lead goes to the next person in the team.' },
  },
  not_ripe: {
    label: { de: 'Noch nicht reif', en: 'Not ripe yet' },
    then: {
      de: 'Der Lead geht zurück ans Marketing und wird weiter gepflegt.',
      en: 'The lead goes back to marketing and is nurtured further.',
    },
  },
  pseudo: {
    label: { de: 'Pseudo-Lead', en: 'Pseudo-lead' },
    then: {
      de: 'Der Lead wird aussortiert und nicht mehr übergeben.',
      en: 'The lead is filtered out and not handed over again.',
    },
  },
};

/** What each priority of the worklist means. */
export const PRIORITY_TEXTS: Readonly<Record<'A' | 'B' | 'C', Text>> = {
  A: { de: 'Angebote schreiben und abgegebene Angebote nachfassen', en: 'Write quotes and chase the quotes handed in' },
  B: { de: 'Neue Leads aus dem Marketing kontaktieren', en: 'Contact new leads from marketing' },
  C: {
    de: 'Ältere Vertriebskontakte und C-/D-Kontakte nachfassen',
    en: 'Follow up older contacts and C/D contacts',
  },
};
