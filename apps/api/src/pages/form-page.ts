import { type FormField, knownField } from '@ripen/contracts';
import type { Language } from '@ripen/domain';
import type { HostedForm } from './hosted-form';
import { html, type Markup } from './markup';
import { PAGE_TEXTS, type PageTexts } from './texts';

/** What the person typed, and what is wrong with it, by field name; `form` is about the whole. */
export interface FormState {
  readonly values: Readonly<Record<string, string>>;
  readonly problems: Readonly<Record<string, string>>;
}

/** One form for one visitor. */
export interface FormView extends FormState {
  readonly form: HostedForm;
  readonly asked: readonly FormField[];
  readonly language: Language;
  /** A link of their own mail led here: the mail goes to the address that we know. */
  readonly byLink: boolean;
}

/** Fields that share a line where there is room. */
const PAIRS = [
  ['firstName', 'lastName'],
  ['position', 'employees'],
] as const;

/** Not for people: hidden from eyes, screen readers and the tab key. */
const HONEYPOT = 'homepage';
const CARRIED = ['anonymousId', 'submissionId', 'opened', 'visitor', 'touch'] as const;

/** The form. It works without a script; the browser checks first, we check in any case. */
export function formContent(view: FormView): Markup {
  const { form, language, problems, values, asked, byLink } = view;
  const texts = PAGE_TEXTS[language];
  const { title, intro, submit } = form.definition;
  return html`<h1>${title[language]}</h1>
    ${intro[language] === '' ? null : html`<p class="soft lines">${intro[language]}</p>`} ${summaryOf(problems, texts)}
    <form method="post" data-offline="${texts.offline}">
      ${byLink && html`<p class="soft">${texts.knownByLink}</p>`}
      ${linesOf(asked).map((line) => lineMarkup(line, view))}
      <input type="hidden" name="wordingVersion" value="${form.wordingVersion}" />
      ${CARRIED.map((name) => html`<input type="hidden" name="${name}" value="${values[name] ?? ''}" />`)}
      <p class="trap" aria-hidden="true">
        <label
          >${texts.leaveEmpty}<input type="text" name="${HONEYPOT}" value="" tabindex="-1" autocomplete="off"
        /></label>
      </p>
      ${consentMarkup(view)}
      <button type="submit">${submit[language]}</button>
    </form>`;
}

function summaryOf(problems: FormState['problems'], texts: PageTexts): Markup | null {
  const said = [...new Set(Object.values(problems))];
  if (said.length === 0) return null;
  const isWhole = Object.keys(problems).every((name) => name === 'form');
  return html`<div class="summary" role="alert" tabindex="-1">
    ${isWhole ? null : html`${texts.problems} `}${said.join(' ')}
  </div>`;
}

function linesOf(asked: readonly FormField[]): readonly (readonly FormField[])[] {
  const lines: FormField[][] = [];
  for (const field of asked) {
    const before = lines.at(-1);
    const isPair = PAIRS.some(([one, two]) => before?.length === 1 && before[0]?.id === one && field.id === two);
    if (isPair) before?.push(field);
    else lines.push([field]);
  }
  return lines;
}

function lineMarkup(line: readonly FormField[], view: FormView): Markup {
  if (line.length === 1) return html`${line.map((field) => fieldMarkup(field, view))}`;
  return html`<div class="pair">${line.map((field) => html`<div>${fieldMarkup(field, view)}</div>`)}</div>`;
}

function fieldMarkup(field: FormField, { language, values, problems }: FormView): Markup {
  const texts = PAGE_TEXTS[language];
  const value = values[field.id] ?? '';
  const problem = problems[field.id] ?? null;
  const help = field.help[language].trim();
  const described = [help === '' ? null : `${field.id}-help`, problem === null ? null : `${field.id}-problem`]
    .filter((id) => id !== null)
    .join(' ');
  const rest = html`${field.required && html` required`}
  aria-invalid="${problem === null ? 'false' : 'true'}"${described === '' ? null : html` aria-describedby="${described}"`}`;
  const notes = html`${help !== '' && html`<p class="help" id="${field.id}-help">${help}</p>`}
  ${problem !== null && html`<p class="problem" id="${field.id}-problem">${problem}</p>`}`;
  const optional = field.required ? null : html` <span class="soft">${texts.optional}</span>`;
  if (field.kind === 'checkbox')
    return html`<label class="check tight"
        ><input type="checkbox" name="${field.id}" value="yes" ${value === 'yes' && html`checked`} ${rest} /><span
          >${field.label[language]}${optional}</span
        ></label
      >
      ${notes}`;
  return html`<label for="${field.id}">${field.label[language]}${optional}</label>
    ${control(field, { value, rest, language })} ${notes}`;
}

function control(
  { id, kind, options }: FormField,
  { value, rest, language }: { value: string; rest: Markup; language: Language },
): Markup {
  if (kind === 'long')
    return html`<textarea id="${id}" name="${id}" rows="5" maxlength="4000" ${rest}>${value}</textarea>`;
  if (kind === 'select')
    return html`<select id="${id}" name="${id}" ${rest}>
      <option value="">${PAGE_TEXTS[language].choose}</option>
      ${options.map((option) => html`<option value="${option.value}" ${option.value === value && html`selected`}>${option.label[language] || option.value}</option>`)}
    </select>`;
  const type = kind === 'email' ? 'email' : kind === 'phone' ? 'tel' : 'text';
  const autocomplete = knownField(id)?.autocomplete ?? 'off';
  return html`<input
    id="${id}"
    name="${id}"
    type="${type}"
    value="${value}"
    autocomplete="${autocomplete}"
    ${kind === 'number' && html`inputmode="numeric"`}
    ${rest}
  />`;
}

function consentMarkup({ form, language, values, problems }: FormView): Markup | null {
  const { consent } = form.definition;
  if (consent === null) return null;
  const problem = problems['consent'];
  // A tick stays where the words are the same; to other words nobody has agreed.
  const ticked = values['consent'] === 'yes' && values['wordingVersion'] === String(form.wordingVersion);
  return html`<label class="check"
    ><input
      type="checkbox"
      name="consent"
      value="yes"
      ${consent.required && html`required`}
      ${ticked && html`checked`}
      aria-invalid="${problem === undefined ? 'false' : 'true'}"
    /><span>${consent.wording[language]}</span></label
  >`;
}

/** A page with one sentence and, where something is to be done, one button: opening it changes nothing. */
export interface Saying {
  readonly title: string;
  readonly text: string;
  readonly button?: string;
}

export function sayingContent({ title, text, button }: Saying): Markup {
  return html`<h1>${title}</h1>
    ${text !== '' && html`<p class="lines">${text}</p>`}
    ${button !== undefined && html`<form method="post"><button type="submit">${button}</button></form>`}`;
}
