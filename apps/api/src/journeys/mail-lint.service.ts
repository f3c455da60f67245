import { Injectable } from '@nestjs/common';
import type { TemplateProblem } from '@ripen/connectors';
import type { Problem } from '@ripen/contracts';
import { type Language, LANGUAGES, type Text } from '@ripen/domain';
import { type JourneyGraph, sendEmailConfigSchema } from '@ripen/journey';
import { templateProblemWords } from '../mails/template-words';
import { Templates } from '../mails/templates';

const LANGUAGE_WORDS: Readonly<Record<Language, Text>> = {
  de: { de: 'Deutsch', en: 'German' },
  en: { de: 'Englisch', en: 'English' },
};

/** Reads the mails of a drawing the way they will be rendered, so that no template fails for the first time in front of a lead. */
@Injectable()
export class MailLintService {
  constructor(private readonly templates: Templates) {}

  async lint(graph: JourneyGraph): Promise<Problem[]> {
    const found = await Promise.all(
      graph.nodes.flatMap(({ id, kind, config }) => {
        const parsed = kind === 'send_email' ? sendEmailConfigSchema.safeParse(config) : null;
        if (!parsed?.success) return [];
        const { content } = parsed.data;
        return LANGUAGES.map(async (language) => {
          const { problems } = await this.templates.lint(content[language]);
          return problems.flatMap((problem) => toProblem(id, language, problem));
        });
      }),
    );
    return found.flat();
  }
}

/** Empty parts are the journey core's own point. */
function toProblem(nodeId: string, language: Language, problem: TemplateProblem): Problem[] {
  const { code, part } = problem;
  if (code === 'empty_subject' || code === 'empty_body') return [];
  const where = placeOf(language, problem);
  const said = templateProblemWords(problem);
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
