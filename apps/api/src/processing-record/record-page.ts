import type { Language } from '@ripen/domain';
import type { StoredPurpose } from '@ripen/persistence';
import { renderSheet } from '../pages/layout';
import { html, type Markup } from '../pages/markup';
import { filledIn, quoted } from '../preferences/preferences-texts';
import type { RecordFacts } from './record-facts.service';
import { RECORD_WORDS, type RecordWords } from './record-words';

interface Telling {
  readonly facts: RecordFacts;
  readonly words: RecordWords;
  readonly language: Language;
  day(at: number): string;
}

/** The record as one page to read and to print. Everything in it is escaped. */
export function recordPage(facts: RecordFacts, language: Language, now: number): string {
  const words = RECORD_WORDS[language];
  const format = new Intl.DateTimeFormat(language, { dateStyle: 'long', timeZone: facts.workspace.zone });
  const telling: Telling = { facts, words, language, day: (at) => format.format(at) };
  const content = html`<h1>${words.title}</h1>
    <p class="soft">${words.basis}<br />${filledIn(words.made, { at: telling.day(now) })}</p>
    ${controller(telling)} ${activities(telling)} ${subjects(telling)} ${sources(telling)} ${recipients(telling)}
    ${retention(telling)} ${measures(telling)}
    ${facts.details.remarks === '' ? null : section(words.remarksTitle, html`<p>${lines(facts.details.remarks)}</p>`)}`;
  return renderSheet({ language, title: words.title, content, footer: facts.workspace.companyName });
}

function section(title: string, content: Markup): Markup {
  return html`<section>
    <h2>${title}</h2>
    ${content}
  </section>`;
}

function lines(text: string): Markup[] {
  return text.split(/\r?\n/).map((line, index) => (index === 0 ? html`${line}` : html`<br />${line}`));
}

function pairs(entries: readonly (readonly [string, string | Markup | readonly Markup[]])[]): Markup {
  return html`<dl>
    ${entries.map(
      ([name, value]) =>
        html`<dt>${name}</dt>
          <dd>${value}</dd>`,
    )}
  </dl>`;
}

function list(items: readonly string[], none: string): Markup {
  if (items.length === 0) return html`<p>${none}</p>`;
  return html`<ul>
    ${items.map((item) => html`<li>${item}</li>`)}
  </ul>`;
}

/** An imprint mostly begins with the company's name. */
function named({ companyName, imprint }: RecordFacts['workspace']): string {
  return imprint.startsWith(companyName) ? imprint : `${companyName}\n${imprint}`;
}

function controller({ facts: { workspace, details }, words }: Telling): Markup {
  const given = (text: string): string | readonly Markup[] => (text === '' ? words.notSet : lines(text));
  return section(
    words.controllerTitle,
    pairs([
      [words.controller, lines(details.controller === '' ? named(workspace) : details.controller)],
      [words.representative, given(details.representative)],
      [words.officer, given(details.officer)],
      [words.authority, given(details.authority)],
      [words.sender, `${workspace.sender.name} <${workspace.sender.email}>`],
    ]),
  );
}

function activities(telling: Telling): Markup {
  const { facts, words } = telling;
  const teams =
    facts.teams.length === 0 ? words.noTeams : filledIn(words.handoffText, { teams: facts.teams.join(', ') });
  return section(
    words.activitiesTitle,
    html`${facts.purposes.map((purpose) => activity(purpose, telling))}
      <h3>${words.scoringTitle}</h3>
      <p>${words.scoringText}</p>
      <h3>${words.handoffTitle}</h3>
      <p>${teams}</p>`,
  );
}

function activity(purpose: StoredPurpose, { words, language, day }: Telling): Markup {
  const version = filledIn(words.version, { version: purpose.wordingVersion, at: day(purpose.updatedAt) });
  const wording = purpose.needsConsent
    ? html`${quoted(purpose.wording[language], language)} <span class="soft">(${version})</span>`
    : words.noConsent;
  return html`<h3>
      ${purpose.name[language]}${purpose.active ? null : html` <span class="soft">(${words.off})</span>`}
    </h3>
    ${pairs([
      [words.explanation, purpose.explanation[language]],
      [words.legalBasis, purpose.legalBasis[language]],
      [words.channels, purpose.channels.map((channel) => words.channel[channel]).join(', ')],
      [words.wording, wording],
    ])}`;
}

function subjects({ facts: { counts, users }, words }: Telling): Markup {
  const data = words.dataText.map((line) => filledIn(line, { ...counts }));
  return section(
    words.dataTitle,
    html`<h3>${words.people}</h3>
      <p>${filledIn(words.peopleText, { ...counts, users })}</p>
      <h3>${words.data}</h3>
      ${list(data, words.none)}`,
  );
}

function sources({ facts, words, language }: Telling): Markup {
  const forms = facts.forms.map(({ title, slug }) => `${title[language]} (/f/${slug})`);
  return section(
    words.sourcesTitle,
    html`<h3>${words.forms}</h3>
      ${list(forms, words.none)}
      <h3>${words.sources}</h3>
      ${list(facts.sources, words.none)}
      <p>${words.byHand}</p>`,
  );
}

function recipients({ facts, words }: Telling): Markup {
  return section(
    words.recipientsTitle,
    html`<p>${words.internal}</p>
      <p>${facts.ownMailbox ? words.ownMailbox : words.mailServer}</p>
      <h3>${words.webhooks}</h3>
      ${list(
        facts.recipients.map(({ name, host }) => `${name} (${host})`),
        words.none,
      )}
      <h3>${words.providers}</h3>
      ${list(facts.mailProviders, words.none)}
      <p>${words.third}</p>`,
  );
}

function retention({ facts, words }: Telling): Markup {
  if (facts.retention.length === 0) return section(words.retentionTitle, html`<p>${words.noRetention}</p>`);
  const rules = facts.retention.map(
    ({ key, keep, unit }) => `${words.retained[key]}: ${filledIn(words.keep[unit], { keep })}`,
  );
  return section(
    words.retentionTitle,
    html`${list(rules, words.none)}
      <p>${words.onRequest}</p>`,
  );
}

function measures({ facts, words }: Telling): Markup {
  const own = facts.details.measures.split(/\r?\n/).filter((line) => line.trim() !== '');
  const found = [
    facts.encrypted ? words.encrypted : words.notEncrypted,
    filledIn(words.factors, { some: facts.secondFactors, users: facts.users }),
  ];
  return section(words.measuresTitle, list([...words.measures, ...found, ...own], words.none));
}
