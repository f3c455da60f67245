import { Injectable, type OnApplicationShutdown } from '@nestjs/common';
import { createTemplateRenderer, type TemplateProblem } from '@ripen/connectors';
import { MAIL_VARIABLES, type Problem } from '@ripen/contracts';
import { type Language, LANGUAGES, type Text } from '@ripen/domain';
import { type JourneyGraph, sendEmailConfigSchema } from '@ripen/journey';

const KNOWN = Object.keys(MAIL_VARIABLES);
const LANGUAGE_WORDS: Readonly<Record<Language, Text>> = {
  de: { de: 'Deutsch', en: 'German' },
  en: { de: 'Englisch', en: 'English' },
};

/** Reads the mails of a drawing the way they will be rendered, so that no template fails for the first time in front of a lead. */
@Injectable()
export class MailLintService implements OnApplicationShutdown {
  private readonly templates = createTemplateRenderer();

  async lint(graph: JourneyGraph): Promise<Problem[]> {
    const found = await Promise.all(
      graph.nodes.flatMap(({ id, kind, config }) => {
        const parsed = kind === 'send_email' ? sendEmailConfigSchema.safeParse(config) : null;
        if (!parsed?.success) return [];
        const { content } = parsed.data;
        return LANGUAGES.map(async (language) => {
          const { problems } = await this.templates.lint(content[language], KNOWN);
          return problems.flatMap((problem) => toProblem(id, language, problem));
        });
      }),
    );
    return found.flat();
  }

  async onApplicationShutdown(): Promise<void> {
    await this.templates.close();
  }
}

/** Empty parts are the journey core's own point. */
function toProblem(nodeId: string, language: Language, problem: TemplateProblem): Problem[] {
  const { code, part, name } = problem;
  if (code === 'empty_subject' || code === 'empty_body') return [];
  const where = placeOf(language, problem);
  const said = FAULTS[code](name ?? '');
  const sentence = { de: `${where.de}: ${said.de}`, en: `${where.en}: ${said.en}` };
  return [
    { severity: 'error', code: `mail_${code}`, nodeId, edgeId: null, field: `content.${language}.${part}`, sentence },
  ];
}

function placeOf(language: Language, { part, line }: TemplateProblem): Text {
  const words = LANGUAGE_WORDS[language];
  const name = part === 'subject' ? { de: 'Betreff', en: 'Subject' } : { de: 'Text', en: 'Text' };
  return {
    de: `${name.de} (${words.de})${line === null ? '' : `, Zeile ${line}`}`,
    en: `${name.en} (${words.en})${line === null ? '' : `, line ${line}`}`,
  };
}

const FAULTS = {
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
};
