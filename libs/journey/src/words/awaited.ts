import type { Language, Stage } from '@ripen/domain';
import type { PropertyRule } from '@ripen/rules';
import { stagesWords } from './stages';
import { deedWords } from './things';
import type { Names } from './names';

/** What a sentence needs of an awaited event, drawn or stored. */
export type AwaitedPhrase =
  | {
      readonly kind: 'touchpoint';
      readonly type: string;
      readonly where: readonly PropertyRule[];
      readonly since?: unknown;
    }
  | { readonly kind: 'stage'; readonly stages: readonly Stage[] }
  | { readonly kind: 'confirmed' }
  | { readonly kind: 'handoff' };

/** "clicks a link" as the end of "until the lead …". */
export function awaitedWords(event: AwaitedPhrase, language: Language, names: Names): string {
  switch (event.kind) {
    case 'touchpoint': {
      const deed = deedWords(event.type, language, names);
      const anew = event.since === 'wait' ? { de: 'erneut ', en: '' }[language] : '';
      const again = event.since === 'wait' ? { de: '', en: ' again' }[language] : '';
      const which =
        event.where.length > 0 ? { de: ' (mit bestimmten Angaben)', en: ' (with certain details)' }[language] : '';
      return `${anew}${deed}${again}${which}`;
    }
    case 'stage': {
      const stages = stagesWords(event.stages, language);
      return { de: `${stages} erreicht`, en: `reaches ${stages}` }[language];
    }
    case 'confirmed':
      return { de: 'die Anmeldung bestätigt', en: 'confirms the registration' }[language];
    case 'handoff':
      return { de: 'vom Vertrieb abgeschlossen wird', en: 'is closed by sales' }[language];
  }
}
