import { type Language, LANGUAGES } from '@ripen/domain';
import type { Preference, Preferences } from '@ripen/persistence';
import { html, type Markup } from '../pages/markup';
import { filledIn, PREFERENCE_TEXTS, type PreferenceTexts, quoted } from './preferences-texts';

export interface PreferencePage {
  readonly preferences: Preferences;
  readonly language: Language;
  readonly zone: string;
  /** What was done just now; null: the page was only opened. */
  readonly notice: 'saved' | 'stopped' | null;
}

interface Words {
  readonly texts: PreferenceTexts;
  readonly language: Language;
  day(at: number): string;
}

/** The preference centre. It works without a script; opening it changes nothing. */
export function preferencesContent({ preferences, language, zone, notice }: PreferencePage): Markup {
  const texts = PREFERENCE_TEXTS[language];
  const format = new Intl.DateTimeFormat(language, { dateStyle: 'long', timeZone: zone });
  const words: Words = { texts, language, day: (at) => format.format(at) };
  const { email, suppressed, choices } = preferences;
  return html`<h1>${texts.title}</h1>
    ${notice === null ? null : html`<p class="notice" role="status">${texts[notice]}</p>`}
    <p class="soft">${email === null ? texts.introNoAddress : filledIn(texts.intro, { email: veiled(email) })}</p>
    ${suppressed && html`<p class="summary" role="alert">${texts.suppressed}</p>`}
    <form method="post">
      <input type="hidden" name="act" value="save" />
      <input type="hidden" name="read" value="${language}" />
      ${[...Map.groupBy(choices, ({ purpose }) => purpose).values()].map((group) => purposeFields(group, words))}
      ${pauseFields(preferences, words)} ${languageFields(preferences, words)}
      <button type="submit">${texts.save}</button>
    </form>
    <section class="aside" aria-labelledby="stop">
      <h2 id="stop">${texts.stopTitle}</h2>
      <p class="soft">${texts.stopText}</p>
      <form method="post">
        <input type="hidden" name="act" value="stop" />
        <input type="hidden" name="read" value="${language}" />
        <button type="submit" class="quiet">${texts.stop}</button>
      </form>
    </section>
    ${heldSection(preferences, words)}`;
}

/** A mail is passed on more often than one thinks: enough to know the own address, not enough to learn it. */
function veiled(email: string): string {
  const [local = '', domain = ''] = email.split('@');
  return `${local.slice(0, 1)}•••@${domain}`;
}

function purposeFields(group: readonly Preference[], words: Words): Markup {
  const { texts, language } = words;
  const [first] = group;
  if (!first) return html``;
  const id = `about-${first.purpose}`;
  return html`<fieldset aria-describedby="${id}">
    <legend>${first.name[language]}</legend>
    <p class="soft" id="${id}">${first.explanation[language]}</p>
    ${group.map((choice) => channelBox(choice, words))}
    ${first.wording[language] === '' ? null : html`<p class="soft small">${texts.wording} ${quoted(first.wording[language], language)}</p>`}
  </fieldset>`;
}

function channelBox({ purpose, channel, on, saidAt }: Preference, { texts, day }: Words): Markup {
  const name = `${purpose}.${channel}`;
  const said = saidAt === null ? texts.neverSaid : filledIn(on ? texts.saidOn : texts.saidOff, { date: day(saidAt) });
  return html`<input type="hidden" name="shown.${name}" value="${on ? 'on' : 'off'}" />
    <label class="check"
      ><input type="checkbox" name="want.${name}" value="on" ${on && html` checked`} /><span
        >${texts.channels[channel] ?? channel} <span class="soft">(${said})</span></span
      ></label
    >`;
}

function pauseFields({ pausedUntil }: Preferences, { texts, day }: Words): Markup {
  const kept = pausedUntil === null ? texts.pauseNone : filledIn(texts.pausedUntil, { date: day(pausedUntil) });
  const options: readonly (readonly [value: string, label: string])[] = [
    ['', kept],
    ...(pausedUntil === null ? [] : [['0', texts.pauseNone] as const]),
    ['30', texts.pause30],
    ['90', texts.pause90],
  ];
  return html`<fieldset aria-describedby="pause-hint">
    <legend>${texts.pause}</legend>
    <p class="soft" id="pause-hint">${texts.pauseHint}</p>
    <div class="row">
      ${options.map(
        ([value, label]) =>
          html`<label class="radio"
            ><input type="radio" name="pause" value="${value}" ${value === '' && html` checked`} /><span
              >${label}</span
            ></label
          >`,
      )}
    </div>
  </fieldset>`;
}

function languageFields({ language: own }: Preferences, { texts, language }: Words): Markup {
  return html`<fieldset>
    <legend>${texts.language}</legend>
    <div class="row">
      ${LANGUAGES.map(
        (value) =>
          html`<label class="radio"
            ><input
              type="radio"
              name="language"
              value="${value}"
              ${value === (own ?? language) && html` checked`}
            /><span lang="${value}">${texts.languages[value]}</span></label
          >`,
      )}
    </div>
  </fieldset>`;
}

function heldSection({ held, since }: Preferences, { texts, language, day }: Words): Markup {
  const named = held.fields.map((field) => texts.fields[field] ?? field);
  const fields =
    named.length === 0 ? texts.noFields : new Intl.ListFormat(language, { type: 'conjunction' }).format(named);
  return html`<section class="aside" aria-labelledby="held">
    <h2 id="held">${texts.heldTitle}</h2>
    <p>${filledIn(texts.heldSince, { date: day(since), fields })}</p>
    <p>${filledIn(texts.heldCounts, { touchpoints: held.touchpoints, mails: held.mails })}</p>
    <p class="soft">${texts.heldMore}</p>
  </section>`;
}
