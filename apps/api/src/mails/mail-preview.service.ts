import { Inject, Injectable } from '@nestjs/common';
import type { TemplateProblem, TemplateProblemCode } from '@ripen/connectors';
import {
  mailContext,
  type MailFacts,
  type MailPreview,
  mailSenderName,
  type PreviewMailBody,
  SIGNED_LINKS,
} from '@ripen/contracts';
import type { Language } from '@ripen/domain';
import { type MailSettings, readMailSettings } from '@ripen/persistence';
import type { Caller } from '../access/caller';
import { API_OPTIONS, type ApiOptions } from '../api-options';
import { Database } from '../database/database';
import { visibleLead } from '../leads/lead-access';
import { templateProblemWords } from './template-words';
import { Templates } from './templates';

type Person = MailFacts['lead'] & Pick<MailFacts, 'companyName'>;

/** Who a mail is shown to where nobody is named. Made up. */
const EXAMPLE_PERSON: Readonly<Record<Language, Person>> = {
  de: {
    firstName: 'Maria',
    lastName: 'Beispiel',
    position: 'Leiterin Einkauf',
    email: 'maria@beispiel.example',
    companyName: 'Beispiel GmbH',
  },
  en: {
    firstName: 'Mary',
    lastName: 'Sample',
    position: 'Head of Purchasing',
    email: 'mary@sample.example',
    companyName: 'Sample Ltd',
  },
};
const EXAMPLE_OFFER: Readonly<Record<Language, string>> = { de: 'Leitfaden', en: 'Guide' };
/** Stands where a signature would: nobody is confirmed or unsubscribed by a preview. */
const UNSIGNED = 'preview';

/** Shows a mail as its reader would see it, by the renderer that the worker sends with. Nothing is sent and nothing is kept. */
@Injectable()
export class MailPreviewService {
  constructor(
    private readonly database: Database,
    private readonly templates: Templates,
    @Inject(API_OPTIONS) private readonly options: ApiOptions,
  ) {}

  async preview(body: PreviewMailBody, caller: Caller): Promise<MailPreview> {
    const { language, subject, body: text } = body;
    const person = body.leadId === undefined ? EXAMPLE_PERSON[language] : await this.lead(body.leadId, caller);
    const settings = await readMailSettings(this.database.pool);
    const links = this.links(body.to);
    const { problems } = await this.templates.lint({ subject, body: text });
    const rendered = await this.templates.render({
      subject,
      body: text,
      language,
      variables: mailContext({
        lead: person,
        companyName: person.companyName,
        offerTitle: body.to === 'submission' ? EXAMPLE_OFFER[language] : null,
        links,
        workspace: settings,
      }),
      frame: {
        kind: 'lead',
        senderName: mailSenderName(settings),
        imprint: settings.imprint,
        unsubscribeUrl: links.unsubscribe,
      },
    });
    if (!rendered.ok) {
      const found = problems.length > 0 ? problems : [faultOf(rendered)];
      return { mail: null, problems: found.map(toShape) };
    }
    const { html, text: plain } = rendered;
    const mail = { from: fromOf(settings), to: toOf(person), subject: rendered.subject, html, text: plain };
    return { mail, problems: problems.map(toShape) };
  }

  /** Marketing sees every lead; whoever may not see this one gets the same answer as for one that does not exist. */
  private async lead(leadId: string, caller: Caller): Promise<Person> {
    const row = await visibleLead(this.database, leadId, caller);
    return {
      firstName: row.first_name,
      lastName: row.last_name,
      position: row.position,
      email: row.email,
      companyName: row.company_name,
    };
  }

  private links(to: PreviewMailBody['to']): MailFacts['links'] {
    const url = (purpose: keyof typeof SIGNED_LINKS): string =>
      `${this.options.publicUrl}${SIGNED_LINKS[purpose].path}${UNSIGNED}`;
    const unsubscribe = url('unsubscribe');
    return to === 'lead' ? { unsubscribe } : { unsubscribe, confirm: url('confirm'), deliver: url('deliver') };
  }
}

const FAULTS = {
  template_error: 'syntax',
  template_timeout: 'timeout',
  template_too_large: 'too_large',
} as const satisfies Readonly<Record<string, TemplateProblemCode>>;

/** What only shows when the text is carried out, such as a loop without end. */
function faultOf({
  code,
  part,
  line,
}: { code: keyof typeof FAULTS } & Pick<MailPoint, 'line'> & { part: MailPoint['part'] | null }) {
  return { code: FAULTS[code], part: part ?? ('body' as const), line, name: null };
}
type MailPoint = MailPreview['problems'][number];

function toShape(problem: TemplateProblem): MailPoint {
  return { part: problem.part, line: problem.line, sentence: templateProblemWords(problem) };
}

function fromOf({ sender, companyName }: MailSettings): string | null {
  return sender === null ? null : `${mailSenderName({ sender, companyName })} <${sender.email}>`;
}

function toOf({ firstName, lastName, email }: Person): string | null {
  if (email === null) return null;
  const name = [firstName, lastName].filter((part) => part !== null && part !== '').join(' ');
  return name === '' ? email : `${name} <${email}>`;
}
