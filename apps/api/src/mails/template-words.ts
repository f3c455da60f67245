import type { TemplateProblem, TemplateProblemCode } from '@ripen/connectors';
import type { Text } from '@ripen/domain';

/** What is wrong with the text of a mail, and what to do about it. */
export function templateProblemWords({ code, name }: Pick<TemplateProblem, 'code' | 'name'>): Text {
  return WORDS[code](name ?? '');
}

const WORDS = {
  syntax: () => ({
    de: 'Eine Klammer oder ein Befehl ist nicht richtig geschlossen.',
    en: 'A bracket or a command is not closed properly.',
  }),
  unknown_variable: (name: string) => ({
    de: `„${name}“ gibt es nicht. Wählen Sie eine Angabe aus der Liste.`,
    en: `“${name}” does not exist. Choose one from the list.`,
  }),
  unknown_filter: (name: string) => ({
    de: `Den Filter „${name}“ gibt es nicht. Entfernen Sie ihn.`,
    en: `The filter “${name}” does not exist. Remove it.`,
  }),
  unknown_tag: (name: string) => ({
    de: `Den Befehl „${name}“ gibt es nicht. Entfernen Sie ihn.`,
    en: `The command “${name}” does not exist. Remove it.`,
  }),
  bad_link: (name: string) => ({
    de: `Der Link „${name}“ führt nirgendwohin. Geben Sie eine Adresse mit https:// an.`,
    en: `The link “${name}” leads nowhere. Give an address with https://.`,
  }),
  too_large: () => ({ de: 'Der Text ist zu lang. Kürzen Sie ihn.', en: 'The text is too long. Shorten it.' }),
  timeout: () => ({
    de: 'Der Text rechnet zu lange. Vereinfachen Sie die Schleifen.',
    en: 'The text takes too long. Simplify its loops.',
  }),
  empty_subject: () => ({ de: 'Der Betreff ist leer.', en: 'The subject is empty.' }),
  empty_body: () => ({ de: 'Der Text ist leer.', en: 'The text is empty.' }),
} satisfies Readonly<Record<TemplateProblemCode, (name: string) => Text>>;
