import { Inject, Injectable } from '@nestjs/common';
import { createSigner, type Signer } from '@ripen/connectors';
import { formDefinitionSchema, type FormFrame, formFrameSchema, KNOWN_FIELDS, knownField } from '@ripen/contracts';
import type { Language } from '@ripen/domain';
import { submitForm, type Touch } from '@ripen/persistence';
import { API_OPTIONS, type ApiOptions } from '../api-options';
import { Database } from '../database/database';
import { ApiException } from '../http/api-exception';
import { readAnswers } from './answers';
import { askedOf, type HostedForm, type Visitor } from './hosted-form';
import { PAGE_TEXTS } from './texts';
import { carriedTouches, sourceOfTouch } from './touch';

/** Unconfirmed mails to one address in an hour: a form must not become a tool to flood somebody. */
const UNCONFIRMED_PER_HOUR = 5;
/** Nobody reads and fills in a form faster than this. */
const QUICKEST_MS = 1_500;
const OPEN_FOR_MS = 86_400_000;

export type FormOutcome =
  { readonly ok: true } | { readonly ok: false; readonly problems: Readonly<Record<string, string>> };

/** A form that was sent, before anything in it is believed. */
export interface SentForm {
  readonly form: HostedForm;
  readonly sent: Readonly<Record<string, string>>;
  readonly language: Language;
  /** How the visitor came to this page, by its own address. */
  readonly touch: Touch;
}

/** Shows and takes published forms. What is wrong is said beside the field, in the page's language. */
@Injectable()
export class HostedFormsService {
  private readonly signer: Signer;

  constructor(
    private readonly database: Database,
    @Inject(API_OPTIONS) private readonly options: ApiOptions,
  ) {
    this.signer = createSigner(options.secret);
  }

  /** The published form at an address; null for one that is unknown, unpublished or off the net. */
  async bySlug(slug: string): Promise<HostedForm | null> {
    const row = await this.database.row<Omit<HostedForm, 'definition'> & { definition: unknown }>(
      `SELECT f.id, f.slug, f.version, v.wording_version AS "wordingVersion", v.definition, f.offer_id AS "offerId", coalesce(o.slug, f.slug) AS topic
       FROM form f JOIN form_version v ON v.form_id = f.id AND v.version = f.version LEFT JOIN offer o ON o.id = f.offer_id LEFT JOIN event e ON e.id = f.event_id
       WHERE f.slug = $1 AND f.active AND f.archived_at IS NULL AND coalesce(o.active, true) AND o.archived_at IS NULL AND e.archived_at IS NULL`,
      [slug],
    );
    return row === null ? null : { ...row, definition: formDefinitionSchema.parse(row.definition) };
  }

  /** Signed: this form was shown at this moment. */
  opened(form: HostedForm): string {
    const now = Date.now();
    return this.signer.sign('opened', [form.slug, String(now)], now + OPEN_FOR_MS);
  }

  /** Whether that is our word that this form was shown, not too long ago. */
  isOpen(form: HostedForm, opened: string): boolean {
    return this.signer.verify('opened', opened, Date.now())?.[0] === form.slug;
  }

  /** Whoever came by the link of a mail, else whoever the browser agreed to be. */
  async recognise({ visitor, anonymousId }: Pick<FormFrame, 'visitor' | 'anonymousId'>): Promise<Visitor | null> {
    const byLink = visitor === '' ? null : (this.signer.verify('visitor', visitor, Date.now())?.[0] ?? null);
    if (byLink === null && anonymousId === '') return null;
    const row = await this.database.row<KnownRow>(
      `SELECT l.id, l.email, to_jsonb(l) AS lead, to_jsonb(c) AS company, ARRAY(
         SELECT DISTINCT a.key FROM form_submission s, jsonb_each(s.fields) a
         WHERE s.lead_id = l.id AND s.confirmed_at IS NOT NULL AND a.value NOT IN ('null', '""')) AS answers
       FROM lead l LEFT JOIN company c ON c.id = l.company_id
       WHERE l.known AND l.merged_into IS NULL AND l.id = coalesce($1::uuid, (SELECT lead_id FROM lead_identity WHERE kind = 'anonymous' AND value = $2))`,
      [byLink, anonymousId],
    );
    if (row === null) return null;
    return { leadId: row.id, byLink: byLink !== null, email: row.email, answered: answeredOf(row) };
  }

  async countView({ id }: HostedForm): Promise<void> {
    await this.count(id, 'views');
  }

  async submit({ form, sent, language, touch }: SentForm): Promise<FormOutcome> {
    const frame = formFrameSchema.parse(sent);
    if (frame.homepage !== '') {
      await this.count(form.id, 'refused');
      return { ok: true };
    }
    const texts = PAGE_TEXTS[language];
    const problem = this.problemOfTime(form, frame.opened);
    if (problem !== null) return { ok: false, problems: { form: texts[problem] } };
    const visitor = await this.recognise(frame);
    const { answers, problems } = readAnswers(askedOf(form.definition, visitor), sent, texts);
    const consent = this.problemOfConsent(form, frame, language);
    const all = { ...problems, ...consent };
    if (Object.keys(all).length > 0) return { ok: false, problems: all };
    const email = typeof answers['email'] === 'string' ? answers['email'] : (visitor?.email ?? '');
    await this.refuseFlood(email);
    await this.keep({ form, frame, language, email, answers, touch });
    return { ok: true };
  }

  private async keep(input: {
    form: HostedForm;
    frame: FormFrame;
    language: Language;
    email: string;
    answers: Readonly<Record<string, string | number | boolean | null>>;
    touch: Touch;
  }): Promise<void> {
    const { form, frame, language, email, answers, touch } = input;
    const { consent } = form.definition;
    const agreed = consent !== null && frame.consent === 'yes';
    const { email: _email, ...fields } = answers;
    const carried = carriedTouches(frame.touch);
    const last = { ...carried.last, ...touch };
    const first = (await this.firstTouch(frame.anonymousId)) ?? carried.first ?? last;
    await submitForm(
      this.database.pool,
      {
        offerId: form.offerId,
        offerSlug: form.topic,
        form: { id: form.id, version: form.version },
        email,
        fields,
        language,
        wording: consent?.wording[language] ?? '',
        wordingVersion: form.wordingVersion,
        consent: agreed ? { purpose: consent.purpose, channel: consent.channel } : null,
        anonymousId: frame.anonymousId === '' ? null : frame.anonymousId,
        submissionId: frame.submissionId === '' ? null : frame.submissionId,
        source: sourceOfTouch(last),
        touches: { first, last },
      },
      { clock: this.options.clock },
    );
  }

  /** Whoever answers before the form can have been read is asked to press once more: a program does not. */
  private problemOfTime(form: HostedForm, opened: string): 'tooFast' | 'openedLongAgo' | null {
    const now = Date.now();
    const [slug, at] = this.signer.verify('opened', opened, now) ?? [];
    if (slug !== form.slug || at === undefined) return 'openedLongAgo';
    return now - Number(at) < QUICKEST_MS ? 'tooFast' : null;
  }

  /** A consent is given to the words that were on the page. */
  private problemOfConsent(form: HostedForm, frame: FormFrame, language: Language): Record<string, string> {
    const { consent } = form.definition;
    const texts = PAGE_TEXTS[language];
    if (consent === null) return {};
    if (frame.consent === undefined) return consent.required ? { consent: texts.consentNeeded } : {};
    return frame.wordingVersion === form.wordingVersion ? {} : { consent: texts.wordingChanged };
  }

  /** Where the visitor's first visit that we know of came from. */
  private async firstTouch(anonymousId: string): Promise<Touch | null> {
    if (anonymousId === '') return null;
    const row = await this.database.row<{ medium: string | null; campaign: string | null; referrer: string | null }>(
      `SELECT e.channel AS medium, e.campaign, e.referrer FROM lead_identity i JOIN ledger_entry e ON e.lead_id = i.lead_id
       WHERE i.kind = 'anonymous' AND i.value = $1 AND e.kind = 'touchpoint' ORDER BY e.occurred_at, e.id LIMIT 1`,
      [anonymousId],
    );
    if (row === null) return null;
    const known = Object.entries(row).filter((entry): entry is [string, string] => entry[1] !== null);
    return known.length === 0 ? null : Object.fromEntries(known);
  }

  private async refuseFlood(email: string): Promise<void> {
    const row = await this.database.row<{ waiting: number }>(
      `SELECT count(*) AS waiting FROM form_submission WHERE lower(email) = lower($1) AND confirmed_at IS NULL AND submitted_at > now() - interval '1 hour'`,
      [email],
    );
    if ((row?.waiting ?? 0) >= UNCONFIRMED_PER_HOUR) throw new ApiException('too_many_requests');
  }

  private async count(formId: string, what: 'views' | 'refused'): Promise<void> {
    await this.database.rows(
      `INSERT INTO form_day (form_id, day, ${what}) VALUES ($1, current_date, 1)
       ON CONFLICT (form_id, day) DO UPDATE SET ${what} = form_day.${what} + 1`,
      [formId],
    );
  }
}

interface KnownRow {
  readonly id: string;
  readonly email: string | null;
  readonly lead: Readonly<Record<string, unknown>>;
  readonly company: Readonly<Record<string, unknown>> | null;
  readonly answers: readonly string[];
}

const COLUMNS: Readonly<Record<string, string>> = { firstName: 'first_name', lastName: 'last_name' };

function answeredOf({ lead, company, answers }: KnownRow): ReadonlySet<string> {
  const isSet = (value: unknown) => value !== null && value !== undefined && value !== '';
  const known = Object.keys(KNOWN_FIELDS).filter((id) => {
    const field = knownField(id);
    return field !== null && isSet((field.of === 'lead' ? lead : company)?.[COLUMNS[field.sets] ?? field.sets]);
  });
  return new Set([...known, ...answers.filter((id) => knownField(id) === null)]);
}
