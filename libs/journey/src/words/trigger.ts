import { BANT_WORDS, FEEDBACK_WORDS, type Language } from '@ripen/domain';
import { describeClause } from '@ripen/rules';
import type { TriggerConfig } from '../nodes/trigger.node';
import { anyOf } from './lists';
import type { Names } from './names';
import { stagesWords } from './stages';
import { deedWords } from './things';

/** "Starts when the lead reaches the stage “nurture”, only if …". */
export function triggerWords(config: TriggerConfig, language: Language, names: Names): string {
  const start = startWords(config, language, names);
  if (config.only === null) return start;
  const rule = describeClause(config.only, language, names);
  return { de: `${start}; nur wenn: ${rule}`, en: `${start}; only if: ${rule}` }[language];
}

function startWords(config: TriggerConfig, language: Language, names: Names): string {
  switch (config.on) {
    case 'stage': {
      const stages = stagesWords(config.stages, language);
      return { de: `Beginnt, sobald der Lead ${stages} erreicht`, en: `Starts when the lead reaches ${stages}` }[
        language
      ];
    }
    case 'touchpoint': {
      const deed = deedWords(config.type, language, names);
      return { de: `Beginnt, sobald der Lead ${deed}`, en: `Starts when the lead ${deed}` }[language];
    }
    case 'feedback': {
      const kinds = anyOf(
        config.kinds.map((kind) => FEEDBACK_WORDS[kind][language]),
        language,
      );
      return (
        { de: `Beginnt mit der Rückmeldung „${kinds}“`, en: `Starts with the feedback “${kinds}”` }[language] +
        unmetWords(config, language)
      );
    }
    case 'by_hand':
      return {
        de: 'Beginnt, wenn jemand den Lead von Hand aufnimmt',
        en: 'Starts when somebody enrols the lead by hand',
      }[language];
    case 'api':
      return { de: 'Beginnt durch einen Aufruf der Schnittstelle', en: 'Starts by a call of the API' }[language];
    case 'submission': {
      const offer = config.offerSlug === null ? null : (names.offers[config.offerSlug] ?? config.offerSlug);
      if (offer === null)
        return { de: 'Beginnt, sobald ein Formular abgesendet wird', en: 'Starts when a form is submitted' }[language];
      return {
        de: `Beginnt, sobald das Formular zu „${offer}“ abgesendet wird`,
        en: `Starts when the form for “${offer}” is submitted`,
      }[language];
    }
  }
}

function unmetWords({ unmet }: Extract<TriggerConfig, { on: 'feedback' }>, language: Language): string {
  if (unmet.length === 0) return '';
  const criteria = unmet.map(
    (criterion) => ({ de: `„${BANT_WORDS[criterion].de}“`, en: `“${BANT_WORDS[criterion].en}”` })[language],
  );
  return { de: `, wenn ${anyOf(criteria, 'de')} nicht erfüllt war`, en: ` where ${anyOf(criteria, 'en')} was not met` }[
    language
  ];
}
