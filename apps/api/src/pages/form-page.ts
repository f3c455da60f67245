import type { Language } from '@ripen/domain';
import type { OfferRow } from '@ripen/persistence';
import { html, type Markup } from './markup';
import { PAGE_TEXTS, type PageTexts } from './texts';

/** What the person typed, and what is wrong with it, by field name. */
export interface FormState {
  readonly values: Readonly<Record<string, string>>;
  readonly problems: Readonly<Record<string, string>>;
}

export const EMPTY_FORM: FormState = { values: {}, problems: {} };

interface Field {
  readonly name: 'firstName' | 'lastName' | 'email' | 'company' | 'position' | 'employees' | 'industry';
  readonly type: 'text' | 'email';
  readonly required: boolean;
  readonly autocomplete: string;
}

const NAME: readonly Field[] = [
  { name: 'firstName', type: 'text', required: false, autocomplete: 'given-name' },
  { name: 'lastName', type: 'text', required: true, autocomplete: 'family-name' },
];
const NEEDED: readonly Field[] = [
  { name: 'email', type: 'email', required: true, autocomplete: 'email' },
  { name: 'company', type: 'text', required: true, autocomplete: 'organization' },
];
const OPTIONAL: readonly Field[] = [
  { name: 'position', type: 'text', required: false, autocomplete: 'organization-title' },
  { name: 'employees', type: 'text', required: false, autocomplete: 'off' },
];
const INDUSTRY: Field = { name: 'industry', type: 'text', required: false, autocomplete: 'off' };

/** The hosted form. It works without a script; the browser checks first, we check in any case. */
export function formContent(offer: OfferRow, language: Language, { values, problems }: FormState): Markup {
  const texts = PAGE_TEXTS[language];
  const field = (one: Field) =>
    fieldMarkup(one, { texts, value: values[one.name] ?? '', problem: problems[one.name] ?? null });
  const consentProblem = problems['consent'] ?? null;
  return html`<h1>${offer.title[language]}</h1>
    ${offer.description[language] === '' ? null : html`<p class="soft">${offer.description[language]}</p>`}
    ${Object.keys(problems).length > 0 && html`<div class="summary" role="alert">${texts.problems} ${[...new Set(Object.values(problems))].join(' ')}</div>`}
    <form method="post">
      <div class="pair">${NAME.map((one) => html`<div>${field(one)}</div>`)}</div>
      ${NEEDED.map(field)}
      <div class="pair">${OPTIONAL.map((one) => html`<div>${field(one)}</div>`)}</div>
      ${field(INDUSTRY)}
      <input type="hidden" name="wordingVersion" value="${offer.wordingVersion}" />
      <input type="hidden" name="anonymousId" value="${values['anonymousId'] ?? ''}" />
      <input type="hidden" name="submissionId" value="${values['submissionId'] ?? ''}" />
      <label class="check"
        ><input
          type="checkbox"
          name="consent"
          value="yes"
          required
          aria-invalid="${consentProblem === null ? 'false' : 'true'}"
        /><span>${offer.consentWording[language]}</span></label
      >
      <button type="submit">${texts.submit}</button>
    </form>`;
}

function fieldMarkup(
  { name, type, required, autocomplete }: Field,
  { texts, value, problem }: { texts: PageTexts; value: string; problem: string | null },
): Markup {
  const describedBy = problem === null ? null : html` aria-describedby="${name}-problem"`;
  return html`<label for="${name}"
      >${texts[name]}${required ? null : html` <span class="soft">${texts.optional}</span>`}</label
    >
    <input
      id="${name}"
      name="${name}"
      type="${type}"
      value="${value}"
      autocomplete="${autocomplete}"
      ${required && html` required`}
      aria-invalid="${problem === null ? 'false' : 'true'}"
      ${describedBy}
    />
    ${problem !== null && html`<p class="problem" id="${name}-problem">${problem}</p>`}`;
}

/** A page with one sentence and, where something is to be done, one button: opening it changes nothing. */
export interface Saying {
  readonly title: string;
  readonly text: string;
  readonly button?: string;
}

export function sayingContent({ title, text, button }: Saying): Markup {
  return html`<h1>${title}</h1>
    <p>${text}</p>
    ${button !== undefined && html`<form method="post"><button type="submit">${button}</button></form>`}`;
}
