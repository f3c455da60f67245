import { CONSENT_CHANNELS, PURPOSE_KEY, type Text } from '@ripen/domain';
import { z } from 'zod';
import { httpUrlSchema, textSchema } from './shape';

/** What a field of a form may be. `long` is a text of several lines; a `number` is whole and not negative. */
export const FORM_FIELD_KINDS = ['text', 'email', 'phone', 'number', 'select', 'checkbox', 'long'] as const;
export type FormFieldKind = (typeof FORM_FIELD_KINDS)[number];

interface KnownField {
  readonly kind: FormFieldKind;
  readonly of: 'lead' | 'company';
  /** The field of the lead or of the company that the answer sets. */
  readonly sets: string;
  /** What browsers may fill in by themselves. */
  readonly autocomplete: string;
  readonly label: Text;
}

/** Fields whose answer is a fact about the lead or the company, by the id that they have in every form. Any other id is an answer that stays with the submission. */
export const KNOWN_FIELDS = {
  firstName: known('text', 'lead', 'firstName', 'given-name', { de: 'Vorname', en: 'First name' }),
  lastName: known('text', 'lead', 'lastName', 'family-name', { de: 'Nachname', en: 'Last name' }),
  email: known('email', 'lead', 'email', 'email', { de: 'E-Mail-Adresse', en: 'E-mail address' }),
  position: known('text', 'lead', 'position', 'organization-title', { de: 'Position', en: 'Position' }),
  department: known('text', 'lead', 'department', 'off', { de: 'Abteilung', en: 'Department' }),
  phone: known('phone', 'lead', 'phone', 'tel', { de: 'Telefon', en: 'Phone' }),
  country: known('text', 'lead', 'country', 'country-name', { de: 'Land', en: 'Country' }),
  company: known('text', 'company', 'name', 'organization', { de: 'Unternehmen', en: 'Company' }),
  employees: known('number', 'company', 'employees', 'off', { de: 'Mitarbeiterzahl', en: 'Number of employees' }),
  industry: known('text', 'company', 'industry', 'off', { de: 'Branche', en: 'Industry' }),
} as const satisfies Readonly<Record<string, KnownField>>;
export type KnownFieldId = keyof typeof KNOWN_FIELDS;

function known(
  kind: FormFieldKind,
  of: 'lead' | 'company',
  sets: string,
  autocomplete: string,
  label: Text,
): KnownField {
  return { kind, of, sets, autocomplete, label };
}

/** The known field behind an id, or null for an answer of its own. */
export function knownField(id: string): KnownField | null {
  return Object.hasOwn(KNOWN_FIELDS, id) ? KNOWN_FIELDS[id as KnownFieldId] : null;
}

/** Names in a form that are ours. */
const RESERVED_IDS = [
  'consent',
  'wordingVersion',
  'anonymousId',
  'submissionId',
  'opened',
  'visitor',
  'homepage',
  'touch',
  'lang',
];

const option = z.object({ value: z.string().trim().min(1).max(100), label: textSchema });

export const formFieldSchema = z
  .object({
    id: z.string().regex(/^[a-z][a-zA-Z0-9_]{0,59}$/),
    kind: z.enum(FORM_FIELD_KINDS),
    label: textSchema,
    help: textSchema,
    required: z.boolean(),
    /** What can be chosen, for `select`. */
    options: z.array(option).max(60),
  })
  .refine(({ id }) => !RESERVED_IDS.includes(id), { message: 'reserved_id', path: ['id'] })
  .refine(({ kind, options }) => kind !== 'select' || options.length > 0, { message: 'no_options', path: ['options'] })
  .refine(({ label }) => label.de.trim() !== '' && label.en.trim() !== '', {
    message: 'both_languages',
    path: ['label'],
  });
export type FormField = z.infer<typeof formFieldSchema>;

const bothLanguages = textSchema.refine((text) => text.de.trim() !== '' && text.en.trim() !== '', {
  message: 'both_languages',
});
const letter = z.object({ subject: z.string().trim().min(1).max(300), body: z.string().trim().min(1).max(50_000) });

/** A mail of a form in both languages, as the mails of journeys are written. */
export const formMailSchema = z.object({ de: letter, en: letter });
export type FormMail = z.infer<typeof formMailSchema>;

export const formConsentSchema = z.object({
  purpose: z.string().regex(PURPOSE_KEY),
  channel: z.enum(CONSENT_CHANNELS),
  /** Without it nothing is taken. Else the box may stay empty, and nobody is written to but to answer. */
  required: z.boolean(),
  wording: bothLanguages,
});
export type FormConsent = z.infer<typeof formConsentSchema>;

/** Everything that a form is, apart from its address. */
export const formDefinitionSchema = z
  .object({
    title: bothLanguages,
    intro: textSchema,
    submit: bothLanguages,
    /** In the order in which they are asked. */
    fields: z.array(formFieldSchema).min(1).max(30),
    /** `on`: whoever is recognised is asked what is missing, at most `most` things at once beside the address. */
    progressive: z.object({ on: z.boolean(), most: z.number().int().min(1).max(20) }),
    consent: formConsentSchema.nullable(),
    after: z.discriminatedUnion('do', [
      z.object({ do: z.literal('say'), title: bothLanguages, text: textSchema }),
      z.object({ do: z.literal('redirect'), url: httpUrlSchema }),
    ]),
    /** Null: the text that comes with the product. */
    mails: z.object({ confirm: formMailSchema.nullable(), thanks: formMailSchema.nullable() }),
  })
  .superRefine(({ fields }, context) => {
    const seen = new Set<string>();
    for (const [index, { id, kind }] of fields.entries()) {
      const problem = seen.has(id)
        ? 'asked_twice'
        : (id === 'email') !== (kind === 'email')
          ? 'address_is_email'
          : null;
      seen.add(id);
      if (problem !== null) context.addIssue({ code: 'custom', message: problem, path: ['fields', index, 'id'] });
    }
    // The second opt-in goes there: without an address nobody becomes known.
    if (!fields.some(({ id, required }) => id === 'email' && required))
      context.addIssue({ code: 'custom', message: 'address_needed', path: ['fields'] });
  });
export type FormDefinition = z.infer<typeof formDefinitionSchema>;

/** A field as the builder adds it. */
export function newField(
  id: string,
  options: { kind?: FormFieldKind; label?: Text; required?: boolean } = {},
): FormField {
  const field = knownField(id);
  return {
    id,
    kind: options.kind ?? field?.kind ?? 'text',
    label: options.label ?? field?.label ?? { de: 'Frage', en: 'Question' },
    help: { de: '', en: '' },
    required: options.required ?? false,
    options: [],
  };
}

/** What a form stands for; decides the words that it begins with. */
export type FormUse = 'offer' | 'event' | 'contact' | 'newsletter';

const SUBMIT: Readonly<Record<FormUse, Text>> = {
  offer: { de: 'Anfordern', en: 'Request' },
  event: { de: 'Anmelden', en: 'Register' },
  contact: { de: 'Absenden', en: 'Send' },
  newsletter: { de: 'Abonnieren', en: 'Subscribe' },
};
const AFTERWARDS: Readonly<Record<FormUse, Text>> = {
  offer: {
    de: 'Wir haben Ihnen eine E-Mail gesendet. Bitte bestätigen Sie darin Ihre Adresse, dann bekommen Sie den Inhalt.',
    en: 'We have sent you an e-mail. Please confirm your address in it, and the content is yours.',
  },
  event: {
    de: 'Wir haben Ihnen eine E-Mail gesendet. Bitte bestätigen Sie darin Ihre Adresse, dann sind Sie angemeldet.',
    en: 'We have sent you an e-mail. Please confirm your address in it, and you are registered.',
  },
  contact: {
    de: 'Wir haben Ihnen eine E-Mail gesendet. Bitte bestätigen Sie darin Ihre Adresse, dann melden wir uns.',
    en: 'We have sent you an e-mail. Please confirm your address in it, and we will be in touch.',
  },
  newsletter: {
    de: 'Wir haben Ihnen eine E-Mail gesendet. Bitte bestätigen Sie darin Ihre Adresse.',
    en: 'We have sent you an e-mail. Please confirm your address in it.',
  },
};
const FIELDS: Readonly<Record<FormUse, readonly FormField[]>> = {
  offer: [
    newField('firstName'),
    newField('lastName', { required: true }),
    newField('email', { required: true }),
    newField('company', { required: true }),
    newField('position'),
    newField('employees'),
    newField('industry'),
  ],
  event: [
    newField('firstName'),
    newField('lastName', { required: true }),
    newField('email', { required: true }),
    newField('company', { required: true }),
    newField('position'),
  ],
  contact: [
    newField('firstName'),
    newField('lastName', { required: true }),
    newField('email', { required: true }),
    newField('company'),
    newField('phone'),
    newField('message', { kind: 'long', required: true, label: { de: 'Ihre Nachricht', en: 'Your message' } }),
  ],
  newsletter: [newField('email', { required: true }), newField('firstName'), newField('lastName')],
};

/** A form that can be published as it is. */
export function defaultForm(
  use: FormUse,
  { title, intro, wording }: { title: Text; intro: Text; wording: Text },
): FormDefinition {
  return {
    title,
    intro,
    submit: SUBMIT[use],
    fields: [...FIELDS[use]],
    progressive: { on: false, most: 5 },
    consent: { purpose: 'marketing', channel: 'email', required: use === 'offer' || use === 'newsletter', wording },
    after: { do: 'say', title: { de: 'Fast geschafft', en: 'Almost there' }, text: AFTERWARDS[use] },
    mails: { confirm: null, thanks: null },
  };
}
