import type { Language } from '@ripen/domain';
import { type JourneyGraph, reifung, ruecklaeufer } from '@ripen/journey';

interface TemplateOptions {
  readonly teamId: string;
  readonly language: Language;
  /** The page that the mails lead to: an offer's form, else a page of our own. */
  readonly pageUrl: string;
}

/** The journeys that everybody may begin with: the two of the example workspace. */
export function templateGraph(
  template: 'ripening' | 'returning',
  { teamId, language, pageUrl }: TemplateOptions,
): JourneyGraph {
  return template === 'ripening'
    ? reifung({ teamId, language, guideUrl: pageUrl })
    : ruecklaeufer({ teamId, language, newsUrl: pageUrl });
}
