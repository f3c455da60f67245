import type { PersonExport } from '@ripen/contracts';
import type { Language, Text } from '@ripen/domain';
import { html, Markup } from '../pages/markup';
import { renderSheet } from '../pages/layout';

const WORDS = {
  title: { de: 'Auskunft über gespeicherte Daten', en: 'Stored personal data' },
  made: { de: 'Stand', en: 'As of' },
  by: { de: 'Verantwortlich', en: 'Controller' },
  person: { de: 'Angaben zur Person', en: 'The person' },
  company: { de: 'Firma', en: 'Company' },
  identities: { de: 'Kennungen', en: 'Identifiers' },
  consents: { de: 'Einwilligungen', en: 'Consents' },
  score: { de: 'Bewertung', en: 'Score' },
  noScore: { de: 'Es wird kein Profil gebildet.', en: 'No profile is made.' },
  touchpoints: { de: 'Kontaktpunkte', en: 'Touchpoints' },
  submissions: { de: 'Formulare', en: 'Forms' },
  mails: { de: 'E-Mails', en: 'E-mails' },
  journeys: { de: 'Journeys', en: 'Journeys' },
  sales: { de: 'Vertrieb', en: 'Sales' },
  timeline: { de: 'Alles der Reihe nach', en: 'Everything in order' },
  none: { de: 'Nichts gespeichert.', en: 'Nothing stored.' },
  granted: { de: 'erteilt', en: 'granted' },
  withdrawn: { de: 'widerrufen', en: 'withdrawn' },
  suppressed: {
    de: 'Die Adresse ist gesperrt: Es gehen keine E-Mails mehr hinaus.',
    en: 'The address is suppressed: no e-mail goes out any more.',
  },
  confirmed: { de: 'bestätigt', en: 'confirmed' },
  total: { de: 'Summe', en: 'Total' },
} as const satisfies Readonly<Record<string, Text>>;

const FIELDS: readonly (readonly [keyof PersonExport['person'], Text])[] = [
  ['firstName', { de: 'Vorname', en: 'First name' }],
  ['lastName', { de: 'Nachname', en: 'Last name' }],
  ['email', { de: 'E-Mail', en: 'E-mail' }],
  ['phone', { de: 'Telefon', en: 'Phone' }],
  ['position', { de: 'Position', en: 'Position' }],
  ['department', { de: 'Abteilung', en: 'Department' }],
  ['country', { de: 'Land', en: 'Country' }],
  ['language', { de: 'Sprache', en: 'Language' }],
  ['zone', { de: 'Zeitzone', en: 'Time zone' }],
  ['buyingRole', { de: 'Rolle im Kauf', en: 'Buying role' }],
  ['persona', { de: 'Persona', en: 'Persona' }],
];

export interface PageFrame {
  readonly language: Language;
  readonly zone: string;
  readonly companyName: string;
}

interface Telling extends PageFrame {
  readonly at: (instant: number) => string;
}

/** What is stored about a person, to read and to print. Everything in it is escaped. */
export function personPage(made: PersonExport, frame: PageFrame): string {
  const { language, zone, companyName } = frame;
  const format = new Intl.DateTimeFormat(language, { dateStyle: 'medium', timeStyle: 'short', timeZone: zone });
  const telling: Telling = { ...frame, at: (instant) => format.format(instant) };
  const word = (key: keyof typeof WORDS): string => WORDS[key][language];
  const content = html`<h1>${word('title')}</h1>
    <p class="soft">${word('by')}: ${companyName} · ${word('made')}: ${telling.at(made.madeAt)}</p>
    ${section(word('person'), facts(made, telling))} ${section(word('consents'), consents(made, telling))}
    ${section(word('score'), score(made, telling))}
    ${section(
      word('identities'),
      list(
        made.identities.map(({ kind, value }) => html`${kind}: ${value}`),
        telling,
      ),
    )}
    ${section(word('submissions'), submissions(made, telling))} ${section(word('mails'), mails(made, telling))}
    ${section(
      word('journeys'),
      list(
        made.person.enrollments.map(
          ({ journeyName, enteredAt, endedAt }) =>
            html`${journeyName}, ${telling.at(enteredAt)} – ${endedAt === null ? '' : telling.at(endedAt)}`,
        ),
        telling,
      ),
    )}
    ${section(word('sales'), sales(made, telling))} ${section(word('touchpoints'), touchpoints(made, telling))}
    ${section(
      word('timeline'),
      list(
        made.timeline.map(({ at, sentence }) => html`${telling.at(at)}: ${sentence[language]}`),
        telling,
      ),
    )}`;
  return renderSheet({ language, title: word('title'), content, footer: companyName });
}

function section(title: string, content: Markup): Markup {
  return html`<section>
    <h2>${title}</h2>
    ${content}
  </section>`;
}

function list(items: readonly Markup[], { language }: Telling): Markup {
  if (items.length === 0) return html`<p class="soft">${WORDS.none[language]}</p>`;
  return html`<ul>
    ${items.map((item) => html`<li>${item}</li>`)}
  </ul>`;
}

function facts({ person }: PersonExport, { language }: Telling): Markup {
  const rows = FIELDS.map(([field, name]) => [name[language], person[field]] as const);
  const { company } = person;
  const all = [...rows, ...(company === null ? [] : [[WORDS.company[language], company.name] as const])];
  return html`<dl>
    ${all.map(([name, value]) =>
      typeof value === 'string'
        ? html`<dt>${name}</dt>
            <dd>${value}</dd>`
        : null,
    )}
  </dl>`;
}

function consents({ person }: PersonExport, telling: Telling): Markup {
  const { language, at } = telling;
  const said = person.consents.map(
    ({ purpose, channel, state, at: when, wording, wordingVersion, confirmedAt, viaName, via }) =>
      html`${purpose} (${channel}): ${WORDS[state][language]}, ${at(when)},
      ${viaName?.[language] ?? via}${
        confirmedAt === null ? '' : `, ${WORDS.confirmed[language]} ${at(confirmedAt)}`
      }${wording === null ? null : html`<br /><q>${wording}</q>${wordingVersion === null ? '' : ` (${wordingVersion})`}`}`,
  );
  return html`${list(said, telling)}${person.suppressed ? html`<p>${WORDS.suppressed[language]}</p>` : null}`;
}

function score({ person }: PersonExport, telling: Telling): Markup {
  const { language, at } = telling;
  const explained = person.score;
  if (explained === null) return html`<p>${WORDS.noScore[language]}</p>`;
  const points = new Intl.NumberFormat(language, { maximumFractionDigits: 3 });
  const terms = explained.points.map(
    ({ label, pointsMilli, at: when }) =>
      html`${points.format(pointsMilli / 1_000)}: ${label[language]}${when === null ? '' : `, ${at(when)}`}`,
  );
  const grades = explained.gradeTerms.map(
    ({ label, grade, value }) => html`${label[language]}: ${value ?? '–'} (${grade ?? '–'})`,
  );
  return html`<p>${explained.cell} · ${WORDS.total[language]}: ${points.format(explained.pointsMilli / 1_000)}</p>
    ${list([...terms, ...grades], telling)}`;
}

function submissions({ submissions: sent }: PersonExport, telling: Telling): Markup {
  const { at, language } = telling;
  return list(
    sent.map(
      ({ form, submittedAt, confirmedAt, email, fields, wording }) =>
        html`${form},
          ${at(submittedAt)}${confirmedAt === null ? '' : `, ${WORDS.confirmed[language]} ${at(confirmedAt)}`}:
          ${email}, ${plain(fields)}<br /><q>${wording}</q>`,
    ),
    telling,
  );
}

function mails({ mails: sent }: PersonExport, telling: Telling): Markup {
  return list(
    sent.map(({ subject, state, at }) => html`${telling.at(at)}: ${subject?.[telling.language] ?? '–'} (${state})`),
    telling,
  );
}

function sales({ notes, feedback }: PersonExport, telling: Telling): Markup {
  return list(
    [
      ...notes.map(({ at, text }) => html`${telling.at(at)}: ${text}`),
      ...feedback.map(
        ({ at, kind, reason, answers }) => html`${telling.at(at)}: ${kind}, ${reason ?? '–'}, ${plain(answers)}`,
      ),
    ],
    telling,
  );
}

function touchpoints({ touchpoints: all }: PersonExport, telling: Telling): Markup {
  return list(
    all.map(
      ({ type, occurredAt, source, properties }) =>
        html`${telling.at(occurredAt)}: ${type}, ${plain({ ...source, ...properties })}`,
    ),
    telling,
  );
}

/** A bag of values as one line. */
function plain(bag: Readonly<Record<string, unknown>>): string {
  return Object.entries(bag)
    .filter(([, value]) => value !== null && value !== '')
    .map(([name, value]) => `${name}: ${typeof value === 'string' ? value : JSON.stringify(value)}`)
    .join(', ');
}
