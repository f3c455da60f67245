import type { Language, Stage } from '@ripen/domain';
import { STAGE_LABELS } from '@ripen/rules';
import { anyOf } from './lists';

/** "the stage “nurture” or “develop”". */
export function stagesWords(stages: readonly Stage[], language: Language): string {
  const quoted = stages.map(
    (stage) => ({ de: `„${STAGE_LABELS[stage].de}“`, en: `“${STAGE_LABELS[stage].en}”` })[language],
  );
  return { de: `die Phase ${anyOf(quoted, 'de')}`, en: `the stage ${anyOf(quoted, 'en')}` }[language];
}
