import { Inject, Injectable } from '@nestjs/common';
import { formSubmissionSchema, type FormSubmission } from '@ripen/contracts';
import type { Language, Source } from '@ripen/domain';
import { type OfferRow, submitForm } from '@ripen/persistence';
import { API_OPTIONS, type ApiOptions } from '../api-options';
import { Database } from '../database/database';
import { ApiException } from '../http/api-exception';
import { count } from '../ingest/traits';
import { PAGE_TEXTS } from './texts';

/** Unconfirmed mails to one address in an hour: a form must not become a tool to flood somebody. */
const UNCONFIRMED_PER_HOUR = 5;

export type FormOutcome =
  { readonly ok: true } | { readonly ok: false; readonly problems: Readonly<Record<string, string>> };

/** Takes hosted forms. What is wrong is said beside the field, in the page's language. */
@Injectable()
export class FormsService {
  constructor(
    private readonly database: Database,
    @Inject(API_OPTIONS) private readonly options: ApiOptions,
  ) {}

  async submit(input: { offer: OfferRow; body: unknown; language: Language; source: Source }): Promise<FormOutcome> {
    const { offer, body, language, source } = input;
    const parsed = formSubmissionSchema.safeParse(body);
    if (!parsed.success)
      return {
        ok: false,
        problems: problemsOf(
          parsed.error.issues.map((issue) => String(issue.path[0])),
          language,
        ),
      };
    const form = parsed.data;
    if (form.employees !== '' && count(form.employees) === null)
      return { ok: false, problems: { employees: PAGE_TEXTS[language].badNumber } };
    // A consent is given to the words that were on the page.
    if (form.wordingVersion !== offer.wordingVersion)
      return { ok: false, problems: { consent: PAGE_TEXTS[language].wordingChanged } };
    await this.refuseFlood(form.email);
    await submitForm(this.database.pool, toSubmission(offer, form, { language, source }), {
      clock: this.options.clock,
    });
    return { ok: true };
  }

  private async refuseFlood(email: string): Promise<void> {
    const row = await this.database.row<{ waiting: number }>(
      `SELECT count(*) AS waiting FROM form_submission WHERE lower(email) = $1 AND confirmed_at IS NULL AND submitted_at > now() - interval '1 hour'`,
      [email],
    );
    if ((row?.waiting ?? 0) >= UNCONFIRMED_PER_HOUR) throw new ApiException('too_many_requests');
  }
}

function problemsOf(fields: readonly string[], language: Language): Record<string, string> {
  const texts = PAGE_TEXTS[language];
  const known: Record<string, string> = {
    email: texts.badEmail,
    consent: texts.consentNeeded,
    wordingVersion: texts.wordingChanged,
  };
  return Object.fromEntries(fields.map((field) => [field, known[field] ?? texts.missing]));
}

function toSubmission(
  offer: OfferRow,
  form: FormSubmission,
  { language, source }: { language: Language; source: Source },
) {
  const orNull = (text: string) => (text === '' ? null : text);
  return {
    offerId: offer.id,
    offerSlug: offer.slug,
    email: form.email,
    fields: {
      firstName: orNull(form.firstName),
      lastName: form.lastName,
      company: form.company,
      position: orNull(form.position),
      employees: count(form.employees),
      industry: orNull(form.industry),
    },
    language,
    wording: offer.consentWording[language],
    wordingVersion: offer.wordingVersion,
    anonymousId: orNull(form.anonymousId),
    submissionId: orNull(form.submissionId),
    source,
  };
}
